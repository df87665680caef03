import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { app, protocol, type Session, session } from 'electron'
import { fileOfRequest, isAppUrl, policy, STYLE_NONCE } from './app-address'

/**
 * The window is a page of ours and nothing else: served from the program's own folder under `app://client`, it may not go
 * anywhere, open anything, load anything from outside, or be given any permission. `docs/security.md` tells what each is for.
 */

/** Before `ready`. Only `standard` and `secure`: the scheme gets no privilege over the network or the page's policy. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * After `ready`. The window's own session, in memory only, which serves the files of `folder` and nothing else. It is apart
 * from the default one because main's own requests to the central side go through that one, and must not be barred.
 */
export function rendererSession(folder: string): Session {
  const own = session.fromPartition('window', { cache: false })
  own.protocol.handle('app', async (request) => {
    const file = fileOfRequest(folder, request.method, request.url)
    const type = file && types[extname(file)]
    if (!file || !type) return new Response('not found', { status: 404 })
    let body: Buffer<ArrayBuffer>
    try {
      body = await readFile(file)
    } catch {
      return new Response('not found', { status: 404 })
    }
    const nonce = randomBytes(16).toString('base64')
    const isPage = type.startsWith('text/html')
    return new Response(isPage ? body.toString('utf8').replaceAll(STYLE_NONCE, nonce) : body, {
      headers: {
        'content-type': type,
        'content-security-policy': policy(nonce),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-store',
      },
    })
  })
  // Nothing of ours is remote: whatever asks for another address is a mistake or an attack.
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isAppUrl(url) && !isDevTools(url) }))
  return own
}

const isDevTools = (url: string): boolean => !app.isPackaged && url.startsWith('devtools://')

/**
 * Each session, whoever makes it, also the default one that main's requests go through: no permission for any page, nothing
 * saved to the disk. And Chromium must not fetch dictionaries for spelling from its maker's servers (seen in a
 * company proxy's log), although no page of ours checks spelling.
 */
export function keepSessionsQuiet(): void {
  const quiet = (one: Session): void => {
    one.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
    one.setPermissionCheckHandler(() => false)
    one.setDevicePermissionHandler(() => false)
    one.on('will-download', (event) => event.preventDefault())
    one.setSpellCheckerEnabled(false)
    // Enabled again by whatever comes: there is nothing at this address.
    one.setSpellCheckerDictionaryDownloadURL('http://127.0.0.1:1/')
  }
  app.on('session-created', quiet)
}

/** Each page, whoever makes it: no leaving, no new windows, no `<webview>`. */
export function lockDownWebContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}
