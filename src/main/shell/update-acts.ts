import { spawn } from 'node:child_process'
import { app, type BrowserWindow, clipboard, dialog } from 'electron'
import type { Language } from '../../shared/settings'
import { fill } from '../../shared/texts/format'
import { updateTexts } from '../../shared/texts/update'
import type { Updates } from '../update/updates'

/** What a person at the window or the tray may do about a newer version. */
export interface UpdateActs {
  download(): Promise<void>
  /** Asks once more, in a dialog of main's own; after it the program runs anew, whatever became of the installation. */
  install(): Promise<void>
  copyCommand(): void
}

export interface UpdateActsParts {
  updates: Updates
  parent(): BrowserWindow | undefined
  language(): Language
  /** Whether the engine was let go, so that this process has nothing left to do. */
  released(): boolean
}

export function updateActs({ updates, parent, language, released }: UpdateActsParts): UpdateActs {
  let asking = false

  async function agreed(version: string): Promise<boolean> {
    const texts = updateTexts[language()]
    const options: Electron.MessageBoxOptions = {
      type: 'question',
      message: fill(texts.confirm, { version }),
      detail: texts.confirmMore,
      buttons: [texts.install, texts.later],
      defaultId: 1,
      cancelId: 1,
    }
    const window = parent()
    const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
    return response === 0
  }

  return {
    download: updates.download,
    async install() {
      const { offer } = updates.view()
      if (!offer || asking) return
      asking = true
      try {
        if (!(await agreed(offer.version))) return
        await updates.install()
      } finally {
        asking = false
        if (released()) startAnew()
      }
    },
    copyCommand() {
      const { command } = updates.view()
      if (command !== undefined) clipboard.writeText(command)
    },
  }
}

/** An AppImage is started by its file: our own executable lies in a mount that ends with us. */
function startAnew(): void {
  const image = process.env['APPIMAGE']
  if (image === undefined) app.relaunch()
  else {
    // Or the new one would take itself for a second start and end.
    app.releaseSingleInstanceLock()
    spawn(image, process.argv.slice(1), { detached: true, stdio: 'ignore' })
      .once('error', (error) => console.error(error.message))
      .unref()
  }
  app.quit()
}
