import { Failure, problem } from '../../../../shared/failure'

/** The last one in the line of each server of this process. */
const lines = new Map<string, Promise<unknown>>()

/**
 * Does `work` when nobody else of this process is at this server: mServer does one request after the other, and one that waits there only runs
 * into its time limit. Given up while waiting: nothing was done, and the `Failure` says so.
 */
export async function withLease<T>(server: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const before = lines.get(server) ?? Promise.resolve()
  const mine = before.then(() => {
    if (signal.aborted) throw new Failure(problem('is-closed'), { effect: 'nothing', retry: true })
    return work()
  })
  const settled = mine.then(
    () => {},
    () => {},
  )
  lines.set(server, settled)
  void settled.then(() => {
    if (lines.get(server) === settled) lines.delete(server)
  })
  return mine
}
