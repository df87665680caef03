/** Words for the mapping, the same in every way into POHODA. */
export const pohodaMappingEn = {
  fields: {
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
    'mapping.vatCountry': {
      label: 'VAT rates of the country',
      help: "Empty: of the country of the company whose books these are; for cards of the supplier's.",
    },
  },
  choices: {
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
