import { createInterface, emitKeypressEvents, type Interface, type Key } from 'node:readline'
import type { ReadStream } from 'node:tty'
import type { Terminal, Typed } from './terminal'

export interface TerminalStreams {
  input: ReadStream
  output: NodeJS.WritableStream
  /** The terminal can do nothing but lines (`TERM=dumb`): its own line editing is used. */
  dumb: boolean
  /** The process was asked to end. */
  signal: AbortSignal
}

const CTRL_C = 'c'
const CTRL_D = 'd'
const LONGEST_SECRET = 4096

/**
 * The real terminal. Between questions keys are read and dropped, so that Ctrl+C is heard during a check and nothing
 * typed too early answers the next question.
 */
export function processTerminal({ input, output, dumb, signal }: TerminalStreams): Terminal {
  const wish = new AbortController()
  const end = () => wish.abort()
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  /** How a question is put again after a line was printed into it. */
  let again: (() => void) | undefined

  emitKeypressEvents(input)
  const raw = (on: boolean): void => {
    if (input.isRaw !== on) input.setRawMode(on)
  }
  const idleKey = (_text: string | undefined, key: Key | undefined): void => {
    if (key?.ctrl && key.name === CTRL_C) end()
  }
  const idle = (on: boolean): void => {
    input.off('keypress', idleKey)
    if (!on) return
    input.on('keypress', idleKey)
    // A dumb terminal's own line editing also turns Ctrl+C into a signal.
    raw(!dumb)
    input.resume()
  }
  input.on('end', end)
  idle(true)

  function line(prompt: string, settle: (typed: Typed) => void): () => void {
    const reader: Interface = createInterface({ input, output, terminal: !dumb, historySize: 0 })
    reader.on('SIGINT', end)
    reader.on('line', (text) => settle({ line: text }))
    // Ctrl+D, or the terminal is gone.
    reader.on('close', end)
    reader.setPrompt(prompt)
    // Even an empty prompt makes readline send something.
    if (prompt !== '') reader.prompt()
    again = prompt === '' ? undefined : () => reader.prompt(true)
    return () => {
      reader.off('close', end)
      reader.close()
    }
  }

  function secret(prompt: string, settle: (typed: Typed) => void): () => void {
    let typed = ''
    const key = (text: string | undefined, { name, ctrl, meta }: Key): void => {
      if (ctrl && name === CTRL_C) end()
      else if (ctrl && name === CTRL_D && typed === '') end()
      else if (name === 'return' || name === 'enter') {
        output.write('\n')
        settle({ line: typed })
      } else if (name === 'backspace') typed = [...typed].slice(0, -1).join('')
      else if (ctrl && name === 'u') typed = ''
      // Arrows and the like have no text of their own; a pasted one may be several characters.
      else if (text !== undefined && !ctrl && !meta && !/\p{Cc}/u.test(text) && typed.length < LONGEST_SECRET) typed += text
    }
    raw(true)
    input.on('keypress', key)
    input.resume()
    output.write(prompt)
    again = () => output.write(prompt)
    return () => input.off('keypress', key)
  }

  return {
    signal: wish.signal,
    print(...lines) {
      if (again) output.write('\n')
      output.write(`${lines.join('\n')}\n`)
      again?.()
    },
    ask(prompt, { secret: isSecret = false, until } = {}) {
      if (wish.signal.aborted) return Promise.resolve('ended')
      if (until?.aborted) return Promise.resolve('until')
      return new Promise<Typed>((done) => {
        idle(false)
        let leave: () => void = () => {}
        let isDone = false
        const settle = (typed: Typed): void => {
          // A pasted text is several lines: the first is the answer, the others belong to no question.
          if (isDone) return
          isDone = true
          again = undefined
          leave()
          wish.signal.removeEventListener('abort', onEnd)
          until?.removeEventListener('abort', onUntil)
          if (prompt !== '' && (typed === 'until' || typed === 'ended')) output.write('\n')
          if (typed !== 'ended') idle(true)
          done(typed)
        }
        const onEnd = () => settle('ended')
        const onUntil = () => settle('until')
        wish.signal.addEventListener('abort', onEnd, { once: true })
        until?.addEventListener('abort', onUntil, { once: true })
        leave = isSecret ? secret(prompt, settle) : line(prompt, settle)
      })
    },
    close() {
      signal.removeEventListener('abort', end)
      input.off('end', end)
      idle(false)
      raw(false)
      input.pause()
    },
  }
}
