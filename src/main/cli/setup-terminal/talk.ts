import { asFailure, type Problem } from '../../../shared/failure'
import type { Language } from '../../../shared/settings'
import type { Missing } from '../../../shared/setup-state'
import type { SetupView } from '../../../shared/setup-view'
import { fill } from '../../../shared/texts/format'
import { setupTerminalTexts } from '../../../shared/texts/setup-terminal'
import type { SetupTerminalTexts } from '../../../shared/texts/setup-terminal.cs'
import { setupWords } from '../../../shared/texts/setup-words'
import type { SetupWords } from '../../../shared/texts/setup-words.cs'
import type { SetupSurface } from '../../setup/surface'
import { problemLines } from '../context'
import { plain } from '../table'
import { missingText } from './missing-text'
import { commandIn, helpOf, promptOf, type Question, understand } from './question'
import type { Terminal } from './terminal'

/** The person goes away from the question: one back, out, or to the list of steps. */
export type Away = 'back' | 'quit' | 'steps'
export type Answer = { value: unknown } | Away

export const isAway = (answer: unknown): answer is Away => answer === 'back' || answer === 'quit' || answer === 'steps'

/** What pages of the wizard talk through. */
export interface Talk {
  readonly surface: SetupSurface
  readonly terminal: Terminal
  readonly language: Language
  readonly texts: SetupTerminalTexts
  readonly words: SetupWords
  setLanguage(language: Language): void
  readonly client: WizardClient
  view(): SetupView
  say(...lines: readonly string[]): void
  heading(text: string): void
  tone(tone: Tone, text: string): string
  problem(problem: Problem): void
  /** What failed last, for offering what may help. */
  lastProblem(): Problem | undefined
  /** What keeps from going on, at its place. */
  missing(missing: readonly Missing[]): void
  ask(question: Question): Promise<Answer>
  /** Numbered choices; Enter takes the first. */
  menu<K extends string>(items: readonly (readonly [K, string] | undefined)[], title?: string): Promise<K | Away>
  sure(question: string, help?: string): Promise<boolean | Away>
  /** Does something that may fail: the problem is said. `undefined`: it failed, or the person has ended. */
  attempt<T>(work: () => Promise<T> | T): Promise<T | undefined>
  /** Tells what `news` finds at each change until `done`, Enter or a word of leaving. */
  watch(watched: Watched): Promise<'done' | 'enter' | Away>
}

export interface Watched {
  /** What is waited for, and what Enter does; said once. */
  hint: string
  /** New lines since it was last asked. */
  news(view: SetupView): readonly string[]
  done(view: SetupView): boolean
}

export type Tone = 'strong' | 'good' | 'bad' | 'warn' | 'quiet'
const CODES: Readonly<Record<Tone, number>> = { strong: 1, good: 32, bad: 31, warn: 33, quiet: 2 }

/** What the wizard needs of the client itself. */
export interface WizardClient {
  setLanguage(language: Language): void
  /** Puts a stopped document back to work. */
  retryDocument(itemId: string): Promise<void>
  /** Synchronises now and from time to time until it is ended; what stops a run is told once. */
  keepSyncing(tell: (problem: Problem) => void): () => void
}

export interface TalkOptions {
  language: Language
  colour: boolean
  client: WizardClient
}

export function createTalk(surface: SetupSurface, terminal: Terminal, options: TalkOptions): Talk {
  let { language } = options
  let last: Problem | undefined
  const texts = () => setupTerminalTexts[language]
  const words = () => setupWords[language]
  const tone = (name: Tone, text: string) => (options.colour ? `\u001b[${CODES[name]}m${text}\u001b[0m` : text)

  async function ask(question: Question): Promise<Answer> {
    for (;;) {
      const { lines, prompt } = promptOf(question, texts())
      if (lines.length > 0) terminal.print(...lines)
      const typed = await terminal.ask(prompt, question.kind === 'secret' ? { secret: true } : {})
      if (typed === 'ended' || typed === 'until') return 'quit'
      const meant = understand(question, typed.line, texts())
      switch (meant.is) {
        case 'value':
          return { value: meant.value }
        case 'nothing':
          return { value: undefined }
        case 'help':
          terminal.print(...helpOf(question, texts()))
          break
        case 'wrong':
          terminal.print(tone('bad', meant.why))
          break
        default:
          return meant.is
      }
    }
  }

  const talk: Talk = {
    surface,
    terminal,
    get language() {
      return language
    },
    get texts() {
      return texts()
    },
    get words() {
      return words()
    },
    setLanguage(next) {
      language = next
      options.client.setLanguage(next)
    },
    client: options.client,
    view: surface.view,
    say: (...lines) => terminal.print(...lines),
    heading: (text) => terminal.print('', tone('strong', text)),
    tone,
    lastProblem: () => last,
    problem(what) {
      last = what
      const [first = '', ...rest] = problemLines(what, language)
      terminal.print(tone('bad', first), ...rest)
    },
    missing(missing) {
      if (missing.length === 0) return
      terminal.print(texts().missing, ...missing.map((one) => tone('bad', `  - ${missingText(one, talk)}`)))
    },
    ask,
    async menu(items, title) {
      const choices = items.flatMap((item) => (item ? [{ value: item[0], label: item[1] }] : []))
      const label = title ?? ''
      const answer = await ask({ kind: 'choice', label, required: true, choices, present: choices[0]?.value })
      return isAway(answer) ? answer : (answer.value as (typeof choices)[number]['value'])
    },
    async sure(label, help) {
      const answer = await ask({ kind: 'yes-no', label, required: true, present: false, help })
      return isAway(answer) ? answer : answer.value === true
    },
    async attempt(work) {
      try {
        return await work()
      } catch (error) {
        // What was cut off because the person has ended is no problem to be told.
        if (!terminal.signal.aborted) talk.problem(asFailure(error).problem)
        return undefined
      }
    },
    async watch({ hint, news, done }) {
      const end = new AbortController()
      let reached = false
      terminal.print(talk.tone('quiet', hint))
      const stop = surface.onView((view) => {
        // Its last words come with the change that ends the waiting.
        const lines = news(view)
        if (lines.length > 0) terminal.print(...lines)
        reached = done(view)
        if (reached) end.abort()
      })
      try {
        for (;;) {
          if (reached) return 'done'
          const typed = await terminal.ask('', { until: end.signal })
          if (typed === 'until') return 'done'
          if (typed === 'ended') return 'quit'
          const command = commandIn(typed.line)
          if (command === 'help') terminal.print(...texts().controlsLong)
          else return command ?? 'enter'
        }
      } finally {
        stop()
      }
    },
  }
  return talk
}

/** A text of others in a line of ours. */
export const say = (template: string, params: Readonly<Record<string, string | number>>): string => plain(fill(template, params))
