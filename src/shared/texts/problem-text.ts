import { type Problem, type ProblemCode, problemCodes } from '../failure'
import type { Language } from '../settings'
import { paramWords } from './problem-values'
import { problemTexts } from './problems'

/** A problem in a person's language. `words` are somebody else's, as they came: show them as a quotation. */
export interface ProblemText {
  code: ProblemCode
  what: string
  why: string
  todo: string
  words?: string
}

/** What is shown for a problem: also one from a document's history, whose code may come from a newer version. */
type AnyProblem = Pick<Problem, 'params' | 'words'> & { code: string }

const placeholder = /\{(\w+)\}/g

/** Parameters that are decimal strings: said with the language's decimal sign. */
const AMOUNTS: ReadonlySet<string> = new Set(['expected', 'found', 'percent'])
const amount = (raw: string, language: Language): string =>
  language !== 'en' && /^-?\d+\.\d+$/.test(raw) ? raw.replace('.', ',') : raw

/**
 * Fills `{name}`; leaves out each `[part]` that has a name without a value. Values that are words of the program
 * (`test`, `net`, `missing`) are said in the language.
 */
export function fillProblem(template: string, params: Readonly<Record<string, string>>, language: Language): string {
  const known = (name: string): boolean => Object.hasOwn(params, name) && params[name] !== ''
  const value = (name: string): string => {
    const raw = params[name] ?? ''
    if (AMOUNTS.has(name)) return amount(raw, language)
    const words = paramWords[language][name]
    return words !== undefined && Object.hasOwn(words, raw) ? (words[raw] ?? raw) : raw
  }
  return template
    .replace(/\[([^\]]*)\]/g, (_whole, part: string) =>
      [...part.matchAll(placeholder)].every((match) => known(match[1] ?? '')) ? part : '',
    )
    .replace(placeholder, (_whole, name: string) => (known(name) ? value(name) : '…'))
    .trim()
}

/** The texts for a problem; a code that this version doesn't know is said as `internal`, with its own code as the words. */
export function problemText(language: Language, problem: AnyProblem): ProblemText {
  const code = (problemCodes as readonly string[]).includes(problem.code) ? (problem.code as ProblemCode) : undefined
  const words = problemTexts[language][code ?? 'internal']
  const quoted = problem.words ?? (code === undefined ? problem.code : undefined)
  return {
    code: code ?? 'internal',
    what: fillProblem(words.what, problem.params, language),
    why: fillProblem(words.why, problem.params, language),
    todo: fillProblem(words.todo, problem.params, language),
    ...(quoted === undefined ? {} : { words: quoted }),
  }
}
