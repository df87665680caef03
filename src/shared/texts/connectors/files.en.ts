/** Words for the settings of `files`. */
export const filesEn = {
  fields: {
    folder: {
      label: 'Folder for orders',
      help: 'The folder that the other system takes the files from. It must exist. Do not delete its subfolder bi-client: it keeps the record of what was handed over.',
    },
    format: {
      label: 'Format',
      help: 'UBL is an international standard for orders. An XML of your own is filled by your template template.xml.',
    },
    acknowledgement: {
      label: 'How it is known that an order was taken',
      help: 'Choose what is true. Without an acknowledgement the client does not know whether the other system has really recorded it.',
    },
    ackFolder: {
      label: 'Folder of acknowledgements',
      help: 'Empty: the subfolder “ack”. The client takes an acknowledgement away once it has read it.',
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
      help: 'Without the extension. It must contain {itemId}; it may also contain {number} {date} {buyerIco}.',
    },
    extension: { label: 'Extension', help: 'Empty: xml, csv or json by the format.' },
    'mapping.encoding': { label: 'Encoding', help: 'For CSV and the own XML. UBL and JSON are always UTF-8.' },
    'mapping.csvColumns': {
      label: 'Columns of CSV',
      help: 'In the order wanted: Title=field; Title=field. A constant text stands in quotes: Type="OBP".',
    },
    'mapping.csvSeparator': { label: 'Separator of columns', help: 'What separates the columns of CSV.' },
    'mapping.csvHeader': { label: 'First row with titles', help: 'CSV begins with a row of titles.' },
    'mapping.csvBom': { label: 'UTF-8 mark at the beginning', help: 'Excel needs it. Other programs may be troubled by it.' },
    'mapping.csvDecimalComma': { label: 'Decimal comma', help: 'Numbers in CSV with a comma instead of a point.' },
    'mapping.csvFormulaGuard': {
      label: 'Protection against formulas',
      help: 'A text that a spreadsheet would take for a formula gets an apostrophe in front. An order with such a stock code waits for a person.',
    },
    'mapping.paymentCodes': {
      label: 'Payment codes',
      help: 'Payment of the order → code in the other system, for the field paymentCode.',
    },
    'mapping.units': { label: 'Units', help: 'Unit of the order → code by UN/ECE Rec. 20, for UBL.' },
  },
  choices: {
    format: { ubl: 'UBL 2.1 (Peppol)', csv: 'CSV', json: 'JSON as received', template: 'Own XML by a template' },
    acknowledgement: {
      file: 'The other system writes a file with an acknowledgement',
      disappearance: 'The other system takes our file away',
      drop: 'It is enough that the file lies in the folder',
      person: 'Only a person knows and confirms each order',
    },
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
