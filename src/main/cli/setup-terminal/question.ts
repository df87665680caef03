import { fill } from '../../../shared/texts/format'
import type { SetupTerminalTexts } from '../../../shared/texts/setup-terminal.cs'
import { plain } from '../table'

export interface Choice {
  value: string
  label: string
}

/** One question of a form, as data. */
export interface Question {
  /** Said before it. */
  intro?: string
  label: string
  help?: string | undefined
  kind: 'text' | 'choice' | 'choices' | 'yes-no' | 'number' | 'secret' | 'pairs'
  required: boolean
  /** What stands, or is offered: Enter takes it. Of a secret only `true`: one is kept. */
  present?: unknown
  /** Where an offered value comes from. */
  hint?: string | undefined
  choices?: readonly Choice[]
  /** `choices`: this one excludes the others. */
  alone?: string
  /** `pairs`: the only names allowed. */
  keys?: readonly string[] | undefined
  minimum?: number | undefined
  maximum?: number | undefined
  /** Characters. */
  most?: number
}

export type Understood =
  | { is: 'value'; value: unknown }
  /** Enter, where nothing stands and nothing is needed. */
  | { is: 'nothing' }
  | { is: 'back' }
  | { is: 'quit' }
  | { is: 'steps' }
  | { is: 'help' }
  | { is: 'wrong'; why: string }

/** The same in every language: who works in one may have learned another's. */
const WORDS: Readonly<Record<string, 'back' | 'quit' | 'steps' | 'help'>> = {
  '<': 'back',
  zpět: 'back',
  zpet: 'back',
  späť: 'back',
  spat: 'back',
  back: 'back',
  konec: 'quit',
  koniec: 'quit',
  quit: 'quit',
  exit: 'quit',
  kroky: 'steps',
  steps: 'steps',
  '?': 'help',
}
const YES: ReadonlySet<string> = new Set(['a', 'ano', 'á', 'áno', 'y', 'yes', '1'])
const NO: ReadonlySet<string> = new Set(['n', 'ne', 'nie', 'no', '2'])
const MOST = 255

