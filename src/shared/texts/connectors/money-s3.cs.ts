/** Words for the settings of `money-s3`. */
export const moneyS3Cs = {
  fields: {
    way: { label: 'Cesta do Money S3', help: 'Money samo importuje soubory ze složky, nebo klient používá placené S3 API.' },
    ico: { label: 'IČO agendy', help: 'Stojí v každém souboru a porovnává se s tím, co Money exportuje.' },
    importFolder: {
      label: 'Složka pro import',
      help: 'Složka, ze které Money (S3 Automatic) importuje. Soubory z ní musí po importu odebrat.',
    },
    reportFolder: {
      label: 'Složka s hlášeními o importu',
      help: 'Složka, kam Money po každém importu zapíše hlášení (MoneyReport). Hlášení tam nechte; klient je jen čte.',
    },
    exportFile: {
      label: 'Seznam přijatých objednávek (soubor)',
      help: 'Soubor, do kterého Money pravidelně exportuje všechny přijaté objednávky. Podle něj klient nejistou objednávku dohledá; bez něj ji posoudí člověk.',
    },
    'folders.deliveryNotes': {
      label: 'Dodací listy: složka pro import',
      help: 'Jen když jejich definice importu potřebuje vlastní složku. Prázdné: složka pro import.',
    },
    'folders.invoices': {
      label: 'Faktury: složka pro import',
      help: 'Jen když jejich definice importu potřebuje vlastní složku. Prázdné: složka pro import.',
    },
    'folders.stockCards': {
      label: 'Skladové karty: složka pro import',
      help: 'Jen když jejich definice importu potřebuje vlastní složku. Prázdné: složka pro import.',
    },
    'folders.addresses': {
      label: 'Adresář: složka pro import',
      help: 'Jen když jeho definice importu potřebuje vlastní složku. Prázdné: složka pro import.',
    },
    'lists.deliveryNotes': {
      label: 'Seznam dodacích listů (soubor)',
      help: 'Soubor, do kterého Money pravidelně exportuje všechny přijaté dodací listy nebo příjemky. Bez něj nejistý dodací list posoudí člověk.',
    },
    'lists.invoices': {
      label: 'Seznam faktur (soubor)',
      help: 'Soubor, do kterého Money pravidelně exportuje všechny faktury. Bez něj nejistou fakturu posoudí člověk.',
    },
    exportMaxAgeMinutes: {
      label: 'Nejvyšší stáří seznamu (min)',
      help: 'Starší seznam neplatí jako důkaz, že doklad v Money není.',
    },
    stockFile: {
      label: 'Zásoby pro e-shopy (soubor)',
      help: 'Soubor, do kterého Money pravidelně exportuje všechny zásoby (SeznamZasoba). Čtou se z něj stavy zásob a ceny.',
    },
    stockMaxAgeHours: {
      label: 'Nejvyšší stáří souboru se zásobami (h)',
      help: 'Starší soubor znamená, že se export zastavil. Nic se z něj neodešle a klient to ohlásí.',
    },
    definitionFile: {
      label: 'Definice importu (soubor)',
      help: 'Definice XML importu exportovaná z Money. Kontrola v ní ověří, že existující objednávku Money odmítne.',
    },
    agendaCode: { label: 'Kód agendy', help: 'Jen když má Money zapnutou kontrolu kódu agendy.' },
    apiUrl: { label: 'Adresa S3 API', help: 'Bez cesty, například https://firma.api.moneys3.eu nebo http://localhost:85.' },
    appId: { label: 'AppId', help: 'Přidělí výrobce Money (api@money.cz). Vložte jej tak, jak přišlo.' },
    clientId: { label: 'ClientId', help: 'Z klíče API, který vytvoříte v Money. Ke klíči musí být přiřazen uživatel Money.' },
    clientSecret: { label: 'Secret', help: 'Uloží se zašifrovaný a už se nikdy neukáže.' },
    agendaGuid: { label: 'GUID agendy', help: 'Agenda, do které se objednávky zapisují.' },
    definition: {
      label: 'Zkratka definice importu',
      help: 'Definice pro přijaté objednávky. Existující objednávku musí odmítnout.',
    },
    answerTimeoutSeconds: {
      label: 'Čekání na výsledek (s)',
      help: 'Musí být delší než přestávka mezi dvěma importy Money. Co se do té doby nevyjasní, klient dohledá, nebo posoudí člověk.',
    },
    'mapping.ourKey': {
      label: 'Primární doklad',
      help: 'U objednávek a dodacích listů. Klíč klienta je pro každý doklad jiný, takže podle něj Money pozná druhý zápis. Číslo dokladu stojí v popisu a v poznámce.',
    },
    'mapping.series': { label: 'Číselná řada', help: 'Zkratka řady přijatých objednávek. Prázdné: výchozí řada Money.' },
    'mapping.documentType': { label: 'Typ dokladu', help: 'Zkratka typu dokladu v Money.' },
    'mapping.centre': { label: 'Středisko', help: 'Zkratka střediska na dokladu a řádcích.' },
    'mapping.jobOrder': { label: 'Zakázka', help: 'Zkratka zakázky na dokladu a řádcích.' },
    'mapping.operation': { label: 'Činnost', help: 'Zkratka činnosti na dokladu a řádcích.' },
    'mapping.paymentTypes': {
      label: 'Platební podmínky',
      help: 'Forma úhrady z objednávky → text platebních podmínek v Money, nejvýše 20 znaků.',
    },
    'mapping.carriers': {
      label: 'Doprava',
      help: 'Způsob dopravy z objednávky → doprava v Money, nejvýše 20 znaků. Jiné se zapíšou do poznámky.',
    },
    'mapping.orderText': {
      label: 'Popis objednávky',
      help: 'Může obsahovat {number} {buyer} {orderId} {itemId}. Nejvýše 50 znaků, delší se zkrátí.',
    },
    'mapping.isReserved': { label: 'Rezervovat zboží', help: 'Zboží na skladě se rezervuje hned při zápisu.' },
    'mapping.stockItems': { label: 'Jak se hledá skladová karta', help: 'Zboží bez karty se zapíše jako textová položka.' },
    'mapping.storeName': { label: 'Název skladu', help: 'Nutný, když se hledá skladová karta.' },
    'mapping.storeCode': { label: 'Kód skladu', help: 'Když jej sklad v Money má.' },
    'mapping.vatCountry': {
      label: 'Země agendy',
      help: 'Podle ní platí sazby DPH, domácí měna a význam DIČ. Prázdné: země vaší strany dokladu.',
    },
    'mapping.goodsKey': {
      label: 'Kde je kód zboží',
      help: 'Pole kmenové karty, ve kterém je kód zboží od dodavatele: pro dodací listy, skladové položky faktur, karty i čtení zásob.',
    },
    'mapping.deliveryNotes.as': {
      label: 'Dodací listy: zapsat jako',
      help: 'Přijatý dodací list, nebo příjemka. Obojí zvýší stav skladu.',
    },
    'mapping.deliveryNotes.series': { label: 'Dodací listy: číselná řada', help: 'Zkratka řady. Prázdné: výchozí řada Money.' },
    'mapping.deliveryNotes.documentType': { label: 'Dodací listy: typ dokladu', help: 'Zkratka typu dokladu v Money.' },
    'mapping.deliveryNotes.otherCard': {
      label: 'Dodací listy: karta pro jiné zboží',
      help: 'Kód karty pro zboží, které kód nemá nebo jej má delší než 20 znaků. Prázdné: takový dodací list klient pozdrží.',
    },
    'mapping.deliveryNotes.chargeCard': {
      label: 'Dodací listy: karta poplatků',
      help: 'Kód karty (služby) pro dopravu a jiné poplatky. Prázdné: poplatky jsou jen v poznámce.',
    },
    'mapping.invoices.direction': { label: 'Faktury', help: 'Přijaté od dodavatelů, nebo vystavené odběratelům.' },
    'mapping.invoices.series': { label: 'Faktury: číselná řada', help: 'Zkratka řady. Prázdné: výchozí řada Money.' },
    'mapping.invoices.documentType': { label: 'Faktury: typ dokladu', help: 'Zkratka typu faktury v Money.' },
    'mapping.invoices.assignment': {
      label: 'Faktury: předkontace',
      help: 'Zkratka předkontace. Prázdné: podle typu dokladu v Money.',
    },
    'mapping.invoices.vatClass': {
      label: 'Faktury: členění DPH',
      help: 'Zkratka členění DPH. Prázdné: podle typu dokladu v Money.',
    },
    'mapping.invoices.payFrom': {
      label: 'Faktury: účet nebo pokladna',
      help: 'Zkratka bankovního účtu nebo pokladny, ze které se hradí.',
    },
    'mapping.invoices.stockItems': {
      label: 'Faktury: skladové položky',
      help: 'Faktura pak mění stav skladu. Nezapínejte, když zboží přijímají dodací listy: přijalo by se dvakrát.',
    },
    'mapping.invoices.bindOrder': {
      label: 'Faktury: vyřídit objednávku',
      help: 'Faktura se naváže na objednávku stejného čísla v Money a vyřídí ji. Když tam taková není, Money může fakturu odmítnout.',
    },
    'mapping.cards.inStore': {
      label: 'Karty: i jako zásoba na skladě',
      help: 'Karta se založí jako zásoba skladu, s prodejní cenou. Je k tomu potřeba název skladu.',
    },
    'mapping.cards.name': {
      label: 'Karty: název',
      help: 'Jen nové karty, nebo pokaždé. Jakmile se nějaký údaj píše pokaždé, musí se pokaždé psát i název a definice importu musí existující kartu přepsat.',
    },
    'mapping.cards.barCode': {
      label: 'Karty: čárový kód',
      help: 'Kdy se píše. Jakmile se jiný údaj píše pokaždé, údaje „jen nové“ se nepředávají vůbec: Money by přepsalo i je.',
    },
    'mapping.cards.unit': { label: 'Karty: měrná jednotka', help: 'Kdy se píše.' },
    'mapping.cards.vat': { label: 'Karty: sazby DPH', help: 'Kdy se píší.' },
    'mapping.cards.description': { label: 'Karty: popis a poznámka', help: 'Kdy se píší.' },
    'mapping.cards.weight': { label: 'Karty: hmotnost', help: 'Kdy se píše.' },
    'mapping.cards.sellingPrice': { label: 'Karty: prodejní cena', help: 'Kdy se píše; jen u zásoby na skladě.' },
    'mapping.addresses.key': {
      label: 'Adresář: podle čeho se partner najde',
      help: 'Podle IČO, nebo podle kódu partnera, který klient vytvoří. Definice importu musí mít stejný klíč.',
    },
    'mapping.addresses.name': {
      label: 'Adresář: název',
      help: 'Jen noví partneři, nebo pokaždé. Jakmile se nějaký údaj píše pokaždé, musí se pokaždé psát i název a definice importu musí existujícího partnera přepsat.',
    },
    'mapping.addresses.taxIds': { label: 'Adresář: DIČ', help: 'Kdy se píše.' },
    'mapping.addresses.address': { label: 'Adresář: ulice, město, PSČ', help: 'Kdy se píší.' },
    'mapping.addresses.contacts': { label: 'Adresář: telefon a e-mail', help: 'Kdy se píší.' },
    'mapping.addresses.note': { label: 'Adresář: poznámka', help: 'Kdy se píše. Jsou v ní i místa dodání.' },
  },
  choices: {
    way: { files: 'Soubory ve složce (XML DE)', api: 'S3 API (placený doplněk)' },
    'mapping.ourKey': { 'prim-doklad': 'Klíč klienta (doporučeno)', 'note-only': 'Číslo dokladu' },
    'mapping.stockItems': {
      'text-lines': 'Vůbec, jen textové položky',
      'by-catalogue': 'Podle katalogu',
      'by-short-cut': 'Podle zkratky',
      'by-barcode': 'Podle čárového kódu',
    },
    'mapping.goodsKey': { 'by-catalogue': 'Katalog', 'by-short-cut': 'Zkratka', 'by-barcode': 'Čárový kód' },
    'mapping.deliveryNotes.as': { received: 'Přijatý dodací list', receipt: 'Příjemka' },
    'mapping.invoices.direction': { received: 'Přijaté faktury', issued: 'Vystavené faktury' },
    'mapping.cards.name': { new: 'Jen do nových', always: 'Pokaždé' },
    'mapping.cards.barCode': { new: 'Jen do nových', always: 'Pokaždé', never: 'Nikdy' },
    'mapping.cards.unit': { new: 'Jen do nových', always: 'Pokaždé', never: 'Nikdy' },
    'mapping.cards.vat': { new: 'Jen do nových', always: 'Pokaždé', never: 'Nikdy' },
    'mapping.cards.description': { new: 'Jen do nových', always: 'Pokaždé', never: 'Nikdy' },
    'mapping.cards.weight': { new: 'Jen do nových', always: 'Pokaždé', never: 'Nikdy' },
    'mapping.cards.sellingPrice': { new: 'Jen do nových', always: 'Pokaždé', never: 'Nikdy' },
    'mapping.addresses.key': { ico: 'IČO', 'partner-code': 'Kód partnera od klienta' },
    'mapping.addresses.name': { new: 'Jen do nových', always: 'Pokaždé' },
    'mapping.addresses.taxIds': { new: 'Jen do nových', always: 'Pokaždé', never: 'Nikdy' },
    'mapping.addresses.address': { new: 'Jen do nových', always: 'Pokaždé', never: 'Nikdy' },
    'mapping.addresses.contacts': { new: 'Jen do nových', always: 'Pokaždé', never: 'Nikdy' },
    'mapping.addresses.note': { new: 'Jen do nových', always: 'Pokaždé', never: 'Nikdy' },
    'mapping.vatCountry': { CZ: 'Česko', SK: 'Slovensko' },
    'mapping.paymentTypes': {
      'bank-transfer': 'Převodem',
      cash: 'Hotově',
      card: 'Kartou',
      'cash-on-delivery': 'Dobírka',
      other: 'Jinak',
    },
  },
}
