import { app, dialog } from 'electron'
import { asFailure } from '../../shared/failure'
import { languageSchema } from '../../shared/settings'
import { problemText } from '../../shared/texts/problem-text'
import { uiTexts } from '../../shared/texts/ui'

/** Lives on without windows, and ends only after `close`, however quitting was asked for. */
export function quitCleanly(close: () => Promise<void>): void {
  let closed = false
  let closing = false
  // Without a listener Electron quits with its last window; the tray is the app here.
  app.on('window-all-closed', () => {})
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    if (closing) return
    closing = true
    void close()
      .catch((error) => console.error(asFailure(error).message))
      .finally(() => {
        closed = true
        app.quit()
      })
  })
  // The session manager ends a session with these; a running batch is to end first.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
}

/** The program could not be put together (a ledger that can't be opened, a settings file that is broken): say so and end. */
export function sayWhyNotStarted(error: unknown): void {
  const { problem } = asFailure(error)
  const language = languageSchema.catch('en').parse(app.getLocale().slice(0, 2))
  const { what, why, todo } = problemText(language, problem)
  const text = [what, why, todo, problem.words, `(${problem.code})`].filter(Boolean).join('\n\n')
  dialog.showErrorBox(uiTexts[language].appName, text)
  app.exit(1)
}
