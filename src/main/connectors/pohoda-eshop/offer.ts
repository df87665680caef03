/** One order on offer. */
export interface Offered {
  itemId: string
  bytes: Uint8Array
}

/**
 * What POHODA may fetch during one hand-over. Each order is given out at most once: nobody knows whether POHODA would take it twice. What nobody
 * fetched is withdrawn at the end, so that it was surely not written.
 */
export class Offer {
  private readonly waiting: Map<string, Offered>
  private readonly given = new Set<string>()
  private sending = 0
  private change: () => void = () => {}

  /** `keep`: writes down durably that these are given out now; they go only after it. */
  constructor(
    orders: readonly Offered[],
    readonly keep: (orders: readonly Offered[]) => Promise<void>,
  ) {
    this.waiting = new Map(orders.map((order) => [order.itemId, order]))
  }

  /** Takes all that was not given out yet. From here on it may be written. */
  take(): readonly Offered[] {
    const orders = [...this.waiting.values()]
    this.waiting.clear()
    for (const { itemId } of orders) this.given.add(itemId)
    if (orders.length > 0) this.sending++
    return orders
  }

  /** Not one byte of them left this computer. */
  putBack(orders: readonly Offered[]): void {
    for (const order of orders) {
      this.given.delete(order.itemId)
      this.waiting.set(order.itemId, order)
    }
    this.sent()
  }

  /** The answer with what was taken has gone out, or its connection has. */
  sent(): void {
    this.sending--
    this.change()
  }

  /** Ends when all was given out and sent, after `ms`, or when given up. */
  async settled(ms: number, signal: AbortSignal): Promise<void> {
    const deadline = performance.now() + ms
    for (;;) {
      const left = deadline - performance.now()
      if ((this.waiting.size === 0 && this.sending === 0) || left <= 0 || signal.aborted) return
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, left)
        signal.addEventListener('abort', done, { once: true })
        this.change = done
      })
    }
  }

  /** Nobody can fetch any more. Gives the ids of what had been given out. */
  withdraw(): ReadonlySet<string> {
    this.waiting.clear()
    return this.given
  }
}
