/** What came of a question: a line, the end of waiting, or the person's wish to end (Ctrl+C, end of the input). */
export type Typed = { line: string } | 'until' | 'ended'

/** A person at a terminal, line by line. What has been printed is never painted over: a screen reader has read it already. */
export interface Terminal {
  /** Whole lines. While a question stands, it is put again below them; one without a prompt is just waiting. */
  print(...lines: readonly string[]): void
  /** `secret`: nothing of it is shown. `until`: stops asking when it fires. What was typed before the question is dropped. */
  ask(prompt: string, options?: { secret?: boolean; until?: AbortSignal }): Promise<Typed>
  /** Fires when the person wants to end, also while something else is under way. */
  readonly signal: AbortSignal
  close(): void
}
