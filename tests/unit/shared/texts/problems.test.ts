import { describe, expect, test } from 'vitest'
import { problemCodes } from '../../../../src/shared/failure'
import { languageSchema } from '../../../../src/shared/settings'
import { fillProblem, problemText } from '../../../../src/shared/texts/problem-text'
import { problemTexts } from '../../../../src/shared/texts/problems'

const languages = languageSchema.options
const parts = ['what', 'why', 'todo'] as const
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

describe.each(languages)('in %s', (language) => {
  test.each(problemCodes)('%s says what happened, why and what to do', (code) => {
    const template = problemTexts[language][code]
    const bare = problemText(language, { code, params: {} })
    for (const part of parts) {
      // Names the same things in every language.
      expect(placeholders(template[part])).toEqual(placeholders(problemTexts.cs[code][part]))
      expect(template[part].length).toBeGreaterThan(12)
      expect(template[part]).not.toMatch(/\s\s|\.\.|\s[.,]|^\s|\s$/)
      // Reads well also when nothing more is known.
      expect(bare[part]).not.toMatch(/[{}[\]…]|\s\s|\s[.,;:]|\(\)/)
      expect(bare[part]).toMatch(/^\p{Lu}/u)
      // No word that only a programmer knows; names of files and options may stand.
      expect(template[part].replace('preset.json', '')).not.toMatch(
        /\b(JSON|HTTP|SQL|SQLite|schema|payload|timeout|TLS|null|undefined|stack|parse|hash|lease|claim|enum|token)\b/i,
      )
    }
    // A command may end the advice; all else is a sentence.
    expect(bare.what).toMatch(/\.$/)
    expect(bare.why).toMatch(/\.$/)
  })
})

test('a part that lacks its value is left out, the rest stays', () => {
  const template = 'Řádek[ {line}][ „{name}“] nesouhlasí[: je {found}, má být {expected}].'
  expect(fillProblem(template, {}, 'cs')).toBe('Řádek nesouhlasí.')
  expect(fillProblem(template, { line: '3', found: '1.00' }, 'cs')).toBe('Řádek 3 nesouhlasí.')
  expect(fillProblem(template, { line: '3', name: 'Šroub', found: '1.00', expected: '2.00' }, 'cs')).toBe(
    'Řádek 3 „Šroub“ nesouhlasí: je 1,00, má být 2,00.',
  )
})

test('what stands in a value is never taken for a template', () => {
  const text = problemText('cs', { code: 'is-not-found', params: { path: 'C:\\{path}[x]$& $1' } })
  expect(text.what).toBe('Informační systém na tomto počítači nebyl nalezen: C:\\{path}[x]$& $1.')
})

test('words of the program are said in the language', () => {
  const params = { mode: 'test', centralMode: 'production' }
  expect(problemText('cs', { code: 'wrong-mode', params }).what).toContain('klient zkušební, centrála ostrý provoz')
  expect(problemText('sk', { code: 'wrong-mode', params }).what).toContain('klient skúšobný, centrála ostrá prevádzka')
  const totals = problemText('sk', { code: 'totals-mismatch', params: { what: 'payable', found: '1', expected: '2' } })
  expect(totals.what).toBe('Nesúhlasí súčet dokladu (na úhradu): na doklade je 1, výpočtom vychádza 2.')
})

test('a code of a newer version is still shown', () => {
  expect(problemText('en', { code: 'brand-new', params: {} })).toMatchObject({ code: 'internal', words: 'brand-new' })
})

test('Slovak is Slovak', () => {
  for (const code of problemCodes)
    for (const part of parts) {
      expect(problemTexts.sk[code][part]).not.toMatch(/[ěřů]/)
      expect(problemTexts.cs[code][part]).not.toMatch(/[ľĺŕôä]/)
    }
})

test('amounts are said with the decimal sign of the language; what only looks like one is left alone', () => {
  const mismatch = { code: 'totals-mismatch', params: { what: 'net', expected: '1234.50', found: '-0.05' } }
  expect(problemText('cs', mismatch).what).toContain('na dokladu je -0,05, výpočtem vychází 1234,50')
  expect(problemText('sk', mismatch).what).toContain('1234,50')
  expect(problemText('en', mismatch).what).toContain('1234.50')
  expect(problemText('cs', { code: 'is-wrong-company', params: { expected: '1.2.3', found: '45274649' } }).what).toContain(
    '1.2.3',
  )
})
