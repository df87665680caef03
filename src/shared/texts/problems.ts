import type { Language } from '../settings'
import { type ProblemTexts, problemsCs } from './problems.cs'
import { problemsEn } from './problems.en'
import { problemsSk } from './problems.sk'

/** Templates: read them through `problemText`, which fills them. */
export const problemTexts: Readonly<Record<Language, ProblemTexts>> = { cs: problemsCs, sk: problemsSk, en: problemsEn }
