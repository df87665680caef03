import type { OpenConnector } from '../../src/main/connectors/connector'
import type { Charset } from '../../src/main/connectors/wrap/fit-text'
import { Failure, problem } from '../../src/shared/failure'

const nothing: ReadonlySet<string> = new Set()

/** The document goes on as it was received. */
export const asReceived: Charset = {
  fit: (text) => ({ text, replaced: nothing, removed: nothing }),
  exact: () => true,
  shorten: (text) => text,
}

/** As if this client had ended just after handing over, before it noted any outcome. */
export const dyingAfterwards = (connector: OpenConnector): OpenConnector => ({
  ...connector,
  // biome-ignore lint/correctness/useYield: it ends before it can
  async *deliver(batch, signal) {
    for await (const _ of connector.deliver(batch, signal));
    throw new Failure(problem('is-no-answer'), { effect: 'unknown', retry: true })
  },
})
