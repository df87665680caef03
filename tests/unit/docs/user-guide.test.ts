import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { problemCodes } from '../../../src/shared/failure'
import type { Language } from '../../../src/shared/settings'
import { setupStepSchema } from '../../../src/shared/setup-state'
import { syncStateSchema } from '../../../src/shared/sync-status'
import { agendasTexts } from '../../../src/shared/texts/agendas'
import { scheduleTexts } from '../../../src/shared/texts/schedule'
import { setupUseTexts } from '../../../src/shared/texts/setup-use'
import { setupWindowTexts } from '../../../src/shared/texts/setup-window'
import { setupWords } from '../../../src/shared/texts/setup-words'
import { uiTexts } from '../../../src/shared/texts/ui'

const languages = ['cs', 'en'] as const
type GuideLanguage = (typeof languages)[number] & Language

const folder = resolve(import.meta.dirname, '../../../docs/user-guide')
const guides = { cs: readFileSync(join(folder, 'cs.md'), 'utf8'), en: readFileSync(join(folder, 'en.md'), 'utf8') }

/** Without code, where `#` and `**` are no markup. */
const prose = (text: string): string => text.replace(/^```.*?^```$/gms, '').replace(/`[^`]*`/g, '')
const headings = (text: string): { depth: number; title: string }[] =>
  [...prose(text).matchAll(/^(#+) (.+)$/gm)].map(([, marks = '', title = '']) => ({ depth: marks.length, title }))
/** As GitHub makes them. */
const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-')
const anchors = (text: string): ReadonlySet<string> => new Set(headings(text).map(({ title }) => anchor(title)))
const links = (text: string): string[] => [...prose(text).matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target)
const pictures = (text: string): string[] => links(text).filter((target) => target.endsWith('.png'))
const problemsOf = (text: string): string[] =>
  [...text.matchAll(/^\| ((?:`[a-z-]+` ?)+)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code),
  )

const flat = (value: object): string[] =>
  Object.values(value).flatMap((inner) => (typeof inner === 'string' ? [inner] : flat(inner)))
/** All that the window and the tray may say in a language. */
const saidBy = (language: GuideLanguage): ReadonlySet<string> =>
  new Set(
    flat([
      agendasTexts[language],
      scheduleTexts[language].window,
      setupWindowTexts[language],
      setupUseTexts[language],
      setupWords[language],
      uiTexts[language],
    ]),
  )

test.each(languages)('the guide in %s calls by their names only things that the program shows', (language) => {
  const said = saidBy(language)
  const bold = [...prose(guides[language]).matchAll(/\*\*(.+?)\*\*/g)].map(([, words = '']) => words)
  expect(bold.length).toBeGreaterThan(80)
  expect(bold.filter((words) => !said.has(words))).toEqual([])
})

test.each(languages)('the guide in %s goes through the steps in the order and with the names of the wizard', (language) => {
  const steps = setupStepSchema.options.map((step, index) => `${index + 1}. ${setupWords[language].steps[step].title}`)
  const numbered = headings(guides[language]).filter(({ title }) => /^\d/.test(title))
  expect(numbered.map(({ title }) => title)).toEqual(steps)
})

test.each(languages)('the guide in %s tells every state of the tray', (language) => {
  const rows = [...guides[language].matchAll(/^\| \*\*(.+?)\*\* \|/gm)].map(([, words]) => words)
  expect(rows).toEqual(expect.arrayContaining(syncStateSchema.options.map((state) => uiTexts[language].state[state])))
})

test.each(languages)('each link of the guide in %s leads somewhere', (language) => {
  for (const target of links(guides[language]).filter((one) => !one.endsWith('.png'))) {
    const [path = '', hash] = target.split('#')
    const text = path === '' ? guides[language] : readFileSync(join(folder, path), 'utf8')
    if (hash !== undefined) expect([...anchors(text)], target).toContain(hash)
  }
})

test.each(languages)('the contents of the guide in %s list all of its headings', (language) => {
  const [, ...rest] = headings(guides[language])
  const [, contents = ''] = guides[language].split(/^## .+$/m)
  expect(links(contents)).toEqual(rest.slice(1).map(({ title }) => `#${anchor(title)}`))
})

test.each(languages)('each picture of the guide in %s is there, small, and has words for who does not see it', (language) => {
  const named = pictures(guides[language])
  expect(named.length).toBeGreaterThan(8)
  const missing: string[] = []
  for (const target of named) {
    expect(dirname(target)).toBe('images')
    const size = statSync(join(folder, target), { throwIfNoEntry: false })?.size
    if (size === undefined) missing.push(target)
    else expect(size, target).toBeLessThan(130_000)
  }
  expect(missing).toEqual([])
  expect([...guides[language].matchAll(/!\[([^\]]*)\]/g)].filter(([, words = '']) => words.length < 10)).toEqual([])
})

test('no picture is kept that no guide shows', () => {
  const shown = languages.flatMap((language) => pictures(guides[language]).map((target) => target.replace('images/', '')))
  expect(readdirSync(join(folder, 'images')).filter((name) => !shown.includes(name))).toEqual([])
})

test('both guides have the same structure, the same pictures and the same problems', () => {
  const depths = (language: GuideLanguage) => headings(guides[language]).map(({ depth }) => depth)
  expect(depths('en')).toEqual(depths('cs'))
  expect(pictures(guides.en)).toEqual(pictures(guides.cs).map((target) => target.replace('/cs-', '/en-')))
  expect(problemsOf(guides.en)).toEqual(problemsOf(guides.cs))
})

test.each(languages)('the guide in %s names only problems that there are', (language) => {
  const codes = problemsOf(guides[language])
  expect(codes.length).toBeGreaterThan(25)
  expect(codes.filter((code) => !(problemCodes as readonly string[]).includes(code))).toEqual([])
})
