import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { helpOf, promptOf, type Question, shown, understand } from '../../../../../src/main/cli/setup-terminal/question'
import { languageSchema } from '../../../../../src/shared/settings'
import { setupTerminalTexts } from '../../../../../src/shared/texts/setup-terminal'

const texts = setupTerminalTexts.cs
const question = (change: Partial<Question> = {}): Question => ({ kind: 'text', label: 'Obec', required: true, ...change })
const meant = (typed: string, change: Partial<Question> = {}) => understand(question(change), typed, texts)
const choices = [
  { value: 'rdp', label: 'Vzdálená plocha' },
  { value: 'ssh', label: 'SSH' },
  { value: 'none', label: 'Nelze' },
]

test('Enter takes what stands in brackets, skips what is optional, and is refused where something is needed', () => {
  expect(meant('', { present: 'Brno' })).toEqual({ is: 'value', value: 'Brno' })
  expect(meant('  ', { present: 'Brno' })).toEqual({ is: 'value', value: 'Brno' })
  expect(meant('', { required: false })).toEqual({ is: 'nothing' })
  expect(meant('')).toEqual({ is: 'wrong', why: texts.wrong.needed })
  expect(meant('', { kind: 'choices', choices, present: [] })).toEqual({ is: 'wrong', why: texts.wrong.needed })
  expect(meant('', { kind: 'yes-no', present: false })).toEqual({ is: 'value', value: false })
})

test('- takes an optional value out, and is an answer where one is needed', () => {
  expect(meant('-', { required: false, present: 'x' })).toEqual({ is: 'value', value: undefined })
  expect(meant('-')).toEqual({ is: 'value', value: '-' })
})

test.each([
  ['<', 'back'],
  ['zpět', 'back'],
  ['Zpet', 'back'],
  ['späť', 'back'],
  ['back', 'back'],
  ['konec', 'quit'],
  ['koniec', 'quit'],
  ['quit', 'quit'],
  ['kroky', 'steps'],
  ['steps', 'steps'],
  ['?', 'help'],
])('%s moves about in every language, whatever is asked', (typed, is) => {
  for (const kind of ['text', 'choice', 'choices', 'yes-no', 'number', 'pairs'] as const)
    expect(meant(` ${typed} `, { kind, choices })).toEqual({ is })
})

test('the words that the help names are understood', () => {
  for (const language of languageSchema.options) {
    const words = setupTerminalTexts[language].controls.match(/(?<=\. )\p{L}+(?= )/gu) ?? []
    expect(words.length).toBe(2)
    expect(words.map((word) => understand(question(), word, texts).is)).toEqual(['steps', 'quit'])
  }
})

test('a password is never taken for a word of ours, and nothing is cut off it', () => {
  for (const typed of ['konec', 'zpět', ' mezery ', '-', '--', '??'])
    expect(meant(typed, { kind: 'secret' })).toEqual({ is: 'value', value: typed })
  expect(meant('<', { kind: 'secret' })).toEqual({ is: 'back' })
  expect(meant('?', { kind: 'secret' })).toEqual({ is: 'help' })
  expect(meant('', { kind: 'secret', present: true })).toEqual({ is: 'nothing' })
  expect(meant('', { kind: 'secret', required: false })).toEqual({ is: 'nothing' })
  expect(meant('', { kind: 'secret' })).toEqual({ is: 'wrong', why: texts.wrong.needed })
})

