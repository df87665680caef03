import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { securePreferences } from '../../../../src/main/shell/window-preferences'

test('a page has a sandbox and a world of its own, and an installed program gives it no console', () => {
  const preferences = securePreferences(true)
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    webviewTag: false,
    plugins: false,
    spellcheck: false,
    devTools: false,
  })
  expect(securePreferences(false).devTools).toBe(true)
})

const root = resolve(import.meta.dirname, '../../../..')
const sources = ['src/main', 'src/preload', 'src/renderer'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|html)$/.test(name))
    .map((name) => join(folder, name)),
)
const textOf = (name: string): string => readFileSync(join(root, name), 'utf8')

/** What the checklist tells not to use; whoever needs one has to come here, and to docs/security.md. */
test.each([
  [
    'opens an address or a file in another program',
    /\bshell\.open(External|Path)\b|import \{[^}]*\bshell\b[^}]*\} from 'electron'/,
  ],
  ['makes itself the program for a protocol', /setAsDefaultProtocolClient/],
  ['writes dumps of memory', /crashReporter|process\.crash\(/],
  ['switches on what Chromium is still trying', /enableBlinkFeatures|experimentalFeatures: true|commandLine\.appendSwitch/],
  [
    'weakens a page',
    /webSecurity: false|allowRunningInsecureContent: true|contextIsolation: false|sandbox: false|nodeIntegration\w*: true|webviewTag: true/,
  ],
  ['loads a page from a file or from elsewhere', /\.loadFile\(|\bloadURL\(['"`](file|http|ftp)/],
  ['runs text as a program', /\beval\(|new Function\(|dangerouslySetInnerHTML|\.innerHTML\s*=|document\.write|executeJavaScript/],
  ['hands Electron itself to a page', /exposeInMainWorld\([^)]*ipcRenderer|require\(['"]electron/],
  ['starts a program through a shell', /shell: true|import \{[^}]*\bexec(Sync)?\b[^}]*\} from 'node:child_process'/],
])('no part of the program %s', (_what, pattern) => {
  expect(sources.length).toBeGreaterThan(200)
  expect(sources.filter((name) => pattern.test(textOf(name)))).toEqual([])
})

test('every window is made with these preferences, and only one file each shows and prints', () => {
  const makers = sources.filter((name) => /new (BrowserWindow|WebContentsView|BrowserView)\(/.test(textOf(name)))
  expect(makers).toEqual(['src/main/shell/main-window.ts', 'src/main/shell/setup-dialogs.ts'])
  for (const name of makers) expect(textOf(name)).toContain('...securePreferences(app.isPackaged)')
})
