/** The time of one layer is up. */
export class TimeUp extends Error {
  override readonly name = 'TimeUp'
}

/**
 * Gives `work` so much time. Throws `TimeUp` when it is up, and the signal's reason at once when it is aborted; whatever
 * `work` still does then is nobody's business any more: it must let go of its sockets by the signal it was given.
 */
export async function within<T>(ms: number, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  outer.throwIfAborted()
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new TimeUp(`${ms} ms`)), ms)
  const onAbort = () => controller.abort(outer.reason)
  outer.addEventListener('abort', onAbort, { once: true })
  const ended = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true })
  })
  ended.catch(() => {})
  const working = work(controller.signal)
  working.catch(() => {})
  try {
    return await Promise.race([working, ended])
  } finally {
    clearTimeout(timer)
    outer.removeEventListener('abort', onAbort)
  }
}
