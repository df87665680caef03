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
      help: 'Uživatel s právem zapisovat přijaté objednávky přes REST API. Doporučujeme vlastního, jen pro klienta.',
    },
    password: { label: 'Heslo uživatele', help: 'Uloží se zašifrované a už se nikdy neukáže.' },
    timeoutSeconds: {
      label: 'Nejdelší čekání na odpověď (s)',
      help: 'Po této době klient přestane čekat a objednávku dohledá.',
    },
    externalSystem: {
      label: 'Označení našeho systému',
      help: 'Stojí před naším označením objednávky (ext:BI:…). Podle něj se pozná, že objednávka už je zapsaná. Později neměňte.',
    },
    sumsByFlexi: {
      label: 'Ověřit součty před zápisem',
      help: 'ABRA Flexi objednávku nejdříve zkušebně spočítá. Vyjde-li jí jiná částka, klient objednávku nezapíše a ukáže rozdíl.',
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
    'mapping.vatCountry': { label: 'Sazby DPH podle země', help: 'Prázdné: podle země dodavatele.' },
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
  },
}
