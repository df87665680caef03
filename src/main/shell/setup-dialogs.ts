import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, clipboard, dialog, session } from 'electron'
import { Failure, problem } from '../../shared/failure'
import type { Language } from '../../shared/settings'
import { type SetupFileTexts, setupFileTexts } from '../../shared/texts/setup-files'
import type { Named } from '../ipc/page-bounds'
import { replaceFile } from '../system/atomic-file'
import { securePreferences } from './window-preferences'

/** What only the desktop can do for the set-up: choose and save files, copy, print. */
export interface SetupDialogs {
  /** Whether the client may use what the window has named for the first time. */
  confirm(named: readonly Named[]): Promise<boolean>
  copy(text: string): void
  pickPath(kind: 'file' | 'folder'): Promise<{ path?: string }>
  /** The chosen certificate's text; undefined: the person closed the dialog. Throws `settings-invalid`. */
  readAuthority(): Promise<string | undefined>
  saveTestOrders(csv: string): Promise<{ saved: boolean; path?: string }>
  /** Prints a page that is complete in itself. */
  savePdf(html: string): Promise<{ saved: boolean; path?: string }>
}

const LARGEST_PEM_BYTES = 65_536

export function setupDialogs(parent: () => BrowserWindow | undefined, language: () => Language): SetupDialogs {
  const texts = (): SetupFileTexts => setupFileTexts[language()]
  const open = (options: Electron.OpenDialogOptions) => {
    const window = parent()
    return window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options)
  }
  const save = async (name: string, extension: string, content: string | Buffer) => {
    const options = {
      defaultPath: join(app.getPath('documents'), name),
      filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
    }
    const window = parent()
    const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
    if (canceled || !filePath) return { saved: false }
    replaceFile(filePath, content)
    return { saved: true, path: filePath }
  }
  let isOpen = false
  /** One dialog at a time: a page that has been taken over must not bury the screen under them. */
  const alone = async <T>(show: () => Promise<T>): Promise<T> => {
    if (isOpen)
      throw new Failure(problem('usage', { call: 'dialog' }, 'another dialog is open'), { effect: 'nothing', retry: false })
    isOpen = true
    try {
      return await show()
    } finally {
      isOpen = false
    }
  }
  return {
    confirm: (named) =>
      alone(async () => {
        const words = texts().confirm
        const options: Electron.MessageBoxOptions = {
          type: 'question',
          title: words.title,
          message: words.question,
          detail: named.map(({ kind, value }) => `${words[kind]}: ${plainLine(value)}`).join('\n'),
          buttons: [words.no, words.yes],
          defaultId: 0,
          cancelId: 0,
          noLink: true,
        }
        const window = parent()
        const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
        return response === 1
      }),
    copy: (text) => clipboard.writeText(text),
    pickPath: (kind) =>
      alone(async () => {
        const { canceled, filePaths } = await open({ properties: [kind === 'file' ? 'openFile' : 'openDirectory'] })
        const [path] = filePaths
        return canceled || path === undefined ? {} : { path }
      }),
    readAuthority: () =>
      alone(async () => {
        const { canceled, filePaths } = await open({
          title: texts().authorityTitle,
          properties: ['openFile'],
          filters: [{ name: texts().certificate, extensions: ['pem', 'crt', 'cer'] }],
        })
        const [path] = filePaths
        if (canceled || path === undefined) return undefined
        const invalid = (reason: string, cause?: unknown) =>
          new Failure(problem('settings-invalid', { path, reason }), { effect: 'nothing', retry: false, cause })
        let content: Buffer
        try {
          if (statSync(path).size > LARGEST_PEM_BYTES) throw invalid('too large')
          content = readFileSync(path)
        } catch (error) {
          throw error instanceof Failure ? error : invalid((error as NodeJS.ErrnoException).code ?? 'unreadable', error)
        }
        const text = content.toString('latin1')
        // Windows exports certificates as bare DER, too.
        return text.includes('-----BEGIN') ? text : pemOf(content)
      }),
    saveTestOrders: (csv) => alone(() => save(`${texts().testOrdersFile}.csv`, 'csv', csv)),
    savePdf: (html) => alone(async () => save(`${texts().surveyFile}.pdf`, 'pdf', await printed(html))),
  }
}

/** What a page has entered must not pretend to be another line of the question, or end out of sight. */
const plainLine = (value: string): string => value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?').slice(0, 300)

const pemOf = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`

/** A page without scripts and without any way out, in a window that nobody sees. */
async function printed(html: string): Promise<Buffer> {
  const own = session.fromPartition('print', { cache: false })
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith('data:text/html') }))
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...securePreferences(app.isPackaged), session: own, javascript: false },
  })
  try {
    await window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(html)}`)
    return await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true })
  } finally {
    window.destroy()
  }
}
