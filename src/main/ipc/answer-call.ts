import { asFailure, Failure, problem } from '../../shared/failure'
import { type CallInput, type CallName, type CallOutput, contract, type Envelope } from '../../shared/ipc/contract'

/** One for each call of the contract; a missing one is a type error. May throw: the window gets a `Failure`'s problem. */
export type Handlers = { [K in CallName]: (input: CallInput<K>) => Answer<K> | Promise<Answer<K>> }
type Answer<K extends CallName> = CallOutput<K> extends undefined ? undefined : CallOutput<K>

/** No honest question of the window is longer, as JSON. */
export const LARGEST_INPUT_CHARACTERS = 65_536

export const refusal = (name: CallName, words: string): Envelope<never> => ({
  ok: false,
  failure: problem('usage', { call: name }, words),
})

/** An honest window has a few at once; a page that sends thousands must not fill main's memory with what waits. */
export const MOST_AT_ONCE = 64

/** Answers calls, so many at once and no more. */
export function answering(
  handlers: Handlers,
  most = MOST_AT_ONCE,
): (name: CallName, input: unknown) => Promise<Envelope<unknown>> {
  let open = 0
  return async (name, input) => {
    if (open >= most) return refusal(name, 'too many at once')
    open++
    try {
      return await answerCall(name, handlers, input)
    } finally {
      open--
    }
  }
}

/** One call from its raw input to its envelope. Never throws. */
export async function answerCall<K extends CallName>(name: K, handlers: Handlers, input: unknown): Promise<Envelope<unknown>> {
  try {
    if (characters(input) > LARGEST_INPUT_CHARACTERS) return refusal(name, 'input too large')
    const parsed = contract[name].input.safeParse(input)
    if (!parsed.success) return refusal(name, 'input not as the contract says')
    const handler = handlers[name] as (input: unknown) => unknown
    return { ok: true, value: contract[name].output.parse(await handler(parsed.data)) }
  } catch (error) {
    // A handler's own Failure is meant for people; anything else stays in main but for its code.
    return { ok: false, failure: error instanceof Failure ? error.problem : problem('internal', { call: name }) }
  }
}

/** Structured cloning lets through what JSON has no word for (cycles, BigInt): no call of ours takes such a thing. */
function characters(input: unknown): number {
  try {
    return JSON.stringify(input)?.length ?? 0
  } catch (error) {
    throw new Failure(problem('usage', {}, asFailure(error).problem.words), { effect: 'nothing', retry: false })
  }
}
