/** Words for the mapping, the same in every way into POHODA. */
export const pohodaMappingCs = {
  fields: {
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
    'mapping.vatCountry': {
      label: 'Sazby DPH podle země',
      help: 'Prázdné: podle země firmy, v jejíchž knihách doklad bude; u karet podle dodavatele.',
    },
  },
  choices: {
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
