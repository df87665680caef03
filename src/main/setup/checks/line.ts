import { asFailure, type Problem } from '../../../shared/failure'
import type { CheckId } from '../../../shared/texts/checks.cs'
import type { CheckLine, Clock } from '../ports'

/** What one look has shown. `evidence` is shown as it is, so it holds facts (names, numbers, dates), no sentences. */
export type Seen = Omit<CheckLine, 'id' | 'durationMs'>

export const ok = (evidence: string): Seen => ({ status: 'ok', evidence })
export const skipped = (evidence = ''): Seen => ({ status: 'skipped', evidence })
export const warning = (evidence: string, problem: Problem): Seen => ({ status: 'warning', evidence, problem })
export const failed = (evidence: string, problem: Problem): Seen => ({ status: 'failed', evidence, problem })

/** Evidence of a step is at most so long (`evidenceLineSchema`). */
const LONGEST_EVIDENCE = 4000

/** Looks, and says how long it took. What `look` throws is a failed line; only an abort is thrown on. */
export async function lineOf(
  id: CheckId,
  look: () => Promise<Seen> | Seen,
  clock: Clock,
  signal: AbortSignal,
): Promise<CheckLine> {
  signal.throwIfAborted()
  const startedMs = clock.monotonicMs()
  let seen: Seen
  try {
    seen = await look()
  } catch (error) {
    signal.throwIfAborted()
    seen = failed('', asFailure(error).problem)
  }
  // A look that ended because it was told to has seen nothing.
  signal.throwIfAborted()
  return {
    id,
    ...seen,
    evidence: oneLine(seen.evidence).slice(0, LONGEST_EVIDENCE),
    durationMs: Math.max(0, Math.round(clock.monotonicMs() - startedMs)),
  }
}

/** Names in certificates and headers are somebody else's text: no line breaks or control characters of theirs in ours. */
export const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()

/** A line with these secrets hidden wherever they stand, also as the other side may have echoed them. */
export function withoutSecrets(line: CheckLine, secrets: readonly (string | undefined)[]): CheckLine {
  const forms = secrets
    .flatMap((secret) =>
      secret === undefined || secret === ''
        ? []
        : [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')],
    )
    .sort((one, other) => other.length - one.length)
  if (forms.length === 0) return line
  const hide = (text: string): string => forms.reduce((rest, form) => rest.replaceAll(form, '***'), text)
  const { problem } = line
  return {
    ...line,
    evidence: hide(line.evidence),
    ...(problem && {
      problem: {
        ...problem,
        params: Object.fromEntries(Object.entries(problem.params).map(([name, value]) => [name, hide(value)])),
        ...(problem.words === undefined ? {} : { words: hide(problem.words) }),
      },
    }),
  }
}
