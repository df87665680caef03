/** Words for the settings of `command`. */
export const commandEn = {
  fields: {
    program: {
      label: 'Program',
      help: 'Full path to the program, or to the one that runs the script (python.exe, powershell.exe, node.exe). Files .bat and .cmd cannot be started.',
    },
    script: { label: 'Script', help: 'Full path to the script. Empty: the program needs no script.' },
    company: {
      label: 'Company',
      help: 'Whose books are written to, for example the IČO. The program is told this value and must refuse another company.',
    },
    guard: {
      label: 'Protection against a second record',
      help: 'What the program can do. Choose what is true: by this the client knows whether it may hand a document over again.',
    },
    'agendas.orders': {
      label: 'Take orders',
      help: 'The program is told the kind of document in the field agenda. What is not switched on stays in the queue.',
    },
    'agendas.delivery-notes': {
      label: 'Take delivery notes',
      help: 'The program is told the kind of document in the field agenda. What is not switched on stays in the queue.',
    },
    'agendas.stock-cards': {
      label: 'Take stock cards',
      help: 'The program is told the kind of document in the field agenda. What is not switched on stays in the queue.',
    },
    'agendas.addresses': {
      label: 'Take addresses',
      help: 'The program is told the kind of document in the field agenda. What is not switched on stays in the queue.',
    },
    'agendas.invoices': {
      label: 'Take invoices',
      help: 'The program is told the kind of document in the field agenda. What is not switched on stays in the queue.',
    },
    timeoutSeconds: {
      label: 'Longest run for one document (s)',
      help: 'After this time the client ends the program and looks the document up.',
    },
    'reads.stock': {
      label: 'The program gives stock levels',
      help: 'The program answers the verb stock (see the documentation).',
    },
    'reads.prices': { label: 'The program gives prices', help: 'The program answers the verb prices (see the documentation).' },
    readTimeoutSeconds: {
      label: 'Longest reading (s)',
      help: 'After that time the client ends the program and sends nothing of it.',
    },
    secret: {
      label: 'Password or key for the program',
      help: 'Optional. The program is given it on standard input only. It is stored encrypted and is never shown again.',
    },
  },
  choices: {
    guard: {
      searchable: 'The program finds a document by our identifier',
      enforced: 'The program finds a document and never records one twice',
      none: 'Neither: a person judges an uncertain record',
    },
  },
}
