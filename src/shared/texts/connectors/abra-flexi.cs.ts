const cardPolicy = { new: 'Jen nové kartě', always: 'Vždy', never: 'Nikdy' }
const partnerPolicy = { new: 'Jen nové firmě', always: 'Vždy', never: 'Nikdy' }

/** Words for the settings of `abra-flexi`. */
export const abraFlexiCs = {
  fields: {
    baseUrl: {
      label: 'Adresa serveru ABRA Flexi',
      help: 'Například https://flexi.firma.cz:5434. Jen server a port, bez /c/ a názvu firmy.',
    },
    certificateFile: {
      label: 'Certifikát serveru (soubor PEM)',
      help: 'Jen když má server vlastní certifikát, který počítače neznají. ABRA Flexi si jej při instalaci vyrobí sama. Prázdné: běžný veřejný certifikát.',
    },
    company: {
      label: 'Identifikátor firmy',
      help: 'Najdete jej v adrese webového rozhraní za /c/, například demo_firma.',
    },
    ico: { label: 'IČO firmy', help: 'Porovná se s nastavením firmy v ABRA Flexi. Do jiné firmy klient nic nezapíše.' },
    user: {
      label: 'Uživatel pro API',
      help: 'Uživatel s právem zapisovat přes REST API doklady, které klient předává, a číst ceník a sklad. Doporučujeme vlastního, jen pro klienta.',
    },
    password: { label: 'Heslo uživatele', help: 'Uloží se zašifrované a už se nikdy neukáže.' },
    timeoutSeconds: {
      label: 'Nejdelší čekání na odpověď (s)',
      help: 'Po této době klient přestane čekat a doklad dohledá.',
    },
    externalSystem: {
      label: 'Označení našeho systému',
      help: 'Stojí před naším označením záznamu (ext:BI:…). Podle něj se pozná, že záznam už existuje. Později neměňte.',
    },
    sumsByFlexi: {
      label: 'Ověřit součty před zápisem',
      help: 'ABRA Flexi doklad nejdříve zkušebně spočítá. Vyjde-li jí jiná částka, klient doklad nezapíše a ukáže rozdíl.',
    },
    'mapping.documentType': {
      label: 'Typ přijaté objednávky',
      help: 'Zkratka ze seznamu typů dokladů, například OBP. Určuje číselnou řadu.',
    },
    'mapping.stock': { label: 'Sklad', help: 'Zkratka skladu na položkách z ceníku. Prázdné: podle typu dokladu.' },
    'mapping.centre': { label: 'Středisko', help: 'Zkratka střediska na dokladu.' },
    'mapping.activity': { label: 'Činnost', help: 'Zkratka činnosti na dokladu.' },
    'mapping.contract': { label: 'Zakázka', help: 'Zkratka zakázky na dokladu.' },
    'mapping.status': { label: 'Stav objednávky', help: 'V jakém stavu se objednávka založí. Prázdné: podle typu dokladu.' },
    'mapping.paymentForms': {
      label: 'Formy úhrady',
      help: 'Forma úhrady z objednávky → zkratka formy úhrady v ABRA Flexi. Ostatní se zapíšou do poznámky.',
    },
    'mapping.deliveryForms': {
      label: 'Formy dopravy',
      help: 'Způsob dopravy z objednávky → zkratka formy dopravy v ABRA Flexi. Text dopravy se zapíše vždy.',
    },
    'mapping.units': {
      label: 'Měrné jednotky',
      help: 'Jednotka z objednávky → zkratka měrné jednotky v ABRA Flexi. Ostatní se zapíšou do poznámky položky.',
    },
    'mapping.goods': {
      label: 'Jak se hledá zboží v ceníku',
      help: 'Co se stane, když zboží v ceníku není: objednávku odmítne ABRA Flexi, nebo se zapíše položka bez ceníku.',
    },
    'mapping.partner': {
      label: 'Propojení s adresářem',
      help: 'Odběratel se propojí s firmou v adresáři podle IČO. Údaje z objednávky se zapíšou vždy.',
    },
    'mapping.orderText': { label: 'Popis objednávky', help: 'Může obsahovat {number} {buyer} {orderId} {itemId}.' },
    'mapping.isReserved': { label: 'Rezervovat zboží', help: 'Položky z ceníku se na skladě rezervují hned při zápisu.' },
    'mapping.vatCountry': {
      label: 'Sazby DPH podle země',
      help: 'Země, podle které se vede účetnictví. Prázdné: podle země firmy na dokladu; ceny se pak čtou podle nastavení ABRA Flexi.',
    },
    'mapping.deliveryNotes.movement': {
      label: 'Dodací listy: pohyb skladu',
      help: 'Odběratel zboží přijímá (příjemka), dodavatel vydává (výdejka).',
    },
    'mapping.deliveryNotes.documentType': {
      label: 'Dodací listy: typ skladového dokladu',
      help: 'Zkratka ze seznamu typů skladových dokladů, například STANDARD.',
    },
    'mapping.deliveryNotes.stock': {
      label: 'Dodací listy: sklad',
      help: 'Zkratka skladu, na který se přijímá nebo ze kterého se vydává. Prázdné: sklad nastavený pro všechny doklady.',
    },
    'mapping.deliveryNotes.goods': {
      label: 'Dodací listy: jak se hledá zboží',
      help: 'Skladový doklad může mít jen zboží z ceníku. Řádek bez potřebného kódu klient zadrží.',
    },
    'mapping.deliveryNotes.unknownGoods': {
      label: 'Dodací listy: neznámé zboží',
      help: 'Co se stane, když zboží v ceníku není: ABRA Flexi doklad odmítne, nebo klient kartu nejdříve založí.',
    },
    'mapping.invoices.direction': {
      label: 'Faktury: přijaté, nebo vydané',
      help: 'Odběratel má faktury přijaté, dodavatel vydané.',
    },
    'mapping.invoices.documentType': {
      label: 'Faktury: typ dokladu',
      help: 'Zkratka ze seznamu typů přijatých nebo vydaných faktur, například FAKTURA.',
    },
    'mapping.invoices.creditNoteType': {
      label: 'Faktury: typ dobropisu',
      help: 'Zkratka typu dokladu pro dobropisy. Prázdné: dobropisy klient zadrží.',
    },
    'mapping.invoices.goods': {
      label: 'Faktury: propojení položek s ceníkem',
      help: 'Propojené položky mohou podle typu dokladu hýbat skladem. Zapisují-li se dodací listy, nechte položky bez ceníku, jinak by se zboží naskladnilo dvakrát.',
    },
    'mapping.invoices.unknownGoods': {
      label: 'Faktury: neznámé zboží',
      help: 'Platí jen pro propojené položky: doklad se odmítne, položka se zapíše bez ceníku, nebo se karta založí.',
    },
    'mapping.cards.match': {
      label: 'Karty zboží: podle čeho se pozná vaše karta',
      help: 'Podle kódu se kód karty řídí dodavatelem. Podle čárového kódu zůstane kód váš.',
    },
    'mapping.cards.group': { label: 'Karty zboží: skupina zboží', help: 'Zkratka skupiny, do které se zařadí nové karty.' },
    'mapping.cards.name': {
      label: 'Karty zboží: název',
      help: 'Kdy klient zapisuje název. Vaše vlastní úpravy zůstanou, když zvolíte jen nové karty.',
    },
    'mapping.cards.unit': { label: 'Karty zboží: měrná jednotka', help: 'Kdy klient zapisuje měrnou jednotku.' },
    'mapping.cards.vat': { label: 'Karty zboží: sazba DPH', help: 'Kdy klient zapisuje sazbu DPH.' },
    'mapping.cards.purchasePrice': { label: 'Karty zboží: nákupní cena', help: 'Kdy klient zapisuje nákupní cenu bez DPH.' },
    'mapping.cards.sellingPrice': { label: 'Karty zboží: prodejní cena', help: 'Kdy klient zapisuje prodejní cenu bez DPH.' },
    'mapping.cards.description': { label: 'Karty zboží: popis', help: 'Kdy klient zapisuje popis.' },
    'mapping.cards.weight': { label: 'Karty zboží: hmotnost', help: 'Kdy klient zapisuje hmotnost.' },
    'mapping.addresses.match': {
      label: 'Adresář: podle čeho se pozná vaše firma',
      help: 'Podle IČO klient doplní k vaší firmě své označení a druhou nezaloží. Je-li firem s tímto IČO víc, nezapíše nic.',
    },
    'mapping.addresses.name': {
      label: 'Adresář: název',
      help: 'Kdy klient zapisuje název firmy. Vaše vlastní úpravy zůstanou, když zvolíte jen nové firmy.',
    },
    'mapping.addresses.address': { label: 'Adresář: adresa', help: 'Kdy klient zapisuje ulici, město, PSČ a stát.' },
    'mapping.addresses.taxNumbers': { label: 'Adresář: IČO a DIČ', help: 'Kdy klient zapisuje IČO, DIČ a IČ DPH.' },
    'mapping.addresses.contact': { label: 'Adresář: spojení', help: 'Kdy klient zapisuje telefon, e-mail a GLN.' },
  },
  choices: {
    'mapping.status': { nespec: 'Nespecifikováno', pripraveno: 'Připraveno', schvaleno: 'Schváleno' },
    'mapping.goods': {
      'by-code': 'Podle kódu; neznámé zboží se odmítne',
      'by-code-or-text': 'Podle kódu; neznámé zboží bez ceníku',
      'by-ean': 'Podle čárového kódu; neznámé zboží se odmítne',
      'text-lines': 'Vůbec, všechny položky bez ceníku',
    },
    'mapping.partner': {
      'by-ico': 'Podle IČO, když v adresáři je',
      'by-ico-only': 'Podle IČO, jinak se objednávka odmítne',
      'text-only': 'Nepropojovat',
    },
    'mapping.vatCountry': { CZ: 'Česko', SK: 'Slovensko' },
    'mapping.paymentForms': {
      'bank-transfer': 'Převodem',
      cash: 'Hotově',
      card: 'Kartou',
      'cash-on-delivery': 'Dobírka',
      other: 'Jinak',
    },
    'mapping.deliveryNotes.movement': { receipt: 'Příjemka', issue: 'Výdejka' },
    'mapping.deliveryNotes.goods': {
      'by-code': 'Podle kódu dodavatele',
      'by-buyer-code': 'Podle kódu odběratele',
      'by-ean': 'Podle čárového kódu',
    },
    'mapping.deliveryNotes.unknownGoods': { hold: 'Doklad se odmítne', create: 'Karta se založí' },
    'mapping.invoices.direction': { received: 'Přijaté faktury', issued: 'Vydané faktury' },
    'mapping.invoices.goods': {
      'text-lines': 'Nepropojovat, všechny položky bez ceníku',
      'by-code': 'Podle kódu dodavatele',
      'by-buyer-code': 'Podle kódu odběratele',
      'by-ean': 'Podle čárového kódu',
    },
    'mapping.invoices.unknownGoods': {
      hold: 'Doklad se odmítne',
      'text-line': 'Položka bez ceníku',
      create: 'Karta se založí',
    },
    'mapping.cards.match': { 'by-code': 'Podle kódu', 'by-ean': 'Podle čárového kódu' },
    'mapping.cards.name': { new: 'Jen nové kartě', always: 'Vždy' },
    'mapping.cards.unit': cardPolicy,
    'mapping.cards.vat': cardPolicy,
    'mapping.cards.purchasePrice': cardPolicy,
    'mapping.cards.sellingPrice': cardPolicy,
    'mapping.cards.description': cardPolicy,
    'mapping.cards.weight': cardPolicy,
    'mapping.addresses.match': { 'by-ico': 'Podle IČO', 'own-id': 'Jen podle našeho označení' },
    'mapping.addresses.name': { new: 'Jen nové firmě', always: 'Vždy' },
    'mapping.addresses.address': partnerPolicy,
    'mapping.addresses.taxNumbers': partnerPolicy,
    'mapping.addresses.contact': partnerPolicy,
  },
}
