/** Words for the settings of `pohoda-xml`. */
export const pohodaXmlCs = {
  fields: {
    way: { label: 'Cesta do POHODY', help: 'Klient POHODU spouští sám, nebo POHODA sama vybírá složku.' },
    program: { label: 'Program POHODA', help: 'Cesta k souboru Pohoda.exe.' },
    user: { label: 'Uživatel POHODY', help: 'Uživatel s právem na XML komunikaci. Doporučujeme vlastního, jen pro klienta.' },
    password: { label: 'Heslo uživatele POHODY', help: 'Uloží se zašifrované a už se nikdy neukáže.' },
    database: { label: 'Databáze účetní jednotky', help: 'Například StwPh_12345678_2026 nebo 12345678_2026.mdb.' },
    ico: { label: 'IČO účetní jednotky', help: 'POHODA odmítne doklady určené jiné účetní jednotce.' },
    timeoutSeconds: { label: 'Nejdelší běh POHODY (s)', help: 'Po této době klient běh ukončí a doklady dohledá.' },
    importFolder: { label: 'Složka pro import', help: 'Složka, ze které POHODA importuje naplánovanou úlohou.' },
    responseFolder: { label: 'Složka s odpověďmi', help: 'Prázdné: podsložka „response“ složky pro import.' },
    answerTimeoutSeconds: { label: 'Čekání na odpověď (s)', help: 'Jak dlouho se čeká na soubor s odpovědí.' },
    lookup: {
      label: 'Dohledání podle našeho označení',
      help: 'POHODA z roku 2024 a novější doklad dohledá; starší to neumí a nejisté doklady pak čekají na člověka.',
    },
    exSystemName: {
      label: 'Název cizího systému',
      help: 'Pod tímto názvem si POHODA pamatuje naše označení. Později neměňte.',
    },
    'mapping.series': { label: 'Číselná řada', help: 'Zkratka řady přijatých objednávek. Prázdné: výchozí řada POHODY.' },
    'mapping.store': { label: 'Sklad', help: 'Sklad, ve kterém se hledají karty. Prázdné: všechny.' },
    'mapping.centre': { label: 'Středisko', help: 'Zkratka střediska na dokladu.' },
    'mapping.activity': { label: 'Činnost', help: 'Zkratka činnosti na dokladu.' },
    'mapping.contract': { label: 'Zakázka', help: 'Zkratka zakázky na dokladu.' },
    'mapping.priceLevel': { label: 'Cenová hladina', help: 'Jen údaj na dokladu: ceny jsou vždy z objednávky.' },
    'mapping.paymentTypes': {
      label: 'Formy úhrady',
      help: 'Forma úhrady z objednávky → forma úhrady v POHODĚ. Vestavěné druhy: draft (příkazem), cash (hotově), creditcard (kartou), delivery (dobírkou). Jinak napište název ze seznamu forem úhrad.',
    },
    'mapping.carriers': {
      label: 'Dopravci',
      help: 'Způsob dopravy z objednávky → dopravce v POHODĚ. Jiné se zapíšou do poznámky.',
    },
    'mapping.orderText': { label: 'Text objednávky', help: 'Může obsahovat {number} {buyer} {orderId} {itemId}.' },
    'mapping.isReserved': { label: 'Rezervovat zboží', help: 'Zboží na skladě se rezervuje hned při zápisu.' },
    'mapping.stockItems': { label: 'Jak se hledá skladová karta', help: 'Zboží bez karty se zapíše jako textová položka.' },
    'mapping.vatCountry': { label: 'Sazby DPH podle země', help: 'Prázdné: podle země dodavatele.' },
  },
  choices: {
    way: { program: 'Klient spouští POHODU', folder: 'POHODA vybírá složku' },
    lookup: { extId: 'Umí (POHODA 2024 a novější)', none: 'Neumí' },
    'mapping.stockItems': {
      'by-sku': 'Podle kódu zboží',
      'by-ean': 'Podle čárového kódu',
      'text-lines': 'Vůbec, jen textové položky',
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
