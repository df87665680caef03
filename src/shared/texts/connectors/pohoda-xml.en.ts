import { pohodaAgendasEn } from './pohoda-agendas.en'
import { pohodaMappingEn } from './pohoda-mapping.en'
import { pohodaReadingEn } from './pohoda-reading.en'

/** Words for the settings of `pohoda-xml`. */
export const pohodaXmlEn = {
  fields: {
    way: {
      label: 'Way into POHODA',
      help: 'Either the client starts POHODA, or POHODA itself collects files from a folder.',
    },
    program: { label: 'POHODA program', help: 'Path to the file Pohoda.exe.' },
    user: {
      label: 'POHODA user',
      help: 'A user with the right to XML communication. We recommend one of its own, for the client only.',
    },
    password: { label: 'Password of the POHODA user', help: 'It is stored encrypted and is never shown again.' },
    database: {
      label: 'Database of the accounting unit',
      help: 'For example StwPh_12345678_2026 or 12345678_2026.mdb.',
    },
    ico: {
      label: 'IČO of the accounting unit',
      help: 'POHODA refuses documents that are meant for another accounting unit.',
    },
    timeoutSeconds: {
      label: 'Longest run of POHODA (s)',
      help: 'After this time the client ends the run and looks the documents up.',
    },
    importFolder: { label: 'Import folder', help: 'The folder that POHODA imports from by a scheduled task.' },
    responseFolder: {
      label: 'Folder with responses',
      help: 'Empty: the subfolder “response” of the import folder.',
    },
    answerTimeoutSeconds: { label: 'Wait for the response (s)', help: 'How long to wait for the response file.' },
    lookup: {
      label: 'Lookup by our identifier',
      help: 'POHODA 2024 and later can look a document up; earlier ones cannot, and uncertain documents then wait for a person.',
    },
    exSystemName: {
      label: 'Name of the external system',
      help: 'POHODA remembers our identifiers under this name. Do not change it later.',
    },
    ...pohodaMappingEn.fields,
    ...pohodaReadingEn.fields,
    ...pohodaAgendasEn.fields,
  },
  choices: {
    way: { program: 'The client starts POHODA', folder: 'POHODA collects files from a folder' },
    lookup: { extId: 'Possible (POHODA 2024 and later)', none: 'Not possible' },
    ...pohodaMappingEn.choices,
    ...pohodaReadingEn.choices,
    ...pohodaAgendasEn.choices,
  },
}