/** Which of the words for moving about this is; undefined: none, it is an answer. */
export const commandIn = (typed: string): 'back' | 'quit' | 'steps' | 'help' | undefined => {
  const word = typed.trim().toLowerCase()
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === '' || value === null || (Array.isArray(value) && value.length === 0)

/** What a typed line means as an answer to this question. Pure: whether the value itself is right, the machine says. */
export function understand(question: Question, typed: string, texts: SetupTerminalTexts): Understood {
  const { wrong } = texts
  // A password may be any word, but hardly one of these two signs.
  if (question.kind === 'secret') {
    if (typed === '<') return { is: 'back' }
    if (typed === '?') return { is: 'help' }
    if (typed === '') return question.required && !question.present ? { is: 'wrong', why: wrong.needed } : { is: 'nothing' }
    return typed.length > (question.most ?? 1024)
      ? { is: 'wrong', why: fill(wrong.tooLong, { most: question.most ?? 1024 }) }
      : { is: 'value', value: typed }
  }
  const answer = plain(typed)
  const command = commandIn(answer)
  if (command) return { is: command }
  if (answer === '') {
    if (!isNothing(question.present)) return { is: 'value', value: question.present }
    return question.required ? { is: 'wrong', why: wrong.needed } : { is: 'nothing' }
  }
  if (answer === '-' && !question.required) return { is: 'value', value: undefined }
  return read(question, answer, texts)
}

function read(question: Question, answer: string, { wrong }: SetupTerminalTexts): Understood {
  const choices = question.choices ?? []
  const most = question.most ?? MOST
  switch (question.kind) {
    case 'text':
    case 'secret':
      return answer.length > most ? { is: 'wrong', why: fill(wrong.tooLong, { most }) } : { is: 'value', value: answer }
    case 'yes-no': {
      const word = answer.toLowerCase()
      if (YES.has(word)) return { is: 'value', value: true }
      return NO.has(word) ? { is: 'value', value: false } : { is: 'wrong', why: wrong.yesNo }
    }
    case 'number': {
      const from = question.minimum ?? 0
      const to = question.maximum ?? 999_999_999
      const number = /^\d{1,9}$/.test(answer) ? Number(answer) : Number.NaN
      return number >= from && number <= to
        ? { is: 'value', value: number }
        : { is: 'wrong', why: fill(wrong.number, { from, to }) }
    }
    case 'choice': {
      const value = chosen(choices, answer)
      return value === undefined ? { is: 'wrong', why: fill(wrong.choice, { count: choices.length }) } : { is: 'value', value }
    }
    case 'choices': {
      const parts = answer.split(/[,;]/).flatMap((part) => (/^[\d\s]+$/.test(part) ? part.trim().split(/\s+/) : [part.trim()]))
      const values = parts.filter((part) => part !== '').map((part) => chosen(choices, part))
      if (values.length === 0 || values.includes(undefined))
        return { is: 'wrong', why: fill(wrong.several, { count: choices.length }) }
      const several = choices.filter((choice) => values.includes(choice.value))
      const alone = several.find((choice) => choice.value === question.alone)
      if (alone && several.length > 1) return { is: 'wrong', why: fill(wrong.noneAlone, { choice: alone.label }) }
      return { is: 'value', value: several.map((choice) => choice.value) }
    }
    case 'pairs':
      return readPairs(question, answer, wrong)
  }
}

/** By its number, its label or its own word. */
const chosen = (choices: readonly Choice[], answer: string): string | undefined => {
  if (/^\d+$/.test(answer)) return choices[Number(answer) - 1]?.value
  const word = answer.toLowerCase()
  return choices.find(({ value, label }) => label.toLowerCase() === word || value.toLowerCase() === word)?.value
}

function readPairs(question: Question, answer: string, wrong: SetupTerminalTexts['wrong']): Understood {
  const pairs: Record<string, string> = {}
  for (const part of answer.split(';')) {
    if (part.trim() === '') continue
    const at = part.indexOf('=')
    const name = part.slice(0, Math.max(0, at)).trim()
    const value = part.slice(at + 1).trim()
    if (at < 1 || name === '' || value === '' || name === '__proto__') return { is: 'wrong', why: wrong.pairs }
    const key = question.choices ? chosen(question.choices, name) : name
    if (key === undefined || (question.keys && !question.keys.includes(key)))
      return { is: 'wrong', why: fill(wrong.pairKey, { key: name, keys: namesOf(question) }) }
    pairs[key] = value
  }
  return { is: 'value', value: pairs }
}

const namesOf = (question: Question): string =>
  (question.choices?.map((choice) => choice.label) ?? question.keys ?? []).join(', ')

/** The value as a person would type it. */
export function shown(question: Question, value: unknown, texts: SetupTerminalTexts): string {
  const label = (one: unknown) => question.choices?.find((choice) => choice.value === one)?.label ?? String(one)
  if (isNothing(value)) return ''
  switch (question.kind) {
    case 'secret':
      return texts.kept
    case 'yes-no':
      return value === true ? texts.yes : texts.no
    case 'choice':
      return label(value)
    case 'choices':
      return Array.isArray(value) ? value.map(label).join(', ') : ''
    case 'pairs':
      return Object.entries(value as Record<string, unknown>)
        .map(([key, one]) => `${label(key)} = ${String(one)}`)
        .join('; ')
    default:
      return plain(String(value))
  }
}

/** The lines above the prompt, and the prompt itself. Choices are numbered; what Enter takes stands in brackets. */
export function promptOf(question: Question, texts: SetupTerminalTexts): { lines: string[]; prompt: string } {
  const asides = [
    ...(question.required || question.kind === 'secret' ? [] : [texts.optional]),
    ...(question.kind === 'choices' ? [texts.several] : []),
    ...(question.kind === 'yes-no' ? [`${texts.yes}/${texts.no}`] : []),
    ...(question.kind === 'secret' ? [texts.hidden] : []),
    ...(question.hint ? [question.hint] : []),
  ]
  const aside = asides.length > 0 ? ` (${asides.join('; ')})` : ''
  const present = shown(question, question.present, texts)
  const brackets = present === '' ? '' : ` [${present}]`
  const intro = question.intro === undefined ? [] : [question.intro]
  if ((question.kind === 'choice' || question.kind === 'choices') && question.choices) {
    return {
      lines: [...intro, `${question.label}${aside}`, ...question.choices.map((choice, at) => `  ${at + 1}) ${choice.label}`)],
      prompt: `${texts.choice}${brackets}: `,
    }
  }
  return { lines: intro, prompt: `${question.label}${aside}${brackets}: ` }
}

/** What `?` prints. */
export function helpOf(question: Question, texts: SetupTerminalTexts): string[] {
  const pairs =
    question.kind === 'pairs'
      ? [texts.pairsHelp, ...(namesOf(question) === '' ? [] : [fill(texts.pairsKeys, { keys: namesOf(question) })])]
      : []
  const own = [...(question.help ? [question.help] : []), ...pairs]
  return [...(own.length > 0 ? own : [texts.wrong.noHelp]), ...texts.controlsLong]
}
