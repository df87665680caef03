import { Failure, problem } from '../../../../shared/failure'

/** The last one in the line of each server of this process. */
const lines = new Map<string, Promise<unknown>>()

/**
 * Waits until nobody else of this process is at this server: mServer does one request after the other, and one that waits there only runs
 * into its time limit. Gives what ends the turn. Given up while waiting: nothing was done, and the `Failure` says so.
 */
export async function takeTurn(server: string, signal: AbortSignal): Promise<() => void> {
  const before = lines.get(server) ?? Promise.resolve()
  let end: () => void = () => {}
  const over = new Promise<void>((resolve) => {
    end = resolve
  })
  const settled = before.then(() => over)
  lines.set(server, settled)
  void settled.then(() => {
    if (lines.get(server) === settled) lines.delete(server)
  })
  await before
  if (signal.aborted) {
    end()
    throw new Failure(problem('is-closed'), { effect: 'nothing', retry: true })
  }
  return end
}

/** Does `work` in a turn of its own. */
export async function withLease<T>(server: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const end = await takeTurn(server, signal)
  try {
    return await work()
  } finally {
    end()
  }
}