describe('choices', () => {
  test('by number, by label, by their own word; several by comma or blank, each once, in the order shown', () => {
    expect(meant('2', { kind: 'choice', choices })).toEqual({ is: 'value', value: 'ssh' })
    expect(meant('vzdálená plocha', { kind: 'choice', choices })).toEqual({ is: 'value', value: 'rdp' })
    expect(meant('ssh', { kind: 'choice', choices })).toEqual({ is: 'value', value: 'ssh' })
    expect(meant('2, 1,2', { kind: 'choices', choices })).toEqual({ is: 'value', value: ['rdp', 'ssh'] })
    expect(meant('2 1', { kind: 'choices', choices })).toEqual({ is: 'value', value: ['rdp', 'ssh'] })
    expect(meant('SSH; Vzdálená plocha', { kind: 'choices', choices })).toEqual({ is: 'value', value: ['rdp', 'ssh'] })
  })

  test('what is not offered is refused, and so is one that excludes the others', () => {
    for (const typed of ['0', '4', '99', '1.5', 'telnet', '1,4', ','])
      expect(meant(typed, { kind: typed.includes(',') ? 'choices' : 'choice', choices }).is).toBe('wrong')
    expect(meant('1,3', { kind: 'choices', choices, alone: 'none' }).is).toBe('wrong')
    expect(meant('3', { kind: 'choices', choices, alone: 'none' })).toEqual({ is: 'value', value: ['none'] })
  })
})

test('numbers are whole and within their limits', () => {
  const number = { kind: 'number', minimum: 15, maximum: 86_400 } as const
  expect(meant('300', number)).toEqual({ is: 'value', value: 300 })
  for (const typed of ['14', '86401', '1e3', '-20', '20.5', '٢٠', '0x20', 'pět']) expect(meant(typed, number).is).toBe('wrong')
})

test('pairs keep what stands behind the first =, and only names that are offered are taken', () => {
  expect(meant('PPL = Balík = PPL; Osobně=OS ;', { kind: 'pairs' })).toEqual({
    is: 'value',
    value: { PPL: 'Balík = PPL', Osobně: 'OS' },
  })
  const payments = { kind: 'pairs', keys: ['cash'], choices: [{ value: 'cash', label: 'Hotově' }] } as const
  expect(meant('hotově = POKL', payments)).toEqual({ is: 'value', value: { cash: 'POKL' } })
  for (const typed of ['PPL', '= x', 'PPL =', '__proto__ = x']) expect(meant(typed, { kind: 'pairs' }).is).toBe('wrong')
  expect(meant('převodem = x', payments).is).toBe('wrong')
})

test('whatever is typed is understood or refused, never thrown at', () => {
  const kind = fc.constantFrom<Question['kind']>('text', 'choice', 'choices', 'yes-no', 'number', 'secret', 'pairs')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), kind, fc.boolean(), (typed, of, required) => {
      const understood = meant(typed, { kind: of, required, choices })
      expect(['value', 'nothing', 'back', 'quit', 'steps', 'help', 'wrong']).toContain(understood.is)
      // Nothing that would steer a terminal gets into an entry.
      if (understood.is === 'value' && typeof understood.value === 'string' && of !== 'secret')
        expect(understood.value).not.toMatch(/\p{Cc}/u)
    }),
  )
})

test('what was answered is shown as it would be typed', () => {
  expect(shown(question({ kind: 'choice', choices }), 'ssh', texts)).toBe('SSH')
  expect(shown(question({ kind: 'choices', choices }), ['rdp', 'ssh'], texts)).toBe('Vzdálená plocha, SSH')
  expect(shown(question({ kind: 'yes-no' }), false, texts)).toBe('ne')
  expect(shown(question({ kind: 'pairs' }), { PPL: 'P', DHL: 'D' }, texts)).toBe('PPL = P; DHL = D')
  // A secret never is.
  expect(shown(question({ kind: 'secret' }), 'heslo', texts)).toBe(texts.kept)
})

test('a prompt numbers the choices, names what Enter takes and where it comes from', () => {
  expect(promptOf(question({ present: 'Brno', hint: 'nalezeno zde: síť' }), texts)).toEqual({
    lines: [],
    prompt: 'Obec (nalezeno zde: síť) [Brno]: ',
  })
  expect(promptOf(question({ kind: 'choice', choices, present: 'ssh' }), texts)).toEqual({
    lines: ['Obec', '  1) Vzdálená plocha', '  2) SSH', '  3) Nelze'],
    prompt: 'Vaše volba [SSH]: ',
  })
  expect(promptOf(question({ required: false }), texts).prompt).toBe('Obec (nepovinné): ')
  expect(helpOf(question({ help: 'Kde firma sídlí.' }), texts)[0]).toBe('Kde firma sídlí.')
})
