import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import {
  callNames,
  channel,
  contract,
  type PushName,
  type PushValue,
  pushNames,
  SUBSCRIBE_CHANNEL,
} from '../../shared/ipc/contract'
import { answering, type Handlers, refusal } from './answer-call'

export interface IpcServer {
  /**
   * Sends each value of a source to whoever subscribed. `follow` calls its listener at once, then at each change, until what it returned is
   * called; it is followed only while somebody listens: without a window nothing is made, checked or kept for one.
   */
  feed<K extends PushName>(name: K, follow: (listener: (value: PushValue<K>) => void) => () => void): void
}

/**
 * Answers the window by the contract. Each call: sender checked, input measured and parsed, handler run, output parsed
 * (so nothing crosses that the contract doesn't name), all in an envelope. Nothing is ever thrown across.
 */
export function serve(handlers: Handlers, isTrusted: (event: IpcMainEvent | IpcMainInvokeEvent) => boolean): IpcServer {
  const answer = answering(handlers)
  for (const name of callNames)
    ipcMain.handle(channel(name), async (event, input: unknown) => {
      if (!isTrusted(event)) return refusal(name, 'sender')
      return answer(name, input)
    })

  const latest = new Map<PushName, unknown>()
  const feeds = new Map<PushName, () => () => void>()
  const ends = new Map<PushName, () => void>()
  const subscribers = new Map<PushName, Set<WebContents>>(pushNames.map((name) => [name, new Set()]))
  ipcMain.on(SUBSCRIBE_CHANNEL, (event, asked: unknown) => {
    const name = pushNames.find((known) => known === asked)
    if (!name || !isTrusted(event)) return
    const { sender } = event
    const set = subscribers.get(name)
    if (set && !set.has(sender)) {
      set.add(sender)
      sender.once('destroyed', () => {
        set.delete(sender)
        if (set.size > 0) return
        ends.get(name)?.()
        ends.delete(name)
        latest.delete(name)
      })
    }
    const follow = feeds.get(name)
    if (follow && !ends.has(name)) ends.set(name, follow())
    else if (latest.has(name)) sender.send(channel(name), latest.get(name))
  })

  return {
    feed(name, follow) {
      const push = (value: PushValue<typeof name>): void => {
        const parsed: unknown = contract[name].value.parse(value)
        latest.set(name, parsed)
        for (const receiver of subscribers.get(name) ?? []) if (!receiver.isDestroyed()) receiver.send(channel(name), parsed)
      }
      feeds.set(name, () => follow(push))
    },
  }
}
