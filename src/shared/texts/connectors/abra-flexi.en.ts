import type { abraFlexiCs } from './abra-flexi.cs'

const cardPolicy = { new: 'New cards only', always: 'Always', never: 'Never' }
const partnerPolicy = { new: 'New companies only', always: 'Always', never: 'Never' }

export const abraFlexiEn: typeof abraFlexiCs = {
  fields: {
    baseUrl: {
      label: 'Address of the ABRA Flexi server',
      help: 'For example https://flexi.company.com:5434. Only server and port, without /c/ and the company.',
    },
    certificateFile: {
      label: "The server's certificate (PEM file)",
      help: 'Only when the server has a certificate of its own that no computer knows; ABRA Flexi makes one when it is installed. Empty: an ordinary public certificate.',
    },
    company: {
      label: 'Identifier of the company',
      help: 'Stands in the address of the web interface after /c/, for example demo_company.',
    },
    ico: {
      label: 'Registration number (IČO) of the company',
      help: 'Compared with the settings of the company in ABRA Flexi. Nothing is ever written to another company.',
    },
    user: {
      label: 'API user',
      help: 'A user who may write over the REST API what the client hands over, and read price list and stock. Best one of its own, for this client only.',
    },
    password: { label: 'Password of that user', help: 'Is stored encrypted and never shown again.' },
    timeoutSeconds: {
      label: 'Longest wait for an answer (s)',
      help: 'After this time the client stops waiting and looks the document up.',
    },
    externalSystem: {
      label: 'Name of our system',
      help: 'Stands before our id of a record (ext:BI:…), by which it is known to be there already. Do not change it later.',
    },
    sumsByFlexi: {
      label: 'Check the sums before recording',
      help: 'ABRA Flexi first computes the document without saving it. If its amount differs, it is not recorded and the difference is shown.',
    },
    'mapping.documentType': {
      label: 'Type of received order',
      help: 'Code from the list of document types, for example OBP. It decides the number series.',
    },
    'mapping.stock': {
      label: 'Stock',
      help: 'Code of the stock on lines from the price list. Empty: as the type of document says.',
    },
    'mapping.centre': { label: 'Cost centre', help: 'Code of the cost centre on the document.' },
    'mapping.activity': { label: 'Activity', help: 'Code of the activity on the document.' },
    'mapping.contract': { label: 'Contract', help: 'Code of the contract on the document.' },
    'mapping.status': {
      label: 'State of the order',
      help: 'The state in which the order is created. Empty: as the type of document says.',
    },
    'mapping.paymentForms': {
      label: 'Forms of payment',
      help: 'Payment method of the order → code of the form of payment in ABRA Flexi. Others are written into the note.',
    },
    'mapping.deliveryForms': {
      label: 'Forms of delivery',
      help: 'Delivery method of the order → code of the form of delivery in ABRA Flexi. The text is always written.',
    },
    'mapping.units': {
      label: 'Units',
      help: 'Unit of the order → code of the unit in ABRA Flexi. Others are written into the note of the line.',
    },
    'mapping.goods': {
      label: 'How goods are found in the price list',
      help: 'What becomes of goods that are not there: ABRA Flexi refuses the order, or a line without a card is recorded.',
    },
    'mapping.partner': {
      label: 'Link to the address book',
      help: 'The buyer is linked to a company of the address book by IČO. The data of the order are always written.',
    },
    'mapping.orderText': { label: 'Text of the order', help: 'May hold {number} {buyer} {orderId} {itemId}.' },
    'mapping.isReserved': {
      label: 'Reserve goods',
      help: 'Lines from the price list are reserved in stock as soon as they are recorded.',
    },
    'mapping.vatCountry': {
      label: 'VAT rates of the country',
      help: "The country by which the books are kept. Empty: the country of the document's company; prices are then read by the settings of ABRA Flexi.",
    },
    'mapping.deliveryNotes.movement': {
      label: 'Delivery notes: movement of stock',
      help: 'The buyer takes goods in (receipt), the supplier gives them out (issue).',
    },
    'mapping.deliveryNotes.documentType': {
      label: 'Delivery notes: type of stock document',
      help: 'Code from the list of types of stock documents, for example STANDARD.',
    },
    'mapping.deliveryNotes.stock': {
      label: 'Delivery notes: stock',
      help: 'Code of the stock that goods come to or go from. Empty: the stock set for all documents.',
    },
    'mapping.deliveryNotes.goods': {
      label: 'Delivery notes: how goods are found',
      help: 'A stock document may hold only goods of the price list. A line without the code that is needed is held.',
    },
    'mapping.deliveryNotes.unknownGoods': {
      label: 'Delivery notes: unknown goods',
      help: 'What becomes of goods that are not in the price list: ABRA Flexi refuses the document, or the client makes a card first.',
    },
    'mapping.invoices.direction': {
      label: 'Invoices: received or issued',
      help: 'The buyer has received invoices, the supplier issued ones.',
    },
    'mapping.invoices.documentType': {
      label: 'Invoices: type of document',
      help: 'Code from the list of types of received or issued invoices, for example FAKTURA.',
    },
    'mapping.invoices.creditNoteType': {
      label: 'Invoices: type of credit note',
      help: 'Code of the type of document for credit notes. Empty: credit notes are held.',
    },
    'mapping.invoices.goods': {
      label: 'Invoices: link of lines to the price list',
      help: 'Linked lines may move stock, as the type of document says. Where delivery notes are recorded, leave lines without a card, or the goods come into stock twice.',
    },
    'mapping.invoices.unknownGoods': {
      label: 'Invoices: unknown goods',
      help: 'Only for linked lines: the document is refused, the line has no card, or a card is made.',
    },
    'mapping.cards.match': {
      label: 'Stock cards: how your own card is recognised',
      help: "By code, the card's code follows the supplier. By barcode, the code stays yours.",
    },
    'mapping.cards.group': { label: 'Stock cards: group of goods', help: 'Code of the group that new cards belong to.' },
    'mapping.cards.name': {
      label: 'Stock cards: name',
      help: 'When the client writes the name. Your own edits stay when you choose only new cards.',
    },
    'mapping.cards.unit': { label: 'Stock cards: unit', help: 'When the client writes the unit.' },
    'mapping.cards.vat': { label: 'Stock cards: VAT rate', help: 'When the client writes the VAT rate.' },
    'mapping.cards.purchasePrice': {
      label: 'Stock cards: purchase price',
      help: 'When the client writes the purchase price without VAT.',
    },
    'mapping.cards.sellingPrice': {
      label: 'Stock cards: sales price',
      help: 'When the client writes the sales price without VAT.',
    },
    'mapping.cards.description': { label: 'Stock cards: description', help: 'When the client writes the description.' },
    'mapping.cards.weight': { label: 'Stock cards: weight', help: 'When the client writes the weight.' },
    'mapping.addresses.match': {
      label: 'Address book: how your own company is recognised',
      help: 'By IČO, the client adds its id to your company and makes no second one. If several have the IČO, it writes nothing.',
    },
    'mapping.addresses.name': {
      label: 'Address book: name',
      help: 'When the client writes the name of the company. Your own edits stay when you choose only new ones.',
    },
    'mapping.addresses.address': {
      label: 'Address book: address',
      help: 'When the client writes street, city, postal code and country.',
    },
    'mapping.addresses.taxNumbers': { label: 'Address book: IČO and DIČ', help: 'When the client writes IČO, DIČ and IČ DPH.' },
    'mapping.addresses.contact': { label: 'Address book: contact', help: 'When the client writes phone, e-mail and GLN.' },
  },
  choices: {
    'mapping.status': { nespec: 'Not specified', pripraveno: 'Prepared', schvaleno: 'Approved' },
    'mapping.goods': {
      'by-code': 'By code; unknown goods are refused',
      'by-code-or-text': 'By code; unknown goods without a card',
      'by-ean': 'By barcode; unknown goods are refused',
      'text-lines': 'Not at all, every line without a card',
    },
    'mapping.partner': {
      'by-ico': 'By IČO, when it is in the address book',
      'by-ico-only': 'By IČO, else the order is refused',
      'text-only': 'No link',
    },
    'mapping.vatCountry': { CZ: 'Czechia', SK: 'Slovakia' },
    'mapping.paymentForms': {
      'bank-transfer': 'Bank transfer',
      cash: 'Cash',
      card: 'Card',
      'cash-on-delivery': 'Cash on delivery',
      other: 'Other',
    },
    'mapping.deliveryNotes.movement': { receipt: 'Receipt', issue: 'Issue' },
    'mapping.deliveryNotes.goods': {
      'by-code': "By the supplier's code",
      'by-buyer-code': "By the buyer's code",
      'by-ean': 'By barcode',
    },
    'mapping.deliveryNotes.unknownGoods': { hold: 'The document is refused', create: 'A card is made' },
    'mapping.invoices.direction': { received: 'Received invoices', issued: 'Issued invoices' },
    'mapping.invoices.goods': {
      'text-lines': 'Not at all, every line without a card',
      'by-code': "By the supplier's code",
      'by-buyer-code': "By the buyer's code",
      'by-ean': 'By barcode',
    },
    'mapping.invoices.unknownGoods': {
      hold: 'The document is refused',
      'text-line': 'A line without a card',
      create: 'A card is made',
    },
    'mapping.cards.match': { 'by-code': 'By code', 'by-ean': 'By barcode' },
    'mapping.cards.name': { new: 'New cards only', always: 'Always' },
    'mapping.cards.unit': cardPolicy,
    'mapping.cards.vat': cardPolicy,
    'mapping.cards.purchasePrice': cardPolicy,
    'mapping.cards.sellingPrice': cardPolicy,
    'mapping.cards.description': cardPolicy,
    'mapping.cards.weight': cardPolicy,
    'mapping.addresses.match': { 'by-ico': 'By IČO', 'own-id': 'Only by our id' },
    'mapping.addresses.name': { new: 'New companies only', always: 'Always' },
    'mapping.addresses.address': partnerPolicy,
    'mapping.addresses.taxNumbers': partnerPolicy,
    'mapping.addresses.contact': partnerPolicy,
  },
}
