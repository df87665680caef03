import type { SetupEntries } from '../../src/shared/setup-state'

/** A company as a person would enter it, with all that a registration needs. */
export const companyEntries = {
  central: { baseUrl: 'https://api.priklad.cz/b2b/v1' },
  company: {
    name: 'Stavebniny Křižík a. s.',
    ico: '27082440',
    street: 'Dlouhá 1',
    city: 'Brno',
    postalCode: '602 00',
    country: 'CZ',
  },
  role: 'buyer',
  decisionMaker: { name: 'Jana Nováková', email: 'jana@priklad.cz', phone: '+420 600 000 000' },
  survey: {
    informationSystem: 'POHODA',
    operation: 'own-server',
    exchangeModules: ['xml-import-export'],
    remoteAccess: ['rdp'],
    operatingSystem: 'Windows Server 2022',
  },
  trading: { system: 'Shoptet', integrated: 'yes' },
  consent: { given: true, by: 'Jana Nováková', to: 'client-installation' },
} satisfies Partial<SetupEntries>
