import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname } from 'node:path'
import { app } from 'electron'
import { replaceFile } from '../system/atomic-file'
import { autostartFile } from '../system/autostart-entry'

export interface Autostart {
  possible: boolean
  set(on: boolean): void
}

/**
 * Whether the tray icon comes with the person's sign-in. Windows: the user's Run key, through Electron. Linux: a desktop
 * entry in the autostart folder (XDG autostart specification), since Electron does nothing there.
 */
export function autostart(dataDir: string | undefined): Autostart {
  const args = ['--hidden', ...(dataDir === undefined ? [] : ['--data-dir', dataDir])]
  if (process.platform === 'win32')
    return { possible: true, set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, path: process.execPath, args }) }
  if (process.platform !== 'linux') return { possible: false, set: () => {} }
  const path = autostartFile(process.env, homedir())
  return {
    possible: true,
    set(on) {
      if (!on) {
        rmSync(path, { force: true })
        return
      }
      mkdirSync(dirname(path), { recursive: true })
      const entry = desktopEntry([process.env['APPIMAGE'] ?? process.execPath, ...args])
      if (existsSync(path) && readFileSync(path, 'utf8') === entry) return
      replaceFile(path, entry)
    },
  }
}

/** Words of an `Exec` key: quoted, with its own signs escaped (Desktop Entry Specification, "The Exec key"). */
const quoted = (word: string): string => `"${word.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`

/** Strings of an entry escape the backslash (Desktop Entry Specification, "Possible value types"). */
const string = (text: string): string => text.replaceAll('\\', '\\\\')

/** `TryExec`: a program that was removed without `retire` is passed by, not complained about. Exported for its test. */
export const desktopEntry = (command: readonly string[]): string =>
  `[Desktop Entry]\nType=Application\nName=B2B klient\nTryExec=${string(command[0] ?? '')}\nExec=${string(command.map(quoted).join(' '))}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n`
