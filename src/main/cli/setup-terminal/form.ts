import type { Missing } from '../../../shared/setup-state'
import type { SetupView } from '../../../shared/setup-view'
import { missingText } from './missing-text'
import type { Question } from './question'
import { type Away, isAway, type Talk } from './talk'

/** A question of a form, and what becomes of its answer. */
export interface Field {
  /** Which entry; what is missing there is said here. */
  about: string
  /** Undefined: not asked as things stand. */
  question(view: SetupView): Question | undefined
  /** Keeps the answer. Undefined: nothing was entered, or it was taken out. */
  keep(value: unknown): Promise<void> | void
}

export interface Form {
  fields: readonly Field[]
  /** What is missing as things stand. */
  missing(view: SetupView): readonly Missing[]
  /** Begins with this one. */
  from?: number
}

/** Asks one question after another; `<` goes back to the one before, and at the first out of the form. Each answer is kept at once. */
export async function runForm(talk: Talk, { fields, missing, from = 0 }: Form): Promise<'done' | Away> {
  let at = from
  while (at < fields.length) {
    const field = fields[at]
    const question = field?.question(talk.view())
    if (!field || !question) {
      at += 1
      continue
    }
    const answer = await talk.ask(question)
    if (answer === 'back') {
      const before = askedBefore(fields, at, talk.view())
      if (before === undefined) return 'back'
      at = before
      continue
    }
    if (isAway(answer)) return answer
    await talk.attempt(() => field.keep(answer.value))
    const wrong = missing(talk.view()).find((one) => one.about === field.about)
    if (wrong) talk.say(talk.tone('bad', missingText(wrong, talk)))
    else at += 1
  }
  return 'done'
}

function askedBefore(fields: readonly Field[], at: number, view: SetupView): number | undefined {
  for (let before = at - 1; before >= 0; before -= 1) if (fields[before]?.question(view)) return before
  return undefined
}
