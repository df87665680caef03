import { accessSync } from 'node:fs'

/** What the parent may have done in this process, by name. */
// biome-ignore lint/suspicious/noExplicitAny: each side knows what it sends; the channel carries JSON.
type Acts = Record<string, (...args: any[]) => unknown>

/** Answers the parent's messages, one at a time, until it closes the channel (`program` in `sync-world.mjs`). */
export function answerParent(acts: Acts): void {
  let last: Promise<void> = Promise.resolve()
  process.on('message', ({ id, act, args }: { id: number; act: string; args: unknown[] }) => {
    last = last.then(async () => {
      try {
        const made = acts[act]
        if (!made) throw new Error(`no act ${act}`)
        process.send?.({ id, value: await made(...args) })
      } catch (error) {
        process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      }
    })
  })
  // What it still has open must not keep it.
  process.on('disconnect', () => process.exit(0))
}

/** Time of the clock and of this process's processor that `work` takes. */
export async function measured<T>(work: () => Promise<T> | T): Promise<{ ms: number; cpuMs: number; value: T }> {
  const cpu = process.cpuUsage()
  const started = performance.now()
  const value = await work()
  const ms = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  return { ms, cpuMs: (user + system) / 1000, value }
}

/** Leaves a line in what `strace` writes (`traced` in `sync-trace.mjs`). */
export function mark(name: string): void {
  try {
    accessSync(`/bench-mark-${name}`)
  } catch {}
}
