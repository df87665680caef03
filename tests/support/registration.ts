import type { RegistrationRequest } from '../../src/shared/central-api/registration'

/** A company that asks to join, with every field filled; a new object each time. */
export const registrationRequest = (ico = '12345679'): RegistrationRequest => ({
  company: {
    name: 'Papírnictví Růžička, s.r.o.',
    ico,
    dic: `CZ${ico}`,
    address: { street: 'Nádražní 5', city: 'Žďár nad Sázavou', postalCode: '591 01', country: 'CZ' },
    country: 'CZ',
  },
  role: 'both',
  contacts: {
    decisionMaker: { name: 'Eva Růžičková', email: 'eva@ruzicka.example', phone: '+420 777 123 456' },
    it: { name: 'Jiří Šťastný', email: 'it@ruzicka.example', phone: '+420 777 654 321' },
  },
  survey: {
    informationSystem: { name: 'POHODA', version: 'E1 2026, release 14000' },
    operation: 'own-server',
    exchangeModules: ['xml-import-export', 'eshop-connector'],
    remoteAccess: ['rdp', 'teamviewer'],
    operatingSystem: 'Windows Server 2022',
    serverName: 'SRV-POHODA',
    note: 'Server běží v pracovní dny od 6 do 20 hodin.',
  },
  consent: { given: true, by: 'Eva Růžičková', at: '2026-11-24T08:00:00Z', to: 'client-installation' },
  plannedDate: '2026-12-01',
})
