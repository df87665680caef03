import { Failure, type Problem, problem } from '../../../../shared/failure'

/** Why a file of stock levels or prices can't be read to its end. Each has words in `problem-values.ts`. */
export type SourceFault =
  | 'encoding'
  | 'quote-open'
  | 'quote-inside'
  | 'row-long'
  | 'column-missing'
  | 'column-twice'
  | 'end-missing'
  | 'empty'
  | 'not-json'
  | 'not-xml'

/** Ends the reading of a file; the path is put to it where it is known. */
export class SourceUnreadable extends Error {
  override readonly name = 'SourceUnreadable'
  constructor(
    readonly fault: SourceFault,
    readonly at: { line?: number; column?: string; words?: string } = {},
  ) {
    super(fault)
  }
}

export const unreadableFile = (path: string, { fault, at }: SourceUnreadable): Failure => {
  const { line, column, words } = at
  const params = {
    path,
    sourceFault: fault,
    ...(line !== undefined && { line: String(line) }),
    ...(column !== undefined && { column }),
  }
  return stop(problem('source-unreadable', params, words))
}

/** Nothing was written; the next file may be a better one. */
export const stop = (what: Problem, cause?: unknown): Failure => new Failure(what, { effect: 'nothing', retry: true, cause })
