import type { Language } from '../../../shared/settings'
import type { Evidence } from '../../../shared/setup-state'
import { checksCs, type ReportTexts, reportCs } from '../../../shared/texts/checks.cs'
import { checksEn, reportEn } from '../../../shared/texts/checks.en'
import { checksSk, reportSk } from '../../../shared/texts/checks.sk'
import { problemText } from '../../../shared/texts/problem-text'
import type { CheckLine } from '../ports'
import { oneLine, withoutSecrets } from './line'

const titles: Readonly<Record<Language, Readonly<Record<string, string>>>> = { cs: checksCs, sk: checksSk, en: checksEn }
const texts: Readonly<Record<Language, ReportTexts>> = { cs: reportCs, sk: reportSk, en: reportEn }

/** The evidence as plain text for support. `secrets`: hidden wherever they might stand, although no line should hold one. */
export function reportText(
  evidence: Evidence,
  language: Language,
  facts: { clientVersion: string; secrets?: readonly (string | undefined)[] },
): string {
  const words = texts[language]
  const lines = [`${words.title} ${facts.clientVersion}`, `${words.made}: ${evidence.at}`, '']
  for (const line of evidence.lines.map((one) => withoutSecrets(one, facts.secrets ?? [])))
    lines.push(...entry(line, language, words))
  return `${lines.join('\n').trimEnd()}\n`
}

function entry(line: CheckLine, language: Language, words: ReportTexts): readonly string[] {
  const title = Object.hasOwn(titles[language], line.id) ? titles[language][line.id] : line.id
  const lines = [`[${words[line.status]}] ${title} (${Math.round(line.durationMs)} ms)`]
  if (line.evidence !== '') lines.push(`    ${oneLine(line.evidence)}`)
  if (line.problem) {
    const text = problemText(language, line.problem)
    lines.push(
      `    ${oneLine(text.what)}`,
      `    ${oneLine(text.why)}`,
      `    ${words.todo}: ${oneLine(text.todo)}`,
      `    ${words.code}: ${text.code}`,
    )
    if (text.words !== undefined) lines.push(`    ${words.words}: ${oneLine(text.words)}`)
  }
  return lines
}
