import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeAt, entriesMissing, entryAt, settingAt, withSetting } from '../../../../../src/main/cli/setup-terminal/entries'
import { newSetup } from '../../../../../src/main/setup/machine'
import { setupEntriesSchema } from '../../../../../src/shared/setup-state'
import { companyEntries } from '../../../../support/setup-entries'

const entries = setupEntriesSchema.parse(companyEntries)

test('a change replaces one value and keeps the rest of its part', () => {
  expect(changeAt(entries, 'company.city', 'Praha')).toEqual({ company: { ...entries.company, city: 'Praha' } })
  expect(changeAt(entries, 'role', 'supplier')).toEqual({ role: 'supplier' })
  expect(changeAt(entries, 'consent', true)).toEqual({ consent: { ...entries.consent, given: true } })
  expect(changeAt(entries, 'company.dic', undefined)).toEqual({ company: entries.company })
  expect(changeAt(entries, 'plannedDate', undefined)).toEqual({ plannedDate: '' })
})

test('what was changed is what is read', () => {
  for (const about of ['company.name', 'survey.serverName', 'trading.system', 'consent.by', 'plannedDate']) {
    const changed = setupEntriesSchema.parse({ ...entries, ...changeAt(entries, about, 'nové') })
    expect(entryAt(changed, about)).toBe('nové')
  }
  expect(entryAt(entries, 'consent')).toBe(true)
})

test('a setting is put at its place, taken out again, and touches nothing else', () => {
  const name = fc.stringMatching(/^[a-z]{1,5}(\.[a-z]{1,5}){0,2}$/)
  fc.assert(
    fc.property(name, fc.string(), (at, value) => {
      const settings = { way: 'program', mapping: { series: '26OP' } }
      const changed = withSetting(settings, at, value)
      expect(settingAt(changed, at)).toBe(value)
      expect(settingAt(withSetting(changed, at, undefined), at)).toBeUndefined()
      expect(settings).toEqual({ way: 'program', mapping: { series: '26OP' } })
    }),
  )
  expect(withSetting({ mapping: { series: '26OP' } }, 'mapping.store', 'HL')).toEqual({
    mapping: { series: '26OP', store: 'HL' },
  })
  expect(settingAt({}, 'constructor.name')).toBeUndefined()
})

test('a rejected registration is still checked entry by entry before it is sent again', () => {
  const state = { ...newSetup(), purpose: 'company' as const, entries }
  const rejected = { registrationId: 'R1', state: 'rejected' as const }
  expect(entriesMissing({ ...state, registration: rejected })).toEqual([])
  const wrong = { ...entries, company: { ...entries.company, ico: '12345678' } }
  expect(entriesMissing({ ...state, entries: wrong, registration: rejected })).toMatchObject([
    { code: 'ico-wrong', about: 'company.ico' },
  ])
})
