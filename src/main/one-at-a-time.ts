/** Who may work in the information system: it does one thing at a time, and so does this program in it. */
export interface OneAtATime {
  /**
   * Runs `work` when nothing else runs; who came first goes first. `giveWay`: lets all who wait now go first, where `work` has nothing under way.
   */
  alone<T>(work: (giveWay: () => Promise<void>) => Promise<T>): Promise<T>
  /** Something runs, or waits for its turn. */
  busy(): boolean
  /** Resolves when nothing runs or waits any more. */
  idle(): Promise<void>
}

/** `onChange`: something began or ended. */
export function createOneAtATime(onChange: () => void): OneAtATime {
  const waiting: (() => void)[] = []
  let taken = false
  let count = 0
  const whenIdle: (() => void)[] = []

  const acquire = async (): Promise<void> => {
    if (taken) await new Promise<void>((resolve) => waiting.push(resolve))
    taken = true
  }
  const release = (): void => {
    const next = waiting.shift()
    // Handed over without being free in between: nobody may slip in.
    if (next) next()
    else taken = false
  }
  return {
    async alone(work) {
      count++
      onChange()
      await acquire()
      try {
        return await work(async () => {
          if (waiting.length === 0) return
          const turn = acquire()
          release()
          await turn
        })
      } finally {
        release()
        count--
        if (count === 0) for (const resolve of whenIdle.splice(0)) resolve()
        onChange()
      }
    },
    busy: () => count > 0,
    idle: () => (count === 0 ? Promise.resolve() : new Promise((resolve) => void whenIdle.push(resolve))),
  }
}
