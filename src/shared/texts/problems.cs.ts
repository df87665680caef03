import type { ProblemCode } from '../failure'

/** What happened, why, and what to do. `{name}` is filled in; a part in `[…]` is left out when its value isn't known. */
export interface ProblemWords {
  what: string
  why: string
  todo: string
}
export type ProblemTexts = Readonly<Record<ProblemCode, ProblemWords>>

/** The master: the other languages have the same codes and the same placeholders. */
export const problemsCs: ProblemTexts = {
  // Centrála
  'central-unreachable': {
    what: 'S centrálou[ {address}] se nepodařilo spojit.',
    why: 'Počítač není připojen k internetu, spojení blokuje firewall nebo proxy, případně je centrála právě nedostupná.',
    todo: 'V běžném provozu to klient zkouší znovu sám a nic se neztratí; v průvodci spusťte zkoušku znovu. Trvá-li to déle než hodinu, ověřte připojení k internetu a povolte odchozí spojení na port 443.',
  },
  'central-timeout': {
    what: 'Centrála[ {address}] neodpověděla včas.',
    why: 'Spojení je pomalé nebo má centrála právě mnoho práce.',
    todo: 'V běžném provozu to klient zkusí znovu sám, v průvodci spusťte zkoušku znovu. Opakuje-li se to celý den, ověřte rychlost připojení a obraťte se na podporu.',
  },
  'central-tls': {
    what: 'Zabezpečené spojení s centrálou[ {address}] se nepodařilo navázat.',
    why: 'Počítač nedůvěřuje certifikátu serveru. Bývá to špatně nastaveným datem a časem, nebo antivirem či proxy, které spojení kontrolují.',
    todo: 'Klient nic neposlal; v běžném provozu to zkouší znovu sám, v průvodci spusťte zkoušku znovu. Zkontrolujte datum a čas počítače. Kontroluje-li spojení antivirus nebo proxy, nastavte pro adresu centrály výjimku.',
  },
  'central-not-json': {
    what: 'Z adresy centrály[ {address}] přišla odpověď, která není od centrály.',
    why: 'Nejspíš odpověděl někdo jiný: proxy, přihlašovací stránka sítě, nebo adresa vede jinam.',
    todo: 'V běžném provozu to klient zkouší znovu sám, v průvodci spusťte zkoušku znovu. Otevřete adresu centrály v prohlížeči a podívejte se, kdo odpovídá; chce-li síť přihlášení, přihlaste se. Adresa v nastavení musí končit na /b2b/v1.',
  },
  'central-answer-invalid': {
    what: 'Odpověď centrály nemá tvar, kterému tato verze klienta rozumí.[ Nesouhlasí: {path}.]',
    why: 'Centrála a klient jsou různě nové, nebo je v odpovědi chyba.',
    todo: 'V běžném provozu to klient zkouší znovu sám, v průvodci spusťte zkoušku znovu. Trvá-li to, nainstalujte jeho nejnovější verzi. Nepomůže-li to, pošlete podpoře záznam činnosti (složka logs).',
  },
  'central-answer-too-large': {
    what: 'Odpověď centrály je větší, než klient přijme[ (nejvýše {limit} bajtů)].',
    why: 'Ve frontě je neobvykle velký doklad, nebo odpovídá někdo jiný než centrála.',
    todo: 'Zmenšete v nastavení počet dokladů v jedné dávce (sync.batchSize). Nepomůže-li to, obraťte se na podporu.',
  },
  'central-redirected': {
    what: 'Centrála[ {address}] klienta přesměrovala na jinou adresu[ ({target})].',
    why: 'Bývá to přihlašovací stránka cizí sítě, nebo se adresa centrály změnila. Klíč se na jinou adresu z bezpečnostních důvodů neposílá.',
    todo: 'V běžném provozu to klient zkouší znovu sám, v průvodci spusťte zkoušku znovu. Jste-li v síti, která chce přihlášení, otevřete prohlížeč a přihlaste se. Jinak ověřte u provozovatele adresu centrály a zadejte ji v nastavení.',
  },
  'central-unauthorized': {
    what: 'Centrála klíč této firmy nezná.',
    why: 'Klíč je opsaný s chybou, patří jiné centrále nebo už neplatí.',
    todo: 'Zadejte v nastavení znovu klíč, který jste dostali od provozovatele, a ověřte adresu centrály.',
  },
  'central-key-revoked': {
    what: 'Klíč této firmy byl u centrály zneplatněn.',
    why: 'Provozovatel klíč zrušil, například proto, že byl vydán nový.',
    todo: 'Požádejte provozovatele o nový klíč a zadejte jej v nastavení. Doklady mezitím čekají ve frontě.',
  },
  'central-forbidden': {
    what: 'Centrála tuto operaci klientovi nepovolila.',
    why: 'Zadaný klíč je jiného druhu, nebo nemá k této agendě oprávnění.',
    todo: 'Ověřte u provozovatele, že jde o klíč pro klienta (druh „client“) a že má vaše firma agendu povolenou.',
  },
  'central-not-found': {
    what: 'Centrála nezná to, na co se klient ptal[: {itemId}].',
    why: 'Položka byla ve frontě zrušena, nebo adresa centrály neodpovídá tomuto rozhraní.',
    todo: 'Ověřte, že adresa v nastavení končí na /b2b/v1. Týká-li se to jednoho dokladu, zeptejte se na něj provozovatele.',
  },
  'central-validation': {
    what: 'Centrála odmítla data, která jí klient poslal.',
    why: 'Některý údaj nesplňuje její pravidla.[ Údaj: {path}.]',
    todo: 'Jde o chybu v programu. Pošlete podpoře záznam činnosti (složka logs).',
  },
  'central-conflict': {
    what: 'Požadavek klienta je v rozporu s tím, co má centrála.',
    why: 'Totéž už mezitím proběhlo jinak, například zásahem v administraci.',
    todo: 'Klient si při příští synchronizaci vyžádá aktuální stav. Opakuje-li se to, obraťte se na podporu.',
  },
  'central-rate-limited': {
    what: 'Centrála požádala, aby se klient ptal méně často.',
    why: 'V krátké době přišlo příliš mnoho požadavků.',
    todo: 'Nemusíte nic dělat, klient počká a zkusí to znovu. Opakuje-li se to, nastavte delší interval synchronizace.',
  },
  'central-maintenance': {
    what: 'Na centrále právě probíhá údržba.',
    why: 'Provozovatel ji dočasně odstavil.',
    todo: 'Nemusíte nic dělat. Klient se připojí, jakmile bude centrála znovu v provozu; doklady čekají ve frontě.',
  },
  'central-internal': {
    what: 'Centrála ohlásila vlastní chybu.',
    why: 'Chyba je na straně centrály, ne u vás.',
    todo: 'V běžném provozu to klient zkusí znovu sám, v průvodci spusťte zkoušku znovu. Trvá-li to déle než hodinu, dejte vědět provozovateli[ a uveďte označení požadavku {requestId}].',
  },
  'client-too-old': {
    what: 'Tato verze klienta[ ({version})] je příliš stará.',
    why: 'Centrála už s ní nepracuje[; požaduje nejméně verzi {minimum}].',
    todo: 'Nainstalujte nejnovější verzi. Nastavení i evidence dokladů zůstanou zachovány.',
  },
  'wrong-mode': {
    what: 'Klient a centrála nejsou ve stejném režimu[: klient {mode}, centrála {centralMode}].',
    why: 'Zkušební a skutečné doklady se nesmějí smíchat, proto klient nic nestáhl.',
    todo: 'Ověřte u provozovatele, v jakém režimu má vaše firma být, a nastavte stejný režim v klientovi.',
  },
  'wrong-company': {
    what: 'Klíč patří jiné firmě[: {companyName}].',
    why: 'Klient je nastaven pro jinou firmu a doklady by skončily v cizím účetnictví, proto nic nestáhl.',
    todo: 'Zadejte klíč firmy, pro kterou je klient nastaven. Chcete-li klienta použít pro jinou firmu, nainstalujte jej s novou složkou dat.',
  },
  'test-flag-mismatch': {
    what: 'Doklad[ {itemId}] nepatří do nastaveného režimu[ ({mode})].',
    why: 'Centrála předala zkušební doklad do ostrého provozu, nebo naopak. Aby se nesmíchaly, klient stahování zastavil.',
    todo: 'Ohlaste to provozovateli centrály. Žádný doklad se do informačního systému nezapsal.',
  },
  'test-mark-missing': {
    what: 'Doklad[ {number}] je zkušební, ale v poznámce nemá označení[ {marker}].',
    why: 'V informačním systému by se nedal odlišit od skutečného, proto se nezapsal.',
    todo: 'Ohlaste to provozovateli centrály a pošlete jinou zkušební objednávku.',
  },
  'test-mark-unexpected': {
    what: 'Doklad[ {number}] přišel jako skutečný, ale jeho poznámka začíná označením zkušebních dokladů[ {marker}].',
    why: 'Není jisté, zda je skutečný, proto se nezapsal. Zkušební doklady do ostrého provozu nepatří.',
    todo: 'Zeptejte se odběratele nebo provozovatele centrály. Je-li objednávka skutečná, zapište ji ručně a tady ji přeskočte s důvodem; jinak ji jen přeskočte.',
  },
  'report-refused': {
    what: 'Centrála nepřijala hlášení o dokladu[ {number}][ (odpověď: {status})].',
    why: 'Doklad už nezná, má u něj jiný obsah, nebo jej v administraci někdo uzavřel.',
    todo: 'Na záznam v informačním systému to nemá vliv. Ověřte stav dokladu v administraci centrály.',
  },
  'finished-elsewhere': {
    what: 'Doklad[ {itemId}] se nezapsal, protože jej centrála mezitím uzavřela[ (stav: {state})].',
    why: 'Provozovatel jej v administraci označil za zpracovaný nebo jej zrušil dříve, než přišel na řadu.',
    todo: 'Nemusíte nic dělat. Má-li se doklad přesto zapsat, požádejte provozovatele, aby jej vrátil do fronty.',
  },
  'sides-differ': {
    what: 'Centrála, evidence dokladů a informační systém se neshodují[ u dokladů: {count}, první je {itemId}].',
    why: 'Porovnání všech tří stran našlo doklad, který je na jedné z nich jinak než na ostatních: například zápis někdo smazal, doklad zpracoval někdo jiný, nebo byla evidence obnovena ze zálohy.',
    todo: 'Příkaz bi-client verify vypíše, v čem se neshodují a co s tím. Co jste prověřili, potvrďte příkazem bi-client verify --accept DŮVOD.',
  },
  'skipped-by-person': {
    what: 'Doklad byl vyřazen bez zápisu do informačního systému[: {reason}].',
    why: 'Rozhodl tak člověk[ ({by})]; doklad i důvod zůstávají v evidenci.',
    todo: 'Má-li se přece zapsat, vraťte ho do práce: bi-client documents retry[ {itemId}]',
  },

  // Cesta k centrále, jak ji zkouší průvodce
  'connection-address-invalid': {
    what: 'Adresa centrály není zapsaná správně.',
    why: 'Musí začínat https:// a nesmí v ní být jméno, heslo ani otazník s dalšími údaji.',
    todo: 'Opište adresu znovu tak, jak ji dal provozovatel; končí na /b2b/v1.',
  },
  'connection-name-unknown': {
    what: 'Jméno serveru[ {host}] nikdo v síti nezná.',
    why: 'V adrese je překlep, nebo server jmen (DNS), kterého se počítač ptá, tuto adresu nemá.',
    todo: 'Zkontrolujte adresu centrály písmeno po písmenu. Je-li správná, požádejte správce sítě, aby ověřil server jmen (DNS).',
  },
  'connection-name-silent': {
    what: 'Server jmen (DNS) na dotaz po adrese[ {host}] neodpověděl.',
    why: 'Počítač nemá spojení se sítí, nebo má v nastavení sítě server jmen, který neběží.',
    todo: 'Otevřete na tomto počítači v prohlížeči libovolnou stránku. Neotevře-li se, opravte nejdřív připojení k síti.',
  },
  'connection-proxy-unreachable': {
    what: 'S proxy serverem vaší sítě[ {proxy}] se nepodařilo spojit.',
    why: 'Je v nastavení, ale na této adrese neodpovídá: neběží, nebo se adresa změnila.',
    todo: 'Požádejte správce sítě o správnou adresu proxy serveru. Opravte ji v nastavení počítače, nebo ji zadejte v průvodci v části Proxy.',
  },
  'connection-proxy-login': {
    what: 'Proxy server vaší sítě[ {proxy}] chce přihlášení.',
    why: 'Bez jména a hesla nikoho ven nepustí, a klient žádné nemá.',
    todo: 'Zadejte v průvodci v části Proxy adresu proxy serveru, jméno a heslo. Nebo požádejte správce sítě, aby adresu centrály[ {address}] pouštěl bez přihlášení.',
  },
  'connection-proxy-login-wrong': {
    what: 'Proxy server vaší sítě[ {proxy}] nepřijal jméno a heslo.',
    why: 'Je v nich překlep, heslo bylo změněno, nebo tento uživatel nesmí ven.',
    todo: 'Zadejte jméno a heslo znovu v průvodci v části Proxy. Trvá-li to, požádejte správce sítě, aby adresu centrály[ {address}] pouštěl bez přihlášení.',
  },
  'connection-proxy-login-kind': {
    what: 'Proxy server vaší sítě[ {proxy}] chce přihlášení způsobem, který klient neumí[: {kinds}].',
    why: 'Klient se umí přihlásit jen jménem a heslem (Basic). Přihlášení účtem domény (NTLM, Kerberos) neumí.',
    todo: 'Požádejte správce sítě, aby adresu centrály[ {address}] pouštěl z tohoto počítače bez přihlášení, nebo povolil přihlášení Basic. Jinak pomůže místní prostředník (Px, Cntlm): nainstaluje se na tento počítač a jeho adresa se zadá v části Proxy.',
  },
  'connection-proxy-invalid': {
    what: 'Adresa proxy serveru není zapsaná správně.',
    why: 'Má mít tvar proxy.firma.cz:3128. Jméno a heslo do ní nepatří, mají vlastní políčka.',
    todo: 'Opravte ji v průvodci v části Proxy; jde-li o nastavení počítače, opravte je tam.',
  },
  'connection-proxy-refused': {
    what: 'Proxy server vaší sítě[ {proxy}] spojení s centrálou nevytvořil[ (odpověděl {status})].',
    why: 'Nemá tuto adresu mezi povolenými, nebo sám na internet nedosáhne.',
    todo: 'Požádejte správce sítě, aby na proxy povolil adresu[ {address}] a port 443.',
  },
  'connection-proxy-unsupported': {
    what: 'V počítači je nastaven proxy server takového druhu, přes který klient neumí pracovat.',
    why: 'Klient umí běžný proxy server pro webové stránky, ne SOCKS ani proxy, ke kterému je spojení samo šifrované.',
    todo: 'Požádejte správce sítě o běžný proxy server, nebo aby pro adresu centrály udělal výjimku.',
  },
  'connection-proxy-script': {
    what: 'Skript s nastavením proxy se nepodařilo načíst nebo vyhodnotit.',
    why: 'Na jeho adrese neodpovídá server, nebo je ve skriptu chyba. Je-li skript z nastavení počítače, klient se spojuje přímo, jako to dělají prohlížeče; je-li zadaný v průvodci, nespojí se vůbec.',
    todo: 'Požádejte správce sítě, aby skript opravil, nebo zadejte adresu proxy serveru přímo v průvodci v části Proxy. Projde-li zkouška dál v pořádku, není třeba nic dělat.',
  },
  'connection-refused': {
    what: 'Server[ {host}] spojení[ na port {port}] odmítl.',
    why: 'Na tomto portu nic neběží, nebo spojení odmítá firewall po cestě.',
    todo: 'Ověřte adresu centrály a požádejte správce sítě, aby povolil odchozí spojení na port 443.',
  },
  'connection-blocked': {
    what: 'Server[ {host}][ na portu {port}] neodpovídá.',
    why: 'Nejčastěji firewall taková spojení tiše zahazuje; jinak server neběží.',
    todo: 'Požádejte správce sítě, aby z tohoto počítače povolil odchozí spojení na port 443 k adrese centrály.',
  },
  'connection-no-network': {
    what: 'Z tohoto počítače k serveru[ {host}][ na port {port}] nevede žádná cesta.',
    why: 'Počítač není připojen k síti, nebo síť nemá přístup na internet.',
    todo: 'Zkontrolujte síťový kabel nebo Wi-Fi a zda jde na tomto počítači otevřít stránka v prohlížeči.',
  },
  'connection-not-encrypted': {
    what: 'Na adrese centrály[ {address}] odpovídá něco, co nešifruje.',
    why: 'Adresa nebo port patří jinému programu, nebo spojení zachytila síť, do které je potřeba se přihlásit.',
    todo: 'Ověřte adresu a port u provozovatele. Ve veřejné síti otevřete prohlížeč a přihlaste se.',
  },
  'connection-old-encryption': {
    what: 'Server[ {address}] umí jen zastaralé šifrování.',
    why: 'Takové šifrování lze prolomit, klient proto vyžaduje novější. Bývá to starý firewall nebo proxy, která spojení otevírá. Klíč nebyl odeslán.',
    todo: 'Požádejte správce sítě o výjimku pro adresu centrály, nebo o aktualizaci firewallu či proxy.',
  },
  'connection-ended': {
    what: 'Spojení s centrálou[ {address}] někdo ukončil dřív, než se zabezpečilo.',
    why: 'Bývá to firewall nebo antivirus, který šifrovaná spojení na neznámé adresy ukončuje.',
    todo: 'Požádejte správce sítě o výjimku pro adresu centrály ve firewallu i v antiviru.',
  },
  'connection-silent': {
    what: 'Server[ {address}] spojení přijal, ale zabezpečit se mu je nepodařilo včas.',
    why: 'Něco po cestě (firewall, antivirus) spojení zdržuje, nebo je server přetížený.',
    todo: 'Zkuste to za chvíli znovu. Opakuje-li se to, požádejte správce sítě o výjimku pro adresu centrály.',
  },
  'connection-intercepted': {
    what: 'Proxy vaší sítě otevírá šifrovaná spojení: za centrálu[ {address}] se představuje někdo jiný[, vydavatel {issuer}].',
    why: 'Certifikát nevydala žádná veřejná autorita. Bývá to kontrola spojení na firewallu nebo v antiviru; mohl by to být i útok. Klíč nebyl odeslán.',
    todo: 'Požádejte správce sítě o výjimku pro adresu centrály. Je-li to kontrola vaší firmy, nechte si dát certifikát její autority a přidejte jej zde.',
  },
  'connection-self-signed': {
    what: 'Server[ {address}] se prokázal certifikátem, který si vydal sám[ ({issuer})].',
    why: 'Takovému certifikátu nelze věřit: ručí jen sám za sebe. Klíč nebyl odeslán.',
    todo: 'Ověřte adresu centrály u provozovatele. Patří-li ten certifikát opravdu vaší firmě nebo provozovateli, přidejte jej zde jako autoritu.',
  },
  'connection-own-authority': {
    what: 'Za spojení s centrálou[ {address}] ručí autorita vaší firmy[ {issuer}], ne veřejná.',
    why: 'Počítač jí věří, protože tak byl nastaven. Proxy vaší sítě tedy může číst, co klient posílá, i jeho klíč.',
    todo: 'Je-li to tak ve vaší firmě chtěné, není třeba nic dělat. Jinak požádejte správce sítě o výjimku pro adresu centrály.',
  },
  'connection-chain-incomplete': {
    what: 'Server[ {address}] neposlal všechny certifikáty, ze kterých se pozná, kdo za něj ručí[ (chybí {issuer})].',
    why: 'Bývá to chyba v nastavení serveru, nebo jej na cestě nahradil někdo jiný. Klíč nebyl odeslán.',
    todo: 'Oznamte to provozovateli centrály a pošlete mu tuto zprávu.',
  },
  'connection-certificate-expired': {
    what: 'Certifikát serveru[ {address}] už neplatí[ (platil do {until})].',
    why: 'Provozovatel jej včas neobnovil, nebo je na tomto počítači špatné datum. Klíč nebyl odeslán.',
    todo: 'Zkontrolujte datum a čas počítače. Jsou-li správné, oznamte to provozovateli centrály.',
  },
  'connection-certificate-early': {
    what: 'Certifikát serveru[ {address}] ještě neplatí[ (platí od {from})].',
    why: 'Na tomto počítači je skoro jistě špatné datum nebo čas. Klíč nebyl odeslán.',
    todo: 'Nastavte datum a čas počítače, nejlépe automaticky ze sítě, a zkuste to znovu.',
  },
  'connection-certificate-ends': {
    what: 'Certifikát serveru[ {address}] brzy skončí[ (zbývá dnů: {days}, platí do {until})].',
    why: 'Provozovatel jej má obnovit; zatím spojení funguje.',
    todo: 'Nemusíte nic dělat. Trvá-li to ještě týden před koncem, upozorněte provozovatele centrály.',
  },
  'connection-wrong-name': {
    what: 'Server se prokázal certifikátem pro jiné jméno[: {names}].',
    why: 'Odpověděl jiný server, než který je v adrese[ ({host})]: adresa má překlep, nebo spojení zachytila síť. Klíč nebyl odeslán.',
    todo: 'Ověřte adresu centrály u provozovatele. Ve veřejné síti otevřete prohlížeč a přihlaste se.',
  },
  'connection-authority-unusable': {
    what: 'Přidaný certifikát autority nelze přečíst.',
    why: 'Soubor není certifikát v textové podobě, která začíná BEGIN CERTIFICATE.',
    todo: 'Požádejte správce sítě o certifikát autority v textové podobě (Base64, soubor PEM nebo CRT) a přidejte jej znovu.',
  },
  'connection-authority-ends': {
    what: 'Certifikát autority vaší firmy[ {issuer}] brzy skončí[: platí do {until}, zbývá dnů: {days}].',
    why: 'Až skončí, klient přestane spojení s centrálou věřit a nic nestáhne.',
    todo: 'Vyžádejte si od správce sítě nový certifikát autority a přidejte jej v průvodci místo dosavadního.',
  },
  'connection-host-not-allowed': {
    what: 'Klient měl oslovit adresu[ {address}], která není centrálou z nastavení.',
    why: 'Klient mluví jen s centrálou, proto nic neposlal.',
    todo: 'Jde o chybu v programu. Pošlete podpoře záznam činnosti (složka logs).',
  },
  'connection-sign-in-page': {
    what: 'Místo centrály[ {address}] odpověděla webová stránka[: {target}].',
    why: 'Bývá to přihlašovací stránka sítě, nebo stránka, kterou firewall oznamuje, že adresu nepustí. Klíč nebyl odeslán.',
    todo: 'Otevřete na tomto počítači prohlížeč a přihlaste se do sítě, nebo požádejte správce sítě, aby adresu centrály povolil.',
  },
  'connection-api-missing': {
    what: 'Na adrese[ {address}] centrála není[ (odpověď {status})].',
    why: 'Server odpovídá, ale jako něco jiného: adresa vede na jiné místo nebo jí chybí konec.',
    todo: 'Opište adresu centrály znovu, celou; končí na /b2b/v1.',
  },
  'connection-api-version': {
    what: 'Centrála mluví jinou verzí rozhraní[ ({version})], než zná tento klient[ ({known})].',
    why: 'Centrála a klient jsou příliš různě staré, aby si rozuměly.',
    todo: 'Nainstalujte nejnovější verzi klienta. Máte-li ji, zeptejte se provozovatele na adresu pro tuto verzi.',
  },
  'connection-other-company': {
    what: 'Klíč patří jiné firmě[: {companyName}][, IČO {found}].',
    why: 'V průvodci je zadáno jiné IČO[: {expected}].',
    todo: 'Zadejte klíč své firmy, nebo opravte IČO v kroku Registrace.',
  },
  'connection-no-agendas': {
    what: 'Centrála pro vaši firmu nemá povolený žádný druh dokladů.',
    why: 'Provozovatel u účtu ještě nenastavil, co se má přenášet.',
    todo: 'Požádejte provozovatele, aby vaší firmě povolil alespoň objednávky.',
  },
  'connection-clock-off': {
    what: 'Hodiny tohoto počítače se od centrály liší[ o {seconds} s].',
    why: 'Počítač si nesrovnává čas ze sítě. Podle času se pozná, co je nové a jak dlouho platí převzetí dokladů.',
    todo: 'Zapněte v počítači automatické nastavení času a zkuste to znovu.',
  },

  // Doklady, které klient zadržel
  'payload-unreadable': {
    what: 'Obsah dokladu nelze přečíst.[ Nesouhlasí: {path}.]',
    why: 'Obchodní systém poslal doklad, který neodpovídá dohodnutému tvaru. Do informačního systému se nezapsal.',
    todo: 'Požádejte odesílatele o opravu. Přijde-li opravený doklad, klient jej zkontroluje a zapíše sám.',
  },
  'payload-too-large': {
    what: 'Doklad je příliš velký[: {size} bajtů, povoleno je {limit}].',
    why: 'Tak velký doklad klient z bezpečnostních důvodů nezpracuje.',
    todo: 'Požádejte odesílatele, aby doklad rozdělil na několik menších.',
  },
  'agenda-unsupported': {
    what: 'Doklad je druhu, který se do tohoto informačního systému zatím nepředává[ ({agenda})].',
    why: 'Použité propojení tuto agendu neumí.',
    todo: 'Zapište doklad ručně, nebo požádejte provozovatele, aby vaší firmě tuto agendu neposílal.',
  },
  'line-total-mismatch': {
    what: 'Na řádku[ {line}][ „{name}“] nesouhlasí cena celkem[: na dokladu je {found}, výpočtem vychází {expected}].',
    why: 'Množství krát jednotková cena po slevě se liší od celkové ceny řádku o více než haléř.',
    todo: 'Požádejte odesílatele o opravu dokladu. Klient nesouhlasící částky nikdy sám nepřepočítává.',
  },
  'vat-base-mismatch': {
    what: 'Nesouhlasí základ daně[ při sazbě {percent} %][: na dokladu je {found}, součet řádků dává {expected}].',
    why: 'Součet řádků se liší od základu v rekapitulaci DPH.',
    todo: 'Požádejte odesílatele o opravu dokladu.',
  },
  'vat-amount-mismatch': {
    what: 'Nesouhlasí částka DPH[ při sazbě {percent} %][: na dokladu je {found}, výpočtem vychází {expected}].',
    why: 'Daň v rekapitulaci neodpovídá základu a sazbě ani jedním z obvyklých způsobů zaokrouhlení.',
    todo: 'Požádejte odesílatele o opravu dokladu.',
  },
  'vat-summary-mismatch': {
    what: 'Rekapitulace DPH neodpovídá řádkům dokladu[ (sazba {percent} %)].',
    why: 'Některá sazba v rekapitulaci chybí, přebývá nebo je uvedena dvakrát.',
    todo: 'Požádejte odesílatele o opravu dokladu.',
  },
  'totals-mismatch': {
    what: 'Nesouhlasí součet dokladu[ ({what})][: na dokladu je {found}, výpočtem vychází {expected}].',
    why: 'Základy, daň a zaokrouhlení nedávají dohromady uvedenou částku.',
    todo: 'Požádejte odesílatele o opravu dokladu.',
  },
  'vat-percent-unknown': {
    what: 'Sazba DPH[ {percent} %] v zemi dodavatele[ ({country})] ke dni vystavení[ {date}] neplatila.[ Řádek {line}: „{name}“.]',
    why: 'Klient sazby nikdy neodhaduje, aby v účetnictví nevznikla chyba.',
    todo: 'Požádejte odesílatele o opravu. Je-li sazba správná a nová, nainstalujte nejnovější verzi klienta a zkuste doklad zapsat znovu.',
  },
  'vat-country-unknown': {
    what: 'Sazby DPH země dodavatele[ ({country})] klient nezná[, nelze ověřit sazbu {percent} %].',
    why: 'Klient zná sazby České republiky a Slovenska.',
    todo: 'Zapište doklad do informačního systému ručně, nebo se obraťte na podporu.',
  },
  'gross-prices-missing': {
    what: 'Na řádku[ {line}] chybí cena s DPH.',
    why: 'Doklad uvádí, že je v cenách s DPH, ale na tomto řádku je jen cena bez DPH. Přepočet by mohl změnit haléře.',
    todo: 'Požádejte odesílatele o opravu dokladu.',
  },
  'id-too-long': {
    what: 'Označení dokladu[ {value}] je delší, než informační systém uloží[ (nejvýše {limit} znaků)].',
    why: 'Podle označení se pozná, že doklad už byl zapsán. Zkrácené by mohlo patřit dvěma dokladům, proto jej klient nekrátí.',
    todo: 'Zkraťte v nastavení předponu označení, nebo požádejte provozovatele o kratší označení dokladů.',
  },
  'value-not-representable': {
    what: 'Údaj[ „{field}“] nelze do informačního systému zapsat přesně[: {value}].',
    why: 'Systém má pro něj méně míst nebo jiný rozsah a klient čísla ani významné údaje nezaokrouhluje a nekrátí.',
    todo: 'Požádejte odesílatele o opravu, nebo doklad zapište ručně.',
  },
  'mapping-incomplete': {
    what: 'V nastavení převodu chybí údaj, který doklad potřebuje[: {field}].',
    why: 'Informační systém jej vyžaduje a klient jej nemá odkud vzít.',
    todo: 'Doplňte údaj v nastavení propojení a potom doklad zkuste zapsat znovu.',
  },
  'goods-code-missing': {
    what: 'Na řádku[ {line}][ „{name}“] chybí kód zboží, podle kterého by se našla karta.',
    why: 'Skladový doklad může mít jen zboží z ceníku a klient kartu neodhaduje.',
    todo: 'Požádejte odesílatele o doplnění kódu, nebo v nastavení propojení změňte, podle čeho se zboží hledá.',
  },
  'partner-ambiguous': {
    what: 'V adresáři je víc firem s IČO[ {ico}][ ({count})].',
    why: 'Klient neodhaduje, která z nich je ta pravá, a další nezaložil.',
    todo: 'Sjednoťte firmy v adresáři, nebo v nastavení propojení vypněte hledání partnera podle IČO; potom zkuste doklad zapsat znovu.',
  },
  'card-ambiguous': {
    what: 'V informačním systému je víc skladových karet[ s údajem {value}][ ({count})].',
    why: 'Klient neodhaduje, která z nich je ta pravá, a žádnou nezměnil ani nezaložil.',
    todo: 'Sjednoťte karty, nebo v nastavení propojení zvolte sklad či jiný údaj, podle kterého se karta hledá; potom zkuste doklad zapsat znovu.',
  },
  'books-country-differs': {
    what: 'Doklad je převeden podle sazeb a měny jiné země[ ({found})], než podle jaké se vede účetnictví[ ({expected})].',
    why: 'Ceny a DPH by se zapsaly v jiné měně a s jinými sazbami, proto klient nic nezapsal.',
    todo: 'V nastavení propojení zvolte zemi, jejíž sazby DPH a měna v účetnictví platí, a zkuste doklad zapsat znovu.',
  },
  'maybe-recorded': {
    what: 'Doklad[ {number}] už byl jednou vydán ke zpracování a mohl být zapsán.',
    why: 'Dostala ho už jiná instalace klienta, nebo byl klient obnoven ze zálohy, a tento způsob napojení neumí zjistit, co v informačním systému je.',
    todo: 'Vyhledejte doklad v informačním systému. Není-li tam, zvolte Zkusit znovu; je-li tam, přeskočte jej s odůvodněním.',
  },
  superseded: {
    what: 'Doklad[ {number}] se nezapsal, protože jej nahradila novější verze.',
    why: 'Karta zboží nebo adresa přišla mezitím znovu s novějšími údaji a starší by je přepsaly.',
    todo: 'Nemusíte nic dělat.',
  },
  'content-changed': {
    what: 'Doklad[ {number}] přišel znovu, ale s jiným obsahem, než jaký už byl předán informačnímu systému.',
    why: 'Odesílatel doklad po odeslání změnil. Klient hotový záznam nepřepisuje.',
    todo: 'Porovnejte doklad s informačním systémem a případnou změnu proveďte ručně.',
  },

  // Informační systém
  'is-rejected': {
    what: 'Informační systém doklad[ {number}] odmítl.',
    why: 'Nesplňuje některé z jeho pravidel. Důvod je v původní zprávě; nic se nezapsalo.',
    todo: 'Odstraňte příčinu v informačním systému nebo v dokladu a potom doklad zkuste zapsat znovu.',
  },
  'is-not-removable': {
    what: 'Zkušební záznam[ {number}] klient v informačním systému nesmaže.',
    why: 'Informační systém tento druh záznamů takto mazat neumí, nebo může jít o záznam, který měla firma sama.',
    todo: 'Smažte jej v informačním systému ručně.',
  },
  'is-not-found': {
    what: 'Informační systém na tomto počítači nebyl nalezen[: {path}].',
    why: 'Program nebo složka na uvedeném místě není, byl přesunut, nebo je odpojen síťový disk.',
    todo: 'Opravte cestu v nastavení propojení. U síťového disku použijte cestu ve tvaru \\\\server\\složka.',
  },
  'is-login-failed': {
    what: 'Přihlášení do informačního systému se nezdařilo[ (uživatel {user})].',
    why: 'Jméno nebo heslo není správné, nebo byl uživatel zablokován.',
    todo: 'Ověřte přihlášení přímo v informačním systému a správné údaje zadejte v nastavení propojení.',
  },
  'is-no-rights': {
    what: 'Uživatel[ {user}] nemá v informačním systému potřebná práva.',
    why: 'K importu nebo k této agendě nemá přístup.',
    todo: 'Požádejte správce informačního systému, aby mu povolil XML komunikaci a příslušnou agendu.',
  },
  'is-locked': {
    what: 'Informační systém je právě uzamčen.',
    why: 'Někdo má otevřenou účetní jednotku ve výhradním režimu, probíhá uzávěrka, zálohování nebo jiný import.',
    todo: 'Nemusíte nic dělat, klient to zkusí později. Trvá-li to, zjistěte, kdo má informační systém otevřený.',
  },
  'is-no-licence': {
    what: 'Licence informačního systému tento import nedovoluje.',
    why: 'Chybí potřebný modul, licence vypršela nebo jsou obsazena všechna místa.',
    todo: 'Obraťte se na dodavatele informačního systému. Doklady zatím čekají.',
  },
  'is-wrong-company': {
    what: 'Účetní jednotka v informačním systému není ta, která je nastavena[: nastaveno {expected}][, nalezeno {found}].',
    why: 'Doklady by se zapsaly jiné firmě, proto klient nic nepředal.',
    todo: 'Opravte v nastavení propojení název účetní jednotky nebo IČO.',
  },
  'stock-period-missing': {
    what: 'Informační systém nemá účetní období se skladovými kartami[ pro den {date}][: {period}].',
    why: 'Stav skladu se vede v každém účetním období zvlášť; do nového se musí převést. Klient nic neodeslal, aby obchody neviděly prázdný sklad.',
    todo: 'Založte účetní období a převeďte do něj sklad; klient to zkusí při dalším čtení znovu.',
  },
  'is-closed': {
    what: 'Informační systém neběží nebo nepřijímá doklady[: {address}].',
    why: 'Program je vypnutý, nebo je zastavena úloha, která doklady načítá.',
    todo: 'Spusťte informační systém a ověřte, že je jeho naplánovaný import zapnutý. Klient potom pokračuje sám.',
  },
  'is-certificate': {
    what: 'Certifikátu serveru informačního systému[ {address}] tento počítač nevěří.',
    why: 'Server má certifikát, který si vyrobil sám nebo vydala vaše firma, certifikátu skončila platnost, nebo je vydán pro jiné jméno, než je v adrese. Klient nic neposlal.',
    todo: 'V nastavení propojení vyberte soubor s certifikátem serveru (PEM), který dostanete od správce informačního systému, a adresu pište tak, jak je v certifikátu. Zkontrolujte i datum a čas počítače.',
  },
  'is-timeout': {
    what: 'Informační systém neodpověděl včas[ (čekalo se {seconds} s)].',
    why: 'Má mnoho práce, čeká na obsluhu (otevřené okno s dotazem), nebo se zastavil.',
    todo: 'Podívejte se, zda na serveru nečeká otevřené okno programu. Klient doklady nejdříve vyhledá, aby se nezapsaly dvakrát.',
  },
  'is-no-answer': {
    what: 'Informační systém skončil bez odpovědi.',
    why: 'Program se ukončil dříve, než odpověď zapsal. Doklady mohou i nemusí být zapsány.',
    todo: 'Klient je nejdříve vyhledá, aby se nezapsaly dvakrát. Opakuje-li se to, spusťte informační systém ručně a podívejte se, co hlásí.',
  },
  'is-answer-unreadable': {
    what: 'Odpovědi informačního systému klient nerozumí[: {path}].',
    why: 'Soubor s odpovědí je poškozený, neúplný nebo od neznámé verze.',
    todo: 'Klient doklady nejdříve vyhledá, aby se nezapsaly dvakrát. Soubor pošlete podpoře.',
  },
  'is-duplicate-deleted': {
    what: 'Doklad[ {number}] už byl jednou zapsán, ale v informačním systému jej nelze najít.',
    why: 'Někdo jej po zápisu smazal. Informační systém si pamatuje, že byl importován, a podruhé jej nepřijme.',
    todo: 'Byl-li smazán záměrně, nemusíte nic dělat. Má-li v systému být, obnovte jej nebo jej zapište ručně.',
  },
  'is-try-again': {
    what: 'Informační systém požádal o pozdější pokus.',
    why: 'Právě nemohl doklad zpracovat. Nic se nezapsalo.',
    todo: 'Nemusíte nic dělat, klient to zkusí znovu sám.',
  },
  'is-failed': {
    what: 'Informační systém ohlásil chybu.',
    why: 'Chyba je v informačním systému nebo v jeho databázi; podrobnosti jsou v původní zprávě.',
    todo: 'Předejte původní zprávu správci informačního systému.',
  },
  'outcome-unknown': {
    what: 'Není jisté, zda se doklad[ {number}] zapsal.',
    why: 'Informační systém po předání neodpověděl. Klient doklad nepředá znovu, dokud nezjistí, jak to dopadlo.',
    todo: 'Klient jej bude v informačním systému vyhledávat sám. Pokud to neumí, vyhledejte doklad ručně a teprve není-li tam, dejte zapsat znovu.',
  },

  // Rows of the way out, and what stops an agenda of it
  'row-no-code': {
    what: 'Karta[ „{name}“] nemá kód, podle kterého ji obchody znají.',
    why: 'Bez kódu nelze obchodům říct, o které zboží jde.',
    todo: 'Doplňte kartě kód v informačním systému; odešle se při nejbližším čtení. Nemá-li se prodávat, není třeba nic dělat.',
  },
  'row-code-unfit': {
    what: 'Kód[ „{sku}“] nelze poslat obchodům.',
    why: 'Je delší[ než {limit} znaků], nebo obsahuje řídicí znaky; zkrácený kód by mohl patřit dvěma kartám.',
    todo: 'Opravte kód v informačním systému.',
  },
  'row-value-unfit': {
    what: 'U karty[ {sku}] nelze přesně poslat údaj[ {rowField}][: {value}].',
    why: 'Má víc než čtyři desetinná místa, není to číslo, nebo je mimo rozsah. Klient množství ani ceny sám nezaokrouhluje.',
    todo: 'Opravte údaj v informačním systému. Do té doby platí v obchodech to, co se poslalo naposled.',
  },
  'row-vat-unknown': {
    what: 'Sazba DPH[ {percent} %] u karty[ {sku}] teď v Česku ani na Slovensku neplatí.',
    why: 'Klient sazby nikdy neodhaduje; cena s jinou daní by byla chybná.',
    todo: 'Opravte sazbu na kartě. Je-li správná a nová, nainstalujte nejnovější verzi klienta.',
  },
  'row-ambiguous': {
    what: 'Kód[ {sku}] má v informačním systému víc karet s různými údaji[: {first} a {second}].',
    why: 'Klient neodhaduje, která z nich platí.',
    todo: 'Sjednoťte karty, nebo v nastavení zvolte sklad, jehož karty se posílají. Do té doby platí v obchodech to, co se poslalo naposled.',
  },
  'row-warehouse-unknown': {
    what: 'U karty[ {sku}] informační systém neříká, na kterém je skladu.',
    why: 'Podle nastavení se posílají jen zvolené sklady a klient sklad neodhaduje.',
    todo: 'Zrušte v nastavení výběr skladů, nebo zvolte způsob čtení, který sklady rozlišuje.',
  },
  'row-refused': {
    what: 'Centrála údaj o kartě[ {sku}] nepřijala[ ({code})].',
    why: 'Důvod je v jejích slovech.',
    todo: 'Opravte kartu v informačním systému; změněná se pošle znovu. Nepomůže-li to, obraťte se na provozovatele.',
  },
  'outward-fall': {
    what: 'Z obchodů by naráz zmizelo nebo kleslo na nulu příliš mnoho zboží[ ({agenda})][: {percent} % z {before}, z toho {gone} by zmizelo a {zero} by bylo na nule].',
    why: 'Bez dotazu smí ubýt nejvýše část[: {limit} %]. Tak velký pokles bývá chyba čtení nebo nastavení, proto se nic neposlalo a v obchodech platí předchozí údaje.',
    todo: 'Ověřte v informačním systému, že je to tak správně, a potvrďte to: bi-client upload --confirm-fall. Vrátí-li se údaje samy, potvrzovat není třeba nic.',
  },
  'outward-empty': {
    what: 'Informační systém nevydal nic, co by se dalo poslat obchodům[ ({agenda})].',
    why: 'Karet bylo přečteno[ {read}], pravidlo vynechalo[ {leftOut}], nešlo poslat[ {unsendable}]. Nic se neposlalo a v obchodech platí předchozí údaje.',
    todo: 'Zkontrolujte v nastavení sklady, cenové hladiny a výběr karet pro internet. Je-li prázdný seznam správně, potvrďte jej: bi-client upload --confirm-fall',
  },
  'outward-not-agreed': {
    what: 'Centrála od vaší firmy tyto údaje nepřijímá[ ({agenda})].',
    why: 'Nejsou sjednány pro účet vaší firmy.',
    todo: 'Požádejte provozovatele o jejich povolení, nebo jejich posílání v nastavení vypněte.',
  },
  'outward-unsupported': {
    what: 'Tyto údaje se z informačního systému číst nedají[ ({agenda})].',
    why: 'Zvolené propojení to neumí, nebo k tomu chybí jeho nastavení.',
    todo: 'Zvolte v nastavení jiné propojení, nebo posílání těchto údajů vypněte.',
  },
  'outward-off': {
    what: 'Posílání těchto údajů obchodům není zapnuto[ ({agenda})].',
    why: 'V nastavení k němu není dohodnuto pravidlo.',
    todo: 'Zapněte je v nastavení a dohodněte pravidlo.',
  },
  'outward-overdue': {
    what: 'Obchodům se už delší dobu nic neposlalo[ ({agenda})][, naposled {since}].',
    why: 'Čtení informačního systému nebo odesílání se nedaří, nebo klient neběží dost často.',
    todo: 'Podívejte se, co hlásí poslední pokus: bi-client upload --show',
  },
  // A file with stock levels or prices
  'source-too-old': {
    what: 'Soubor[ {path}] je z jiné doby[ (změněn {changed})], proto se nečetl.',
    why: 'Jeho čas se od teď liší víc, než smí[ ({hours} h)]: program, který jej vytváří, nejspíš neběží. Staré zásoby by klient vydával za dnešní.',
    todo: 'Zjistěte, proč se soubor nevytváří. Vytváří-li se méně často, zvyšte v nastavení jeho největší stáří. Do té doby platí v obchodech to, co se poslalo naposled.',
  },
  'source-not-ready': {
    what: 'Soubor[ {path}] se ještě zapisuje nebo není celý, proto se nečetl.',
    why: 'Při čtení se měnil[, nebo k němu není novější značka {mark}].',
    todo: 'Klient to zkusí znovu sám. Opakuje-li se to, ať program píše soubor pod jiným jménem a nakonec jej přejmenuje.',
  },
  'source-unreadable': {
    what: 'Soubor[ {path}] nelze přečíst[, řádek {line}][: {sourceFault}][ („{column}“)].',
    why: 'Je poškozený, není celý, nebo má jiný tvar než v nastavení (znaková sada, oddělovač, uvozovky, názvy sloupců).',
    todo: 'Srovnejte soubor s nastavením. Neposlalo se z něj nic a v obchodech platí předchozí údaje.',
  },
  'source-row-unfit': {
    what: 'Řádek[ {line}][ (karta {sku})] se zásobami nebo cenami nelze přečíst[: {rowField}][ „{value}“][ – {rowFault}].',
    why: 'Klient hodnoty neodhaduje; čísla musí mít tvar, který je v nastavení (desetinná čárka nebo tečka, oddělovač tisíců).',
    todo: 'Opravte údaj tam, odkud pochází, nebo tvar čísel a sloupce v nastavení. Ostatní karty se posílají; u této platí to, co se poslalo naposled.',
  },
  // Tento počítač
  'settings-missing': {
    what: 'Klient ještě není nastaven.',
    why: 'Ve složce dat[ {path}] není soubor s nastavením.',
    todo: 'Připravte soubor podle příručky a spusťte: bi-client setup --from preset.json',
  },
  'settings-invalid': {
    what: 'Nastavení[ {path}] nelze použít.[ Důvod: {reason}]',
    why: 'Soubor je poškozený nebo v něm je údaj, který klient nezná. Klient jej nepřepsal.',
    todo: 'Opravte uvedené místo, obnovte soubor ze zálohy, nebo jej přejmenujte a klienta nastavte znovu.',
  },
  'settings-too-new': {
    what: 'Nastavení[ {path}] je od novější verze klienta[ (verze souboru {found}, tento klient zná {known})].',
    why: 'Na počítači byla novější verze a nyní běží starší. Soubor zůstal beze změny.',
    todo: 'Nainstalujte znovu nejnovější verzi. Chcete-li zůstat u starší, použijte kopii nastavení, kterou klient před povýšením uložil vedle.',
  },
  'secret-missing': {
    what: 'Chybí uložené heslo nebo klíč[: {name}].',
    why: 'Nebyl zadán, nebo byl soubor s hesly smazán.',
    todo: 'Zadejte jej znovu: bi-client setup --from preset.json',
  },
  'secret-unreadable': {
    what: 'Uložené heslo nebo klíč[ „{name}“] nelze přečíst[ ({path}: {reason})].',
    why: 'Soubor s hesly pochází z jiného počítače, byl změněn, nebo k němu mají přístup i jiní uživatelé.',
    todo: 'Soubor machine.key smí číst jen účet, pod kterým klient běží. Nepomůže-li to, zadejte údaje znovu: bi-client setup --from preset.json',
  },
  'ledger-unreadable': {
    what: 'Evidenci dokladů[ {path}] nelze otevřít.',
    why: 'Soubor je poškozený nebo jej používá jiný program. Bez něj by klient nepoznal, co už zapsal, proto nic nestahuje.',
    todo: 'Soubor nemažte.[ Nejnovější zálohu obnovíte příkazem: bi-client ledger restore "{backup}".] Nemáte-li zálohu, obraťte se na podporu.',
  },
  'ledger-too-new': {
    what: 'Evidence dokladů[ {path}] je od novější verze klienta[ (verze {version}, tento klient zná {known})].',
    why: 'Na počítači byla novější verze a nyní běží starší. Evidence zůstala beze změny.',
    todo: 'Nainstalujte znovu nejnovější verzi klienta.',
  },
  'ledger-missing': {
    what: 'Evidence dokladů[ {path}] zmizela.',
    why: 'Klient už pracoval, ale soubor s evidencí chybí. Nový, prázdný by vedl k tomu, že se doklady zapíšou podruhé.',
    todo: 'Obnovte soubor ze zálohy.[ Nejnovější obnovíte příkazem: bi-client ledger restore "{backup}".] Nemáte-li žádnou, obraťte se na podporu.',
  },
  'ledger-damaged': {
    what: 'V evidenci dokladů[ {path}] něco nesouhlasí[ (nalezeno: {count})].',
    why: 'Soubor poškodil disk, jiný program nebo ruční zásah.',
    todo: 'Nic nemažte a nic neopravujte ručně.[ Nejnovější záloha se obnoví příkazem: bi-client ledger restore "{backup}".] Nevíte-li si rady, obraťte se na podporu.',
  },
  'ledger-restored': {
    what: 'Evidence dokladů byla obnovena ze zálohy, proto se u dokladu ověřuje, zda už není zapsán.',
    why: 'Co bylo zapsáno po vytvoření zálohy, v ní není. Doklad se proto nejprve hledá v informačním systému.',
    todo: 'Klient to ověří sám při dalším běhu. Zůstává-li doklad nejasný, najděte ho v informačním systému a podle toho ho vyřaďte nebo vraťte do práce.',
  },
  'backup-failed': {
    what: 'Zálohu evidence dokladů[ {path}] se nepodařilo vytvořit.',
    why: 'Na disku chybí místo, do složky nelze zapisovat, nebo se kopie neshoduje s předlohou. Doklady se zpracovávají dál a starší zálohy zůstaly.',
    todo: 'Uvolněte místo na disku a ověřte práva ke složce ledger-backups. Klient to za hodinu zkusí znovu; hned to zkusí příkaz bi-client ledger backup.',
  },
  'log-not-written': {
    what: 'Záznam o běhu klienta[ {path}] nelze zapisovat.',
    why: 'Na disku chybí místo nebo do složky nelze zapisovat. Doklady se zpracovávají dál, jen bez technického záznamu.',
    todo: 'Uvolněte místo na disku a ověřte práva k této složce. Klient pak zapisuje dál sám a uvede, kolik řádků chybí.',
  },
  'backup-unusable': {
    what: 'Ze souboru[ {path}] nelze evidenci dokladů obnovit.',
    why: 'Soubor chybí, není to záloha evidence tohoto programu, nebo je poškozený. Dosavadní evidence zůstala beze změny.',
    todo: 'Zvolte jinou zálohu ze složky ledger-backups, nejlépe předchozí.',
  },
  'disk-full': {
    what: 'Na disku není místo[ (zapisovalo se do {path})].',
    why: 'Klient nemůže bezpečně zaznamenat, co udělal, proto nepokračuje.',
    todo: 'Uvolněte místo na disku. Klient potom pokračuje sám a nic se neztratí.',
  },
  'folder-not-writable': {
    what: 'Do složky nebo souboru[ {path}] nelze zapisovat.',
    why: 'Účet, pod kterým klient běží, nemá právo zápisu, složka neexistuje, nebo je disk jen pro čtení.',
    todo: 'Přidělte účtu právo zápisu, nebo zvolte jinou složku (volba --data-dir).',
  },
  'folder-not-private': {
    what: 'Složka s daty není chráněna před ostatními uživateli počítače[: {path}][ – {reason}].',
    why: 'Kdo může číst nebo měnit její obsah, dostal by se k heslům a mohl by podvrhnout evidenci dokladů. Klient proto neběží.',
    todo: 'Podívejte se, kdo k ní měl přístup. Měl-li ho někdo cizí, změňte potom hesla a klíč.[ Náprava: {command}]',
  },
  'not-confirmed': {
    what: 'Bez potvrzení se nic neprovedlo[: {path}].',
    why: 'Program, složku nebo adresu, kterou okno ještě nikdy nepoužilo, potvrzuje člověk v dialogu systému.',
    todo: 'Zkuste to znovu a v dialogu potvrďte, že je to opravdu to, co jste chtěli.',
  },
  'computer-system-unsupported': {
    what: 'Na tomto systému klient neběží spolehlivě[: {found}].',
    why: 'Je příliš starý nebo jiného druhu, než pro jaké je klient zkoušen.',
    todo: 'Použijte počítač s Windows 10, Windows Server 2016 nebo novějším, případně s Linuxem.',
  },
  'computer-disk-low': {
    what: 'Na disku je málo místa[ ({path}: volno {free})].',
    why: 'Klient potřebuje místo na doklady, evidenci a její zálohy; s plným diskem nesmí pokračovat.',
    todo: 'Uvolněte alespoň 2 GB, nebo zvolte složku na jiném disku.',
  },
  'computer-no-scheduler': {
    what: 'Plánovač úloh tohoto počítače neodpovídá.',
    why: 'Služba je vypnutá nebo v systému není, takže by klient neběžel, když není nikdo přihlášen.',
    todo: 'Ve Windows zapněte službu Plánovač úloh; v Linuxu nainstalujte systemd nebo cron.',
  },
  'computer-scheduler-rights': {
    what: 'Účet[ {account}] teď nemůže přidat úlohu, která poběží, i když není nikdo přihlášen.',
    why: 'Program neběží s právy správce (v Linuxu uživateli není povolen běh po odhlášení).',
    todo: 'Než zapnete pravidelný běh, spusťte klienta jako správce. Pro samotné zkoušky to není třeba.',
  },
  'computer-code-page': {
    what: 'Windows nemají češtinu jako jazyk programů, které nepoužívají Unicode[ (znaková sada {found})].',
    why: 'POHODA je takový program: písmena s háčkem a čárkou by se v ní poškodila.',
    todo: 'Ovládací panely, Oblast, karta Správa, Změnit místní nastavení systému: zvolte Čeština nebo Slovenčina, volbu UTF-8 nechte vypnutou a restartujte počítač.',
  },
  'computer-time-zone': {
    what: 'Počítač má jiné časové pásmo[ ({found})] než Česko a Slovensko.',
    why: 'Datum dokladů by se kolem půlnoci lišilo.',
    todo: 'Je-li počítač v Česku nebo na Slovensku, nastavte jeho časové pásmo na Prahu nebo Bratislavu.',
  },
  'computer-memory-low': {
    what: 'V počítači je málo paměti[ (volno {free})].',
    why: 'Klient potřebuje asi 250 MB, informační systém další; s málo pamětí poběží obojí pomalu.',
    todo: 'Zavřete nepotřebné programy, nebo přidejte paměť.',
  },
  'computer-fact-unknown': {
    what: 'Tento údaj se na počítači nepodařilo zjistit.',
    why: 'Systém jej nedal přečíst, nebo program, který jej zjišťuje, chybí.',
    todo: 'Podívejte se na něj sami. Pro práci klienta to samo o sobě nevadí.',
  },
  'schedule-failed': {
    what: 'Plánovač tohoto počítače úlohu nepřijal[: {name}].',
    why: 'Odpověděl chybou. Nejčastěji chybí práva správce, nebo účet nesmí spouštět naplánované úlohy.',
    todo: 'Spusťte tentýž příkaz jako správce. U účtu služby ověřte heslo a právo „Přihlásit se jako dávková úloha“.',
  },
  'schedule-foreign': {
    what: 'Pod jménem naší úlohy je něco jiného[: {name}].',
    why: 'Klient mění a odstraňuje jen to, co sám vytvořil; toto nevytvořil, nebo to někdo upravil.',
    todo: 'Podívejte se, co to je. Pokud to není potřeba, odstraňte to ručně a příkaz zopakujte.',
  },
  'schedule-account': {
    what: 'Pod účtem[ {account}] nemůže klient pracovat se svou složkou[ {path}].',
    why: 'Složka s daty patří jinému účtu[ ({owner})]. Vznikly by v ní soubory, ke kterým by se její vlastník nedostal.',
    todo: 'Zvolte účet, kterému složka patří, nebo složku převeďte na účet, pod kterým má klient běžet.',
  },
  'schedule-not-proved': {
    what: 'Úloha je naplánovaná, ale zatím po sobě nezanechala žádný záznam[ ({name})].',
    why: 'V evidenci se[ do {seconds} s] neobjevil běh, který by spustil plánovač.',
    todo: 'Podívejte se do protokolu systému a do logs/scheduled.log. Po dalším čase spuštění zkuste bi-client schedule show.',
  },
  'engine-held': {
    what: 'S touto složkou dat už pracuje jiný spuštěný klient[: {by}].',
    why: 'Doklady smí zapisovat vždy jen jeden, jinak by mohly vzniknout dvakrát.',
    todo: 'Počkejte, až skončí, nebo jej ukončete a zkuste to znovu.',
  },
  'document-not-found': {
    what: 'Doklad[ {itemId}] klient nezná.',
    why: 'Označení je opsané s chybou, nebo doklad ještě nebyl stažen.',
    todo: 'Vyhledejte jej v seznamu dokladů: bi-client documents list',
  },
  'document-not-retryable': {
    what: 'Doklad[ {itemId}] nelze poslat znovu[ (stav: {state})].',
    why: 'Znovu se zapisují jen doklady zadržené, odmítnuté nebo vynechané. U ostatních by hrozil dvojí zápis.',
    todo: 'Je-li doklad na cestě, počkejte na výsledek. Je-li zapsán, není třeba nic dělat.',
  },
  'document-not-skippable': {
    what: 'Doklad[ {itemId}] nelze vyřadit[, protože jeho stav je „{state}“].',
    why: 'Vyřadit lze jen doklad, který ještě není v informačním systému zapsán a právě se nezapisuje.',
    todo: 'Podívejte se na doklad příkazem bi-client documents show[ {itemId}]',
  },
  'payload-emptied': {
    what: 'Přijatý obsah dokladu[ {itemId}] už zde není.',
    why: 'Doklad je zapsán a potvrzen a jeho obsah byl po nastavené době odstraněn kvůli osobním údajům. Čísla, otisky a historie zůstaly.',
    todo: 'Podrobnosti dokladu najdete v informačním systému[ pod číslem {number}]; historii ukáže příkaz bi-client documents show[ {itemId}]',
  },
  'update-unreachable': {
    what: 'Nepodařilo se zjistit nebo stáhnout novou verzi programu[ z {url}].',
    why: 'Server s aktualizacemi neodpověděl tak, jak má.[ {reason}]',
    todo: 'Zpracování dokladů běží dál. Zkuste to později; pokud to trvá, ověřte adresu aktualizací v nastavení a spojení počítače s internetem.',
  },
  'update-unverified': {
    what: 'Nová verze programu[ {file}] neprošla ověřením a nebude použita.',
    why: 'Není podepsaná vydavatelem tohoto programu, nebo byla cestou změněna.[ {reason}]',
    todo: 'Nic neinstalujte ručně. Oznamte to tomu, kdo vám program dodal, a uveďte adresu aktualizací.',
  },
  'update-by-hand': {
    what: 'Tato instalace se neumí aktualizovat sama[; nová verze je {version}].',
    why: 'Balíček spravuje systém nebo správce počítače[ ({form})].',
    todo: 'Předejte správci příkaz k instalaci[: {command}]',
  },
  'update-failed': {
    what: 'Novou verzi programu[ {version}] se nepodařilo nainstalovat.',
    why: 'Instalace skončila chybou a zůstala dosavadní verze.[ {reason}]',
    todo: 'Program pracuje dál. Zkuste to znovu, nebo předejte správci zápis z logu.',
  },
  'update-running': {
    what: 'Právě se instaluje nová verze programu[ ({by})].',
    why: 'Během výměny programu se doklady nezpracovávají.',
    todo: 'Není třeba nic dělat: doklady zpracuje další běh.',
  },
  'port-in-use': {
    what: 'Port[ {port}] už používá jiný program.',
    why: 'Na jednom portu může odpovídat jen jeden program.',
    todo: 'Zvolte jiný port, nebo zadejte 0 a program si volný port najde sám.',
  },
  usage: {
    what: 'Příkaz je zadán nesprávně.[ {reason}]',
    why: 'Některá volba chybí, je navíc, nebo má nepovolenou hodnotu.',
    todo: 'Nápovědu s příklady vypíše: bi-client --help',
  },
  internal: {
    what: 'V klientovi nastala neočekávaná chyba.',
    why: 'S touto situací program nepočítal. Co bylo zapsáno, je v bezpečí v evidenci dokladů.',
    todo: 'Zkuste to znovu. Opakuje-li se to, pošlete podpoře záznam činnosti (složka logs).',
  },
}
