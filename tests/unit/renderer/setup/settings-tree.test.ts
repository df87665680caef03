import { expect, test } from 'vitest'
import { connectors } from '../../../../src/main/connectors'
import { connectorForm } from '../../../../src/main/setup/connector-form'
import { newSetup } from '../../../../src/main/setup/machine'
import {
  effective,
  emptyFields,
  isShown,
  knownSettings,
  numberFault,
  partOf,
  readSetting,
  withoutEmpty,
  writeSetting,
} from '../../../../src/renderer/setup/settings-tree'
import type { ConnectorForm, SetupField } from '../../../../src/shared/setup-view'
import { viewOf } from '../../../support/fake-setup'

const [definition] = connectors
if (!definition) throw new Error('no connector')
const form: ConnectorForm = connectorForm(definition)
const field = (name: string): SetupField => {
  const found = form.fields.find((one) => one.name === name)
  if (!found) throw new Error(`no field ${name}`)
  return found
}

test('a nested setting is written beside its neighbours and taken out without leaving an empty group', () => {
  const one = writeSetting({ ico: '1' }, 'mapping.series', 'OP')
  const two = writeSetting(one, 'mapping.store', 'A')
  expect(two).toEqual({ ico: '1', mapping: { series: 'OP', store: 'A' } })
  expect(writeSetting(two, 'mapping.series', undefined)).toEqual({ ico: '1', mapping: { store: 'A' } })
  expect(writeSetting(one, 'mapping.series', undefined)).toEqual({ ico: '1' })
  expect(readSetting(two, 'mapping.store')).toBe('A')
  expect(readSetting({ mapping: 'x' }, 'mapping.store')).toBeUndefined()
  expect(readSetting({}, 'toString')).toBeUndefined()
})

test('fields of the other way are not shown, and nobody is asked for them', () => {
  expect(isShown(form, {}, field('program'))).toBe(true)
  expect(isShown(form, {}, field('importFolder'))).toBe(false)
  expect(isShown(form, { way: 'folder' }, field('importFolder'))).toBe(true)
  expect(emptyFields(form, { way: 'folder' }, []).map(({ name }) => name)).toEqual(['ico', 'importFolder'])
  expect(emptyFields(form, { ico: '1', program: 'x', user: 'u', database: ' ' }, []).map(({ name }) => name)).toEqual([
    'database',
  ])
})

test('what is emptied is as if never entered, so that what holds without it holds', () => {
  const settings = { user: '', mapping: { orderText: '', series: 'OP', paymentTypes: { cash: '', card: 'karta' } } }
  const kept = withoutEmpty(form, settings)
  expect(kept).toEqual({ mapping: { series: 'OP', paymentTypes: { card: 'karta' } } })
  expect(effective(kept, field('mapping.orderText'))).toBe('Objednávka {number}')
})

test('what a person must fill in comes first, what is rarely changed last', () => {
  const parts = Object.fromEntries(form.fields.map((one) => [one.name, partOf(form, one)]))
  expect(parts).toMatchObject({ way: 'main', program: 'main', password: 'main', ico: 'main', timeoutSeconds: 'details' })
  expect(parts['mapping.series']).toBe('mapping')
})

test('a number that is none, or out of its bounds, is said', () => {
  const timeout = field('timeoutSeconds')
  expect(numberFault(timeout, 600)).toBeUndefined()
  expect(numberFault(timeout, '')).toBeUndefined()
  expect(numberFault(timeout, 'deset')).toBe('not-whole')
  expect(numberFault(timeout, 3601)).toBe('out-of-range')
  expect(numberFault(timeout, 0)).toBe('out-of-range')
})

test('the company’s IČO and the program found here need not be entered again', () => {
  const state = newSetup()
  const view = viewOf(
    { ...state, entries: { ...state.entries, company: { ico: '27082440' } } },
    { findings: [{ kind: 'information-system', value: 'POHODA', folder: 'D:\\POHODA\\', foundAt: 'registry' }] },
  )
  expect(knownSettings(form, view)).toEqual({
    ico: { value: '27082440' },
    program: { value: 'D:\\POHODA\\Pohoda.exe', foundAt: 'registry' },
  })
  expect(knownSettings({ ...form, id: 'another', fields: [] }, view)).toEqual({})
})
