/** Words for the settings of `pohoda-xml`. */
export const pohodaXmlSk = {
  fields: {
    way: { label: 'Cesta do POHODY', help: 'Klient spúšťa POHODU sám, alebo POHODA sama vyberá priečinok.' },
    program: { label: 'Program POHODA', help: 'Cesta k súboru Pohoda.exe.' },
    user: {
      label: 'Používateľ POHODY',
      help: 'Používateľ s právom na XML komunikáciu. Odporúčame vlastného, iba pre klienta.',
    },
    password: { label: 'Heslo používateľa POHODY', help: 'Uloží sa zašifrované a už sa nikdy neukáže.' },
    database: { label: 'Databáza účtovnej jednotky', help: 'Napríklad StwPh_12345678_2026 alebo 12345678_2026.mdb.' },
    ico: { label: 'IČO účtovnej jednotky', help: 'POHODA odmietne doklady určené inej účtovnej jednotke.' },
    timeoutSeconds: { label: 'Najdlhší beh POHODY (s)', help: 'Po tomto čase klient beh ukončí a doklady dohľadá.' },
    importFolder: { label: 'Priečinok na import', help: 'Priečinok, z ktorého POHODA importuje naplánovanou úlohou.' },
    responseFolder: {
      label: 'Priečinok s odpoveďami',
      help: 'Prázdne: podpriečinok „response“ priečinka na import.',
    },
    answerTimeoutSeconds: { label: 'Čakanie na odpoveď (s)', help: 'Ako dlho sa čaká na súbor s odpoveďou.' },
    lookup: {
      label: 'Dohľadanie podľa nášho označenia',
      help: 'POHODA z roku 2024 a novšia doklad dohľadá; staršia to nevie a neisté doklady potom čakajú na človeka.',
    },
    exSystemName: {
      label: 'Názov cudzieho systému',
      help: 'Pod týmto názvom si POHODA pamätá naše označenia. Neskôr nemeňte.',
    },
    'mapping.series': {
      label: 'Číselný rad',
      help: 'Skratka radu prijatých objednávok. Prázdne: predvolený rad POHODY.',
    },
    'mapping.store': { label: 'Sklad', help: 'Sklad, v ktorom sa hľadajú karty. Prázdne: všetky.' },
    'mapping.centre': { label: 'Stredisko', help: 'Skratka strediska na doklade.' },
    'mapping.activity': { label: 'Činnosť', help: 'Skratka činnosti na doklade.' },
    'mapping.contract': { label: 'Zákazka', help: 'Skratka zákazky na doklade.' },
    'mapping.priceLevel': { label: 'Cenová hladina', help: 'Iba údaj na doklade: ceny sú vždy z objednávky.' },
    'mapping.paymentTypes': {
      label: 'Formy úhrady',
      help: 'Forma úhrady z objednávky → forma úhrady v POHODE. Vstavané druhy: draft (príkazom), cash (v hotovosti), creditcard (kartou), delivery (dobierkou). Inak napíšte názov zo zoznamu foriem úhrad.',
    },
    'mapping.carriers': {
      label: 'Dopravcovia',
      help: 'Spôsob dopravy z objednávky → dopravca v POHODE. Iné sa zapíšu do poznámky.',
    },
    'mapping.orderText': { label: 'Text objednávky', help: 'Môže obsahovať {number} {buyer} {orderId} {itemId}.' },
    'mapping.isReserved': { label: 'Rezervovať tovar', help: 'Tovar na sklade sa rezervuje hneď pri zápise.' },
    'mapping.stockItems': {
      label: 'Ako sa hľadá skladová karta',
      help: 'Tovar bez karty sa zapíše ako textová položka.',
    },
    'mapping.vatCountry': { label: 'Sadzby DPH podľa krajiny', help: 'Prázdne: podľa krajiny dodávateľa.' },
  },
  choices: {
    way: { program: 'Klient spúšťa POHODU', folder: 'POHODA vyberá priečinok' },
    lookup: { extId: 'Vie (POHODA 2024 a novšia)', none: 'Nevie' },
    'mapping.stockItems': {
      'by-sku': 'Podľa kódu tovaru',
      'by-ean': 'Podľa čiarového kódu',
      'text-lines': 'Vôbec, iba textové položky',
    },
    'mapping.vatCountry': { CZ: 'Česko', SK: 'Slovensko' },
    'mapping.paymentTypes': {
      'bank-transfer': 'Prevodom',
      cash: 'V hotovosti',
      card: 'Kartou',
      'cash-on-delivery': 'Dobierka',
      other: 'Inak',
    },
  },
}
