/** Words for the settings of `pohoda-xml`. */
export const pohodaXmlEn = {
  fields: {
    way: {
      label: 'Way into POHODA',
      help: 'Either the client starts POHODA, or POHODA itself collects files from a folder.',
    },
    program: { label: 'POHODA program', help: 'Path to the file Pohoda.exe.' },
    user: {
      label: 'POHODA user',
      help: 'A user with the right to XML communication. We recommend one of its own, for the client only.',
    },
    password: { label: 'Password of the POHODA user', help: 'It is stored encrypted and is never shown again.' },
    database: {
      label: 'Database of the accounting unit',
      help: 'For example StwPh_12345678_2026 or 12345678_2026.mdb.',
    },
    ico: {
      label: 'IČO of the accounting unit',
      help: 'POHODA refuses documents that are meant for another accounting unit.',
    },
    timeoutSeconds: {
      label: 'Longest run of POHODA (s)',
      help: 'After this time the client ends the run and looks the documents up.',
    },
    importFolder: { label: 'Import folder', help: 'The folder that POHODA imports from by a scheduled task.' },
    responseFolder: {
      label: 'Folder with responses',
      help: 'Empty: the subfolder “response” of the import folder.',
    },
    answerTimeoutSeconds: { label: 'Wait for the response (s)', help: 'How long to wait for the response file.' },
    lookup: {
      label: 'Lookup by our identifier',
      help: 'POHODA 2024 and later can look a document up; earlier ones cannot, and uncertain documents then wait for a person.',
    },
    exSystemName: {
      label: 'Name of the external system',
      help: 'POHODA remembers our identifiers under this name. Do not change it later.',
    },
    'mapping.series': {
      label: 'Number series',
      help: "Code of the series of received orders. Empty: POHODA's default series.",
    },
    'mapping.store': { label: 'Store', help: 'The store in which stock cards are looked for. Empty: all of them.' },
    'mapping.centre': { label: 'Centre', help: 'Code of the centre on the document.' },
    'mapping.activity': { label: 'Activity', help: 'Code of the activity on the document.' },
    'mapping.contract': { label: 'Contract', help: 'Code of the contract on the document.' },
    'mapping.priceLevel': {
      label: 'Price level',
      help: 'Only stated on the document: prices always come from the order.',
    },
    'mapping.paymentTypes': {
      label: 'Payment types',
      help: 'Payment type of the order → payment type in POHODA. Built-in kinds: draft (by order), cash, creditcard, delivery (cash on delivery). Otherwise write a name from its list of payments.',
    },
    'mapping.carriers': {
      label: 'Carriers',
      help: 'Delivery method of the order → carrier in POHODA. Others go into the note.',
    },
    'mapping.orderText': { label: 'Text of the order', help: 'May contain {number} {buyer} {orderId} {itemId}.' },
    'mapping.isReserved': {
      label: 'Reserve goods',
      help: 'Goods in stock are reserved as soon as the order is recorded.',
    },
    'mapping.stockItems': {
      label: 'How the stock card is looked for',
      help: 'Goods without a card are recorded as a text line.',
    },
    'mapping.vatCountry': { label: 'VAT rates of the country', help: "Empty: of the supplier's country." },
  },
  choices: {
    way: { program: 'The client starts POHODA', folder: 'POHODA collects files from a folder' },
    lookup: { extId: 'Possible (POHODA 2024 and later)', none: 'Not possible' },
    'mapping.stockItems': {
      'by-sku': 'By goods code',
      'by-ean': 'By barcode',
      'text-lines': 'Not at all, text lines only',
    },
    'mapping.vatCountry': { CZ: 'Czechia', SK: 'Slovakia' },
    'mapping.paymentTypes': {
      'bank-transfer': 'Bank transfer',
      cash: 'Cash',
      card: 'Card',
      'cash-on-delivery': 'Cash on delivery',
      other: 'Other',
    },
  },
}
