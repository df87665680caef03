import { pohodaMappingEn } from './pohoda-mapping.en'

/** Words for the settings of `pohoda-eshop`. */
export const pohodaEshopEn = {
  fields: {
    listen: {
      label: 'Where POHODA may ask from',
      help: 'If POHODA runs on this computer, leave “only this computer”. From the network only with name and password; without them the client does not open the address.',
    },
    port: {
      label: 'Port',
      help: 'The client answers POHODA on this port. In POHODA: Settings → Internet shops → Import, URL for orders, for example http://127.0.0.1:8190/objednavky.',
    },
    path: { label: 'Path', help: 'The end of the address that you enter in POHODA.' },
    user: {
      label: 'Name for POHODA',
      help: 'Enter the same in POHODA on the tab WEB client. Make name and password up; they are not those of a POHODA user.',
    },
    password: {
      label: 'Password for POHODA',
      help: 'Kept encrypted and never shown again. Without name and password any program on this computer could fetch the orders.',
    },
    ico: { label: 'IČO of the accounting unit', help: 'POHODA with another accounting unit open gets nothing.' },
    waitSeconds: {
      label: 'How long they are offered (s)',
      help: 'The client offers orders and waits until POHODA fetches them. Schedule the transfer in POHODA more often, say every three minutes. What was not fetched is offered next time.',
    },
    confirmation: {
      label: 'How it is known that POHODA has an order',
      help: 'POHODA does not tell a shop. Either a person confirms each order that was fetched, or the client looks it up over mServer or the POHODA program.',
    },
    lookupUser: { label: 'POHODA user (looking up)', help: 'For looking up only: a user with the right to XML communication.' },
    lookupPassword: {
      label: 'Password of the POHODA user (looking up)',
      help: 'For looking up only. Kept encrypted and never shown again.',
    },
    database: {
      label: 'Database of the accounting unit (looking up)',
      help: 'For looking up only, for example StwPh_12345678_2026. Change it after the new year.',
    },
    mServerAddress: { label: 'Address of mServer', help: 'For example http://127.0.0.1:444.' },
    certificateFile: {
      label: 'Certificate of mServer',
      help: 'A PEM file, only when mServer has a certificate of its own that this computer does not know.',
    },
    program: { label: 'The program POHODA', help: 'Path of the file Pohoda.exe.' },
    timeoutSeconds: { label: 'Longest look-up (s)', help: 'How long one question may take.' },
    againHours: {
      label: 'Offer again only after (h)',
      help: 'An order that POHODA fetched and yet does not have (it may have refused it) is offered again only after this time. Earlier it might come to be twice.',
    },
    exSystemName: { label: 'Name of the other system', help: 'POHODA keeps our ids under this name. Do not change it later.' },
    ...pohodaMappingEn.fields,
  },
  choices: {
    listen: { 'this-computer': 'Only from this computer', network: 'From the own network, too' },
    confirmation: {
      person: 'A person confirms it',
      mserver: 'The client looks it up over mServer',
      program: 'The client looks it up by starting POHODA',
    },
    ...pohodaMappingEn.choices,
  },
}
