/** Words for the mapping, the same in every way into POHODA. */
export const pohodaMappingSk = {
  fields: {
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
    'mapping.vatCountry': {
      label: 'Sadzby DPH podľa krajiny',
      help: 'Prázdne: podľa krajiny firmy, v ktorej knihách doklad bude; pri kartách podľa dodávateľa.',
    },
  },
  choices: {
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
