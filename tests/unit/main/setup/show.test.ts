import { expect, test } from 'vitest'
import { connectors } from '../../../../src/main/connectors/index'
import { connectorForm } from '../../../../src/main/setup/connector-form'
import { newSetup } from '../../../../src/main/setup/machine'
import { sampleOrder } from '../../../../src/main/setup/sample-order'
import { settingsOf, stateOf } from '../../../../src/main/setup/settings-of'
import { showTestOrder } from '../../../../src/main/setup/show-test-orders'
import { surveyPage } from '../../../../src/main/setup/survey-page'
import { testOrderList } from '../../../../src/main/setup/test-order-list'
import { indented } from '../../../../src/main/setup-desk'
import type { DocumentDetail } from '../../../../src/shared/documents/document-state'
import { type Settings, settingsSchema } from '../../../../src/shared/settings'
import { type SetupState, setupEntriesSchema, setupStateSchema } from '../../../../src/shared/setup-state'
import { connectorFormSchema, type SetupView } from '../../../../src/shared/setup-view'
import { setupWords } from '../../../../src/shared/texts/setup-words'
import { companyEntries } from '../../../support/setup-entries'

const AT = '2026-11-24T10:00:00.000Z'
const order = { itemId: 'i-1', agenda: 'orders', number: 'T-1', createdAt: AT }
const event = (step: DocumentDetail['events'][number]['step'], minute: number, more = {}) => ({
  at: `2026-11-24T10:0${minute}:00.000Z`,
  step,
  ...more,
})
const detail = (
  events: DocumentDetail['events'],
  more: Partial<DocumentDetail['summary']> = {},
  payload?: string,
): DocumentDetail => ({
  summary: {
    itemId: 'i-1',
    agenda: 'orders',
    test: true,
    number: 'T-1',
    partner: 'Někdo',
    state: 'imported',
    reportState: 'accepted',
    receivedAt: AT,
    updatedAt: AT,
    attempts: 1,
    ...more,
  },
  payloadSha256: '0'.repeat(64),
  events,
  ...(payload === undefined ? {} : { payload }),
})

test('each connector has a form whose fields and choices all have words, in every language', () => {
  for (const connector of connectors) {
    const form = connectorFormSchema.parse(connectorForm(connector))
    expect(form.fields.length).toBeGreaterThan(3)
    for (const { connector: labels, connectorChoices } of Object.values(setupWords)) {
      const known = (labels as Record<string, Record<string, unknown>>)[form.id] ?? {}
      expect(Object.keys(known).sort()).toEqual(form.fields.map(({ name }) => name).sort())
      const choices = (connectorChoices as Record<string, Record<string, Record<string, string>>>)[form.id] ?? {}
      for (const { name, choices: values = [], keys = [] } of form.fields)
        for (const value of [...values, ...keys]) expect(choices[name]?.[value], `${name} ${value}`).toBeTruthy()
    }
  }
})

test('a form says of a secret that it is one, of a path that it is chosen, and when a field is asked for', () => {
  const fields = new Map(connectorForm(connectors[0] as (typeof connectors)[number]).fields.map((field) => [field.name, field]))
  expect(fields.get('password')).toMatchObject({ kind: 'secret', when: { name: 'way', value: 'program' } })
  expect(fields.get('program')).toMatchObject({ kind: 'file', required: true })
  expect(fields.get('importFolder')).toMatchObject({ kind: 'folder', required: true, when: { name: 'way', value: 'folder' } })
  expect(fields.get('mapping.isReserved')).toMatchObject({ kind: 'yes-no', required: false, initial: false })
  // Words for wrappers are no form's business.
  expect(fields.has('programArguments')).toBe(false)
})

const passed = { at: AT, lines: [{ id: 'x', status: 'ok' as const, evidence: '', durationMs: 1 }] }
const failed = { at: AT, lines: [{ id: 'x', status: 'failed' as const, evidence: '', durationMs: 1 }] }
const entered: SetupState = {
  ...newSetup(),
  purpose: 'company',
  entries: setupEntriesSchema.parse({
    ...companyEntries,
    connector: { id: 'pohoda-xml', settings: { way: 'program' } },
    operation: { intervalSeconds: 60 },
  }),
  account: { companyId: 'c-1', companyName: 'Firma', mode: 'test' },
  evidence: { connection: passed, 'information-system': passed },
}
const settings: Settings = settingsSchema.parse({
  version: 1,
  language: 'sk',
  mode: 'production',
  central: { baseUrl: 'https://old.example/b2b/v1', companyId: 'c-1' },
  connector: { id: 'pohoda-xml', settings: { way: 'folder' } },
  sync: { intervalSeconds: 900, batchSize: 7, keepPayloadDays: 30 },
})

