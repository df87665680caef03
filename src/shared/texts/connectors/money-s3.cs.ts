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
    exportMaxAgeMinutes: {
      label: 'Nejvyšší stáří seznamu (min)',
      help: 'Starší seznam neplatí jako důkaz, že objednávka v Money není.',
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
      help: 'Klíč klienta je pro každou objednávku jiný, takže podle něj Money pozná druhý zápis. Číslo objednávky stojí v popisu a v poznámce.',
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
      help: 'Podle ní platí sazby DPH, domácí měna a význam DIČ. Prázdné: země dodavatele.',
    },
  },
  choices: {
    way: { files: 'Soubory ve složce (XML DE)', api: 'S3 API (placený doplněk)' },
    'mapping.ourKey': { 'prim-doklad': 'Klíč klienta (doporučeno)', 'note-only': 'Číslo objednávky' },
    'mapping.stockItems': {
      'text-lines': 'Vůbec, jen textové položky',
      'by-catalogue': 'Podle katalogu',
      'by-short-cut': 'Podle zkratky',
      'by-barcode': 'Podle čárového kódu',
    },
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
