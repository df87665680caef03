import type { moneyS3Cs } from './money-s3.cs'

/** Words for the settings of `money-s3`. */
export const moneyS3En: typeof moneyS3Cs = {
  fields: {
    way: { label: 'Way into Money S3', help: 'Money imports files from a folder by itself, or the client uses the paid S3 API.' },
    ico: { label: 'IČO of the agenda', help: 'Stands in each file and is compared with what Money exports.' },
    importFolder: {
      label: 'Import folder',
      help: 'Folder that Money (S3 Automatic) imports from. It must take the files away after the import.',
    },
    reportFolder: {
      label: 'Folder with reports on imports',
      help: 'Folder into which Money writes a report (MoneyReport) after each import. Leave the reports there; the client only reads them.',
    },
    exportFile: {
      label: 'List of received orders (file)',
      help: 'File into which Money exports all received orders regularly. By it the client looks an uncertain order up; without it a person decides.',
    },
    exportMaxAgeMinutes: {
      label: 'Greatest age of the list (min)',
      help: 'An older list is no proof that an order is not in Money.',
    },
    definitionFile: {
      label: 'Import definition (file)',
      help: 'The definition of the XML import, exported from Money. The check looks in it whether Money refuses an order that exists.',
    },
    agendaCode: { label: 'Code of the agenda', help: 'Only when Money is set to compare it.' },
    apiUrl: {
      label: 'Address of the S3 API',
      help: 'Without a path, e.g. https://company.api.moneys3.eu or http://localhost:85.',
    },
    appId: { label: 'AppId', help: 'Given by the maker of Money (api@money.cz). Paste it as it came.' },
    clientId: { label: 'ClientId', help: 'Of the API key made in Money. A user of Money must be assigned to the key.' },
    clientSecret: { label: 'Secret', help: 'Stored encrypted and never shown again.' },
    agendaGuid: { label: 'GUID of the agenda', help: 'The agenda into which orders are written.' },
    definition: {
      label: 'Short cut of the import definition',
      help: 'The definition for received orders. It must refuse an order that exists.',
    },
    answerTimeoutSeconds: {
      label: 'Wait for the result (s)',
      help: 'Must be longer than the pause between two imports of Money. What is not clear by then is looked up, or a person decides.',
    },
    'mapping.ourKey': {
      label: 'Source document number',
      help: "The client's key is different for each order, so Money can tell a second record by it. The order number stands in the description and the note.",
    },
    'mapping.series': {
      label: 'Number series',
      help: 'Short cut of the series of received orders. Empty: the default of Money.',
    },
    'mapping.documentType': { label: 'Document type', help: 'Short cut of the document type in Money.' },
    'mapping.centre': { label: 'Cost centre', help: 'Short cut of the cost centre, on the order and its lines.' },
    'mapping.jobOrder': { label: 'Job order', help: 'Short cut of the job order, on the order and its lines.' },
    'mapping.operation': { label: 'Activity', help: 'Short cut of the activity, on the order and its lines.' },
    'mapping.paymentTypes': {
      label: 'Terms of payment',
      help: 'Kind of payment of the order → text of the terms of payment in Money, at most 20 characters.',
    },
    'mapping.carriers': {
      label: 'Transport',
      help: 'Delivery method of the order → transport in Money, at most 20 characters. Others are written into the note.',
    },
    'mapping.orderText': {
      label: 'Description of the order',
      help: 'May hold {number} {buyer} {orderId} {itemId}. At most 50 characters, a longer one is shortened.',
    },
    'mapping.isReserved': { label: 'Reserve the goods', help: 'Goods in stock are reserved at once.' },
    'mapping.stockItems': { label: 'How the stock card is found', help: 'Goods without a card become a line of text.' },
    'mapping.storeName': { label: 'Name of the store', help: 'Needed when stock cards are looked for.' },
    'mapping.storeCode': { label: 'Code of the store', help: 'Where the store in Money has one.' },
    'mapping.vatCountry': {
      label: 'Country of the agenda',
      help: "Its VAT rates, home currency and meaning of DIČ hold. Empty: the supplier's country.",
    },
  },
  choices: {
    way: { files: 'Files in a folder (XML DE)', api: 'S3 API (paid add-on)' },
    'mapping.ourKey': { 'prim-doklad': "The client's key (recommended)", 'note-only': 'The order number' },
    'mapping.stockItems': {
      'text-lines': 'Not at all, lines of text only',
      'by-catalogue': 'By catalogue number',
      'by-short-cut': 'By short cut',
      'by-barcode': 'By bar code',
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
