import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { asFailure, Failure, problem } from '../../shared/failure'
import {
  type CallInput,
  type CallName,
  type CallOutput,
  callNames,
  channel,
  contract,
  type Envelope,
  type PushName,
  type PushValue,
  pushNames,
  SUBSCRIBE_CHANNEL,
} from '../../shared/ipc/contract'

/** One for each call of the contract; a missing one is a type error. May throw: the window gets a `Failure`'s problem. */
export type Handlers = { [K in CallName]: (input: CallInput<K>) => Answer<K> | Promise<Answer<K>> }
type Answer<K extends CallName> = CallOutput<K> extends undefined ? undefined : CallOutput<K>

export interface IpcServer {
  /** Sends the whole value to whoever subscribed, and keeps it for who subscribes later. */
  publish<K extends PushName>(name: K, value: PushValue<K>): void
}

/** No honest question of the window is longer, as JSON. */
export const LARGEST_INPUT_CHARACTERS = 65_536

/**
 * Answers the window by the contract. Each call: sender checked, input measured and parsed, handler run, output parsed
 * (so nothing crosses that the contract doesn't name), all in an envelope. Nothing is ever thrown across.
 */
export function serve(handlers: Handlers, isTrusted: (event: IpcMainEvent | IpcMainInvokeEvent) => boolean): IpcServer {
  for (const name of callNames)
    ipcMain.handle(channel(name), async (event, input: unknown) => {
      if (!isTrusted(event)) return refusal(name, 'sender')
      return answerCall(name, handlers, input)
    })

  const latest = new Map<PushName, unknown>()
  const subscribers = new Map<PushName, Set<WebContents>>(pushNames.map((name) => [name, new Set()]))
  ipcMain.on(SUBSCRIBE_CHANNEL, (event, asked: unknown) => {
    const name = pushNames.find((known) => known === asked)
    if (!name || !isTrusted(event)) return
    const { sender } = event
    const set = subscribers.get(name)
    if (set && !set.has(sender)) {
      set.add(sender)
      sender.once('destroyed', () => set.delete(sender))
    }
    if (latest.has(name)) sender.send(channel(name), latest.get(name))
  })

  return {
    publish(name, value) {
      const parsed: unknown = contract[name].value.parse(value)
      latest.set(name, parsed)
      for (const receiver of subscribers.get(name) ?? []) if (!receiver.isDestroyed()) receiver.send(channel(name), parsed)
    },
  }
}

const refusal = (name: CallName, words: string): Envelope<never> => ({
  ok: false,
  failure: problem('usage', { call: name }, words),
})

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
