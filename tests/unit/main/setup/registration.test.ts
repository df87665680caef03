import { expect, test } from 'vitest'
import { toRegistrationRequest } from '../../../../src/main/setup/registration'
import { registrationRequestSchema } from '../../../../src/shared/central-api/registration'
import { setupEntriesSchema } from '../../../../src/shared/setup-state'

const AT = '2026-03-02T08:00:00Z'
const entries = setupEntriesSchema.parse({
  company: {
    name: ' Velkoobchod Příkladný, s.r.o. ',
    ico: '45274649',
    dic: '',
    street: 'Dlouhá 1',
    city: 'Brno',
    postalCode: '602 00',
    country: 'CZ',
  },
  role: 'both',
  decisionMaker: { name: 'Jana Nováková', email: 'jana@priklad.cz', phone: '+420 600 000 000' },
  it: { name: '', email: ' ' },
  survey: {
    informationSystem: 'POHODA',
    informationSystemVersion: 'E1 2026',
    operation: 'own-server',
    exchangeModules: ['xml-import-export'],
    remoteAccess: ['rdp', 'teamviewer'],
    operatingSystem: 'Windows Server 2022',
    note: 'Server je v Praze.',
  },
  trading: { system: 'Shoptet', integrated: 'no' },
  consent: { given: true, by: 'Jana Nováková', to: 'client-installation' },
  plannedDate: '2026-03-09',
})

test('the entries become what the central side takes: trimmed, and without what was left empty', () => {
  const request = toRegistrationRequest(entries, AT)
  expect(registrationRequestSchema.parse(request)).toEqual(request)
  expect(request.company).toEqual({
    name: 'Velkoobchod Příkladný, s.r.o.',
    ico: '45274649',
    address: { street: 'Dlouhá 1', city: 'Brno', postalCode: '602 00', country: 'CZ' },
    country: 'CZ',
  })
  expect(request.contacts).toEqual({
    decisionMaker: { name: 'Jana Nováková', email: 'jana@priklad.cz', phone: '+420 600 000 000' },
  })
  expect(request.consent).toEqual({ given: true, by: 'Jana Nováková', at: AT, to: 'client-installation' })
  expect(request.survey.note).toBe('Server je v Praze.\nOnline trading system: Shoptet (integrated: no)')
  expect(request.plannedDate).toBe('2026-03-09')
})

test('an IT contact that was begun is sent whole or named as wrong', () => {
  const it = { name: 'Petr', email: 'petr@priklad.cz', phone: '1' }
  expect(toRegistrationRequest({ ...entries, it }, AT).contacts.it).toEqual(it)
  expect(() => toRegistrationRequest({ ...entries, it: { name: 'Petr' } }, AT)).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({ code: 'central-validation', params: { path: 'contacts.it.email' } }),
    }),
  )
})

test('without consent nothing is sent', () => {
  expect(() => toRegistrationRequest({ ...entries, consent: { ...entries.consent, given: false } }, AT)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ params: { path: 'consent.given' } }) }),
  )
})
