import type { DocumentState } from '../../../shared/documents/document-state'
import { problem } from '../../../shared/failure'
import { fill } from '../../../shared/texts/format'
import { problemText } from '../../../shared/texts/problem-text'
import { paramWords } from '../../../shared/texts/problem-values'
import { shortTime } from '../../../shared/texts/time'
import { uiTexts } from '../../../shared/texts/ui'
import type { Difference } from '../../../shared/verification'
import type { VerificationNow } from '../../upkeep'
import type { Ending } from '../answer'
import { type CommandContext, needSettings, withClient } from '../context'
import { exitCodeOf, exitCodes } from '../exit-codes'
import { usageFailure } from '../language'
import { facts, plain, table } from '../table'

export interface VerifyOptions {
  all?: boolean
  accept?: string
}

const SHOWN = 50
const MOST_REASON = 500

/** A reason that a person gave. Throws Failure `usage` for none or one too long. */
export function reasonOf(text: string | undefined, context: CommandContext): string {
  const reason = (text ?? '').trim()
  if (reason === '' || reason.length > MOST_REASON) throw usageFailure(context.texts.documents.reasonEmpty)
  return reason
}

const numberOf = (reference: Difference['reference']): string => reference?.number ?? reference?.id ?? ''

function countsText(counts: Readonly<Record<string, number>>, context: CommandContext): string {
  const { verify } = context.texts
  const words = paramWords[context.language]['state'] ?? {}
  return Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name === 'none' ? verify.missing : (words[name] ?? name)} ${count}`)
    .join(', ')
}

function rowOf(one: Difference, context: CommandContext): string[] {
  const { verify } = context.texts
  const words = paramWords[context.language]['state'] ?? {}
  const here = one.here === undefined ? verify.missing : uiTexts[context.language].documentState[one.here as DocumentState]
  const central = one.central === undefined ? verify.missing : (words[one.central] ?? one.central)
  const record = one.record ? numberOf(one.record) : one.recordAsked ? verify.missing : verify.notAsked
  return [
    verify.kind[one.kind].what,
    one.number === '' ? one.itemId : `${one.number} (${one.itemId})`,
    `${here} ${numberOf(one.reference)}`,
    `${central} ${numberOf(one.centralReference)}`,
    record,
  ]
}

function linesOf({ verification, differences, count }: VerificationNow, context: CommandContext): string[] {
  const { verify } = context.texts
  const { asked, found } = verification.records
  const lines = facts([
    [verify.checked, shortTime(verification.finishedAt, context.language)],
    [verify.central, countsText(verification.central, context)],
    [verify.here, countsText(verification.here, context)],
    [verify.records, asked === 0 ? verify.notAsked : fill(verify.asked, { found, asked })],
  ])
  if (!verification.complete) lines.push(verify.unfinished)
  if (verification.isProblem) lines.push(plain(problemText(context.language, verification.isProblem).what))
  if (verification.healing > 0) lines.push(fill(verify.healing, { count: verification.healing }))
  if (count === 0) return [...lines, '', verify.none]
  const shown = differences.slice(0, SHOWN)
  lines.push(
    '',
    fill(verify.some, { count }),
    '',
    ...table(
      [
        { title: verify.columnWhat },
        { title: verify.columnDocument, most: 50 },
        { title: verify.here },
        { title: verify.central },
        { title: verify.records },
      ],
      shown.map((one) => rowOf(one, context)),
    ),
  )
  if (count > shown.length) lines.push(fill(verify.moreRows, { count: count - shown.length }))
  lines.push('', `${verify.columnTodo}:`)
  for (const kind of new Set(shown.map((one) => one.kind))) lines.push(`  ${verify.kind[kind].what}: ${verify.kind[kind].todo}`)
  return lines
}

/** `--accept` confirms what the last comparison found; without it, the sides are compared now. */
export function verify(options: VerifyOptions, context: CommandContext): Promise<Ending> {
  const reason = options.accept === undefined ? undefined : reasonOf(options.accept, context)
  return withClient(context, async (client) => {
    needSettings(client)
    if (reason !== undefined) {
      await client.acceptDifferences(reason)
      return { exitCode: exitCodes.ok, data: { accepted: true }, lines: [context.texts.verify.accepted] }
    }
    const now = await client.verify(options.all === true, context.io.signal)
    const { verification, differences, count } = now
    const [first] = differences
    const differ = count > 0 ? problem('sides-differ', { count: String(count), itemId: first?.itemId ?? '' }) : undefined
    // What could not be compared is never said to be the same.
    const what = differ ?? verification.isProblem
    return {
      exitCode: what ? exitCodeOf(what.code) : verification.complete ? exitCodes.ok : exitCodes.interrupted,
      data: { verification, differences, count },
      lines: linesOf(now, context),
      ...(what ? { problem: what } : {}),
    }
  })
}
