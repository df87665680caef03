import { expect, test } from 'vitest'
import { connectorFields, isFilledIn } from '../../../../../src/main/cli/setup-terminal/connector-questions'
import { runForm } from '../../../../../src/main/cli/setup-terminal/form'
import { createTalk } from '../../../../../src/main/cli/setup-terminal/talk'
import { newsOf } from '../../../../../src/main/cli/setup-terminal/test-orders-page'
import { connectors } from '../../../../../src/main/connectors/index'
import { connectorForm } from '../../../../../src/main/setup/connector-form'
import { newSetup } from '../../../../../src/main/setup/machine'
import { problem } from '../../../../../src/shared/failure'
import { setupEntriesSchema } from '../../../../../src/shared/setup-state'
import type { TestOrderView } from '../../../../../src/shared/setup-view'
import { fakeSetup, viewOf } from '../../../../support/fake-setup'
import { scriptedTerminal } from '../../../../support/scripted-terminal'

const client = { setLanguage: () => {}, retryDocument: async () => {}, keepSyncing: () => () => {} }
const form = connectors.map(connectorForm).find(({ id }) => id === 'pohoda-xml')
if (!form) throw new Error('no such connector')

function talkOver(answers: readonly string[], settings: Record<string, unknown> = {}) {
  const setup = fakeSetup(undefined)
  const entries = setupEntriesSchema.parse({ connector: { id: 'pohoda-xml', settings }, company: { ico: '27082440' } })
  setup.setView(viewOf({ ...newSetup(), purpose: 'company', at: 'information-system', entries }))
  const terminal = scriptedTerminal(answers)
  return { setup, terminal, talk: createTalk(setup, terminal, { language: 'cs', colour: false, client }) }
}
const settingsAfter = (setup: ReturnType<typeof fakeSetup>) => setup.view().state.entries.connector.settings

test('each connector is asked for by its own form: what another setting rules out is not asked', async () => {
  if (!form) return
  const needed = (way: string) => {
    const { talk, setup } = talkOver([], { way })
    return connectorFields(talk, form, (field) => field.required)
      .filter((field) => field.question(setup.view()))
      .map(({ about }) => about)
  }
  expect(needed('program')).toEqual(expect.arrayContaining(['connector.program', 'connector.user', 'connector.ico']))
  expect(needed('program')).not.toContain('connector.importFolder')
  expect(needed('folder')).toContain('connector.importFolder')
  expect(needed('folder')).not.toContain('connector.user')
})

test('a form keeps each answer at once, whole settings with it, and hands secrets over apart', async () => {
  const { talk, setup, terminal } = talkOver(['Klient', 'tajné', '', 'konec'], {
    programArguments: ['x'],
    mapping: { store: 'HL' },
  })
  if (!form) return
  const names = ['user', 'password', 'ico', 'mapping.series']
  const end = await runForm(talk, {
    fields: connectorFields(talk, form, ({ name }) => names.includes(name)),
    missing: () => [],
  })
  expect(end).toBe('quit')
  // What this form doesn't show stays as it was; the company's number was known already.
  expect(settingsAfter(setup)).toEqual({
    programArguments: ['x'],
    mapping: { store: 'HL' },
    user: 'Klient',
    ico: '27082440',
  })
  expect(setup.asked.filter((asked) => asked.startsWith('secret'))).toEqual(['secret password'])
  expect(terminal.shown.join('\n')).not.toContain('tajné')
  expect(JSON.stringify(setup.view())).not.toContain('tajné')
})

test('only what is filled in as far as needed is tried at once', () => {
  if (!form) return
  const filled = { program: '/opt/pohoda', user: 'Klient', database: 'StwPh', ico: '27082440' }
  const isComplete = (settings: Record<string, unknown>) => form && isFilledIn(talkOver([], settings).setup.view(), form)
  expect(isComplete(filled)).toBe(true)
  for (const name of Object.keys(filled)) expect(isComplete({ ...filled, [name]: '' })).toBe(false)
  expect(isComplete({ way: 'folder', ico: '27082440' })).toBe(false)
  expect(isComplete({ way: 'folder', ico: '27082440', importFolder: '/srv/import' })).toBe(true)
})

test('what happens to a test order is told once, a second way after a repair anew, and what was known not at all', () => {
  const { talk } = talkOver([])
  const at = (second: number) => `2026-11-24T10:00:0${second}.000Z`
  const order = (change: Partial<TestOrderView>): TestOrderView => ({
    itemId: 'Q1',
    agenda: 'orders',
    number: 'T1',
    createdAt: at(0),
    reached: { created: at(0) },
    ...change,
  })
  const news = newsOf(talk)
  expect(news([order({})])).toEqual(['Objednávka T1: Vytvořeno'])
  expect(news([order({})])).toEqual([])
  const way = { created: at(0), downloaded: at(1), checked: at(2) }
  const refused = problem('is-rejected', {}, 'Neznámé středisko')
  expect(news([order({ reached: way })])).toEqual(['Objednávka T1: Staženo', 'Objednávka T1: Zkontrolováno'])
  expect(news([order({ reached: way, problem: refused, state: 'rejected' })])).toEqual([
    expect.stringMatching(/^Objednávka T1: zastaveno\. /),
  ])
  const again = { ...way, checked: at(5), recorded: at(6) }
  expect(news([order({ reached: again, erpNumber: '26OP1' })])).toEqual([
    'Objednávka T1: Zkontrolováno',
    'Objednávka T1: Zapsáno pod číslem 26OP1',
  ])
  // The same refusal once more is told once more.
  expect(news([order({ reached: way, problem: refused, state: 'rejected' })]).at(-1)).toMatch(/zastaveno/)
  const known = newsOf(talk)
  known([order({ reached: way })])
  expect(known([order({ reached: way }), order({ itemId: 'Q2', number: 'T2' })])).toEqual(['Objednávka T2: Vytvořeno'])
})
