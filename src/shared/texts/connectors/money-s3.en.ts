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
    'folders.deliveryNotes': {
      label: 'Delivery notes: import folder',
      help: 'Only where their import definition needs a folder of its own. Empty: the import folder.',
    },
    'folders.invoices': {
      label: 'Invoices: import folder',
      help: 'Only where their import definition needs a folder of its own. Empty: the import folder.',
    },
    'folders.stockCards': {
      label: 'Stock cards: import folder',
      help: 'Only where their import definition needs a folder of its own. Empty: the import folder.',
    },
    'folders.addresses': {
      label: 'Address book: import folder',
      help: 'Only where its import definition needs a folder of its own. Empty: the import folder.',
    },
    'lists.deliveryNotes': {
      label: 'List of delivery notes (file)',
      help: 'File into which Money exports all received delivery notes or receipts regularly. Without it a person decides about an uncertain one.',
    },
    'lists.invoices': {
      label: 'List of invoices (file)',
      help: 'File into which Money exports all invoices regularly. Without it a person decides about an uncertain one.',
    },
    exportMaxAgeMinutes: {
      label: 'Greatest age of the list (min)',
      help: 'An older list is no proof that a document is not in Money.',
    },
    stockFile: {
      label: 'Stock for the shops (file)',
      help: 'File into which Money exports all its stock items (SeznamZasoba) regularly. Stock levels and prices are read from it.',
    },
    stockMaxAgeHours: {
      label: 'Greatest age of the stock file (h)',
      help: 'An older file means that the export has stopped. Nothing of it is sent, and the client says so.',
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
      help: "Of orders and delivery notes. The client's key is different for each document, so Money can tell a second record by it. The document number stands in the description and the note.",
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
      help: 'Its VAT rates, home currency and meaning of DIČ hold. Empty: the country of your own side of the document.',
    },
    'mapping.goodsKey': {
      label: 'Where the code of goods stands',
      help: "Field of the stock card that holds the supplier's code: for delivery notes, stock lines of invoices, cards and reading of stock.",
    },
    'mapping.deliveryNotes.as': {
      label: 'Delivery notes: write as',
      help: 'A received delivery note or a stock receipt. Both raise the stock.',
    },
    'mapping.deliveryNotes.series': {
      label: 'Delivery notes: number series',
      help: 'Short cut of the series. Empty: the default of Money.',
    },
    'mapping.deliveryNotes.documentType': {
      label: 'Delivery notes: document type',
      help: 'Short cut of the document type in Money.',
    },
    'mapping.deliveryNotes.otherCard': {
      label: 'Delivery notes: card for other goods',
      help: 'Code of the card for goods without a code or with one of more than 20 characters. Empty: the client holds such a delivery note.',
    },
    'mapping.deliveryNotes.chargeCard': {
      label: 'Delivery notes: card for charges',
      help: 'Code of the card (a service) for transport and other charges. Empty: charges stand in the note only.',
    },
    'mapping.invoices.direction': { label: 'Invoices', help: 'Received from suppliers, or issued to customers.' },
    'mapping.invoices.series': {
      label: 'Invoices: number series',
      help: 'Short cut of the series. Empty: the default of Money.',
    },
    'mapping.invoices.documentType': { label: 'Invoices: document type', help: 'Short cut of the type of invoice in Money.' },
    'mapping.invoices.assignment': {
      label: 'Invoices: account assignment',
      help: 'Short cut of the account assignment. Empty: by the document type in Money.',
    },
    'mapping.invoices.vatClass': {
      label: 'Invoices: VAT classification',
      help: 'Short cut of the VAT classification. Empty: by the document type in Money.',
    },
    'mapping.invoices.payFrom': {
      label: 'Invoices: account or cash box',
      help: 'Short cut of the bank account or cash box that they are paid from.',
    },
    'mapping.invoices.stockItems': {
      label: 'Invoices: stock lines',
      help: 'An invoice then moves the stock. Leave it off where delivery notes bring the goods in: they would come in twice.',
    },
    'mapping.invoices.bindOrder': {
      label: 'Invoices: settle the order',
      help: 'The invoice is bound to the order of the same number in Money and settles it. Where there is none, Money may refuse the invoice.',
    },
    'mapping.cards.inStore': {
      label: 'Cards: also as a stock item',
      help: 'The card is made as an item of the store, with the selling price. The name of the store is needed for it.',
    },
    'mapping.cards.name': {
      label: 'Cards: name',
      help: 'Only into new cards, or each time. Once any field is written each time, the name must be, too, and the import definition must replace a card that exists.',
    },
    'mapping.cards.barCode': {
      label: 'Cards: bar code',
      help: 'When it is written. Once another field is written each time, fields for new cards only are not handed over at all: Money would replace them as well.',
    },
    'mapping.cards.unit': { label: 'Cards: unit', help: 'When it is written.' },
    'mapping.cards.vat': { label: 'Cards: VAT percents', help: 'When they are written.' },
    'mapping.cards.description': { label: 'Cards: description and note', help: 'When they are written.' },
    'mapping.cards.weight': { label: 'Cards: weight', help: 'When it is written.' },
    'mapping.cards.sellingPrice': { label: 'Cards: selling price', help: 'When it is written; only of a stock item.' },
    'mapping.addresses.key': {
      label: 'Address book: how a partner is found',
      help: 'By IČO, or by a partner code that the client makes. The import definition must have the same key.',
    },
    'mapping.addresses.name': {
      label: 'Address book: name',
      help: 'Only into new partners, or each time. Once any field is written each time, the name must be, too, and the import definition must replace a partner that exists.',
    },
    'mapping.addresses.taxIds': { label: 'Address book: tax numbers', help: 'When they are written.' },
    'mapping.addresses.address': { label: 'Address book: street, town, postal code', help: 'When they are written.' },
    'mapping.addresses.contacts': { label: 'Address book: telephone and e-mail', help: 'When they are written.' },
    'mapping.addresses.note': { label: 'Address book: note', help: 'When it is written. The places of delivery stand in it.' },
  },
  choices: {
    way: { files: 'Files in a folder (XML DE)', api: 'S3 API (paid add-on)' },
    'mapping.ourKey': { 'prim-doklad': "The client's key (recommended)", 'note-only': 'The document number' },
    'mapping.stockItems': {
      'text-lines': 'Not at all, lines of text only',
      'by-catalogue': 'By catalogue number',
      'by-short-cut': 'By short cut',
      'by-barcode': 'By bar code',
    },
    'mapping.goodsKey': { 'by-catalogue': 'Catalogue number', 'by-short-cut': 'Short cut', 'by-barcode': 'Bar code' },
    'mapping.deliveryNotes.as': { received: 'Received delivery note', receipt: 'Stock receipt' },
    'mapping.invoices.direction': { received: 'Received invoices', issued: 'Issued invoices' },
    'mapping.cards.name': { new: 'Only into new ones', always: 'Each time' },
    'mapping.cards.barCode': { new: 'Only into new ones', always: 'Each time', never: 'Never' },
    'mapping.cards.unit': { new: 'Only into new ones', always: 'Each time', never: 'Never' },
    'mapping.cards.vat': { new: 'Only into new ones', always: 'Each time', never: 'Never' },
    'mapping.cards.description': { new: 'Only into new ones', always: 'Each time', never: 'Never' },
    'mapping.cards.weight': { new: 'Only into new ones', always: 'Each time', never: 'Never' },
    'mapping.cards.sellingPrice': { new: 'Only into new ones', always: 'Each time', never: 'Never' },
    'mapping.addresses.key': { ico: 'IČO', 'partner-code': 'Partner code made by the client' },
    'mapping.addresses.name': { new: 'Only into new ones', always: 'Each time' },
    'mapping.addresses.taxIds': { new: 'Only into new ones', always: 'Each time', never: 'Never' },
    'mapping.addresses.address': { new: 'Only into new ones', always: 'Each time', never: 'Never' },
    'mapping.addresses.contacts': { new: 'Only into new ones', always: 'Each time', never: 'Never' },
    'mapping.addresses.note': { new: 'Only into new ones', always: 'Each time', never: 'Never' },
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
