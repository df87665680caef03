import { describe, expect, test } from 'vitest'
import { checkTitle } from '../../../../../src/main/cli/setup-terminal/missing-text'
import type { WizardClient } from '../../../../../src/main/cli/setup-terminal/talk'
import { runWizard } from '../../../../../src/main/cli/setup-terminal/wizard'
import { newSetup } from '../../../../../src/main/setup/machine'
import { Failure, problem } from '../../../../../src/shared/failure'
import { type Language, languageSchema } from '../../../../../src/shared/settings'
import { setupStepSchema } from '../../../../../src/shared/setup-state'
import { setupTerminalTexts } from '../../../../../src/shared/texts/setup-terminal'
import { setupWords } from '../../../../../src/shared/texts/setup-words'
import { type FakeSetup, fakeSetup, viewOf } from '../../../../support/fake-setup'
import { type ScriptedTerminal, scriptedTerminal } from '../../../../support/scripted-terminal'
import { setupSceneNames } from '../../../../support/setup-scenes'

const texts = setupTerminalTexts.cs
const client = (): WizardClient & { languages: Language[]; retried: string[] } => {
  const languages: Language[] = []
  const retried: string[] = []
  return {
    languages,
    retried,
    setLanguage: (language) => void languages.push(language),
    retryDocument: async (itemId) => void retried.push(itemId),
    keepSyncing: () => () => {},
  }
}
async function lead(setup: FakeSetup, terminal: ScriptedTerminal, language: Language = 'cs', own = client()) {
  const ended = await runWizard(setup, terminal, { language, colour: false, client: own })
  return { ...ended, shown: terminal.shown.join('\n'), client: own }
}
const scene = (name: string, answers: Parameters<typeof scriptedTerminal>[0] = []) => {
  const setup = fakeSetup(name)
  return { setup, terminal: scriptedTerminal(answers) }
}

