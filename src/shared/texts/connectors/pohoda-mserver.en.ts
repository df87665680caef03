import { pohodaAgendasEn } from './pohoda-agendas.en'
import { pohodaMappingEn } from './pohoda-mapping.en'
import { pohodaReadingEn } from './pohoda-reading.en'

/** Words for the settings of `pohoda-mserver`. */
export const pohodaMServerEn = {
  fields: {
    address: {
      label: 'Address of mServer',
      help: 'For example http://192.168.1.10:444. Without encryption (http) only within your own network. Instead of localhost, 127.0.0.1 is used: POHODA hears nothing else.',
    },
    certificateFile: {
      label: 'Certificate of mServer',
      help: "A PEM file, only when mServer has a certificate of its own that this computer does not know. Empty: the computer's certificates will do.",
    },
    user: {
      label: 'POHODA user',
      help: 'A user with the right to XML communication and to this accounting unit. Best one of its own, for the client only, with a name without diacritics.',
    },
    password: { label: 'Password of the POHODA user', help: 'Kept encrypted and never shown again. Best without diacritics.' },
    database: {
      label: 'Database of the accounting unit',
      help: 'For example StwPh_12345678_2026. Before each hand-over it is checked that mServer has it open. Change it after the new year.',
    },
    ico: { label: 'IČO of the accounting unit', help: 'POHODA refuses documents meant for another accounting unit.' },
    unitCheck: {
      label: 'Check of the accounting unit',
      help: 'Older versions do not name their database. Then only the IČO guards the company, and nobody guards the year.',
    },
    timeoutSeconds: {
      label: 'Waiting for mServer (s)',
      help: 'After this time the outcome counts as uncertain and the documents are looked up.',
    },
    compress: { label: 'Send compressed', help: 'Of use on a slow network only. Answers are compressed whenever mServer can.' },
    lookup: {
      label: 'Looking documents up',
      help: 'POHODA of 2024 and newer searches by our id. In an older one the document is searched among the orders of its date.',
    },
    control: {
      label: 'Starting mServer',
      help: 'The client may start mServer when it does not run, and stop in the end what it has started itself. Works only on the computer with POHODA.',
    },
    program: { label: 'The program POHODA', help: 'Path of the file Pohoda.exe.' },
    serverName: {
      label: 'Name of mServer',
      help: 'Name of its configuration in POHODA: Accounting units → Database → POHODA mServer.',
    },
    startSeconds: { label: 'Waiting for the start (s)', help: 'How long mServer may take to start.' },
    exSystemName: { label: 'Name of the other system', help: 'POHODA keeps our ids under this name. Do not change it later.' },
    ...pohodaMappingEn.fields,
    ...pohodaReadingEn.fields,
    ...pohodaAgendasEn.fields,
  },
  choices: {
    unitCheck: { database: 'By its database (the year, too)', ico: 'By the IČO only (older versions)' },
    lookup: { extId: 'By our id (2024 and newer)', orderDate: 'Among the orders of its date (older)', none: 'Not at all' },
    control: { never: 'Never', allowed: 'Allowed' },
    ...pohodaMappingEn.choices,
    ...pohodaReadingEn.choices,
    ...pohodaAgendasEn.choices,
  },
}