test('settings come from what has been proved, and leave what nobody asked about as it was', () => {
  expect(settingsSchema.parse(settingsOf(entered, undefined, 'cs'))).toMatchObject({
    language: 'cs',
    mode: 'test',
    central: { baseUrl: companyEntries.central.baseUrl, companyId: 'c-1' },
    sync: { intervalSeconds: 60, batchSize: 100 },
  })
  const merged = settingsOf({ ...entered, mode: 'production' }, settings, 'cs')
  expect(merged).toMatchObject({ language: 'sk', mode: 'production', sync: { batchSize: 7, keepPayloadDays: 30 } })
  // Each part by its own proof.
  const half = settingsOf({ ...entered, evidence: { connection: failed, 'information-system': passed } }, settings, 'cs')
  expect(half).toMatchObject({ central: settings.central, connector: { settings: { way: 'program' } } })
  expect(settingsOf({ ...entered, evidence: { connection: passed } }, settings, 'cs')?.connector).toEqual(settings.connector)
  expect(settingsOf({ ...entered, evidence: { connection: passed } }, undefined, 'cs')).toBeUndefined()
  const { account: _, ...stranger } = entered
  expect(settingsOf(stranger, undefined, 'cs')).toBeUndefined()
})

test('a client that a preset has set up is not asked again for what it knows', () => {
  const state = setupStateSchema.parse(stateOf(settings, 'Firma'))
  expect(state).toMatchObject({
    purpose: 'company',
    mode: 'production',
    entries: { connector: settings.connector, operation: { intervalSeconds: 900 } },
    account: { companyId: 'c-1', companyName: 'Firma', mode: 'production' },
  })
  expect(settingsOf(state, settings, 'cs')).toEqual(settings)
})

test('a test order has reached what its evidence says, and begins anew after a retry', () => {
  expect(showTestOrder(order, undefined)).toEqual({ ...order, reached: { created: AT } })
  const whole = [
    event('received', 1),
    event('checked', 1),
    event('sending', 2),
    event('imported', 3),
    event('reported', 4, { reportState: 'accepted' }),
  ]
  const shown = showTestOrder(order, detail(whole, { reference: { number: '26OP1' } }, '{"note":"[TEST] Prosím"}'))
  expect(shown).toMatchObject({ erpNumber: '26OP1', marked: true, state: 'imported' })
  expect(Object.keys(shown.reached)).toHaveLength(6)
  expect(showTestOrder(order, detail(whole.slice(0, 4), {}, '{"note":"bez"}')).marked).toBe(false)
  expect(showTestOrder(order, detail([event('reported', 1, { reportState: 'refused' })])).reached.reported).toBeUndefined()
  const held = detail([event('received', 1), event('checked', 1), event('quarantined', 2)], {
    state: 'quarantined',
    problem: { code: 'of-a-later-version', params: {} },
  })
  expect(showTestOrder(order, held)).toMatchObject({ reached: { downloaded: expect.any(String) }, problem: { code: 'internal' } })
  expect(showTestOrder(order, held).reached.checked).toBeUndefined()
})

test('the list for deleting opens in a table program, and nothing in it is a formula', () => {
  const orders: SetupView['testOrders'] = [
    {
      ...order,
      number: '=HYPERLINK("x")',
      reached: {},
      erpNumber: '26OP1',
      verdict: { right: false, by: 'Jana', at: AT, note: 'a;"b"\nc' },
    },
  ]
  const lines = testOrderList(orders, 'cs').split('\r\n')
  expect(lines[0]?.startsWith('\ufeff"Číslo objednávky"')).toBe(true)
  expect(lines[1]).toBe(`"'=HYPERLINK(""x"")";"i-1";"${AT}";"26OP1";"špatně";"Jana";"a;""b"" c"`)
})

test.each(['cs', 'sk', 'en'] as const)(
  'the printed survey in %s has all that was answered, and nothing of it is markup',
  (language) => {
    const state = {
      ...entered,
      entries: { ...entered.entries, company: { ...companyEntries.company, name: '<script>"&' } },
    } as SetupState
    const page = surveyPage(state, { language, version: '1.2.3', now: '2026-11-24' })
    expect(page).not.toContain('<script>')
    expect(page).toContain('&#60;script&#62;&#34;&#38;')
    for (const text of ['27082440', 'Jana Nováková', 'POHODA', 'Shoptet', setupWords[language].choices.operation['own-server']])
      expect(page).toContain(text)
    expect(page).not.toContain('undefined')
  },
)

test('the sample orders add up', () => {
  for (const country of ['CZ', 'SK'] as const) {
    const { totals, lines, charges = [] } = sampleOrder(country, '[TEST]', '2026-11-24')
    const cents = (text: string) => Math.round(Number(text) * 100)
    const net = [...lines, ...charges].reduce((sum, line) => sum + cents(line.totalNet), 0)
    expect(net).toBe(cents(totals.net))
    expect(cents(totals.net) + totals.vat.reduce((sum, { amount }) => sum + cents(amount), 0)).toBe(cents(totals.gross))
    for (const { percent, base, amount } of totals.vat)
      expect(cents(amount)).toBe(Math.round((cents(base) * Number(percent)) / 100))
  }
})

test('a text of several lines stays as it is, and does not upset what comes after it', () => {
  expect(indented('<a><n>one\n  two</n><b><c/></b></a>')).toBe('<a>\n  <n>one\n  two</n>\n  <b>\n    <c/>\n  </b>\n</a>')
})

test('XML is shown with a line for each element, and says the same', () => {
  const xml = '<?xml version="1.0"?><a><b x="1">text</b><c/><d><e>1</e></d></a>'
  expect(indented(xml)).toBe('<?xml version="1.0"?>\n<a>\n  <b x="1">text</b>\n  <c/>\n  <d>\n    <e>1</e>\n  </d>\n</a>')
})
