import type { ProblemTexts } from './problems.cs'

export const problemsEn: ProblemTexts = {
  // Central side
  'central-unreachable': {
    what: 'The central side[ {address}] could not be reached.',
    why: 'This computer has no internet connection, a firewall or proxy blocks it, or the central side is down just now.',
    todo: 'In regular operation the client keeps trying by itself and nothing gets lost; in the wizard, run the test again. If it lasts longer than an hour, check the internet connection and allow outgoing connections to port 443.',
  },
  'central-timeout': {
    what: 'The central side[ {address}] did not answer in time.',
    why: 'The connection is slow, or the central side is very busy.',
    todo: 'In regular operation the client tries again by itself; in the wizard, run the test again. If it goes on all day, check the speed of the connection and contact support.',
  },
  'central-tls': {
    what: 'A secure connection to the central side[ {address}] could not be made.',
    why: "This computer does not trust the server's certificate. Usually the date and time are wrong, or an antivirus program or proxy inspects the connection.",
    todo: 'The client has sent nothing; in regular operation it tries again by itself, in the wizard run the test again. Check the date and time of this computer. If an antivirus program or proxy inspects connections, add an exception for the address of the central side.',
  },
  'central-not-json': {
    what: 'The answer from the address of the central side[ {address}] was not from the central side.',
    why: 'Probably somebody else answered: a proxy, the sign-in page of a network, or the address leads elsewhere.',
    todo: 'In regular operation the client tries again by itself; in the wizard, run the test again. Open the address in a browser and see who answers; if the network wants you to sign in, do so. The address in the settings must end with /b2b/v1.',
  },
  'central-answer-invalid': {
    what: 'The answer of the central side has a form that this version does not understand.[ Does not fit: {path}.]',
    why: 'The client and the central side are of different ages, or the answer has an error in it.',
    todo: 'In regular operation the client tries again by itself; in the wizard, run the test again. If it lasts, install its newest version. If that does not help, send the log (folder logs) to support.',
  },
  'central-answer-too-large': {
    what: 'The answer of the central side is larger than the client accepts[ (at most {limit} bytes)].',
    why: 'An unusually large document is in the queue, or somebody else answered.',
    todo: 'Lower the number of documents in one batch (sync.batchSize) in the settings. If that does not help, contact support.',
  },
  'central-redirected': {
    what: 'The central side[ {address}] redirected the client to another address[ ({target})].',
    why: 'Usually it is the sign-in page of a foreign network, or the address of the central side has changed. For safety the key is never sent to another address.',
    todo: 'In regular operation the client tries again by itself; in the wizard, run the test again. In a network that wants you to sign in, open a browser and do so. Otherwise ask the operator for the address and enter it in the settings.',
  },
  'central-unauthorized': {
    what: "The central side does not know this company's key.",
    why: 'The key has a typing error, belongs to another central side, or is no longer valid.',
    todo: 'Enter the key you got from the operator again, and check the address of the central side.',
  },
  'central-key-revoked': {
    what: "This company's key has been revoked at the central side.",
    why: 'The operator withdrew it, for example because a new one was issued.',
    todo: 'Ask the operator for a new key and enter it in the settings. Documents wait in the queue meanwhile.',
  },
  'central-forbidden': {
    what: 'The central side did not allow this to the client.',
    why: 'The key is of another kind, or has no right to this kind of document.',
    todo: 'Ask the operator whether it is a key for a client (kind “client”) and whether your company may use this kind of document.',
  },
  'central-not-found': {
    what: 'The central side does not know what the client asked for[: {itemId}].',
    why: 'The item was cancelled in the queue, or the address does not lead to this interface.',
    todo: 'Check that the address in the settings ends with /b2b/v1. If it concerns one document, ask the operator about it.',
  },
  'central-validation': {
    what: 'The central side refused the data that the client sent.',
    why: 'Something in it does not follow its rules.[ Field: {path}.]',
    todo: 'This is an error of the program. Send the log (folder logs) to support.',
  },
  'central-conflict': {
    what: 'What the client asked for conflicts with what the central side has.',
    why: 'The same thing has happened otherwise meanwhile, for example by somebody in the administration.',
    todo: 'The client asks for the present state at the next run. If it goes on, contact support.',
  },
  'central-rate-limited': {
    what: 'The central side asked the client to ask less often.',
    why: 'Too many requests came in a short time.',
    todo: 'Nothing to do: the client waits and tries again. If it goes on, set a longer interval between runs.',
  },
  'central-maintenance': {
    what: 'The central side is under maintenance.',
    why: 'Its operator has put it out of service for a while.',
    todo: 'Nothing to do: the client connects as soon as the central side is back; documents wait in the queue.',
  },
  'central-internal': {
    what: 'The central side reported an error of its own.',
    why: 'The error is at the central side, not here.',
    todo: 'In regular operation the client tries again by itself; in the wizard, run the test again. If it lasts longer than an hour, tell the operator[ and name the request {requestId}].',
  },
  'client-too-old': {
    what: 'This version of the client[ ({version})] is too old.',
    why: 'The central side no longer works with it[; it asks for version {minimum} or newer].',
    todo: 'Install the newest version. Settings and the ledger of documents are kept.',
  },
  'wrong-mode': {
    what: 'The client and the central side are in different modes[: client {mode}, central side {centralMode}].',
    why: 'Test documents and real ones must never mix, so the client downloaded nothing.',
    todo: 'Ask the operator which mode your company should be in, and set the same mode in the client.',
  },
  'wrong-company': {
    what: 'The key belongs to another company[: {companyName}].',
    why: "The client is set up for another company, and the documents would end in somebody else's books, so nothing was downloaded.",
    todo: 'Enter the key of the company the client is set up for. To use it for another company, install it with a new data folder.',
  },
  'test-flag-mismatch': {
    what: 'The document[ {itemId}] does not belong to the mode that is set[ ({mode})].',
    why: 'The central side gave a test document to production or the other way round. So that they never mix, the client stopped downloading.',
    todo: 'Tell the operator of the central side. No document was written to the information system.',
  },
  'test-mark-missing': {
    what: 'The document[ {number}] is a test, but its note does not have the mark[ {marker}].',
    why: 'In the information system nobody could tell it from a real one, so it was not recorded.',
    todo: 'Tell the operator of the central side and send another test order.',
  },
  'test-mark-unexpected': {
    what: 'The document[ {number}] came as a real one, but its note begins with the mark of test documents[ {marker}].',
    why: 'It is not certain that it is real, so it was not recorded. Test documents do not belong in production.',
    todo: 'Ask the buyer or the operator of the central side. If the order is real, record it by hand and skip it here with the reason; otherwise only skip it.',
  },
  'report-refused': {
    what: 'The central side did not accept the report on the document[ {number}][ (answer: {status})].',
    why: 'It no longer knows the document, has another content for it, or somebody closed it in the administration.',
    todo: 'The record in the information system is not affected. Check the state of the document in the administration of the central side.',
  },
  'finished-elsewhere': {
    what: 'The document[ {itemId}] was not written, because the central side has closed it meanwhile[ (state: {state})].',
    why: 'The operator marked it as processed or cancelled it in the administration before its turn came.',
    todo: 'Nothing to do. If it should be written after all, ask the operator to put it back into the queue.',
  },
  'sides-differ': {
    what: 'The central side, the ledger of documents and the information system differ[ in documents: {count}, the first is {itemId}].',
    why: 'The comparison of all three sides found a document that stands otherwise on one of them: for example, somebody deleted the record, somebody else processed the document, or the ledger was restored from a backup.',
    todo: 'The command bi-client verify lists in what they differ and what to do. What you have looked into, confirm by bi-client verify --accept REASON.',
  },
  'skipped-by-person': {
    what: 'The document was taken out without being recorded in the information system[: {reason}].',
    why: 'A person decided so[ ({by})]; the document and the reason stay in the ledger.',
    todo: 'If it is to be recorded after all, put it back to work: bi-client documents retry[ {itemId}]',
  },

  // The way to the central side, as setting up tests it
  'connection-address-invalid': {
    what: 'The address of the central side is not written correctly.',
    why: 'It must begin with https:// and must not hold a name, a password or a question mark with more data.',
    todo: 'Copy the address again as the operator gave it; it ends with /b2b/v1.',
  },
  'connection-name-unknown': {
    what: "Nobody in the network knows the server's name[ {host}].",
    why: 'The address has a typing error, or the name server (DNS) that this computer asks does not have it.',
    todo: "Check the address of the central side letter by letter. If it is right, ask the network's administrator to look at the name server (DNS).",
  },
  'connection-name-silent': {
    what: 'The name server (DNS) did not answer when asked for the address[ {host}].',
    why: 'This computer has no connection to the network, or its network settings name a server that is not running.',
    todo: 'Open any page in a browser on this computer. If it does not open, mend the connection to the network first.',
  },
  'connection-proxy-unreachable': {
    what: 'The proxy server of your network[ {proxy}] could not be reached.',
    why: 'It is in the settings, but does not answer at that address: it is not running, or its address has changed.',
    todo: "Ask the network's administrator for the right address of the proxy server. Correct it in the settings of this computer, or enter it in the wizard under Proxy.",
  },
  'connection-proxy-login': {
    what: 'The proxy server of your network[ {proxy}] wants a login.',
    why: 'It lets nobody out without a name and a password, and the client has none.',
    todo: "In the wizard, under Proxy, enter the address of the proxy server, a name and a password. Or ask the network's administrator to let the address of the central side[ {address}] through without a login.",
  },
  'connection-proxy-login-wrong': {
    what: 'The proxy server of your network[ {proxy}] did not accept the name and the password.',
    why: 'There is a slip in them, the password was changed, or this user may not go out.',
    todo: "Enter name and password again in the wizard under Proxy. If it lasts, ask the network's administrator to let the address of the central side[ {address}] through without a login.",
  },
  'connection-proxy-login-kind': {
    what: 'The proxy server of your network[ {proxy}] wants a login of a kind that the client does not know[: {kinds}].',
    why: "The client can sign in with a name and a password only (Basic). It cannot use a domain's account (NTLM, Kerberos).",
    todo: "Ask the network's administrator to let the address of the central side[ {address}] through from this computer without a login, or to allow Basic. Otherwise a local helper (Px, Cntlm) does it: it is installed on this computer, and its address is entered under Proxy.",
  },
  'connection-proxy-invalid': {
    what: 'The address of the proxy server is not written correctly.',
    why: 'It should look like proxy.company.com:3128. Name and password do not belong in it: they have fields of their own.',
    todo: 'Correct it in the wizard under Proxy; if it comes from the settings of this computer, correct it there.',
  },
  'connection-proxy-refused': {
    what: 'The proxy server of your network[ {proxy}] did not make the connection to the central side[ (it answered {status})].',
    why: 'It does not have this address among the allowed ones, or it cannot reach the internet itself.',
    todo: "Ask the network's administrator to allow the address[ {address}] and port 443 on the proxy.",
  },
  'connection-proxy-unsupported': {
    what: 'This computer is set to a kind of proxy server that the client cannot work through.',
    why: 'The client works with a usual proxy server for web pages, not with SOCKS nor with a proxy whose own connection is encrypted.',
    todo: "Ask the network's administrator for a usual proxy server, or for an exception for the address of the central side.",
  },
  'connection-proxy-script': {
    what: 'The script with the proxy settings could not be loaded or evaluated.',
    why: 'No server answers at its address, or there is an error in it. With a script from the settings of this computer the client connects directly, as browsers do; with one entered in the wizard it does not connect at all.',
    todo: "Ask the network's administrator to mend the script, or enter the address of the proxy server itself in the wizard under Proxy. If the rest of the test is well, there is nothing to do.",
  },
  'connection-refused': {
    what: 'The server[ {host}] refused the connection[ to port {port}].',
    why: 'Nothing runs on that port, or a firewall on the way refuses the connection.',
    todo: "Check the address of the central side, and ask the network's administrator to allow outgoing connections to port 443.",
  },
  'connection-blocked': {
    what: 'The server[ {host}] does not answer[ on port {port}].',
    why: 'Mostly a firewall throws such connections away silently; otherwise the server is not running.',
    todo: "Ask the network's administrator to allow outgoing connections from this computer to port 443 at the address of the central side.",
  },
  'connection-no-network': {
    what: 'No way leads from this computer to the server[ {host}][ on port {port}].',
    why: 'The computer is not connected to a network, or the network has no access to the internet.',
    todo: 'Check the network cable or Wi-Fi, and whether a page opens in a browser on this computer.',
  },
  'connection-not-encrypted': {
    what: 'What answers at the address of the central side[ {address}] does not encrypt.',
    why: 'The address or the port belongs to another program, or the connection was caught by a network that wants you to sign in.',
    todo: 'Check address and port with the operator. In a public network, open a browser and sign in.',
  },
  'connection-old-encryption': {
    what: 'The server[ {address}] knows outdated encryption only.',
    why: 'Such encryption can be broken, so the client demands a newer one. It is mostly an old firewall or a proxy that opens connections. The key has not been sent.',
    todo: "Ask the network's administrator for an exception for the address of the central side, or to update the firewall or proxy.",
  },
  'connection-ended': {
    what: 'Somebody ended the connection to the central side[ {address}] before it was secured.',
    why: 'Usually it is a firewall or an antivirus program that ends encrypted connections to addresses it does not know.',
    todo: "Ask the network's administrator for an exception for the address of the central side in the firewall and the antivirus program.",
  },
  'connection-silent': {
    what: 'The server[ {address}] took the connection, but did not secure it in time.',
    why: 'Something on the way (a firewall, an antivirus program) holds it up, or the server is overloaded.',
    todo: "Try again in a while. If it goes on, ask the network's administrator for an exception for the address of the central side.",
  },
  'connection-intercepted': {
    what: 'A proxy of your network opens encrypted connections: somebody else stands in for the central side[ {address}][, issuer {issuer}].',
    why: 'No public authority issued the certificate. Usually it is an inspection by the firewall or the antivirus program; it could also be an attack. The key was not sent.',
    todo: "Ask the network's administrator for an exception for the address of the central side. If it is your company's own inspection, get the certificate of its authority and add it here.",
  },
  'connection-self-signed': {
    what: 'The server[ {address}] showed a certificate that it issued itself[ ({issuer})].',
    why: 'Such a certificate cannot be trusted: it vouches only for itself. The key was not sent.',
    todo: 'Check the address of the central side with the operator. If the certificate really belongs to your company or the operator, add it here as an authority.',
  },
  'connection-own-authority': {
    what: "The connection to the central side[ {address}] is vouched for by your company's authority[ {issuer}], not by a public one.",
    why: 'This computer trusts it because it was set so. A proxy of your network can therefore read what the client sends, its key too.',
    todo: "If your company wants it so, there is nothing to do. Otherwise ask the network's administrator for an exception for the address of the central side.",
  },
  'connection-chain-incomplete': {
    what: 'The server[ {address}] did not send all certificates that show who vouches for it[ (missing: {issuer})].',
    why: "Usually it is an error in the server's settings, or somebody on the way has replaced it. The key was not sent.",
    todo: 'Tell the operator of the central side and send this report along.',
  },
  'connection-certificate-expired': {
    what: 'The certificate of the server[ {address}] has expired[ (it was valid until {until})].',
    why: 'The operator did not renew it in time, or the date of this computer is wrong. The key was not sent.',
    todo: 'Check the date and time of this computer. If they are right, tell the operator of the central side.',
  },
  'connection-certificate-early': {
    what: 'The certificate of the server[ {address}] is not valid yet[ (valid from {from})].',
    why: 'Almost certainly the date or time of this computer is wrong. The key was not sent.',
    todo: 'Set the date and time of this computer, best automatically from the network, and try again.',
  },
  'connection-certificate-ends': {
    what: 'The certificate of the server[ {address}] ends soon[ (days left: {days}, valid until {until})].',
    why: 'The operator is to renew it; the connection works for now.',
    todo: 'There is nothing to do. If it is still so a week before the end, tell the operator of the central side.',
  },
  'connection-wrong-name': {
    what: 'The server showed a certificate for another name[: {names}].',
    why: 'Another server answered than the one in the address[ ({host})]: the address has a typing error, or a network caught the connection. The key was not sent.',
    todo: 'Check the address of the central side with the operator. In a public network, open a browser and sign in.',
  },
  'connection-authority-unusable': {
    what: "The authority's certificate that was added cannot be read.",
    why: 'The file is not a certificate in the text form that begins with BEGIN CERTIFICATE.',
    todo: "Ask the network's administrator for the authority's certificate in text form (Base64, a PEM or CRT file) and add it again.",
  },
  'connection-authority-ends': {
    what: "The certificate of your company's authority[ {issuer}] ends soon[: valid until {until}, days left: {days}].",
    why: 'Once it has ended, the client no longer trusts the connection to the central side and downloads nothing.',
    todo: "Ask the network's administrator for the new certificate of the authority and add it in the wizard in place of this one.",
  },
  'connection-host-not-allowed': {
    what: 'The client was about to ask an address[ {address}] that is not the central side of its settings.',
    why: 'The client talks to the central side only, so it has sent nothing.',
    todo: 'This is a fault of the program. Send the log (folder logs) to support.',
  },
  'connection-sign-in-page': {
    what: 'A web page answered instead of the central side[ {address}][: {target}].',
    why: 'Usually it is the sign-in page of a network, or the page by which a firewall says that it does not let the address through. The key was not sent.',
    todo: "Open a browser on this computer and sign in to the network, or ask the network's administrator to allow the address of the central side.",
  },
  'connection-api-missing': {
    what: 'The central side is not at the address[ {address}][ (answer {status})].',
    why: 'The server answers, but as something else: the address leads elsewhere, or its end is missing.',
    todo: 'Copy the address of the central side again, all of it; it ends with /b2b/v1.',
  },
  'connection-api-version': {
    what: 'The central side speaks another version of the interface[ ({version})] than this client knows[ ({known})].',
    why: 'The central side and the client are too far apart in age to understand each other.',
    todo: 'Install the newest version of the client. If you have it, ask the operator for the address for this version.',
  },
  'connection-other-company': {
    what: 'The key belongs to another company[: {companyName}][, IČO {found}].',
    why: 'Another IČO was entered in the set-up[: {expected}].',
    todo: 'Enter the key of your company, or correct the IČO in the step Registration.',
  },
  'connection-no-agendas': {
    what: 'The central side has no kind of document allowed for your company.',
    why: 'The operator has not yet set for the account what is to be transferred.',
    todo: 'Ask the operator to allow at least orders for your company.',
  },
  'connection-clock-off': {
    what: 'The clock of this computer differs from that of the central side[ by {seconds} s].',
    why: 'The computer does not set its time from the network. The time tells what is new and how long documents stay reserved.',
    todo: 'Switch on the automatic setting of the time in this computer and try again.',
  },

  // Documents that the client holds
  'payload-unreadable': {
    what: 'The content of the document cannot be read.[ Does not fit: {path}.]',
    why: 'The shop system sent a document that is not in the agreed form. It was not written to the information system.',
    todo: 'Ask the sender to correct it. When the corrected document comes, the client checks and writes it by itself.',
  },
  'payload-too-large': {
    what: 'The document is too large[: {size} bytes, {limit} are allowed].',
    why: 'For safety the client does not process a document of that size.',
    todo: 'Ask the sender to split the document into several smaller ones.',
  },
  'agenda-unsupported': {
    what: 'The document is of a kind that cannot be handed to this information system yet[ ({agenda})].',
    why: 'The connection that is set up does not support this kind.',
    todo: 'Enter the document by hand, or ask the operator not to send this kind to your company.',
  },
  'line-total-mismatch': {
    what: 'On line[ {line}][ “{name}”] the total does not add up[: the document says {found}, the calculation gives {expected}].',
    why: 'Quantity times unit price after discount differs from the total of the line by more than 0.01.',
    todo: 'Ask the sender to correct the document. The client never recalculates sums that do not add up.',
  },
  'vat-base-mismatch': {
    what: 'The VAT base[ at {percent} %] does not add up[: the document says {found}, the lines give {expected}].',
    why: 'The sum of the lines differs from the base in the VAT summary.',
    todo: 'Ask the sender to correct the document.',
  },
  'vat-amount-mismatch': {
    what: 'The VAT amount[ at {percent} %] does not add up[: the document says {found}, the calculation gives {expected}].',
    why: 'The tax in the summary does not follow from base and rate by any of the usual ways of rounding.',
    todo: 'Ask the sender to correct the document.',
  },
  'vat-summary-mismatch': {
    what: 'The VAT summary does not match the lines of the document[ (rate {percent} %)].',
    why: 'A rate is missing in the summary, is superfluous, or stands there twice.',
    todo: 'Ask the sender to correct the document.',
  },
  'totals-mismatch': {
    what: 'The total of the document[ ({what})] does not add up[: the document says {found}, the calculation gives {expected}].',
    why: 'Bases, tax and rounding together do not give the amount that is stated.',
    todo: 'Ask the sender to correct the document.',
  },
  'vat-percent-unknown': {
    what: "The VAT rate[ {percent} %] was not valid in the supplier's country[ ({country})] on the date of issue[ {date}].[ Line {line}: “{name}”.]",
    why: 'The client never guesses a rate, so that no error gets into the books.',
    todo: 'Ask the sender to correct it. If the rate is right and new, install the newest version of the client and have the document written again.',
  },
  'vat-country-unknown': {
    what: "The client does not know the VAT rates of the supplier's country[ ({country})][, so {percent} % cannot be checked].",
    why: 'The client knows the rates of the Czech Republic and Slovakia.',
    todo: 'Enter the document into the information system by hand, or contact support.',
  },
  'gross-prices-missing': {
    what: 'On line[ {line}] the price with VAT is missing.',
    why: 'The document says its prices include VAT, but this line has only the price without it. Recalculating could change the cents.',
    todo: 'Ask the sender to correct the document.',
  },
  'id-too-long': {
    what: 'The identifier of the document[ {value}] is longer than the information system keeps[ (at most {limit} characters)].',
    why: 'The identifier tells that a document has been written already. A shortened one could belong to two documents, so the client never shortens it.',
    todo: 'Shorten the prefix of identifiers in the settings, or ask the operator for shorter identifiers.',
  },
  'value-not-representable': {
    what: 'The value[ “{field}”] cannot be written to the information system exactly[: {value}].',
    why: 'The system keeps fewer places or another range for it, and the client neither rounds figures nor cuts what matters.',
    todo: 'Ask the sender to correct it, or enter the document by hand.',
  },
  'mapping-incomplete': {
    what: 'The settings lack something that the document needs[: {field}].',
    why: 'The information system requires it and the client has nowhere to take it from.',
    todo: 'Fill it in the settings of the connection and have the document written again.',
  },
  'goods-code-missing': {
    what: 'Line[ {line}][ “{name}”] has no code of goods by which its card could be found.',
    why: 'A stock document may hold only goods of the price list, and the client does not guess cards.',
    todo: 'Ask the sender to add the code, or change in the settings of the connection how goods are found.',
  },
  'partner-ambiguous': {
    what: 'The address book has several companies with the IČO[ {ico}][ ({count})].',
    why: 'The client does not guess which of them is meant, and made no other.',
    todo: 'Merge the companies in the address book, or switch off finding partners by IČO in the settings of the connection; then have the document written again.',
  },
  'card-ambiguous': {
    what: 'The information system has several stock cards[ with {value}][ ({count})].',
    why: 'The client does not guess which of them is meant, and changed none and made none.',
    todo: 'Merge the cards, or choose a store or another value by which cards are found in the settings of the connection; then have the document written again.',
  },
  'books-country-differs': {
    what: 'The document was mapped to the rates and currency of another country[ ({found})] than the one the books are kept by[ ({expected})].',
    why: 'Prices and VAT would be recorded in another currency and with other rates, so the client wrote nothing.',
    todo: 'Choose in the settings of the connection the country whose VAT rates and currency hold in the books, and have the document written again.',
  },
  'maybe-recorded': {
    what: 'The document[ {number}] was given out once already and may be recorded.',
    why: 'Another installation of the client received it before, or the client was restored from a backup, and this way of connecting cannot find out what the information system holds.',
    todo: 'Look for the document in the information system. If it is not there, choose Try again; if it is, skip it and say why.',
  },
  superseded: {
    what: 'The document[ {number}] was not written, because a newer version has taken its place.',
    why: 'The stock card or address came again meanwhile with newer facts, which the older ones would have overwritten.',
    todo: 'Nothing to do.',
  },
  'content-changed': {
    what: 'The document[ {number}] came again with a content other than what was already handed to the information system.',
    why: 'The sender changed it after sending. The client does not overwrite a finished record.',
    todo: 'Compare the document with the information system and make any change by hand.',
  },

  // Information system
  'is-rejected': {
    what: 'The information system refused the document[ {number}].',
    why: 'It breaks one of its rules. The reason is in the original message; nothing was written.',
    todo: 'Remove the cause in the information system or in the document, then have it written again.',
  },
  'is-not-removable': {
    what: 'The client does not delete the test record[ {number}] in the information system.',
    why: 'The information system cannot delete this kind of records in this way, or it may be a record that the company had itself.',
    todo: 'Delete it by hand in the information system.',
  },
  'is-not-found': {
    what: 'The information system was not found on this computer[: {path}].',
    why: 'There is no such program or folder, it was moved, or a network drive is disconnected.',
    todo: 'Correct the path in the settings of the connection. For a network drive use a path like \\\\server\\folder.',
  },
  'is-login-failed': {
    what: 'Signing in to the information system failed[ (user {user})].',
    why: 'The name or password is wrong, or the user has been blocked.',
    todo: 'Try to sign in to the information system itself, then enter what works in the settings of the connection.',
  },
  'is-no-rights': {
    what: 'The user[ {user}] lacks rights in the information system.',
    why: 'It has no access to the import or to this kind of document.',
    todo: 'Ask the administrator of the information system to allow it XML communication and this kind of document.',
  },
  'is-locked': {
    what: 'The information system is locked just now.',
    why: 'Somebody has the accounting unit open exclusively, or a closing of accounts, a backup or another import is running.',
    todo: 'Nothing to do: the client tries later. If it goes on, find out who has the information system open.',
  },
  'is-no-licence': {
    what: 'The licence of the information system does not allow this import.',
    why: 'A module is missing, the licence has expired, or all its seats are taken.',
    todo: 'Contact the supplier of the information system. Documents wait meanwhile.',
  },
  'is-wrong-company': {
    what: 'The accounting unit in the information system is not the one that is set[: set is {expected}][, found {found}].',
    why: 'The documents would be written to another company, so the client handed nothing over.',
    todo: 'Correct the name of the accounting unit or the IČO in the settings of the connection.',
  },
  'stock-period-missing': {
    what: 'The information system has no accounting period with stock cards[ for {date}][: {period}].',
    why: 'Stock is kept in each accounting period by itself and must be carried over into a new one. The client sent nothing, so that the shops do not see an empty stock.',
    todo: 'Create the accounting period and carry the stock over; the client tries again with the next reading.',
  },
  'is-closed': {
    what: 'The information system is not running or takes no documents[: {address}].',
    why: 'The program is off, or the task that reads the documents is stopped.',
    todo: 'Start the information system and check that its scheduled import is on. The client then goes on by itself.',
  },
  'is-certificate': {
    what: "This computer does not trust the certificate of the information system's server[ {address}].",
    why: 'The server has a certificate that it made itself or that your company issued, the certificate has ended, or it is made for another name than the one in the address. Nothing was sent.',
    todo: 'In the settings of the connection choose the file with the certificate of the server (PEM), which the administrator of the information system has, and write the address as the certificate has it. Check the date and time of the computer, too.',
  },
  'is-timeout': {
    what: 'The information system did not answer in time[ (waited {seconds} s)].',
    why: 'It is very busy, waits for a person (an open window with a question), or has stopped.',
    todo: 'See whether a window of the program is waiting on the server. The client looks the documents up first, so that none is written twice.',
  },
  'is-no-answer': {
    what: 'The information system ended without an answer.',
    why: 'The program ended before it wrote one. The documents may or may not have been written.',
    todo: 'The client looks them up first, so that none is written twice. If it goes on, start the information system by hand and see what it says.',
  },
  'is-answer-unreadable': {
    what: 'The client does not understand the answer of the information system[: {path}].',
    why: 'The file with the answer is damaged, incomplete, or from an unknown version.',
    todo: 'The client looks the documents up first, so that none is written twice. Send the file to support.',
  },
  'is-duplicate-deleted': {
    what: 'The document[ {number}] was written once, but cannot be found in the information system.',
    why: 'Somebody deleted it afterwards. The information system remembers that it was imported and does not take it again.',
    todo: 'If it was deleted on purpose, there is nothing to do. If it should be there, restore it or enter it by hand.',
  },
  'is-try-again': {
    what: 'The information system asked for a later attempt.',
    why: 'It could not process the document just now. Nothing was written.',
    todo: 'Nothing to do: the client tries again by itself.',
  },
  'is-failed': {
    what: 'The information system reported an error.',
    why: 'The error is in the information system or its database; the original message has the details.',
    todo: 'Pass the original message to the administrator of the information system.',
  },
  'outcome-unknown': {
    what: 'It is not certain whether the document[ {number}] was written.',
    why: 'The information system did not answer after it was handed over. The client does not hand it over again until it knows how that ended.',
    todo: 'The client looks it up in the information system by itself. If it cannot, look for it by hand, and only if it is not there have it written again.',
  },

  // Rows of the way out, and what stops an agenda of it
  'row-no-code': {
    what: 'The card[ “{name}”] has no code by which the shops would know it.',
    why: 'Without a code the shops cannot be told which goods are meant.',
    todo: 'Give the card a code in the information system; it is sent at the next reading. If it is not for sale, there is nothing to do.',
  },
  'row-code-unfit': {
    what: 'The code[ “{sku}”] cannot be sent to the shops.',
    why: 'It is longer[ than {limit} characters], or has control characters in it; a shortened code could belong to two cards.',
    todo: 'Correct the code in the information system.',
  },
  'row-value-unfit': {
    what: 'A value of the card[ {sku}] cannot be sent exactly[: {rowField}][ {value}].',
    why: 'It has more than four decimal places, is no number, or is out of range. The client itself rounds neither quantities nor prices.',
    todo: 'Correct the value in the information system. Until then, what was sent last is valid in the shops.',
  },
  'row-vat-unknown': {
    what: 'The VAT rate[ {percent} %] of the card[ {sku}] is not valid now in the Czech Republic or Slovakia.',
    why: 'The client never guesses a rate; a price with another tax would be wrong.',
    todo: 'Correct the rate on the card. If it is right and new, install the newest version of the client.',
  },
  'row-ambiguous': {
    what: 'The code[ {sku}] has several cards with different values in the information system[: {first} and {second}].',
    why: 'The client does not guess which of them is right.',
    todo: 'Make the cards agree, or choose in the settings the warehouse whose cards are sent. Until then, what was sent last is valid in the shops.',
  },
  'row-warehouse-unknown': {
    what: 'The information system does not say in which warehouse the card[ {sku}] is.',
    why: 'By the settings only chosen warehouses are sent, and the client does not guess the warehouse.',
    todo: 'Remove the choice of warehouses in the settings, or choose a way of reading that tells them apart.',
  },
  'row-refused': {
    what: 'The central side did not accept the values of the card[ {sku}][ ({code})].',
    why: 'The reason is in its words.',
    todo: 'Correct the card in the information system; a changed one is sent again. If that does not help, contact the operator.',
  },
  'outward-fall': {
    what: 'Too many goods would vanish from the shops or fall to zero at once[ ({agenda})][: {percent} % of {before}, of which {gone} would vanish and {zero} would be at zero].',
    why: 'Without asking, only a part may go[: {limit} %]. So large a fall is usually a fault of reading or of the settings, so nothing was sent and the previous values stay valid in the shops.',
    todo: 'Make sure in the information system that it is right, and confirm it: bi-client upload --confirm-fall. If the values come back by themselves, nothing needs to be confirmed.',
  },
  'outward-empty': {
    what: 'The information system gave nothing that could be sent to the shops[ ({agenda})].',
    why: 'Cards read[ {read}], left out by the rule[ {leftOut}], not possible to send[ {unsendable}]. Nothing was sent and the previous values stay valid in the shops.',
    todo: 'Check the warehouses, price levels and the choice of cards for the internet in the settings. If an empty list is right, confirm it: bi-client upload --confirm-fall',
  },
  'outward-not-agreed': {
    what: 'The central side does not take these values from your company[ ({agenda})].',
    why: 'They are not agreed for the account of your company.',
    todo: 'Ask the operator to allow them, or switch off sending them in the settings.',
  },
  'outward-unsupported': {
    what: 'These values cannot be read from the information system[ ({agenda})].',
    why: 'The chosen connection cannot do it, or a setting for it is missing.',
    todo: 'Choose another connection in the settings, or switch off sending these values.',
  },
  'outward-off': {
    what: 'Sending these values to the shops is not switched on[ ({agenda})].',
    why: 'No rule for it has been agreed in the settings.',
    todo: 'Switch it on in the settings and agree on the rule.',
  },
  'outward-overdue': {
    what: 'Nothing has been sent to the shops for a long time[ ({agenda})][, last on {since}].',
    why: 'Reading the information system or sending does not succeed, or the client does not run often enough.',
    todo: 'See what the last attempt says: bi-client upload --show',
  },
  // A file with stock levels or prices
  'source-too-old': {
    what: 'The file[ {path}] is of another time[ (changed {changed})], so it was not read.',
    why: 'Its time differs from now by more than it may[ ({hours} h)]: the program that makes it probably does not run. Old stock would pass for that of today.',
    todo: 'Find out why the file is not being made. If it is made less often, raise its greatest age in the settings. Until then, what was sent last is valid in the shops.',
  },
  'source-not-ready': {
    what: 'The file[ {path}] is still being written or not whole, so it was not read.',
    why: 'It changed while it was read[, or there is no newer mark {mark} beside it].',
    todo: 'The client tries again by itself. If it goes on, let the program write the file under another name and rename it at the end.',
  },
  'source-unreadable': {
    what: 'The file[ {path}] cannot be read[, line {line}][: {sourceFault}][ (“{column}”)].',
    why: 'It is damaged, not whole, or of another form than the settings say (encoding, separator, quotes, titles of columns).',
    todo: 'Compare the file with the settings. Nothing of it was sent, and the previous values stay valid in the shops.',
  },
  'source-row-unfit': {
    what: 'A line[ ({line})][ (card {sku})] of stock or prices cannot be read[: {rowField}][ “{value}”][ – {rowFault}].',
    why: 'The client guesses no values; numbers must have the form that the settings say (decimal comma or point, thousands separator).',
    todo: 'Correct the value where it comes from, or the form of numbers and the columns in the settings. The other cards are sent; for this one, what was sent last stays valid.',
  },
  // This computer
  'settings-missing': {
    what: 'The client is not set up yet.',
    why: 'There is no settings file in the data folder[ {path}].',
    todo: 'Prepare a file as the guide says and run: bi-client setup --from preset.json',
  },
  'settings-invalid': {
    what: 'The settings[ {path}] cannot be used.[ Reason: {reason}]',
    why: 'The file is damaged or holds something the client does not know. The client has not replaced it.',
    todo: 'Correct the place named, restore the file from a backup, or rename it and set the client up again.',
  },
  'settings-too-new': {
    what: 'The settings[ {path}] are from a newer version of the client[ (version of the file {found}, this client knows {known})].',
    why: 'A newer version was on this computer and an older one runs now. The file is unchanged.',
    todo: 'Install the newest version again. To stay with the older one, use the copy of the settings that was saved beside them before the upgrade.',
  },
  'secret-missing': {
    what: 'A stored password or key is missing[: {name}].',
    why: 'It was never entered, or the file with the passwords was deleted.',
    todo: 'Enter it again: bi-client setup --from preset.json',
  },
  'secret-unreadable': {
    what: 'A stored password or key[ “{name}”] cannot be read[ ({path}: {reason})].',
    why: 'The file with the passwords is from another computer, was changed, or other users have access to it.',
    todo: 'Only the account that runs the client may read the file machine.key. If that does not help, enter the values again: bi-client setup --from preset.json',
  },
  'ledger-unreadable': {
    what: 'The ledger of documents[ {path}] cannot be opened.',
    why: 'The file is damaged or another program uses it. Without it the client could not tell what it has written, so it downloads nothing.',
    todo: 'Do not delete the file.[ The newest backup is restored by the command: bi-client ledger restore "{backup}".] If you have no backup, contact support.',
  },
  'ledger-too-new': {
    what: 'The ledger of documents[ {path}] is from a newer version of the client[ (version {version}, this client knows {known})].',
    why: 'A newer version was on this computer and an older one runs now. The ledger is unchanged.',
    todo: 'Install the newest version of the client again.',
  },
  'ledger-missing': {
    what: 'The ledger of documents[ {path}] has disappeared.',
    why: 'The client has worked before, but the file is not there. A new, empty one would let documents be written a second time.',
    todo: 'Restore the file from a backup.[ The newest is restored by the command: bi-client ledger restore "{backup}".] If you have none, contact support.',
  },
  'ledger-damaged': {
    what: 'Something in the ledger of documents[ {path}] does not fit[ (found: {count})].',
    why: 'The disk, another program or a change by hand damaged the file.',
    todo: 'Do not delete anything and do not repair it by hand.[ The newest backup is restored by the command: bi-client ledger restore "{backup}".] When in doubt, contact support.',
  },
  'ledger-restored': {
    what: 'The ledger of documents was restored from a backup, so the document is being looked up: it may be recorded already.',
    why: 'What was recorded after the backup was made is not in it. So the document is first looked for in the information system.',
    todo: 'The client does it by itself in the next run. If the document stays unclear, look for it in the information system and then take it out or put it back to work.',
  },
  'backup-failed': {
    what: 'The backup of the ledger of documents[ {path}] could not be made.',
    why: 'The disk is full, the folder cannot be written to, or the copy does not match. Documents are still processed and the older backups are kept.',
    todo: 'Free some space on the disk and check the rights of the folder ledger-backups. The client tries again in an hour; the command bi-client ledger backup tries at once.',
  },
  'log-not-written': {
    what: "The client's log[ {path}] cannot be written.",
    why: 'The disk is full or the folder cannot be written to. Documents are still processed, only without the technical log.',
    todo: 'Free some space on the disk and check the rights of the folder. The client then goes on writing by itself and says how many lines are missing.',
  },
  'backup-unusable': {
    what: 'The ledger of documents cannot be restored from the file[ {path}].',
    why: 'The file is missing, it is not a backup of a ledger of this program, or it is damaged. The present ledger was not changed.',
    todo: 'Choose another backup from the folder ledger-backups, best the one before.',
  },
  'disk-full': {
    what: 'The disk is full[ (writing to {path})].',
    why: 'The client cannot safely record what it has done, so it does not go on.',
    todo: 'Free some space on the disk. The client then goes on by itself and nothing gets lost.',
  },
  'folder-not-writable': {
    what: 'The folder or file[ {path}] cannot be written to.',
    why: 'The account that runs the client has no right to write, the folder does not exist, or the disk is read-only.',
    todo: 'Give the account the right to write, or choose another folder (option --data-dir).',
  },
  'folder-not-private': {
    what: 'The data folder is not protected from other users of this computer[: {path}][ – {reason}].',
    why: 'Whoever can read or change its content could get at the passwords and forge the ledger of documents. So the client does not run.',
    todo: 'See who had access to it. If that was somebody else, change the passwords and the key afterwards.[ To mend it: {command}]',
  },
  'not-confirmed': {
    what: 'Nothing was done without a confirmation[: {path}].',
    why: 'A program, folder or address that the window has never used before is confirmed by a person in a dialog of the system.',
    todo: 'Try again, and confirm in the dialog that it really is the one you wanted.',
  },
  'computer-system-unsupported': {
    what: 'The client does not run reliably on this system[: {found}].',
    why: 'It is too old, or of another kind than the client is tested on.',
    todo: 'Use a computer with Windows 10, Windows Server 2016 or newer, or with Linux.',
  },
  'computer-disk-low': {
    what: 'There is little space on the disk[ ({path}: {free} free)].',
    why: 'The client needs space for documents, the ledger and its copies; with a full disk it must not go on.',
    todo: 'Free at least 2 GB, or choose a folder on another disk.',
  },
  'computer-no-scheduler': {
    what: 'The task scheduler of this computer does not answer.',
    why: 'The service is off or not there, so the client would not run while nobody is logged in.',
    todo: 'On Windows start the service Task Scheduler; on Linux install systemd or cron.',
  },
  'computer-scheduler-rights': {
    what: 'The account[ {account}] cannot now add a task that runs while nobody is logged in.',
    why: "The program does not run with administrator's rights (on Linux, the user may not run anything after logging out).",
    todo: 'Before you switch on regular operation, start the client as administrator. For the tests alone it is not needed.',
  },
  'computer-code-page': {
    what: 'Windows does not have Czech as the language of programs that do not use Unicode[ (code page {found})].',
    why: 'POHODA is such a program: letters with accents would be damaged in it.',
    todo: 'Control Panel, Region, tab Administrative, Change system locale: choose Czech or Slovak, leave the option UTF-8 off, and restart the computer.',
  },
  'computer-time-zone': {
    what: 'This computer is in another time zone[ ({found})] than Czechia and Slovakia.',
    why: 'The dates of documents would differ around midnight.',
    todo: 'If the computer stands in Czechia or Slovakia, set its time zone to Prague or Bratislava.',
  },
  'computer-memory-low': {
    what: 'This computer has little memory[ ({free} free)].',
    why: 'The client needs about 250 MB and the information system more; with little memory both run slowly.',
    todo: 'Close programs that are not needed, or add memory.',
  },
  'computer-fact-unknown': {
    what: 'This fact could not be found out on this computer.',
    why: 'The system did not let it be read, or the program that tells it is missing.',
    todo: 'Look at it yourself. By itself it does not hinder the client.',
  },
  'schedule-failed': {
    what: 'The task scheduler of this computer has not taken the task[: {name}].',
    why: 'It answered with an error. Mostly administrator’s rights are missing, or the account may not run scheduled tasks.',
    todo: 'Run the same command as administrator. For a service account check its password and the right “Log on as a batch job”.',
  },
  'schedule-foreign': {
    what: 'Something else stands under the name of our task[: {name}].',
    why: 'The client changes and removes only what it has made itself; this it has not made, or somebody has edited it.',
    todo: 'Look at what it is. If it is not needed, remove it by hand and repeat the command.',
  },
  'schedule-account': {
    what: 'Under the account[ {account}] the client can’t work with its folder[ {path}].',
    why: 'The data folder belongs to another account[ ({owner})]. Files would be made in it that its owner can’t use.',
    todo: 'Choose the account that the folder belongs to, or give the folder to the account under which the client is to run.',
  },
  'schedule-not-proved': {
    what: 'The task is scheduled, but has left no evidence yet[ ({name})].',
    why: 'No run started by the scheduler came into the ledger[ within {seconds} s].',
    todo: 'Look into the system’s log and into logs/scheduled.log. After the next time it is due, try bi-client schedule show.',
  },
  'engine-held': {
    what: 'Another running client works with this data folder already[: {by}].',
    why: 'Only one may write documents at a time, or they could be created twice.',
    todo: 'Wait until it has ended, or end it, and try again.',
  },
  'document-not-found': {
    what: 'The client does not know the document[ {itemId}].',
    why: 'The identifier has a typing error, or the document has not been downloaded yet.',
    todo: 'Look for it in the list of documents: bi-client documents list',
  },
  'document-not-retryable': {
    what: 'The document[ {itemId}] cannot be sent again[ (state: {state})].',
    why: 'Only held, refused or skipped documents are written again. Any other could be written twice.',
    todo: 'If the document is on its way, wait for the outcome. If it is written, there is nothing to do.',
  },
  'document-not-skippable': {
    what: 'The document[ {itemId}] cannot be taken out[, because its state is “{state}”].',
    why: 'Only a document can be taken out that is not recorded in the information system yet and is not being recorded now.',
    todo: 'Look at the document with the command bi-client documents show[ {itemId}]',
  },
  'payload-emptied': {
    what: 'The received content of the document[ {itemId}] is not here any more.',
    why: 'The document is recorded and confirmed, and its content was removed after the time that is set, because of personal data. Numbers, fingerprints and the history have stayed.',
    todo: 'The details of the document are in the information system[ under the number {number}]; the history is shown by the command bi-client documents show[ {itemId}]',
  },
  'update-unreachable': {
    what: 'A new version of the program could not be looked for or downloaded[ from {url}].',
    why: 'The update server did not answer as it should.[ {reason}]',
    todo: 'Documents are still processed. Try again later; if it lasts, check the address of updates in the settings and the connection of this computer.',
  },
  'update-unverified': {
    what: 'The new version of the program[ {file}] did not pass verification and will not be used.',
    why: 'It is not signed by the publisher of this program, or it was changed on its way.[ {reason}]',
    todo: 'Install nothing by hand. Tell whoever supplied the program, and name the address of updates.',
  },
  'update-by-hand': {
    what: 'This installation cannot update itself[; the new version is {version}].',
    why: 'The package is managed by the system or the administrator of the computer[ ({form})].',
    todo: 'Give the administrator the command that installs it[: {command}]',
  },
  'update-failed': {
    what: 'The new version of the program[ {version}] could not be installed.',
    why: 'The installation ended with an error and the version that was there stayed.[ {reason}]',
    todo: 'The program goes on working. Try again, or give the administrator the entry in the log.',
  },
  'update-running': {
    what: 'A new version of the program is being installed[ ({by})].',
    why: 'No documents are processed while the program is replaced.',
    todo: 'Nothing needs to be done: the next run processes the documents.',
  },
  'port-in-use': {
    what: 'Another program uses the port[ {port}] already.',
    why: 'Only one program can answer on one port.',
    todo: 'Choose another port, or give 0 and the program finds a free one.',
  },
  usage: {
    what: 'The command is not given correctly.[ {reason}]',
    why: 'An option is missing, is superfluous, or has a value that is not allowed.',
    todo: 'Help with examples: bi-client --help',
  },
  internal: {
    what: 'An unexpected error happened in the client.',
    why: 'The program did not foresee this. What was written is safe in the ledger of documents.',
    todo: 'Try again. If it goes on, send the log (folder logs) to support.',
  },
}
