import { app } from 'electron'
import type { AppInfo } from '../../shared/ipc/contract'
import { type Language, languageSchema } from '../../shared/settings'
import type { Client } from '../client'
import { besideProgram } from '../settings/beside-program'

export interface AppInfoKeeper {
  language(): Language
  setLanguage(language: Language): void
  /** Called at once, then at each change. */
  onChange(listener: (info: AppInfo) => void): () => void
}

/** As installed, else the computer's own language, if it is one of ours. */
export const localLanguage = (): Language =>
  besideProgram().language ?? languageSchema.catch('en').parse(app.getLocale().slice(0, 2))

/** What the window and the tray need to know beside the state: version, language, place of the data. */
export function keepAppInfo(client: Client): AppInfoKeeper {
  const listeners = new Set<(info: AppInfo) => void>()
  // As long as nobody has chosen.
  let chosen: Language = localLanguage()
  const language = (): Language => {
    try {
      chosen = client.language() ?? chosen
    } catch {
      // A settings file that can't be read is told by the state; the words to tell it in must come from somewhere.
    }
    return chosen
  }
  const current = (): AppInfo => ({
    version: app.getVersion(),
    language: language(),
    platform: process.platform,
    dataDir: client.dataDir,
  })
  // The command line may set the program up, or choose another language, while we run.
  let told: Language | undefined
  const tell = (): void => {
    if (listeners.size === 0 || told === language()) return
    told = language()
    for (const listener of listeners) listener(current())
  }
  client.onStatus(tell)
  return {
    language,
    setLanguage(next) {
      chosen = next
      try {
        client.setLanguage(next)
      } finally {
        // Also a choice that can't be kept holds until the program ends: who can't read the words can't mend the fault.
        tell()
      }
    },
    onChange(listener) {
      listeners.add(listener)
      listener(current())
      return () => void listeners.delete(listener)
    },
  }
}
