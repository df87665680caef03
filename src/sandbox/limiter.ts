const ADDRESSES = 10_000

export interface Limiter {
  /** Counts one. Gives the seconds to wait when there were too many. */
  take(address: string): number | undefined
  /** As `take`, without counting. */
  wait(address: string): number | undefined
}

/** At most `count` in each window of `windowSeconds` from one address. In memory: a restart forgives. */
export function createLimiter(now: () => number, { count, windowSeconds }: { count: number; windowSeconds: number }): Limiter {
  const windows = new Map<string, { startedAt: number; taken: number }>()
  const windowMs = windowSeconds * 1000
  const current = (address: string) => {
    const window = windows.get(address)
    // A clock that was set back must not close the door for ever.
    return window && now() >= window.startedAt && now() < window.startedAt + windowMs ? window : undefined
  }
  const wait = (address: string): number | undefined => {
    const window = current(address)
    if (window === undefined || window.taken < count) return undefined
    return Math.max(1, Math.ceil((window.startedAt + windowMs - now()) / 1000))
  }
  return {
    wait,
    take(address) {
      const seconds = wait(address)
      if (seconds !== undefined) return seconds
      const window = current(address)
      if (window) window.taken++
      else {
        windows.delete(address)
        // The oldest goes: a flood of addresses must not take the memory.
        const oldest = windows.size >= ADDRESSES ? windows.keys().next().value : undefined
        if (oldest !== undefined) windows.delete(oldest)
        windows.set(address, { startedAt: now(), taken: 1 })
      }
      return undefined
    },
  }
}