describe.each(languageSchema.options)('in %s', (language) => {
  test.each(setupSceneNames())('%s is shown without a gap, and ending there acts on nothing', async (name) => {
    const { setup, terminal } = scene(name)
    const { shown, end } = await lead(setup, terminal, language)
    expect(end).toBe('quit')
    const { state } = setup.view()
    expect(shown).toContain(setupWords[language].steps[state.at].title)
    expect(shown).not.toMatch(/undefined|\[object|\{(?!number|buyer|orderId|itemId)\w+\}/)
    // Looking is all that may happen by itself.
    for (const asked of setup.asked) expect(asked).toMatch(/^(check|enter \{"connector")/)
  })
})

test('it begins where setting up stands, says so, and numbers the steps of this purpose', async () => {
  const { setup, terminal } = scene('computer-warning')
  const { shown } = await lead(setup, terminal)
  expect(shown).toContain(texts.resumed)
  expect(shown).toContain('Krok 3 z 8: Tento počítač')
  const fresh = await lead(fakeSetup(undefined), scriptedTerminal([]))
  expect(fresh.shown).not.toContain(texts.resumed)
  expect(fresh.shown).toContain('Krok 1 z 8')
  const trial = viewOf({ ...newSetup(), at: 'computer', purpose: 'trial' }, { trial: true })
  const inTrial = fakeSetup(undefined)
  inTrial.setView(trial)
  expect((await lead(inTrial, scriptedTerminal([]))).shown).toContain('Krok 2 z 7')
})

test('the language is asked first, and all that follows is said in it', async () => {
  const setup = fakeSetup(undefined)
  const { shown, language, client: own } = await lead(setup, scriptedTerminal(['3', 'quit']))
  expect(language).toBe('en')
  expect(own.languages).toEqual(['en'])
  expect(setup.asked).toContain('enter {"language":"en"}')
  expect(shown).toContain('Connect our company')
})

test('< goes one question back, and at the first one a step back', async () => {
  const { setup, terminal } = scene('registration-empty', ['1', '', 'Stavebniny', '<', '', '', '<', '<', '<', '<', 'konec'])
  await lead(setup, terminal)
  const prompts = terminal.shown.filter((line) => /^Název firmy/.test(line))
  // What was typed before is offered again.
  expect(prompts).toEqual(['Název firmy: ', 'Název firmy [Stavebniny]: ', 'Název firmy [Stavebniny]: '])
  expect(setup.asked).toContain('move back')
})

test('the list of steps leads to another one, and says what comes first', async () => {
  const { setup, terminal } = scene('computer-warning', ['kroky', '1', 'konec'])
  const { shown } = await lead(setup, terminal)
  expect(shown).toContain('Tento počítač: hotovo (jste zde)')
  expect(shown).toMatch(/Ostrý provoz: zbývá/)
  expect(setup.asked).toContain('move begin')
})

test('what fails is said with why, what to do and its code, and the person goes on from there', async () => {
  const { setup, terminal } = scene('registration-received', ['2', 'SPATNY-KOD', 'konec'])
  const failing = {
    ...setup,
    activate: async () => {
      throw new Failure(problem('central-not-found', {}), { effect: 'nothing', retry: false })
    },
  }
  const { shown, end } = await lead(failing, terminal)
  expect(shown).toContain('(kód: central-not-found)')
  expect(shown).toContain('Co udělat: ')
  expect(end).toBe('quit')
  expect(terminal.shown.filter((line) => line.includes(texts.registration.code))).toHaveLength(2)
})

test('a registration that waits is followed line by line, and its decision leads on by itself', async () => {
  const { setup, terminal } = scene('registration-received', ['1', null, 'konec'])
  const led = lead(setup, terminal)
  await new Promise((done) => setImmediate(done))
  const { state } = setup.view()
  const registration = { registrationId: 'R1', state: 'scheduled' as const, scheduledFor: '2027-01-15', message: 'Přijedeme.' }
  setup.setView({ state: { ...state, registration } })
  // The same once more is no news.
  setup.setView({ state: { ...state, registration }, polledAt: new Date().toISOString() })
  setup.setView({ state: { ...state, registration: { ...registration, state: 'rejected', message: 'Chybí jednatel.' } } })
  const { shown } = await led
  expect(shown.match(/Naplánováno na: 2027-01-15/g)).toHaveLength(1)
  expect(shown.match(/Vzkaz provozovatele: Chybí jednatel\./g)).toHaveLength(1)
  expect(shown).toContain(texts.registration.mendAndSend)
})

test('a check is told line by line as it goes, each line once', async () => {
  const setup = fakeSetup('computer-not-run')
  const lines = fakeSetup('computer-failed').view().state.evidence.computer?.lines ?? []
  const checking = {
    ...setup,
    async check() {
      for (const count of [1, 2, 5]) setup.setView({ running: { step: 'computer', lines: lines.slice(0, count) } })
      const { state } = setup.view()
      const { running: _, ...view } = setup.view()
      setup.setView({
        ...view,
        state: { ...state, evidence: { computer: { at: new Date().toISOString(), lines: [...lines] } } },
      })
    },
  }
  const terminal = scriptedTerminal([])
  const { shown } = await lead(checking, terminal)
  const told = terminal.shown.filter((line) => /^ {2}\S/.test(line))
  for (const { id } of lines) expect(told.filter((line) => line.includes(`: ${checkTitle(id, 'cs')}`))).toHaveLength(1)
  expect(shown).toContain('(kód: connection-blocked)')
  expect(shown).toContain('Neprošlo: 1')
})

test('Ctrl+C ends in each step at once, also amid a check', async () => {
  for (const step of setupStepSchema.options) {
    const setup = fakeSetup(undefined)
    setup.setView(viewOf({ ...newSetup(), at: step, purpose: 'company' }))
    const terminal = scriptedTerminal([null])
    const stuck: FakeSetup = {
      ...setup,
      check: (_step, signal) => new Promise((done) => signal.addEventListener('abort', () => done(), { once: true })),
    }
    const led = lead(stuck, terminal)
    await new Promise((done) => setImmediate(done))
    terminal.interrupt()
    expect((await led).end).toBe('quit')
  }
})

test('a key is asked for as a secret, handed on whole, and stands nowhere', async () => {
  const { setup, terminal } = scene('registration-received', ['3', ' klic-firmy-123 '])
  const got: string[] = []
  const { shown } = await lead({ ...setup, useKey: async (key) => void got.push(key) }, terminal)
  expect(got).toEqual([' klic-firmy-123 '])
  expect(terminal.secrets).toHaveLength(1)
  expect(shown).not.toContain('klic-firmy')
})
