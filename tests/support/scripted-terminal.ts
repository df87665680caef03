import type { Terminal, Typed } from '../../src/main/cli/setup-terminal/terminal'

export interface ScriptedTerminal extends Terminal {
  /** Everything shown, prompts included, line by line. */
  readonly shown: string[]
  /** The prompts of secrets. */
  readonly secrets: string[]
  /** The person presses Ctrl+C. */
  interrupt(): void
}

/**
 * A person who gives these answers one after another, and then ends. A function may look at what has been shown; `null`
 * waits until the question is withdrawn.
 */
export function scriptedTerminal(
  answers: readonly (string | null | ((shown: readonly string[]) => string | null))[],
): ScriptedTerminal {
  const wish = new AbortController()
  const shown: string[] = []
  const secrets: string[] = []
  const left = [...answers]
  return {
    shown,
    secrets,
    signal: wish.signal,
    interrupt: () => wish.abort(),
    print: (...lines) => void shown.push(...lines),
    async ask(prompt, { secret = false, until } = {}): Promise<Typed> {
      shown.push(prompt)
      if (secret) secrets.push(prompt)
      if (wish.signal.aborted) return 'ended'
      if (until?.aborted) return 'until'
      const next = left.shift()
      const answer = typeof next === 'function' ? next(shown) : next
      if (answer === undefined) return 'ended'
      if (answer !== null) return { line: answer }
      return new Promise<Typed>((done) => {
        until?.addEventListener('abort', () => done('until'), { once: true })
        wish.signal.addEventListener('abort', () => done('ended'), { once: true })
      })
    },
    close: () => {},
  }
}
