import type { ProblemTexts } from './problems.cs'

export const problemsSk: ProblemTexts = {
  // Centrála
  'central-unreachable': {
    what: 'S centrálou[ {address}] sa nepodarilo spojiť.',
    why: 'Počítač nie je pripojený na internet, spojenie blokuje firewall alebo proxy, prípadne je centrála práve nedostupná.',
    todo: 'V bežnej prevádzke to klient skúša znova sám a nič sa nestratí; v sprievodcovi spustite skúšku znova. Ak to trvá dlhšie ako hodinu, overte pripojenie na internet a povoľte odchádzajúce spojenie na port 443.',
  },
  'central-timeout': {
    what: 'Centrála[ {address}] neodpovedala včas.',
    why: 'Spojenie je pomalé alebo má centrála práve veľa práce.',
    todo: 'V bežnej prevádzke to klient skúsi znova sám, v sprievodcovi spustite skúšku znova. Ak sa to opakuje celý deň, overte rýchlosť pripojenia a obráťte sa na podporu.',
  },
  'central-tls': {
    what: 'Zabezpečené spojenie s centrálou[ {address}] sa nepodarilo nadviazať.',
    why: 'Počítač nedôveruje certifikátu servera. Býva to zle nastaveným dátumom a časom alebo antivírusom či proxy, ktoré spojenie kontrolujú.',
    todo: 'Klient nič neposlal; v bežnej prevádzke to skúša znova sám, v sprievodcovi spustite skúšku znova. Skontrolujte dátum a čas počítača. Ak spojenie kontroluje antivírus alebo proxy, nastavte pre adresu centrály výnimku.',
  },
  'central-not-json': {
    what: 'Z adresy centrály[ {address}] prišla odpoveď, ktorá nie je od centrály.',
    why: 'Zrejme odpovedal niekto iný: proxy, prihlasovacia stránka siete, alebo adresa vedie inam.',
    todo: 'V bežnej prevádzke to klient skúša znova sám, v sprievodcovi spustite skúšku znova. Otvorte adresu centrály v prehliadači a pozrite sa, kto odpovedá; ak sieť chce prihlásenie, prihláste sa. Adresa v nastavení sa musí končiť na /b2b/v1.',
  },
  'central-answer-invalid': {
    what: 'Odpoveď centrály nemá tvar, ktorému táto verzia klienta rozumie.[ Nesúhlasí: {path}.]',
    why: 'Centrála a klient sú rôzne nové alebo je v odpovedi chyba.',
    todo: 'V bežnej prevádzke to klient skúša znova sám, v sprievodcovi spustite skúšku znova. Ak to trvá, nainštalujte jeho najnovšiu verziu. Ak to nepomôže, pošlite podpore záznam činnosti (priečinok logs).',
  },
  'central-answer-too-large': {
    what: 'Odpoveď centrály je väčšia, než klient prijme[ (najviac {limit} bajtov)].',
    why: 'Vo fronte je nezvyčajne veľký doklad alebo odpovedá niekto iný ako centrála.',
    todo: 'Zmenšite v nastavení počet dokladov v jednej dávke (sync.batchSize). Ak to nepomôže, obráťte sa na podporu.',
  },
  'central-redirected': {
    what: 'Centrála[ {address}] klienta presmerovala na inú adresu[ ({target})].',
    why: 'Býva to prihlasovacia stránka cudzej siete, alebo sa adresa centrály zmenila. Kľúč sa na inú adresu z bezpečnostných dôvodov neposiela.',
    todo: 'V bežnej prevádzke to klient skúša znova sám, v sprievodcovi spustite skúšku znova. Ak ste v sieti, ktorá chce prihlásenie, otvorte prehliadač a prihláste sa. Inak si overte u prevádzkovateľa adresu centrály a zadajte ju v nastavení.',
  },
  'central-unauthorized': {
    what: 'Centrála kľúč tejto firmy nepozná.',
    why: 'Kľúč je odpísaný s chybou, patrí inej centrále alebo už neplatí.',
    todo: 'Zadajte v nastavení znova kľúč, ktorý ste dostali od prevádzkovateľa, a overte adresu centrály.',
  },
  'central-key-revoked': {
    what: 'Kľúč tejto firmy bol v centrále zneplatnený.',
    why: 'Prevádzkovateľ kľúč zrušil, napríklad preto, že bol vydaný nový.',
    todo: 'Požiadajte prevádzkovateľa o nový kľúč a zadajte ho v nastavení. Doklady zatiaľ čakajú vo fronte.',
  },
  'central-forbidden': {
    what: 'Centrála túto operáciu klientovi nepovolila.',
    why: 'Zadaný kľúč je iného druhu alebo nemá na túto agendu oprávnenie.',
    todo: 'Overte si u prevádzkovateľa, že ide o kľúč pre klienta (druh „client“) a že má vaša firma agendu povolenú.',
  },
  'central-not-found': {
    what: 'Centrála nepozná to, na čo sa klient pýtal[: {itemId}].',
    why: 'Položka bola vo fronte zrušená alebo adresa centrály nezodpovedá tomuto rozhraniu.',
    todo: 'Overte, že sa adresa v nastavení končí na /b2b/v1. Ak sa to týka jedného dokladu, spýtajte sa naň prevádzkovateľa.',
  },
  'central-validation': {
    what: 'Centrála odmietla údaje, ktoré jej klient poslal.',
    why: 'Niektorý údaj nespĺňa jej pravidlá.[ Údaj: {path}.]',
    todo: 'Ide o chybu v programe. Pošlite podpore záznam činnosti (priečinok logs).',
  },
  'central-conflict': {
    what: 'Požiadavka klienta je v rozpore s tým, čo má centrála.',
    why: 'To isté už medzitým prebehlo inak, napríklad zásahom v administrácii.',
    todo: 'Klient si pri ďalšej synchronizácii vyžiada aktuálny stav. Ak sa to opakuje, obráťte sa na podporu.',
  },
  'central-rate-limited': {
    what: 'Centrála požiadala, aby sa klient pýtal menej často.',
    why: 'V krátkom čase prišlo priveľa požiadaviek.',
    todo: 'Nemusíte nič robiť, klient počká a skúsi to znova. Ak sa to opakuje, nastavte dlhší interval synchronizácie.',
  },
  'central-maintenance': {
    what: 'V centrále práve prebieha údržba.',
    why: 'Prevádzkovateľ ju dočasne odstavil.',
    todo: 'Nemusíte nič robiť. Klient sa pripojí, hneď ako bude centrála opäť v prevádzke; doklady čakajú vo fronte.',
  },
  'central-internal': {
    what: 'Centrála ohlásila vlastnú chybu.',
    why: 'Chyba je na strane centrály, nie u vás.',
    todo: 'V bežnej prevádzke to klient skúsi znova sám, v sprievodcovi spustite skúšku znova. Ak to trvá dlhšie ako hodinu, dajte vedieť prevádzkovateľovi[ a uveďte označenie požiadavky {requestId}].',
  },
  'client-too-old': {
    what: 'Táto verzia klienta[ ({version})] je príliš stará.',
    why: 'Centrála s ňou už nepracuje[; vyžaduje aspoň verziu {minimum}].',
    todo: 'Nainštalujte najnovšiu verziu. Nastavenie aj evidencia dokladov zostanú zachované.',
  },
  'wrong-mode': {
    what: 'Klient a centrála nie sú v rovnakom režime[: klient {mode}, centrála {centralMode}].',
    why: 'Skúšobné a skutočné doklady sa nesmú pomiešať, preto klient nič nestiahol.',
    todo: 'Overte si u prevádzkovateľa, v akom režime má vaša firma byť, a nastavte rovnaký režim v klientovi.',
  },
  'wrong-company': {
    what: 'Kľúč patrí inej firme[: {companyName}].',
    why: 'Klient je nastavený pre inú firmu a doklady by skončili v cudzom účtovníctve, preto nič nestiahol.',
    todo: 'Zadajte kľúč firmy, pre ktorú je klient nastavený. Ak chcete klienta použiť pre inú firmu, nainštalujte ho s novým priečinkom údajov.',
  },
  'test-flag-mismatch': {
    what: 'Doklad[ {itemId}] nepatrí do nastaveného režimu[ ({mode})].',
    why: 'Centrála odovzdala skúšobný doklad do ostrej prevádzky alebo naopak. Aby sa nepomiešali, klient sťahovanie zastavil.',
    todo: 'Ohláste to prevádzkovateľovi centrály. Do informačného systému sa nezapísal žiadny doklad.',
  },
  'test-mark-missing': {
    what: 'Doklad[ {number}] je skúšobný, ale v poznámke nemá označenie[ {marker}].',
    why: 'V informačnom systéme by sa nedal odlíšiť od skutočného, preto sa nezapísal.',
    todo: 'Ohláste to prevádzkovateľovi centrály a pošlite inú skúšobnú objednávku.',
  },
  'test-mark-unexpected': {
    what: 'Doklad[ {number}] prišiel ako skutočný, ale jeho poznámka sa začína označením skúšobných dokladov[ {marker}].',
    why: 'Nie je isté, či je skutočný, preto sa nezapísal. Skúšobné doklady do ostrej prevádzky nepatria.',
    todo: 'Opýtajte sa odberateľa alebo prevádzkovateľa centrály. Ak je objednávka skutočná, zapíšte ju ručne a tu ju preskočte s dôvodom; inak ju len preskočte.',
  },
  'report-refused': {
    what: 'Centrála neprijala hlásenie o doklade[ {number}][ (odpoveď: {status})].',
    why: 'Doklad už nepozná, má pri ňom iný obsah alebo ho v administrácii niekto uzavrel.',
    todo: 'Na záznam v informačnom systéme to nemá vplyv. Overte stav dokladu v administrácii centrály.',
  },
  'finished-elsewhere': {
    what: 'Doklad[ {itemId}] sa nezapísal, pretože ho centrála medzitým uzavrela[ (stav: {state})].',
    why: 'Prevádzkovateľ ho v administrácii označil za spracovaný alebo ho zrušil skôr, než prišiel na rad.',
    todo: 'Nemusíte nič robiť. Ak sa má doklad predsa zapísať, požiadajte prevádzkovateľa, aby ho vrátil do frontu.',
  },
  'sides-differ': {
    what: 'Centrála, evidencia dokladov a informačný systém sa nezhodujú[ pri dokladoch: {count}, prvý je {itemId}].',
    why: 'Porovnanie všetkých troch strán našlo doklad, ktorý je na jednej z nich inak než na ostatných: napríklad zápis niekto zmazal, doklad spracoval niekto iný, alebo bola evidencia obnovená zo zálohy.',
    todo: 'Príkaz bi-client verify vypíše, v čom sa nezhodujú a čo s tým. Čo ste preverili, potvrďte príkazom bi-client verify --accept DÔVOD.',
  },
  'skipped-by-person': {
    what: 'Doklad bol vyradený bez zápisu do informačného systému[: {reason}].',
    why: 'Rozhodol tak človek[ ({by})]; doklad aj dôvod zostávajú v evidencii.',
    todo: 'Ak sa má predsa zapísať, vráťte ho do práce: bi-client documents retry[ {itemId}]',
  },

  // Cesta k centrále, ako ju skúša sprievodca
  'connection-address-invalid': {
    what: 'Adresa centrály nie je zapísaná správne.',
    why: 'Musí sa začínať https:// a nesmie v nej byť meno, heslo ani otáznik s ďalšími údajmi.',
    todo: 'Odpíšte adresu znova tak, ako ju dal prevádzkovateľ; končí sa na /b2b/v1.',
  },
  'connection-name-unknown': {
    what: 'Meno servera[ {host}] nikto v sieti nepozná.',
    why: 'V adrese je preklep alebo server mien (DNS), ktorého sa počítač pýta, túto adresu nemá.',
    todo: 'Skontrolujte adresu centrály písmeno po písmene. Ak je správna, požiadajte správcu siete, aby overil server mien (DNS).',
  },
  'connection-name-silent': {
    what: 'Server mien (DNS) na otázku po adrese[ {host}] neodpovedal.',
    why: 'Počítač nemá spojenie so sieťou alebo má v nastavení siete server mien, ktorý nebeží.',
    todo: 'Otvorte na tomto počítači v prehliadači ľubovoľnú stránku. Ak sa neotvorí, opravte najprv pripojenie k sieti.',
  },
  'connection-proxy-unreachable': {
    what: 'S proxy serverom vašej siete[ {proxy}] sa nepodarilo spojiť.',
    why: 'Je v nastavení, ale na tejto adrese neodpovedá: nebeží alebo sa adresa zmenila.',
    todo: 'Požiadajte správcu siete o správnu adresu proxy servera. Opravte ju v nastavení počítača, alebo ju zadajte v sprievodcovi v časti Proxy.',
  },
  'connection-proxy-login': {
    what: 'Proxy server vašej siete[ {proxy}] chce prihlásenie.',
    why: 'Bez mena a hesla nikoho von nepustí a klient žiadne nemá.',
    todo: 'Zadajte v sprievodcovi v časti Proxy adresu proxy servera, meno a heslo. Alebo požiadajte správcu siete, aby adresu centrály[ {address}] púšťal bez prihlásenia.',
  },
  'connection-proxy-login-wrong': {
    what: 'Proxy server vašej siete[ {proxy}] neprijal meno a heslo.',
    why: 'Je v nich preklep, heslo bolo zmenené, alebo tento používateľ nesmie von.',
    todo: 'Zadajte meno a heslo znova v sprievodcovi v časti Proxy. Ak to trvá, požiadajte správcu siete, aby adresu centrály[ {address}] púšťal bez prihlásenia.',
  },
  'connection-proxy-login-kind': {
    what: 'Proxy server vašej siete[ {proxy}] chce prihlásenie spôsobom, ktorý klient nevie[: {kinds}].',
    why: 'Klient sa vie prihlásiť len menom a heslom (Basic). Prihlásenie účtom domény (NTLM, Kerberos) nevie.',
    todo: 'Požiadajte správcu siete, aby adresu centrály[ {address}] púšťal z tohto počítača bez prihlásenia, alebo povolil prihlásenie Basic. Inak pomôže miestny prostredník (Px, Cntlm): nainštaluje sa na tento počítač a jeho adresa sa zadá v časti Proxy.',
  },
  'connection-proxy-invalid': {
    what: 'Adresa proxy servera nie je zapísaná správne.',
    why: 'Má mať tvar proxy.firma.sk:3128. Meno a heslo do nej nepatria, majú vlastné polia.',
    todo: 'Opravte ju v sprievodcovi v časti Proxy; ak ide o nastavenie počítača, opravte ho tam.',
  },
  'connection-proxy-refused': {
    what: 'Proxy server vašej siete[ {proxy}] spojenie s centrálou nevytvoril[ (odpovedal {status})].',
    why: 'Nemá túto adresu medzi povolenými alebo sám na internet nedosiahne.',
    todo: 'Požiadajte správcu siete, aby na proxy povolil adresu[ {address}] a port 443.',
  },
  'connection-proxy-unsupported': {
    what: 'V počítači je nastavený proxy server takého druhu, cez ktorý klient nevie pracovať.',
    why: 'Klient vie pracovať s bežným proxy serverom pre webové stránky, nie so SOCKS ani s proxy, ku ktorému je spojenie samo šifrované.',
    todo: 'Požiadajte správcu siete o bežný proxy server alebo aby pre adresu centrály urobil výnimku.',
  },
  'connection-proxy-script': {
    what: 'Skript s nastavením proxy sa nepodarilo načítať alebo vyhodnotiť.',
    why: 'Na jeho adrese neodpovedá server, alebo je v skripte chyba. Ak je skript z nastavenia počítača, klient sa spája priamo, ako to robia prehliadače; ak je zadaný v sprievodcovi, nespojí sa vôbec.',
    todo: 'Požiadajte správcu siete, aby skript opravil, alebo zadajte adresu proxy servera priamo v sprievodcovi v časti Proxy. Ak skúška prejde ďalej v poriadku, netreba nič robiť.',
  },
  'connection-refused': {
    what: 'Server[ {host}] spojenie[ na port {port}] odmietol.',
    why: 'Na tomto porte nič nebeží alebo spojenie odmieta firewall po ceste.',
    todo: 'Overte adresu centrály a požiadajte správcu siete, aby povolil odchádzajúce spojenie na port 443.',
  },
  'connection-blocked': {
    what: 'Server[ {host}][ na porte {port}] neodpovedá.',
    why: 'Najčastejšie firewall také spojenia ticho zahadzuje; inak server nebeží.',
    todo: 'Požiadajte správcu siete, aby z tohto počítača povolil odchádzajúce spojenie na port 443 k adrese centrály.',
  },
  'connection-no-network': {
    what: 'Z tohto počítača k serveru[ {host}][ na port {port}] nevedie žiadna cesta.',
    why: 'Počítač nie je pripojený k sieti alebo sieť nemá prístup na internet.',
    todo: 'Skontrolujte sieťový kábel alebo Wi-Fi a či sa na tomto počítači dá otvoriť stránka v prehliadači.',
  },
  'connection-not-encrypted': {
    what: 'Na adrese centrály[ {address}] odpovedá niečo, čo nešifruje.',
    why: 'Adresa alebo port patrí inému programu, alebo spojenie zachytila sieť, do ktorej sa treba prihlásiť.',
    todo: 'Overte adresu a port u prevádzkovateľa. Vo verejnej sieti otvorte prehliadač a prihláste sa.',
  },
  'connection-old-encryption': {
    what: 'Server[ {address}] vie len zastarané šifrovanie.',
    why: 'Také šifrovanie sa dá prelomiť, klient preto vyžaduje novšie. Býva to starý firewall alebo proxy, ktorá spojenie otvára. Kľúč nebol odoslaný.',
    todo: 'Požiadajte správcu siete o výnimku pre adresu centrály, alebo o aktualizáciu firewallu či proxy.',
  },
  'connection-ended': {
    what: 'Spojenie s centrálou[ {address}] niekto ukončil skôr, než sa zabezpečilo.',
    why: 'Býva to firewall alebo antivírus, ktorý šifrované spojenia na neznáme adresy ukončuje.',
    todo: 'Požiadajte správcu siete o výnimku pre adresu centrály vo firewalle aj v antivíruse.',
  },
  'connection-silent': {
    what: 'Server[ {address}] spojenie prijal, ale nezabezpečil ho včas.',
    why: 'Niečo po ceste (firewall, antivírus) spojenie zdržiava alebo je server preťažený.',
    todo: 'Skúste to o chvíľu znova. Ak sa to opakuje, požiadajte správcu siete o výnimku pre adresu centrály.',
  },
  'connection-intercepted': {
    what: 'Proxy vašej siete otvára šifrované spojenia: za centrálu[ {address}] sa vydáva niekto iný[, vydavateľ {issuer}].',
    why: 'Certifikát nevydala žiadna verejná autorita. Býva to kontrola spojení na firewalle alebo v antivíruse; mohol by to byť aj útok. Kľúč nebol odoslaný.',
    todo: 'Požiadajte správcu siete o výnimku pre adresu centrály. Ak je to kontrola vašej firmy, nechajte si dať certifikát jej autority a pridajte ho tu.',
  },
  'connection-self-signed': {
    what: 'Server[ {address}] sa preukázal certifikátom, ktorý si vydal sám[ ({issuer})].',
    why: 'Takému certifikátu nemožno veriť: ručí len sám za seba. Kľúč nebol odoslaný.',
    todo: 'Overte adresu centrály u prevádzkovateľa. Ak ten certifikát naozaj patrí vašej firme alebo prevádzkovateľovi, pridajte ho tu ako autoritu.',
  },
  'connection-own-authority': {
    what: 'Za spojenie s centrálou[ {address}] ručí autorita vašej firmy[ {issuer}], nie verejná.',
    why: 'Počítač jej verí, pretože tak bol nastavený. Proxy vašej siete teda môže čítať, čo klient posiela, aj jeho kľúč.',
    todo: 'Ak je to tak vo vašej firme chcené, netreba nič robiť. Inak požiadajte správcu siete o výnimku pre adresu centrály.',
  },
  'connection-chain-incomplete': {
    what: 'Server[ {address}] neposlal všetky certifikáty, z ktorých sa pozná, kto zaň ručí[ (chýba {issuer})].',
    why: 'Býva to chyba v nastavení servera alebo ho na ceste nahradil niekto iný. Kľúč nebol odoslaný.',
    todo: 'Oznámte to prevádzkovateľovi centrály a pošlite mu túto správu.',
  },
  'connection-certificate-expired': {
    what: 'Certifikát servera[ {address}] už neplatí[ (platil do {until})].',
    why: 'Prevádzkovateľ ho včas neobnovil alebo je na tomto počítači zlý dátum. Kľúč nebol odoslaný.',
    todo: 'Skontrolujte dátum a čas počítača. Ak sú správne, oznámte to prevádzkovateľovi centrály.',
  },
  'connection-certificate-early': {
    what: 'Certifikát servera[ {address}] ešte neplatí[ (platí od {from})].',
    why: 'Na tomto počítači je takmer iste zlý dátum alebo čas. Kľúč nebol odoslaný.',
    todo: 'Nastavte dátum a čas počítača, najlepšie automaticky zo siete, a skúste to znova.',
  },
  'connection-certificate-ends': {
    what: 'Certifikát servera[ {address}] čoskoro skončí[ (zostáva dní: {days}, platí do {until})].',
    why: 'Prevádzkovateľ ho má obnoviť; zatiaľ spojenie funguje.',
    todo: 'Netreba nič robiť. Ak to trvá ešte týždeň pred koncom, upozornite prevádzkovateľa centrály.',
  },
  'connection-wrong-name': {
    what: 'Server sa preukázal certifikátom pre iné meno[: {names}].',
    why: 'Odpovedal iný server, než ktorý je v adrese[ ({host})]: adresa má preklep alebo spojenie zachytila sieť. Kľúč nebol odoslaný.',
    todo: 'Overte adresu centrály u prevádzkovateľa. Vo verejnej sieti otvorte prehliadač a prihláste sa.',
  },
  'connection-authority-unusable': {
    what: 'Pridaný certifikát autority sa nedá prečítať.',
    why: 'Súbor nie je certifikát v textovej podobe, ktorá sa začína BEGIN CERTIFICATE.',
    todo: 'Požiadajte správcu siete o certifikát autority v textovej podobe (Base64, súbor PEM alebo CRT) a pridajte ho znova.',
  },
  'connection-authority-ends': {
    what: 'Certifikát autority vašej firmy[ {issuer}] čoskoro skončí[: platí do {until}, zostáva dní: {days}].',
    why: 'Keď skončí, klient prestane spojeniu s centrálou veriť a nič nestiahne.',
    todo: 'Vyžiadajte si od správcu siete nový certifikát autority a pridajte ho v sprievodcovi namiesto doterajšieho.',
  },
  'connection-host-not-allowed': {
    what: 'Klient mal osloviť adresu[ {address}], ktorá nie je centrálou z nastavenia.',
    why: 'Klient hovorí len s centrálou, preto nič neposlal.',
    todo: 'Ide o chybu v programe. Pošlite podpore záznam činnosti (priečinok logs).',
  },
  'connection-sign-in-page': {
    what: 'Namiesto centrály[ {address}] odpovedala webová stránka[: {target}].',
    why: 'Býva to prihlasovacia stránka siete alebo stránka, ktorou firewall oznamuje, že adresu nepustí. Kľúč nebol odoslaný.',
    todo: 'Otvorte na tomto počítači prehliadač a prihláste sa do siete alebo požiadajte správcu siete, aby adresu centrály povolil.',
  },
  'connection-api-missing': {
    what: 'Na adrese[ {address}] centrála nie je[ (odpoveď {status})].',
    why: 'Server odpovedá, ale ako niečo iné: adresa vedie na iné miesto alebo jej chýba koniec.',
    todo: 'Odpíšte adresu centrály znova, celú; končí sa na /b2b/v1.',
  },
  'connection-api-version': {
    what: 'Centrála hovorí inou verziou rozhrania[ ({version})], než pozná tento klient[ ({known})].',
    why: 'Centrála a klient sú príliš rôzne staré, aby si rozumeli.',
    todo: 'Nainštalujte najnovšiu verziu klienta. Ak ju máte, spýtajte sa prevádzkovateľa na adresu pre túto verziu.',
  },
  'connection-other-company': {
    what: 'Kľúč patrí inej firme[: {companyName}][, IČO {found}].',
    why: 'V sprievodcovi je zadané iné IČO[: {expected}].',
    todo: 'Zadajte kľúč svojej firmy alebo opravte IČO v kroku Registrácia.',
  },
  'connection-no-agendas': {
    what: 'Centrála pre vašu firmu nemá povolený žiadny druh dokladov.',
    why: 'Prevádzkovateľ pri účte ešte nenastavil, čo sa má prenášať.',
    todo: 'Požiadajte prevádzkovateľa, aby vašej firme povolil aspoň objednávky.',
  },
  'connection-clock-off': {
    what: 'Hodiny tohto počítača sa od centrály líšia[ o {seconds} s].',
    why: 'Počítač si nezrovnáva čas zo siete. Podľa času sa pozná, čo je nové a ako dlho platí prevzatie dokladov.',
    todo: 'Zapnite v počítači automatické nastavenie času a skúste to znova.',
  },

  // Doklady, ktoré klient zadržal
  'payload-unreadable': {
    what: 'Obsah dokladu sa nedá prečítať.[ Nesúhlasí: {path}.]',
    why: 'Obchodný systém poslal doklad, ktorý nezodpovedá dohodnutému tvaru. Do informačného systému sa nezapísal.',
    todo: 'Požiadajte odosielateľa o opravu. Keď príde opravený doklad, klient ho skontroluje a zapíše sám.',
  },
  'payload-too-large': {
    what: 'Doklad je príliš veľký[: {size} bajtov, povolených je {limit}].',
    why: 'Taký veľký doklad klient z bezpečnostných dôvodov nespracuje.',
    todo: 'Požiadajte odosielateľa, aby doklad rozdelil na niekoľko menších.',
  },
  'agenda-unsupported': {
    what: 'Doklad je druhu, ktorý sa do tohto informačného systému zatiaľ neodovzdáva[ ({agenda})].',
    why: 'Použité prepojenie túto agendu nepodporuje.',
    todo: 'Zapíšte doklad ručne alebo požiadajte prevádzkovateľa, aby vašej firme túto agendu neposielal.',
  },
  'line-total-mismatch': {
    what: 'Na riadku[ {line}][ „{name}“] nesúhlasí cena spolu[: na doklade je {found}, výpočtom vychádza {expected}].',
    why: 'Množstvo krát jednotková cena po zľave sa líši od celkovej ceny riadka o viac ako cent.',
    todo: 'Požiadajte odosielateľa o opravu dokladu. Klient nesúhlasiace sumy nikdy sám neprepočítava.',
  },
  'vat-base-mismatch': {
    what: 'Nesúhlasí základ dane[ pri sadzbe {percent} %][: na doklade je {found}, súčet riadkov dáva {expected}].',
    why: 'Súčet riadkov sa líši od základu v rekapitulácii DPH.',
    todo: 'Požiadajte odosielateľa o opravu dokladu.',
  },
  'vat-amount-mismatch': {
    what: 'Nesúhlasí suma DPH[ pri sadzbe {percent} %][: na doklade je {found}, výpočtom vychádza {expected}].',
    why: 'Daň v rekapitulácii nezodpovedá základu a sadzbe ani jedným z obvyklých spôsobov zaokrúhlenia.',
    todo: 'Požiadajte odosielateľa o opravu dokladu.',
  },
  'vat-summary-mismatch': {
    what: 'Rekapitulácia DPH nezodpovedá riadkom dokladu[ (sadzba {percent} %)].',
    why: 'Niektorá sadzba v rekapitulácii chýba, je navyše alebo je uvedená dvakrát.',
    todo: 'Požiadajte odosielateľa o opravu dokladu.',
  },
  'totals-mismatch': {
    what: 'Nesúhlasí súčet dokladu[ ({what})][: na doklade je {found}, výpočtom vychádza {expected}].',
    why: 'Základy, daň a zaokrúhlenie nedávajú dokopy uvedenú sumu.',
    todo: 'Požiadajte odosielateľa o opravu dokladu.',
  },
  'vat-percent-unknown': {
    what: 'Sadzba DPH[ {percent} %] v krajine dodávateľa[ ({country})] ku dňu vystavenia[ {date}] neplatila.[ Riadok {line}: „{name}“.]',
    why: 'Klient sadzby nikdy neodhaduje, aby v účtovníctve nevznikla chyba.',
    todo: 'Požiadajte odosielateľa o opravu. Ak je sadzba správna a nová, nainštalujte najnovšiu verziu klienta a skúste doklad zapísať znova.',
  },
  'vat-country-unknown': {
    what: 'Sadzby DPH krajiny dodávateľa[ ({country})] klient nepozná[, nedá sa overiť sadzba {percent} %].',
    why: 'Klient pozná sadzby Českej republiky a Slovenska.',
    todo: 'Zapíšte doklad do informačného systému ručne alebo sa obráťte na podporu.',
  },
  'gross-prices-missing': {
    what: 'Na riadku[ {line}] chýba cena s DPH.',
    why: 'Doklad uvádza, že je v cenách s DPH, no na tomto riadku je len cena bez DPH. Prepočet by mohol zmeniť centy.',
    todo: 'Požiadajte odosielateľa o opravu dokladu.',
  },
  'id-too-long': {
    what: 'Označenie dokladu[ {value}] je dlhšie, než informačný systém uloží[ (najviac {limit} znakov)].',
    why: 'Podľa označenia sa spozná, že doklad už bol zapísaný. Skrátené by mohlo patriť dvom dokladom, preto ho klient neskracuje.',
    todo: 'Skráťte v nastavení predponu označenia alebo požiadajte prevádzkovateľa o kratšie označenie dokladov.',
  },
  'value-not-representable': {
    what: 'Údaj[ „{field}“] sa do informačného systému nedá zapísať presne[: {value}].',
    why: 'Systém má preň menej miest alebo iný rozsah a klient čísla ani dôležité údaje nezaokrúhľuje a neskracuje.',
    todo: 'Požiadajte odosielateľa o opravu alebo doklad zapíšte ručne.',
  },
  'mapping-incomplete': {
    what: 'V nastavení prevodu chýba údaj, ktorý doklad potrebuje[: {field}].',
    why: 'Informačný systém ho vyžaduje a klient ho nemá odkiaľ vziať.',
    todo: 'Doplňte údaj v nastavení prepojenia a potom skúste doklad zapísať znova.',
  },
  'goods-code-missing': {
    what: 'Na riadku[ {line}][ „{name}“] chýba kód tovaru, podľa ktorého by sa našla karta.',
    why: 'Skladový doklad môže mať iba tovar z cenníka a klient kartu neodhaduje.',
    todo: 'Požiadajte odosielateľa o doplnenie kódu, alebo v nastavení prepojenia zmeňte, podľa čoho sa tovar hľadá.',
  },
  'partner-ambiguous': {
    what: 'V adresári je viac firiem s IČO[ {ico}][ ({count})].',
    why: 'Klient neodhaduje, ktorá z nich je tá pravá, a ďalšiu nezaložil.',
    todo: 'Zjednoťte firmy v adresári, alebo v nastavení prepojenia vypnite hľadanie partnera podľa IČO; potom skúste doklad zapísať znova.',
  },
  'card-ambiguous': {
    what: 'V informačnom systéme je viac skladových kariet[ s údajom {value}][ ({count})].',
    why: 'Klient neodhaduje, ktorá z nich je tá pravá, a žiadnu nezmenil ani nezaložil.',
    todo: 'Zjednoťte karty, alebo v nastavení prepojenia zvoľte sklad či iný údaj, podľa ktorého sa karta hľadá; potom skúste doklad zapísať znova.',
  },
  'books-country-differs': {
    what: 'Doklad je prevedený podľa sadzieb a meny inej krajiny[ ({found})], než podľa akej sa vedie účtovníctvo[ ({expected})].',
    why: 'Ceny a DPH by sa zapísali v inej mene a s inými sadzbami, preto klient nič nezapísal.',
    todo: 'V nastavení prepojenia zvoľte krajinu, ktorej sadzby DPH a mena v účtovníctve platia, a skúste doklad zapísať znova.',
  },
  'maybe-recorded': {
    what: 'Doklad[ {number}] už bol raz vydaný na spracovanie a mohol byť zapísaný.',
    why: 'Dostala ho už iná inštalácia klienta, alebo bol klient obnovený zo zálohy, a tento spôsob napojenia nevie zistiť, čo v informačnom systéme je.',
    todo: 'Vyhľadajte doklad v informačnom systéme. Ak tam nie je, zvoľte Skúsiť znova; ak tam je, preskočte ho s odôvodnením.',
  },
  superseded: {
    what: 'Doklad[ {number}] sa nezapísal, pretože ho nahradila novšia verzia.',
    why: 'Karta tovaru alebo adresa prišla medzitým znova s novšími údajmi a staršie by ich prepísali.',
    todo: 'Nemusíte nič robiť.',
  },
  'content-changed': {
    what: 'Doklad[ {number}] prišiel znova, ale s iným obsahom, než aký už bol odovzdaný informačnému systému.',
    why: 'Odosielateľ doklad po odoslaní zmenil. Klient hotový záznam neprepisuje.',
    todo: 'Porovnajte doklad s informačným systémom a prípadnú zmenu urobte ručne.',
  },

  // Informačný systém
  'is-rejected': {
    what: 'Informačný systém doklad[ {number}] odmietol.',
    why: 'Nespĺňa niektoré z jeho pravidiel. Dôvod je v pôvodnej správe; nič sa nezapísalo.',
    todo: 'Odstráňte príčinu v informačnom systéme alebo v doklade a potom skúste doklad zapísať znova.',
  },
  'is-not-removable': {
    what: 'Skúšobný záznam[ {number}] klient v informačnom systéme nezmaže.',
    why: 'Informačný systém tento druh záznamov takto mazať nevie, alebo môže ísť o záznam, ktorý mala firma sama.',
    todo: 'Zmažte ho v informačnom systéme ručne.',
  },
  'is-not-found': {
    what: 'Informačný systém sa na tomto počítači nenašiel[: {path}].',
    why: 'Program alebo priečinok na uvedenom mieste nie je, bol presunutý alebo je odpojený sieťový disk.',
    todo: 'Opravte cestu v nastavení prepojenia. Pri sieťovom disku použite cestu v tvare \\\\server\\priečinok.',
  },
  'is-login-failed': {
    what: 'Prihlásenie do informačného systému sa nepodarilo[ (používateľ {user})].',
    why: 'Meno alebo heslo nie je správne, prípadne bol používateľ zablokovaný.',
    todo: 'Overte prihlásenie priamo v informačnom systéme a správne údaje zadajte v nastavení prepojenia.',
  },
  'is-no-rights': {
    what: 'Používateľ[ {user}] nemá v informačnom systéme potrebné práva.',
    why: 'Na import alebo na túto agendu nemá prístup.',
    todo: 'Požiadajte správcu informačného systému, aby mu povolil XML komunikáciu a príslušnú agendu.',
  },
  'is-locked': {
    what: 'Informačný systém je práve uzamknutý.',
    why: 'Niekto má otvorenú účtovnú jednotku vo výhradnom režime, prebieha uzávierka, zálohovanie alebo iný import.',
    todo: 'Nemusíte nič robiť, klient to skúsi neskôr. Ak to trvá, zistite, kto má informačný systém otvorený.',
  },
  'is-no-licence': {
    what: 'Licencia informačného systému tento import nedovoľuje.',
    why: 'Chýba potrebný modul, licencia vypršala alebo sú obsadené všetky miesta.',
    todo: 'Obráťte sa na dodávateľa informačného systému. Doklady zatiaľ čakajú.',
  },
  'is-wrong-company': {
    what: 'Účtovná jednotka v informačnom systéme nie je tá, ktorá je nastavená[: nastavené {expected}][, nájdené {found}].',
    why: 'Doklady by sa zapísali inej firme, preto klient nič neodovzdal.',
    todo: 'Opravte v nastavení prepojenia názov účtovnej jednotky alebo IČO.',
  },
  'stock-period-missing': {
    what: 'Informačný systém nemá účtovné obdobie so skladovými kartami[ pre deň {date}][: {period}].',
    why: 'Stav skladu sa vedie v každom účtovnom období zvlášť; do nového sa musí previesť. Klient nič neodoslal, aby obchody nevideli prázdny sklad.',
    todo: 'Založte účtovné obdobie a preveďte doň sklad; klient to pri ďalšom čítaní skúsi znova.',
  },
  'is-closed': {
    what: 'Informačný systém nebeží alebo neprijíma doklady[: {address}].',
    why: 'Program je vypnutý alebo je zastavená úloha, ktorá doklady načítava.',
    todo: 'Spustite informačný systém a overte, že je jeho naplánovaný import zapnutý. Klient potom pokračuje sám.',
  },
  'is-certificate': {
    what: 'Certifikátu servera informačného systému[ {address}] tento počítač neverí.',
    why: 'Server má certifikát, ktorý si vyrobil sám alebo vydala vaša firma, certifikátu skončila platnosť, alebo je vydaný pre iné meno, než je v adrese. Klient nič neposlal.',
    todo: 'V nastavení prepojenia vyberte súbor s certifikátom servera (PEM), ktorý dostanete od správcu informačného systému, a adresu píšte tak, ako je v certifikáte. Skontrolujte aj dátum a čas počítača.',
  },
  'is-timeout': {
    what: 'Informačný systém neodpovedal včas[ (čakalo sa {seconds} s)].',
    why: 'Má veľa práce, čaká na obsluhu (otvorené okno s otázkou) alebo sa zastavil.',
    todo: 'Pozrite sa, či na serveri nečaká otvorené okno programu. Klient doklady najprv vyhľadá, aby sa nezapísali dvakrát.',
  },
  'is-no-answer': {
    what: 'Informačný systém skončil bez odpovede.',
    why: 'Program sa ukončil skôr, než odpoveď zapísal. Doklady môžu aj nemusia byť zapísané.',
    todo: 'Klient ich najprv vyhľadá, aby sa nezapísali dvakrát. Ak sa to opakuje, spustite informačný systém ručne a pozrite sa, čo hlási.',
  },
  'is-answer-unreadable': {
    what: 'Odpovedi informačného systému klient nerozumie[: {path}].',
    why: 'Súbor s odpoveďou je poškodený, neúplný alebo z neznámej verzie.',
    todo: 'Klient doklady najprv vyhľadá, aby sa nezapísali dvakrát. Súbor pošlite podpore.',
  },
  'is-duplicate-deleted': {
    what: 'Doklad[ {number}] už bol raz zapísaný, ale v informačnom systéme sa nedá nájsť.',
    why: 'Niekto ho po zápise zmazal. Informačný systém si pamätá, že bol importovaný, a druhýkrát ho neprijme.',
    todo: 'Ak bol zmazaný zámerne, nemusíte nič robiť. Ak má v systéme byť, obnovte ho alebo ho zapíšte ručne.',
  },
  'is-try-again': {
    what: 'Informačný systém požiadal o neskorší pokus.',
    why: 'Práve nemohol doklad spracovať. Nič sa nezapísalo.',
    todo: 'Nemusíte nič robiť, klient to skúsi znova sám.',
  },
  'is-failed': {
    what: 'Informačný systém ohlásil chybu.',
    why: 'Chyba je v informačnom systéme alebo v jeho databáze; podrobnosti sú v pôvodnej správe.',
    todo: 'Odovzdajte pôvodnú správu správcovi informačného systému.',
  },
  'outcome-unknown': {
    what: 'Nie je isté, či sa doklad[ {number}] zapísal.',
    why: 'Informačný systém po odovzdaní neodpovedal. Klient doklad neodovzdá znova, kým nezistí, ako to dopadlo.',
    todo: 'Klient ho bude v informačnom systéme vyhľadávať sám. Ak to nedokáže, vyhľadajte doklad ručne, a len ak tam nie je, dajte ho zapísať znova.',
  },

  // Rows of the way out, and what stops an agenda of it
  'row-no-code': {
    what: 'Karta[ „{name}“] nemá kód, podľa ktorého ju obchody poznajú.',
    why: 'Bez kódu sa obchodom nedá povedať, o ktorý tovar ide.',
    todo: 'Doplňte karte kód v informačnom systéme; odošle sa pri najbližšom čítaní. Ak sa nemá predávať, netreba robiť nič.',
  },
  'row-code-unfit': {
    what: 'Kód[ „{sku}“] sa nedá poslať obchodom.',
    why: 'Je dlhší[ než {limit} znakov] alebo obsahuje riadiace znaky; skrátený kód by mohol patriť dvom kartám.',
    todo: 'Opravte kód v informačnom systéme.',
  },
  'row-value-unfit': {
    what: 'Pri karte[ {sku}] sa nedá presne poslať údaj[ {rowField}][: {value}].',
    why: 'Má viac než štyri desatinné miesta, nie je to číslo alebo je mimo rozsahu. Klient množstvá ani ceny sám nezaokrúhľuje.',
    todo: 'Opravte údaj v informačnom systéme. Dovtedy platí v obchodoch to, čo sa poslalo naposledy.',
  },
  'row-vat-unknown': {
    what: 'Sadzba DPH[ {percent} %] pri karte[ {sku}] teraz v Česku ani na Slovensku neplatí.',
    why: 'Klient sadzby nikdy neodhaduje; cena s inou daňou by bola chybná.',
    todo: 'Opravte sadzbu na karte. Ak je správna a nová, nainštalujte najnovšiu verziu klienta.',
  },
  'row-ambiguous': {
    what: 'Kód[ {sku}] má v informačnom systéme viac kariet s rôznymi údajmi[: {first} a {second}].',
    why: 'Klient neodhaduje, ktorá z nich platí.',
    todo: 'Zjednoťte karty alebo v nastavení zvoľte sklad, ktorého karty sa posielajú. Dovtedy platí v obchodoch to, čo sa poslalo naposledy.',
  },
  'row-warehouse-unknown': {
    what: 'Pri karte[ {sku}] informačný systém nehovorí, na ktorom je sklade.',
    why: 'Podľa nastavenia sa posielajú len zvolené sklady a klient sklad neodhaduje.',
    todo: 'Zrušte v nastavení výber skladov alebo zvoľte spôsob čítania, ktorý sklady rozlišuje.',
  },
  'row-refused': {
    what: 'Centrála údaj o karte[ {sku}] neprijala[ ({code})].',
    why: 'Dôvod je v jej slovách.',
    todo: 'Opravte kartu v informačnom systéme; zmenená sa pošle znova. Ak to nepomôže, obráťte sa na prevádzkovateľa.',
  },
  'outward-fall': {
    what: 'Z obchodov by naraz zmizlo alebo kleslo na nulu príliš veľa tovaru[ ({agenda})][: {percent} % z {before}, z toho {gone} by zmizlo a {zero} by bolo na nule].',
    why: 'Bez otázky smie ubudnúť najviac časť[: {limit} %]. Taký veľký pokles býva chyba čítania alebo nastavenia, preto sa nič neposlalo a v obchodoch platia predchádzajúce údaje.',
    todo: 'Overte v informačnom systéme, že je to tak správne, a potvrďte to: bi-client upload --confirm-fall. Ak sa údaje vrátia samy, netreba potvrdzovať nič.',
  },
  'outward-empty': {
    what: 'Informačný systém nevydal nič, čo by sa dalo poslať obchodom[ ({agenda})].',
    why: 'Kariet bolo prečítaných[ {read}], pravidlo vynechalo[ {leftOut}], nedalo sa poslať[ {unsendable}]. Nič sa neposlalo a v obchodoch platia predchádzajúce údaje.',
    todo: 'Skontrolujte v nastavení sklady, cenové hladiny a výber kariet pre internet. Ak je prázdny zoznam správny, potvrďte ho: bi-client upload --confirm-fall',
  },
  'outward-not-agreed': {
    what: 'Centrála od vašej firmy tieto údaje neprijíma[ ({agenda})].',
    why: 'Nie sú dohodnuté pre účet vašej firmy.',
    todo: 'Požiadajte prevádzkovateľa o ich povolenie alebo ich posielanie v nastavení vypnite.',
  },
  'outward-unsupported': {
    what: 'Tieto údaje sa z informačného systému čítať nedajú[ ({agenda})].',
    why: 'Zvolené prepojenie to nedokáže alebo mu k tomu chýba nastavenie.',
    todo: 'Zvoľte v nastavení iné prepojenie alebo posielanie týchto údajov vypnite.',
  },
  'outward-off': {
    what: 'Posielanie týchto údajov obchodom nie je zapnuté[ ({agenda})].',
    why: 'V nastavení preň nie je dohodnuté pravidlo.',
    todo: 'Zapnite ho v nastavení a dohodnite pravidlo.',
  },
  'outward-overdue': {
    what: 'Obchodom sa už dlhší čas nič neposlalo[ ({agenda})][, naposledy {since}].',
    why: 'Čítanie informačného systému alebo odosielanie sa nedarí, alebo klient nebeží dosť často.',
    todo: 'Pozrite sa, čo hlási posledný pokus: bi-client upload --show',
  },
  // A file with stock levels or prices
  'source-too-old': {
    what: 'Súbor[ {path}] je z iného času[ (zmenený {changed})], preto sa nečítal.',
    why: 'Jeho čas sa od teraz líši viac, než smie[ ({hours} h)]: program, ktorý ho vytvára, asi nebeží. Staré zásoby by klient vydával za dnešné.',
    todo: 'Zistite, prečo sa súbor nevytvára. Ak sa vytvára menej často, zvýšte v nastavení jeho najväčší vek. Dovtedy platí v obchodoch to, čo sa poslalo naposledy.',
  },
  'source-not-ready': {
    what: 'Súbor[ {path}] sa ešte zapisuje alebo nie je celý, preto sa nečítal.',
    why: 'Pri čítaní sa menil[, alebo k nemu nie je novšia značka {mark}].',
    todo: 'Klient to skúsi znova sám. Ak sa to opakuje, nech program píše súbor pod iným menom a nakoniec ho premenuje.',
  },
  'source-unreadable': {
    what: 'Súbor[ {path}] sa nedá prečítať[, riadok {line}][: {sourceFault}][ („{column}“)].',
    why: 'Je poškodený, nie je celý alebo má iný tvar než v nastavení (znaková sada, oddeľovač, úvodzovky, názvy stĺpcov).',
    todo: 'Porovnajte súbor s nastavením. Neposlalo sa z neho nič a v obchodoch platia predchádzajúce údaje.',
  },
  'source-row-unfit': {
    what: 'Riadok[ {line}][ (karta {sku})] so zásobami alebo cenami sa nedá prečítať[: {rowField}][ „{value}“][ – {rowFault}].',
    why: 'Klient hodnoty neodhaduje; čísla musia mať tvar, ktorý je v nastavení (desatinná čiarka alebo bodka, oddeľovač tisícov).',
    todo: 'Opravte údaj tam, odkiaľ pochádza, alebo tvar čísel a stĺpce v nastavení. Ostatné karty sa posielajú; pri tejto platí to, čo sa poslalo naposledy.',
  },
  // Tento počítač
  'settings-missing': {
    what: 'Klient ešte nie je nastavený.',
    why: 'V priečinku údajov[ {path}] nie je súbor s nastavením.',
    todo: 'Pripravte súbor podľa príručky a spustite: bi-client setup --from preset.json',
  },
  'settings-invalid': {
    what: 'Nastavenie[ {path}] sa nedá použiť.[ Dôvod: {reason}]',
    why: 'Súbor je poškodený alebo je v ňom údaj, ktorý klient nepozná. Klient ho neprepísal.',
    todo: 'Opravte uvedené miesto, obnovte súbor zo zálohy, alebo ho premenujte a klienta nastavte znova.',
  },
  'settings-too-new': {
    what: 'Nastavenie[ {path}] je z novšej verzie klienta[ (verzia súboru {found}, tento klient pozná {known})].',
    why: 'V počítači bola novšia verzia a teraz beží staršia. Súbor zostal bez zmeny.',
    todo: 'Nainštalujte znova najnovšiu verziu. Ak chcete zostať pri staršej, použite kópiu nastavenia, ktorú klient pred povýšením uložil vedľa.',
  },
  'secret-missing': {
    what: 'Chýba uložené heslo alebo kľúč[: {name}].',
    why: 'Nebol zadaný alebo bol súbor s heslami zmazaný.',
    todo: 'Zadajte ho znova: bi-client setup --from preset.json',
  },
  'secret-unreadable': {
    what: 'Uložené heslo alebo kľúč[ „{name}“] sa nedá prečítať[ ({path}: {reason})].',
    why: 'Súbor s heslami pochádza z iného počítača, bol zmenený alebo k nemu majú prístup aj iní používatelia.',
    todo: 'Súbor machine.key smie čítať len účet, pod ktorým klient beží. Ak to nepomôže, zadajte údaje znova: bi-client setup --from preset.json',
  },
  'ledger-unreadable': {
    what: 'Evidencia dokladov[ {path}] sa nedá otvoriť.',
    why: 'Súbor je poškodený alebo ho používa iný program. Bez neho by klient nespoznal, čo už zapísal, preto nič nesťahuje.',
    todo: 'Súbor nemažte.[ Najnovšiu zálohu obnovíte príkazom: bi-client ledger restore "{backup}".] Ak zálohu nemáte, obráťte sa na podporu.',
  },
  'ledger-too-new': {
    what: 'Evidencia dokladov[ {path}] je z novšej verzie klienta[ (verzia {version}, tento klient pozná {known})].',
    why: 'V počítači bola novšia verzia a teraz beží staršia. Evidencia zostala bez zmeny.',
    todo: 'Nainštalujte znova najnovšiu verziu klienta.',
  },
  'ledger-missing': {
    what: 'Evidencia dokladov[ {path}] zmizla.',
    why: 'Klient už pracoval, ale súbor s evidenciou chýba. Nový, prázdny by viedol k tomu, že sa doklady zapíšu druhýkrát.',
    todo: 'Obnovte súbor zo zálohy.[ Najnovšiu obnovíte príkazom: bi-client ledger restore "{backup}".] Ak žiadnu nemáte, obráťte sa na podporu.',
  },
  'ledger-damaged': {
    what: 'V evidencii dokladov[ {path}] niečo nesúhlasí[ (nájdené: {count})].',
    why: 'Súbor poškodil disk, iný program alebo ručný zásah.',
    todo: 'Nič nemažte a nič neopravujte ručne.[ Najnovšia záloha sa obnoví príkazom: bi-client ledger restore "{backup}".] Ak si neviete rady, obráťte sa na podporu.',
  },
  'ledger-restored': {
    what: 'Evidencia dokladov bola obnovená zo zálohy, preto sa pri doklade overuje, či už nie je zapísaný.',
    why: 'Čo bolo zapísané po vytvorení zálohy, v nej nie je. Doklad sa preto najprv hľadá v informačnom systéme.',
    todo: 'Klient to overí sám pri ďalšom behu. Ak doklad zostáva nejasný, nájdite ho v informačnom systéme a podľa toho ho vyraďte alebo vráťte do práce.',
  },
  'backup-failed': {
    what: 'Zálohu evidencie dokladov[ {path}] sa nepodarilo vytvoriť.',
    why: 'Na disku chýba miesto, do priečinka nemožno zapisovať, alebo sa kópia nezhoduje s predlohou. Doklady sa spracúvajú ďalej a staršie zálohy zostali.',
    todo: 'Uvoľnite miesto na disku a overte práva k priečinku ledger-backups. Klient to o hodinu skúsi znova; hneď to skúsi príkaz bi-client ledger backup.',
  },
  'log-not-written': {
    what: 'Záznam o behu klienta[ {path}] nemožno zapisovať.',
    why: 'Na disku chýba miesto alebo do priečinka nemožno zapisovať. Doklady sa spracúvajú ďalej, len bez technického záznamu.',
    todo: 'Uvoľnite miesto na disku a overte práva k tomuto priečinku. Klient potom zapisuje ďalej sám a uvedie, koľko riadkov chýba.',
  },
  'backup-unusable': {
    what: 'Zo súboru[ {path}] nemožno evidenciu dokladov obnoviť.',
    why: 'Súbor chýba, nie je to záloha evidencie tohto programu, alebo je poškodený. Doterajšia evidencia zostala bez zmeny.',
    todo: 'Zvoľte inú zálohu z priečinka ledger-backups, najlepšie predchádzajúcu.',
  },
  'disk-full': {
    what: 'Na disku nie je miesto[ (zapisovalo sa do {path})].',
    why: 'Klient nemôže bezpečne zaznamenať, čo urobil, preto nepokračuje.',
    todo: 'Uvoľnite miesto na disku. Klient potom pokračuje sám a nič sa nestratí.',
  },
  'folder-not-writable': {
    what: 'Do priečinka alebo súboru[ {path}] sa nedá zapisovať.',
    why: 'Účet, pod ktorým klient beží, nemá právo zápisu, priečinok neexistuje alebo je disk iba na čítanie.',
    todo: 'Prideľte účtu právo zápisu alebo zvoľte iný priečinok (voľba --data-dir).',
  },
  'folder-not-private': {
    what: 'Priečinok s dátami nie je chránený pred ostatnými používateľmi počítača[: {path}][ – {reason}].',
    why: 'Kto môže čítať alebo meniť jeho obsah, dostal by sa k heslám a mohol by podvrhnúť evidenciu dokladov. Klient preto nebeží.',
    todo: 'Pozrite sa, kto k nemu mal prístup. Ak ho mal niekto cudzí, zmeňte potom heslá a kľúč.[ Náprava: {command}]',
  },
  'not-confirmed': {
    what: 'Bez potvrdenia sa nič nevykonalo[: {path}].',
    why: 'Program, priečinok alebo adresu, ktorú okno ešte nikdy nepoužilo, potvrdzuje človek v dialógu systému.',
    todo: 'Skúste to znova a v dialógu potvrďte, že je to naozaj to, čo ste chceli.',
  },
  'computer-system-unsupported': {
    what: 'Na tomto systéme klient nebeží spoľahlivo[: {found}].',
    why: 'Je príliš starý alebo iného druhu, než pre aké je klient skúšaný.',
    todo: 'Použite počítač s Windows 10, Windows Server 2016 alebo novším, prípadne s Linuxom.',
  },
  'computer-disk-low': {
    what: 'Na disku je málo miesta[ ({path}: voľné {free})].',
    why: 'Klient potrebuje miesto na doklady, evidenciu a jej zálohy; s plným diskom nesmie pokračovať.',
    todo: 'Uvoľnite aspoň 2 GB alebo zvoľte priečinok na inom disku.',
  },
  'computer-no-scheduler': {
    what: 'Plánovač úloh tohto počítača neodpovedá.',
    why: 'Služba je vypnutá alebo v systéme nie je, takže by klient nebežal, keď nie je nikto prihlásený.',
    todo: 'Vo Windows zapnite službu Plánovač úloh; v Linuxe nainštalujte systemd alebo cron.',
  },
  'computer-scheduler-rights': {
    what: 'Účet[ {account}] teraz nemôže pridať úlohu, ktorá pobeží, aj keď nie je nikto prihlásený.',
    why: 'Program nebeží s právami správcu (v Linuxe nemá používateľ povolený beh po odhlásení).',
    todo: 'Skôr než zapnete pravidelný beh, spustite klienta ako správca. Na samotné skúšky to netreba.',
  },
  'computer-code-page': {
    what: 'Windows nemajú češtinu ani slovenčinu ako jazyk programov, ktoré nepoužívajú Unicode[ (znaková sada {found})].',
    why: 'POHODA je taký program: písmená s mäkčeňom a dĺžňom by sa v nej poškodili.',
    todo: 'Ovládací panel, Oblasť, karta Správa, Zmeniť miestne nastavenie systému: zvoľte slovenčinu alebo češtinu, voľbu UTF-8 nechajte vypnutú a reštartujte počítač.',
  },
  'computer-time-zone': {
    what: 'Počítač má iné časové pásmo[ ({found})] ako Česko a Slovensko.',
    why: 'Dátum dokladov by sa okolo polnoci líšil.',
    todo: 'Ak je počítač v Česku alebo na Slovensku, nastavte jeho časové pásmo na Prahu alebo Bratislavu.',
  },
  'computer-memory-low': {
    what: 'V počítači je málo pamäte[ (voľné {free})].',
    why: 'Klient potrebuje asi 250 MB, informačný systém ďalšie; s málo pamäťou pobeží oboje pomaly.',
    todo: 'Zatvorte nepotrebné programy alebo pridajte pamäť.',
  },
  'computer-fact-unknown': {
    what: 'Tento údaj sa na počítači nepodarilo zistiť.',
    why: 'Systém ho nedal prečítať alebo program, ktorý ho zisťuje, chýba.',
    todo: 'Pozrite sa naň sami. Na prácu klienta to samo osebe nevadí.',
  },
  'schedule-failed': {
    what: 'Plánovač tohto počítača úlohu neprijal[: {name}].',
    why: 'Odpovedal chybou. Najčastejšie chýbajú práva správcu, alebo účet nesmie spúšťať naplánované úlohy.',
    todo: 'Spustite ten istý príkaz ako správca. Pri účte služby overte heslo a právo „Prihlásiť sa ako dávková úloha“.',
  },
  'schedule-foreign': {
    what: 'Pod menom našej úlohy je niečo iné[: {name}].',
    why: 'Klient mení a odstraňuje len to, čo sám vytvoril; toto nevytvoril, alebo to niekto upravil.',
    todo: 'Pozrite sa, čo to je. Ak to nie je potrebné, odstráňte to ručne a príkaz zopakujte.',
  },
  'schedule-account': {
    what: 'Pod účtom[ {account}] nemôže klient pracovať so svojím priečinkom[ {path}].',
    why: 'Priečinok s dátami patrí inému účtu[ ({owner})]. Vznikli by v ňom súbory, ku ktorým by sa jeho vlastník nedostal.',
    todo: 'Zvoľte účet, ktorému priečinok patrí, alebo priečinok preveďte na účet, pod ktorým má klient bežať.',
  },
  'schedule-not-proved': {
    what: 'Úloha je naplánovaná, ale zatiaľ po sebe nezanechala žiadny záznam[ ({name})].',
    why: 'V evidencii sa[ do {seconds} s] neobjavil beh, ktorý by spustil plánovač.',
    todo: 'Pozrite sa do protokolu systému a do logs/scheduled.log. Po ďalšom čase spustenia skúste bi-client schedule show.',
  },
  'engine-held': {
    what: 'S týmto priečinkom údajov už pracuje iný spustený klient[: {by}].',
    why: 'Doklady smie zapisovať vždy iba jeden, inak by mohli vzniknúť dvakrát.',
    todo: 'Počkajte, kým skončí, alebo ho ukončite a skúste to znova.',
  },
  'document-not-found': {
    what: 'Doklad[ {itemId}] klient nepozná.',
    why: 'Označenie je odpísané s chybou alebo doklad ešte nebol stiahnutý.',
    todo: 'Vyhľadajte ho v zozname dokladov: bi-client documents list',
  },
  'document-not-retryable': {
    what: 'Doklad[ {itemId}] sa nedá poslať znova[ (stav: {state})].',
    why: 'Znova sa zapisujú len doklady zadržané, odmietnuté alebo vynechané. Pri ostatných by hrozil dvojitý zápis.',
    todo: 'Ak je doklad na ceste, počkajte na výsledok. Ak je zapísaný, netreba nič robiť.',
  },
  'document-not-skippable': {
    what: 'Doklad[ {itemId}] nemožno vyradiť[, pretože jeho stav je „{state}“].',
    why: 'Vyradiť možno len doklad, ktorý ešte nie je v informačnom systéme zapísaný a práve sa nezapisuje.',
    todo: 'Pozrite sa na doklad príkazom bi-client documents show[ {itemId}]',
  },
  'payload-emptied': {
    what: 'Prijatý obsah dokladu[ {itemId}] tu už nie je.',
    why: 'Doklad je zapísaný a potvrdený a jeho obsah bol po nastavenom čase odstránený pre osobné údaje. Čísla, odtlačky a história zostali.',
    todo: 'Podrobnosti dokladu nájdete v informačnom systéme[ pod číslom {number}]; históriu ukáže príkaz bi-client documents show[ {itemId}]',
  },
  'update-unreachable': {
    what: 'Nepodarilo sa zistiť alebo stiahnuť novú verziu programu[ z {url}].',
    why: 'Server s aktualizáciami neodpovedal tak, ako má.[ {reason}]',
    todo: 'Spracovanie dokladov beží ďalej. Skúste to neskôr; ak to trvá, overte adresu aktualizácií v nastavení a spojenie počítača s internetom.',
  },
  'update-unverified': {
    what: 'Nová verzia programu[ {file}] neprešla overením a nepoužije sa.',
    why: 'Nie je podpísaná vydavateľom tohto programu alebo bola cestou zmenená.[ {reason}]',
    todo: 'Nič neinštalujte ručne. Oznámte to tomu, kto vám program dodal, a uveďte adresu aktualizácií.',
  },
  'update-by-hand': {
    what: 'Táto inštalácia sa nevie aktualizovať sama[; nová verzia je {version}].',
    why: 'Balík spravuje systém alebo správca počítača[ ({form})].',
    todo: 'Odovzdajte správcovi príkaz na inštaláciu[: {command}]',
  },
  'update-failed': {
    what: 'Novú verziu programu[ {version}] sa nepodarilo nainštalovať.',
    why: 'Inštalácia skončila chybou a zostala doterajšia verzia.[ {reason}]',
    todo: 'Program pracuje ďalej. Skúste to znova alebo odovzdajte správcovi zápis z logu.',
  },
  'update-running': {
    what: 'Práve sa inštaluje nová verzia programu[ ({by})].',
    why: 'Počas výmeny programu sa doklady nespracúvajú.',
    todo: 'Netreba nič robiť: doklady spracuje ďalší beh.',
  },
  'port-in-use': {
    what: 'Port[ {port}] už používa iný program.',
    why: 'Na jednom porte môže odpovedať len jeden program.',
    todo: 'Zvoľte iný port alebo zadajte 0 a program si voľný port nájde sám.',
  },
  usage: {
    what: 'Príkaz je zadaný nesprávne.[ {reason}]',
    why: 'Niektorá voľba chýba, je navyše alebo má nepovolenú hodnotu.',
    todo: 'Pomocníka s príkladmi vypíše: bi-client --help',
  },
  internal: {
    what: 'V klientovi nastala neočakávaná chyba.',
    why: 'S touto situáciou program nepočítal. Čo bolo zapísané, je v bezpečí v evidencii dokladov.',
    todo: 'Skúste to znova. Ak sa to opakuje, pošlite podpore záznam činnosti (priečinok logs).',
  },
}
