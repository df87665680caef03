/** Words for the settings of `files`. */
export const filesEn = {
  fields: {
    folder: {
      label: 'Folder for documents',
      help: 'The folder that the other system takes the files from. It must exist. Do not delete its subfolder bi-client: it keeps the record of what was handed over.',
    },
    format: {
      label: 'Format of orders',
      help: 'UBL is an international standard for orders. An XML of your own is filled by your template template.xml.',
    },
    acknowledgement: {
      label: 'How it is known that a document was taken',
      help: 'Choose what is true. Without an acknowledgement the client does not know whether the other system has really recorded it.',
    },
    'agendas.orders': {
      label: 'Take orders',
      help: 'What is not switched on stays in the queue. Switch it on when the other system can take it.',
    },
    'agendas.delivery-notes': {
      label: 'Take delivery notes',
      help: 'What is not switched on stays in the queue. Switch it on when the other system can take it.',
    },
    'agendas.stock-cards': {
      label: 'Take stock cards',
      help: 'What is not switched on stays in the queue. Switch it on when the other system can take it.',
    },
    'agendas.addresses': {
      label: 'Take addresses',
      help: 'What is not switched on stays in the queue. Switch it on when the other system can take it.',
    },
    'agendas.invoices': {
      label: 'Take invoices',
      help: 'What is not switched on stays in the queue. Switch it on when the other system can take it.',
    },
    'formats.delivery-notes': {
      label: 'Format of delivery notes',
      help: 'UBL is a Despatch Advice by Peppol; it has no prices, they are in it as additional properties only.',
    },
    'formats.invoices': {
      label: 'Format of invoices',
      help: 'UBL is an Invoice by Peppol BIS Billing 3. A credit note has sums below zero in it.',
    },
    'formats.stock-cards': {
      label: 'Format of stock cards',
      help: 'An XML of your own is filled by the template template-stock-cards.xml.',
    },
    'formats.addresses': {
      label: 'Format of addresses',
      help: 'An XML of your own is filled by the template template-addresses.xml.',
    },
    agendaFolders: {
      label: 'A subfolder for each kind of document',
      help: 'Documents are laid into the subfolders orders, delivery-notes, stock-cards, addresses and invoices. They must exist.',
    },
    ackFolder: {
      label: 'Folder of acknowledgements',
      help: 'Empty: the subfolder “ack” in the folder of the document. The client takes an acknowledgement away once it has read it.',
    },
    ackName: {
      label: 'Name of an acknowledgement',
      help: '{name} is the name of our file without its extension, {file} with it.',
    },
    answerTimeoutSeconds: {
      label: 'Wait for the acknowledgement (s)',
      help: 'How long to wait right after handing over. A later one counts, too.',
    },
    fileName: {
      label: 'Name of the file',
      help: 'Without the extension. It must contain {itemId}; it may also contain {agenda} {number} {date} {buyerIco} {supplierIco}.',
    },
    extension: { label: 'Extension', help: 'Empty: xml, csv or json by the format.' },
    'stock.file': {
      label: 'File with stock levels',
      help: 'A file that your program makes. A star in its name: the newest one that fits. Empty: no stock levels are read from a file.',
    },
    'stock.fields': {
      label: 'Stock: what stands where',
      help: 'field=column; field=column. Fields: sku ean name unit warehouse physical reserved ordered forSale changedAt. A column by its title, or #2 by position; in XML a path, e.g. stock/@quantity; a constant in quotes.',
    },
    'stock.rows': {
      label: 'Stock: element of a card',
      help: 'Path of the XML element that repeats, from the root: export/item.',
    },
    'prices.file': {
      label: 'File with prices',
      help: 'It may be the same file. A star in its name: the newest one that fits. Empty: no prices are read from a file.',
    },
    'prices.fields': {
      label: 'Prices: what stands where',
      help: 'Fields: sku ean warehouse priceLevel currency price priceIncludesVat vatPercent forSale validFrom. A price level in a column of its own: price:A=Price A. A constant: priceIncludesVat="no".',
    },
    'prices.rows': {
      label: 'Prices: element of a card',
      help: 'Path of the XML element that repeats, from the root: export/price.',
    },
    'reading.format': { label: 'Format of the files', help: 'How the files with stock and prices are written.' },
    'reading.encoding': {
      label: 'Encoding of the files',
      help: 'A mark at the beginning of the file (BOM) decides by itself. XML says its own.',
    },
    'reading.separator': { label: 'Separator in the files', help: 'What separates the cells of CSV.' },
    'reading.quote': { label: 'Quotes in the files', help: 'What cells of CSV that contain the separator are quoted with.' },
    'reading.header': {
      label: 'The first row of the files holds titles',
      help: 'Without titles columns are named by position: #1, #2.',
    },
    'reading.decimal': { label: 'Decimal places', help: 'A number of another form is not read, and the card is reported.' },
    'reading.thousands': { label: 'Thousands separator', help: 'What stands between groups of three digits.' },
    'reading.maxAgeHours': {
      label: 'Greatest age of a file (h)',
      help: 'An older file is not read, and the client says so: it is probably no longer being made.',
    },
    'reading.settleSeconds': { label: 'Rest before reading (s)', help: 'So long the file must not change before it is read.' },
    'reading.doneName': {
      label: 'Mark of a finished file',
      help: 'Name of a file that the program writes last: {file}.done. Empty: there is none.',
    },
    'reading.endLine': { label: 'Last line', help: 'The exact last line of a finished CSV or JSON file. Empty: there is none.' },
    'mapping.encoding': { label: 'Encoding', help: 'For CSV and the own XML. UBL and JSON are always UTF-8.' },
    'mapping.csvColumns': {
      label: 'Columns of CSV: orders',
      help: 'In the order wanted: Title=field; Title=field. A constant text stands in quotes: Type="OBP".',
    },
    'mapping.columns.delivery-notes': {
      label: 'Columns of CSV: delivery notes',
      help: 'As for orders; the fields of each kind of document are in the documentation.',
    },
    'mapping.columns.invoices': {
      label: 'Columns of CSV: invoices',
      help: 'As for orders; the fields of each kind of document are in the documentation.',
    },
    'mapping.columns.stock-cards': {
      label: 'Columns of CSV: stock cards',
      help: 'As for orders; the fields of each kind of document are in the documentation.',
    },
    'mapping.columns.addresses': {
      label: 'Columns of CSV: addresses',
      help: 'As for orders; the fields of each kind of document are in the documentation.',
    },
    'mapping.csvSeparator': { label: 'Separator of columns', help: 'What separates the columns of CSV.' },
    'mapping.csvHeader': { label: 'First row with titles', help: 'CSV begins with a row of titles.' },
    'mapping.csvBom': { label: 'UTF-8 mark at the beginning', help: 'Excel needs it. Other programs may be troubled by it.' },
    'mapping.csvDecimalComma': { label: 'Decimal comma', help: 'Numbers in CSV with a comma instead of a point.' },
    'mapping.csvFormulaGuard': {
      label: 'Protection against formulas',
      help: 'A text that a spreadsheet would take for a formula gets an apostrophe in front. A document with such a stock code waits for a person.',
    },
    'mapping.paymentCodes': {
      label: 'Payment codes',
      help: 'Payment of the document → code in the other system, for the field paymentCode.',
    },
    'mapping.units': { label: 'Units', help: 'Unit of the document → code by UN/ECE Rec. 20, for UBL.' },
  },
  choices: {
    format: { ubl: 'UBL 2.1 (Peppol)', csv: 'CSV', json: 'JSON as received', template: 'Own XML by a template' },
    'formats.delivery-notes': {
      ubl: 'UBL 2.1 (Peppol)',
      csv: 'CSV',
      json: 'JSON as received',
      template: 'Own XML by a template',
    },
    'formats.invoices': { ubl: 'UBL 2.1 (Peppol)', csv: 'CSV', json: 'JSON as received', template: 'Own XML by a template' },
    'formats.stock-cards': { csv: 'CSV', json: 'JSON as received', template: 'Own XML by a template' },
    'formats.addresses': { csv: 'CSV', json: 'JSON as received', template: 'Own XML by a template' },
    acknowledgement: {
      file: 'The other system writes a file with an acknowledgement',
      disappearance: 'The other system takes our file away',
      drop: 'It is enough that the file lies in the folder',
      person: 'Only a person knows and confirms each document',
    },
    'reading.format': { csv: 'CSV', xml: 'XML', jsonl: 'JSON, an object on each line' },
    'reading.encoding': { 'utf-8': 'UTF-8', 'windows-1250': 'Windows-1250', 'utf-16': 'UTF-16 with a mark at the beginning' },
    'reading.separator': { semicolon: 'Semicolon', comma: 'Comma', tab: 'Tab', pipe: 'Vertical bar' },
    'reading.quote': { double: 'Double', single: 'Single', none: 'None' },
    'reading.decimal': { point: 'Point', comma: 'Comma' },
    'reading.thousands': { none: 'None', space: 'Space', point: 'Point', comma: 'Comma', apostrophe: 'Apostrophe' },
    'mapping.encoding': { 'utf-8': 'UTF-8', 'windows-1250': 'Windows-1250' },
    'mapping.csvSeparator': { semicolon: 'Semicolon', comma: 'Comma', tab: 'Tab', pipe: 'Vertical bar' },
    'mapping.paymentCodes': {
      'bank-transfer': 'Bank transfer',
      cash: 'Cash',
      card: 'Card',
      'cash-on-delivery': 'Cash on delivery',
      other: 'Other',
    },
  },
}
