import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newSetup } from '../../../../src/main/setup/machine'
import {
  acceptedChange,
  changeAt,
  isRegistering,
  openSuggestions,
  suggestions,
  valueAt,
  withLine,
  withoutLine,
} from '../../../../src/renderer/setup/entries'
import { type SetupEntries, type SetupState, setupChangeSchema } from '../../../../src/shared/setup-state'
import type { FoundOnComputer } from '../../../../src/shared/setup-view'
import { companyEntries } from '../../../support/setup-entries'

const empty = newSetup().entries
const pohoda: FoundOnComputer = {
  kind: 'information-system',
  value: 'POHODA',
  version: '14103.7',
  folder: 'C:\\POHODA',
  foundAt: 'HKLM\\POHODA',
}
const money: FoundOnComputer = { kind: 'information-system', value: 'Money S3', foundAt: 'D:\\Money' }
const server: FoundOnComputer = { kind: 'server-name', value: 'SRV', foundAt: 'hostname' }
const stateWith = (entries: Partial<SetupEntries>): SetupState => ({
  ...newSetup(),
  entries: { ...empty, ...entries },
})

test('a change sends the whole part with one field changed, and main takes it', () => {
  const entries = { ...empty, ...companyEntries } as SetupEntries
  const change = changeAt(entries, 'company.ico', '12345679')
  expect(change).toEqual({ company: { ...companyEntries.company, ico: '12345679' } })
  expect(setupChangeSchema.parse(change)).toEqual(change)
  expect(changeAt(entries, 'role', 'both')).toEqual({ role: 'both' })
  expect(setupChangeSchema.parse(changeAt(empty, 'plannedDate', ''))).toEqual({ plannedDate: '' })
})

test('what was entered at a place is found there, and at no other', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('company.ico', 'survey.note', 'trading.system', 'consent.by', 'plannedDate'),
      fc.string({ maxLength: 20 }),
      (about, value) => {
        const entries = { ...empty, ...changeAt(empty, about, value) } as SetupEntries
        expect(valueAt(entries, about)).toBe(value)
        expect(valueAt(entries, 'company.name')).toBeUndefined()
      },
    ),
  )
})

test('a finding fills in what nobody has entered, and says where it was found', () => {
  const all = suggestions({ findings: [pohoda, money, server], state: stateWith({}) })
  expect(all['survey.informationSystem']).toEqual({ value: 'POHODA', foundAt: 'C:\\POHODA' })
  expect(all['survey.informationSystemVersion']).toEqual({ value: '14103.7', foundAt: 'HKLM\\POHODA' })
  expect(acceptedChange(empty, openSuggestions(empty, all))).toEqual({
    survey: { informationSystem: 'POHODA', informationSystemVersion: '14103.7', serverName: 'SRV' },
  })
})

test('what a person typed or emptied is never replaced by what was found', () => {
  const survey = { informationSystem: 'Helios', serverName: '' }
  const state = stateWith({ survey })
  const open = openSuggestions(state.entries, suggestions({ findings: [pohoda, server], state }))
  expect(open).toEqual({})
  expect(acceptedChange(state.entries, open)).toEqual({})
})

test('the version of one program is not suggested for another, nor that of the second for the first', () => {
  const state = stateWith({ survey: { informationSystem: 'Money S3' } })
  expect(suggestions({ findings: [pohoda], state })).not.toHaveProperty(['survey.informationSystemVersion'])
  expect(suggestions({ findings: [money, pohoda], state: stateWith({}) })).not.toHaveProperty(['survey.informationSystemVersion'])
})

test('who decides is who consents, until somebody says otherwise', () => {
  const decisionMaker = { name: 'Jana Nováková' }
  expect(suggestions({ findings: [], state: stateWith({ decisionMaker }) })).toEqual({
    'consent.by': { value: 'Jana Nováková', from: 'decisionMaker.name' },
  })
  const state = stateWith({ decisionMaker, consent: { by: 'Petr Malý' } })
  expect(openSuggestions(state.entries, suggestions({ findings: [], state }))).toEqual({})
})

test('nothing is suggested once the registration is on its way', () => {
  const at: SetupState = { ...newSetup(), purpose: 'company', at: 'registration' }
  expect(isRegistering(at)).toBe(true)
  expect(isRegistering({ ...at, registration: { registrationId: 'r1', state: 'received' } })).toBe(false)
  expect(isRegistering({ ...at, registration: { registrationId: 'r1', state: 'rejected' } })).toBe(true)
  expect(isRegistering({ ...at, at: 'computer' })).toBe(false)
})

test('a line is added to a note once, and taken out without touching the rest', () => {
  expect(withLine('', 'Prosíme o klíč.')).toBe('Prosíme o klíč.')
  const note = withLine('Volejte ráno.', 'Prosíme o klíč.')
  expect(note).toBe('Volejte ráno.\nProsíme o klíč.')
  expect(withLine(note, 'Prosíme o klíč.')).toBe(note)
  expect(withoutLine(note, 'Prosíme o klíč.')).toBe('Volejte ráno.')
})
