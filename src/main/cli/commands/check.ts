import type { Language } from '../../../shared/settings'
import { checksCs } from '../../../shared/texts/checks.cs'
import { checksEn } from '../../../shared/texts/checks.en'
import { checksSk } from '../../../shared/texts/checks.sk'
import { problemText } from '../../../shared/texts/problem-text'
import type { CheckLine } from '../../setup/ports'
import type { Ending } from '../answer'
import { type CommandContext, needSettings, withClient } from '../context'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes'
import { plain, table } from '../table'

const titles: Readonly<Record<Language, Readonly<Record<string, string>>>> = { cs: checksCs, sk: checksSk, en: checksEn }

/** The first thing that failed decides: what follows may only be its consequence. */
const exitCodeOfChecks = (checks: readonly CheckLine[]): ExitCode => {
  const failed = checks.find((one) => one.status === 'failed')
  if (!failed) return exitCodes.ok
  return failed.problem ? exitCodeOf(failed.problem.code) : exitCodes.informationSystem
}

export interface CheckOptions {
  network?: boolean
}

/** The connector's own test, or with `network` the way to the central side. */
export const check = ({ network }: CheckOptions, context: CommandContext): Promise<Ending> =>
  withClient(context, async (client) => {
    needSettings(client)
    const { language, texts } = context
    const titleOf = (id: string) => titles[language][id] ?? id
    const seen: CheckLine[] = []
    for await (const result of network ? client.checkNetwork(context.io.signal) : client.check(context.io.signal)) {
      seen.push(result)
      context.progress(`${titleOf(result.id)}: ${texts.check[result.status]}`)
    }
    const lines = table(
      [{ title: texts.check.what }, { title: '' }, { title: texts.check.seen }],
      seen.map((one) => [titleOf(one.id), texts.check[one.status], one.evidence]),
    )
    for (const one of seen) {
      if (!one.problem) continue
      const text = problemText(language, one.problem)
      lines.push('', `${titleOf(one.id)}: ${plain(text.what)}`, `  ${texts.label.todo}: ${plain(text.todo)}`)
      if (text.words !== undefined) lines.push(`  ${texts.label.words}: ${plain(text.words)}`)
    }
    return {
      exitCode: exitCodeOfChecks(seen),
      data: { checks: seen.map((one) => ({ ...one, title: titleOf(one.id) })) },
      lines: lines.length > 0 ? lines : [texts.check.none],
    }
  })
