const when = { new: 'Only when new', always: 'Always', never: 'Never' }
const whenEver = { new: when.new, always: when.always }
const unknownGoods = { hold: 'POHODA refuses the document', 'text-line': 'A text line is recorded', create: 'A card is made' }

/** Words for the mapping of the agendas besides orders, the same in the ways that take them. */
export const pohodaAgendasEn = {
  fields: {
    'mapping.deliveryNotes.as': {
      label: 'A delivery note is recorded as',
      help: 'A receipt for who gets the goods; an issue slip for who sends them. Both move stock.',
    },
    'mapping.deliveryNotes.series': {
      label: 'Series of stock documents',
      help: "Code of the number series. Empty: POHODA's default series.",
    },
    'mapping.deliveryNotes.text': {
      label: 'Text of the stock document',
      help: 'May contain {number} {orderNumber} {partner} {itemId}. A receipt has no other place for the number of the delivery note.',
    },
    'mapping.deliveryNotes.stockItems': {
      label: 'Cards on the delivery note',
      help: 'Goods without a stock card are not moved.',
    },
    'mapping.deliveryNotes.unknownGoods': {
      label: 'Goods of a delivery note without a card',
      help: 'What happens to goods that have no card in POHODA. To have cards made, fill in the place and the price group.',
    },
    'mapping.invoices.direction': {
      label: 'Invoices are recorded as',
      help: 'Received invoices from suppliers, or issued invoices to customers.',
    },
    'mapping.invoices.series': {
      label: 'Series of invoices',
      help: "Code of the number series. Empty: POHODA's default series.",
    },
    'mapping.invoices.numbers': {
      label: 'Number of an issued invoice',
      help: 'The customer has the invoice under its number; another would not be found in the books.',
    },
    'mapping.invoices.text': { label: 'Text of the invoice', help: 'May contain {number} {orderNumber} {partner} {itemId}.' },
    'mapping.invoices.creditText': {
      label: 'Text of the credit note',
      help: 'May contain {number} {orderNumber} {partner} {itemId}.',
    },
    'mapping.invoices.accounting': {
      label: 'Account assignment of invoices',
      help: "Code of the assignment. Empty: as POHODA's user has it set.",
    },
    'mapping.invoices.classificationVAT': {
      label: 'VAT classification of invoices',
      help: 'Code of the classification. Empty: POHODA decides.',
    },
    'mapping.invoices.account': {
      label: 'Own account on an issued invoice',
      help: "Code of the bank account. Empty: POHODA's default account.",
    },
    'mapping.invoices.stockItems': {
      label: 'Cards on the invoice',
      help: 'Lines with a card move stock. Leave text lines where delivery notes do that.',
    },
    'mapping.invoices.unknownGoods': {
      label: 'Goods of an invoice without a card',
      help: 'What happens to goods that have no card in POHODA.',
    },
    'mapping.cards.match': {
      label: 'How your own card is known',
      help: 'A card that the client made is known always. By barcode: your own code of the card stays.',
    },
    'mapping.cards.storage': {
      label: 'Place of new cards',
      help: 'Place in the tree of stores, e.g. GOODS/Screws. Without it no cards are taken.',
    },
    'mapping.cards.typePrice': {
      label: 'Price group of new cards',
      help: 'Code of the price group. Without it no cards are taken.',
    },
    'mapping.cards.stockType': {
      label: 'Kind of new cards',
      help: 'A card has a stock level, a service and a text item have none.',
    },
    'mapping.cards.name': { label: 'Name of the card', help: 'When the client writes it.' },
    'mapping.cards.unit': { label: 'Unit of the card', help: 'When the client writes it.' },
    'mapping.cards.vat': {
      label: 'VAT rate of the card',
      help: 'When the client writes it. Rates are those of "VAT rates of the country"; fill it in where suppliers come from the other country.',
    },
    'mapping.cards.purchasePrice': { label: 'Purchase price of the card', help: 'When the client writes it.' },
    'mapping.cards.sellingPrice': {
      label: 'Selling price of the card',
      help: 'When the client writes it. POHODA then fixes the selling price of the card.',
    },
    'mapping.cards.description': { label: 'Description of the card', help: 'When the client writes it.' },
    'mapping.cards.weight': { label: 'Weight of the card', help: 'When the client writes it.' },
    'mapping.cards.forSale': {
      label: 'Card for sale',
      help: 'When the card is marked for sale. Goods that the supplier no longer offers are taken off sale and off the internet, unless you choose Never.',
    },
    'mapping.addresses.match': {
      label: 'How your own partner is known',
      help: 'A partner that the client made is known always.',
    },
    'mapping.addresses.name': { label: 'Name of the firm', help: 'When the client writes it.' },
    'mapping.addresses.address': { label: "Partner's address", help: 'When the client writes it.' },
    'mapping.addresses.taxNumbers': { label: "Partner's IČO and DIČ", help: 'When the client writes them.' },
    'mapping.addresses.contact': { label: "Partner's contact", help: 'When the client writes the person, phone and e-mail.' },
    'mapping.addresses.places': {
      label: "Partner's places of delivery",
      help: 'Always: those that the partner lacks are added; none is deleted.',
    },
  },
  choices: {
    'mapping.deliveryNotes.as': { receipt: 'Receipt (příjemka)', 'issue-slip': 'Issue slip (výdejka)' },
    'mapping.deliveryNotes.stockItems': {
      'by-sku': 'By goods code',
      'by-ean': 'By barcode',
      'text-lines': 'Not at all, text lines only',
    },
    'mapping.invoices.direction': { received: 'Received invoices', issued: 'Issued invoices' },
    'mapping.invoices.numbers': { document: 'The number of the document', series: "The next of POHODA's series" },
    'mapping.invoices.stockItems': {
      'text-lines': 'Not at all, text lines only',
      'by-sku': 'By goods code',
      'by-ean': 'By barcode',
    },
    'mapping.cards.match': { 'by-code': 'By code', 'by-ean': 'By barcode', 'by-id': 'Not at all, only by our own id' },
    'mapping.cards.stockType': { card: 'Card', text: 'Text item', service: 'Service' },
    'mapping.addresses.match': { 'by-ico': 'By IČO', 'by-id': 'Not at all, only by our own id' },
    'mapping.deliveryNotes.unknownGoods': unknownGoods,
    'mapping.invoices.unknownGoods': unknownGoods,
    'mapping.cards.name': whenEver,
    'mapping.cards.unit': when,
    'mapping.cards.vat': when,
    'mapping.cards.purchasePrice': when,
    'mapping.cards.sellingPrice': when,
    'mapping.cards.description': when,
    'mapping.cards.weight': when,
    'mapping.cards.forSale': when,
    'mapping.addresses.name': whenEver,
    'mapping.addresses.address': when,
    'mapping.addresses.taxNumbers': when,
    'mapping.addresses.contact': when,
    'mapping.addresses.places': when,
  },
}
