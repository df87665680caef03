import type { abraFlexiCs } from './abra-flexi.cs'

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
      help: 'A user who may write received orders over the REST API. Best one of its own, for this client only.',
    },
    password: { label: 'Password of that user', help: 'Is stored encrypted and never shown again.' },
    timeoutSeconds: {
      label: 'Longest wait for an answer (s)',
      help: 'After this time the client stops waiting and looks the order up.',
    },
    externalSystem: {
      label: 'Name of our system',
      help: 'Stands before our id of the order (ext:BI:…), by which an order is known to be recorded already. Do not change it later.',
    },
    sumsByFlexi: {
      label: 'Check the sums before recording',
      help: 'ABRA Flexi first computes the order without saving it. If its amount differs, the order is not recorded and the difference is shown.',
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
    'mapping.vatCountry': { label: 'VAT rates of the country', help: "Empty: the supplier's country." },
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
  },
}
