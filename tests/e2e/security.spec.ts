import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { callNames } from '../../src/shared/ipc/contract'
import { type DesktopApp, launchDesktop, repository } from '../support/desktop-app'

/** The security checklist (docs/security.md) in the real Electron: one app, whose page does what it must not be able to do. */
const PAGE = 'app://client/index.html'
let desktop: DesktopApp
let page: Page
let server: Server
let address: string
const hits: string[] = []

test.beforeAll(async () => {
  server = createServer((request, answer) => {
    hits.push(`${request.method} ${request.url}`)
    answer.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' }).end('<h1>elsewhere</h1>')
  })
  server.on('upgrade', (request, socket) => {
    hits.push(`upgrade ${request.url}`)
    socket.destroy()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  desktop = await launchDesktop()
  page = await desktop.window()
})
test.afterAll(async () => {
  await desktop?.close()
  server?.closeAllConnections()
  server?.close()
})

/** Asked of Electron itself: the driver would believe the page. */
const whereabouts = () =>
  desktop.app.evaluate(({ webContents }) => webContents.getAllWebContents().map((contents) => contents.getURL()))
test('each window is sandboxed and isolated, has no Node, and keeps the web security of Chromium', async () => {
  const seen = await desktop.app.evaluate(async ({ app, BrowserWindow, dialog }) => {
    type Preferences = Record<string, unknown>
    const of = (contents: Electron.WebContents): Preferences =>
      (contents as unknown as { getLastWebPreferences(): Preferences }).getLastWebPreferences()
    const all = BrowserWindow.getAllWindows().map((window) => of(window.webContents))
    app.once('web-contents-created', (_event, contents) => all.push(of(contents)))
    dialog.showSaveDialog = (async () => ({ canceled: true, filePath: '' })) as unknown as typeof dialog.showSaveDialog
    // The page that is printed is the only other window.
    await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('client.setupSavePdf()')
    return { all }
  })
  expect(seen.all).toHaveLength(2)
  for (const preferences of seen.all)
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    })
  for (const preferences of seen.all) expect(preferences['enableBlinkFeatures'] || '').toBe('')
  expect(seen.all[1]).toMatchObject({ javascript: false })
  const opened = await desktop.app.evaluate(async ({ app, BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!app.isPackaged || !contents) return false
    contents.openDevTools()
    await new Promise((next) => setTimeout(next, 300))
    return contents.isDevToolsOpened()
  })
  expect(opened).toBe(false)
})

test('the page has its calls and nothing else: no Node, no Electron, no channel of its own choice', async () => {
  const reach = await page.evaluate(() => {
    const world = globalThis as unknown as Record<string, unknown>
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const inner = frame.contentWindow as unknown as Record<string, unknown> | null
    const inFrame = typeof inner?.['client']
    frame.remove()
    return {
      names: Object.getOwnPropertyNames(window.client).sort(),
      frozen: Object.isFrozen(window.client),
      missing: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron', '__dirname'].filter(
        (name) => world[name] !== undefined,
      ),
      inFrame,
      push: (() => {
        try {
          window.client.on('secrets' as 'status', () => {})
          return 'subscribed'
        } catch {
          return 'refused'
        }
      })(),
    }
  })
  expect(reach).toEqual({ names: [...callNames, 'on'].sort(), frozen: true, missing: [], inFrame: 'undefined', push: 'refused' })
})

test('no script runs that is not a file of ours, and nothing is loaded from elsewhere', async () => {
  const headers = await desktop.app.evaluate(async ({ session }, url) => {
    const answer = await session.fromPartition('window').fetch(url)
    return Object.fromEntries(answer.headers)
  }, PAGE)
  const policy = headers['content-security-policy'] ?? ''
  expect(policy).not.toMatch(/unsafe|https?:|\*|wss?:|blob:/)
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ])
    expect(policy.split('; ')).toContain(rule)
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })

  const tried = await page.evaluate(
    (to) =>
      new Promise<{ violations: string[]; ran: boolean; evaluated: string }>((done) => {
        const violations = new Set<string>()
        document.addEventListener('securitypolicyviolation', (event) => violations.add(event.effectiveDirective))
        const quietly = (act: () => unknown): void => {
          try {
            Promise.resolve(act()).catch(() => {})
          } catch {
            // Trusted types throw at once.
          }
        }
        const add = (name: string, fields: Record<string, string>): void =>
          quietly(() => {
            const element = document.createElement(name)
            for (const [field, value] of Object.entries(fields)) element.setAttribute(field, value)
            document.body.append(element)
          })
        // In a task of the page: what the driver evaluates itself may pass by the policy.
        const button = document.createElement('button')
        let evaluated = ''
        button.addEventListener('click', () => {
          try {
            evaluated = String(new Function('return 1+1')())
          } catch (error) {
            evaluated = error instanceof Error ? error.name : 'refused'
          }
          quietly(() => setTimeout('globalThis.inlineRan = true' as unknown as () => void))
          add('script', { src: `${to}/script.js` })
          quietly(() => {
            const script = document.createElement('script')
            script.append('globalThis.inlineRan = true')
            document.body.append(script)
          })
          add('img', { src: `${to}/image.png` })
          add('img', { src: 'x:', onerror: 'globalThis.inlineRan = true' })
          add('iframe', { src: `${to}/frame` })
          add('iframe', { src: 'app://client/index.html' })
          add('object', { data: `${to}/object` })
          add('embed', { src: `${to}/embed` })
          add('video', { src: `${to}/video` })
          add('link', { rel: 'stylesheet', href: `${to}/style.css` })
          add('link', { rel: 'prefetch', href: `${to}/prefetch` })
          add('link', { rel: 'dns-prefetch', href: to })
          add('base', { href: to })
          add('style', {})
          quietly(() => fetch(`${to}/fetch`))
          quietly(() => fetch('file:///etc/passwd'))
          quietly(() => navigator.sendBeacon(`${to}/beacon`, 'x'))
          quietly(() => new WebSocket(to.replace('http', 'ws')))
          quietly(() => new EventSource(`${to}/events`))
          quietly(() => new Worker(URL.createObjectURL(new Blob(['1']))))
          quietly(() => import(/* @vite-ignore */ `${to}/module.js`))
          quietly(() => {
            document.body.insertAdjacentHTML('beforeend', '<img src=x: onerror="globalThis.inlineRan = true">')
          })
          quietly(() => {
            const form = document.createElement('form')
            form.action = `${to}/form`
            document.body.append(form)
            form.submit()
          })
          setTimeout(() => done({ violations: [...violations].sort(), ran: 'inlineRan' in globalThis, evaluated }), 1500)
        })
        setTimeout(() => button.click())
      }),
    address,
  )
  expect(tried.ran).toBe(false)
  expect(tried.evaluated).toBe('EvalError')
  for (const directive of [
    'script-src-elem',
    'img-src',
    'frame-src',
    'style-src-elem',
    'connect-src',
    'form-action',
    'require-trusted-types-for',
  ])
    expect(tried.violations).toContain(directive)
  expect(hits).toEqual([])
  expect(await whereabouts()).toEqual([PAGE])
})

test('no page gets a permission, on whatever session', async () => {
  const ours = await page.evaluate(async () => {
    const said = async (act: () => Promise<unknown>): Promise<string> => {
      try {
        return String(await act())
      } catch (error) {
        return error instanceof Error ? error.name : 'refused'
      }
    }
    const query = (name: string) => said(async () => (await navigator.permissions.query({ name: name as PermissionName })).state)
    return {
      queried: await Promise.all(['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'].map(query)),
      notification: await said(() => Notification.requestPermission()),
      camera: await said(() => navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
      screen: await said(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      clipboard: await said(() => navigator.clipboard.readText()),
    }
  })
  expect(ours.queried).toEqual(Array(6).fill('denied'))
  expect(ours.notification).toBe('denied')
  for (const one of [ours.camera, ours.screen, ours.clipboard]) expect(one).toMatch(/Error$/)
  // The session that main's own requests go through, if somebody ever opened a page on it.
  const other = await desktop.app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
    try {
      await window.loadURL('data:text/html,x')
      return await window.webContents.executeJavaScript('Notification.requestPermission()')
    } finally {
      window.destroy()
    }
  })
  expect(other).toBe('denied')
})

/** Where the page is after it has tried to go somewhere. */
const goTo = async (to: string): Promise<string[]> => {
  await page.evaluate((target) => void setTimeout(() => location.assign(target)), to)
  await page.waitForTimeout(100)
  return whereabouts()
}

test('the page leads nowhere: no other address, no new window, no webview, no download, no dropped file', async () => {
  const downloads = join(desktop.home, 'downloads')
  mkdirSync(downloads, { recursive: true })
  await desktop.app.evaluate(({ app }, folder) => app.setPath('downloads', folder), downloads)
  for (const to of [
    address,
    `${address}/redirect`,
    'file:///etc/passwd',
    'data:text/html,x',
    'app://client/elsewhere.html',
    'app://other/',
    'chrome://gpu',
  ])
    expect(await goTo(to), to).toEqual([PAGE])
  // The one address that Chromium asks nobody about: the page is brought back, and could call nothing meanwhile.
  await goTo('about:blank')
  await expect.poll(whereabouts).toEqual([PAGE])
  await expect(page.getByRole('tablist').first()).toBeVisible()
  const opened = await page.evaluate((to) => {
    const results = ['_blank', 'other'].map((target) => String(window.open(to, target)))
    const link = document.createElement('a')
    link.href = to
    link.target = '_blank'
    document.body.append(link)
    link.click()
    const save = document.createElement('a')
    save.href = URL.createObjectURL(new Blob(['x']))
    save.download = 'evil.exe'
    document.body.append(save)
    save.click()
    const view = document.createElement('webview')
    view.setAttribute('src', to)
    view.setAttribute('nodeintegration', '')
    document.body.append(view)
    return results
  }, address)
  expect(opened).toEqual(['null', 'null'])
  // A file dropped on the page would be opened in its place.
  const dropped = join(desktop.home, 'dropped.html')
  writeFileSync(dropped, '<h1>dropped</h1>')
  const devtools = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', {
      type,
      x: 200,
      y: 200,
      data: { items: [], files: [dropped], dragOperationsMask: 1 },
    })
  await devtools.detach()
  await page.waitForTimeout(500)
  expect(await whereabouts()).toEqual([PAGE])
  expect(readdirSync(downloads)).toEqual([])
  expect(hits).toEqual([])
  await expect(page.getByRole('tablist').first()).toBeVisible()
})

test("the program's own addresses give the page's files and nothing beside them", async () => {
  const statuses = await desktop.app.evaluate(
    async ({ session, app }, addresses) => {
      const own = session.fromPartition('window')
      const result: Record<string, string> = {}
      for (const one of addresses)
        result[one] = await own.fetch(one).then(
          (answer) => String(answer.status),
          () => 'refused',
        )
      return {
        result,
        handled: own.protocol.isProtocolHandled('app'),
        fallback: session.defaultSession.protocol.isProtocolHandled('app'),
        path: app.getAppPath(),
      }
    },
    [
      PAGE,
      'app://client/../package.json',
      'app://client/%2e%2e/%2e%2e/package.json',
      'app://client/..%2f..%2fpackage.json',
      'app://client/..%5c..%5cpackage.json',
      'app://client/%00',
      'app://client/index.html%00.png',
      'app://client//etc/passwd',
      'app://client/%2fetc%2fpasswd',
      'app://client/C:/Windows/win.ini',
      'app://client/../main/index.js',
      'app://client/',
      'app://client/assets/',
      'app://other/index.html',
      'app://client.other/index.html',
      'app://user@client/index.html',
      'https://127.0.0.1/',
    ],
  )
  const { [PAGE]: own, ...others } = statuses.result
  expect(own).toBe('200')
  expect(Object.entries(others).filter(([, status]) => status !== '404' && status !== 'refused')).toEqual([])
  expect(statuses).toMatchObject({ handled: true, fallback: false })
})

test('a call from any other page is refused, even from our own page in another window', async () => {
  const answer = await desktop.app.evaluate(
    async ({ app, BrowserWindow, session }, [url = '', names = '', built = '']) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: {
          session: session.fromPartition('window'),
          preload: `${app.isPackaged ? app.getAppPath() : built}/out/preload/index.cjs`,
          additionalArguments: [`--client-calls=${names}`, '--client-pushes=status'],
          sandbox: true,
        },
      })
      try {
        await window.loadURL(url)
        return await window.webContents.executeJavaScript('client.listDocuments({ limit: 1 })')
      } finally {
        window.destroy()
      }
    },
    [PAGE, callNames.join(','), repository],
  )
  expect(answer).toEqual({ ok: false, failure: { code: 'usage', params: { call: 'listDocuments' }, words: 'sender' } })
})

test('hostile calls through the real bridge are answered by refusals, and a named program waits for a yes', async () => {
  const questions = await desktop.app.evaluate(({ dialog }) => {
    const asked: string[] = []
    Object.assign(globalThis, { questions: asked })
    dialog.showMessageBox = (async (...words: unknown[]) => {
      asked.push((words.at(-1) as { detail?: string }).detail ?? '')
      return { response: 0, checkboxChecked: false }
    }) as unknown as typeof dialog.showMessageBox
    return asked
  })
  expect(questions).toEqual([])
  const program = join(repository, 'package.json')
  const answers = await page.evaluate(async (path) => {
    const client = window.client as unknown as Record<
      string,
      (input?: unknown) => Promise<{ ok: boolean; failure?: { code: string } }>
    >
    const said = async (name: string, input?: unknown): Promise<string> => {
      try {
        const answer = await client[name]?.(input)
        return answer?.ok ? 'ok' : (answer?.failure?.code ?? 'none')
      } catch {
        return 'not cloned'
      }
    }
    const nested: unknown[] = []
    let deepest = nested
    for (let depth = 0; depth < 900; depth++) {
      const next: unknown[] = []
      deepest.push(next)
      deepest = next
    }
    const hostile = [
      null,
      7,
      'x'.repeat(1_000_000),
      nested,
      JSON.parse('{"__proto__":{"x":1}}'),
      { limit: '../../x' },
      [{}],
      1n,
      new Date(),
      () => 1,
    ]
    const codes = new Set<string>()
    for (const name of Object.keys(client).filter((one) => one !== 'on'))
      for (const input of hostile) codes.add(await said(name, input))
    const flood = await Promise.all(Array.from({ length: 1000 }, () => said('listDocuments', { limit: 200 })))
    await said('setupPurpose', { purpose: 'company' })
    await said('setupEnter', {
      connector: {
        id: 'pohoda-xml',
        settings: { program: path, programArguments: ['-e', '1'], ico: '12345678', user: 'x', database: 'x' },
      },
    })
    const checked = await said('setupCheck', { step: 'information-system' })
    const far = [
      await said('setupEnter', { central: { baseUrl: 'https://forbidden.example/b2b/v1' } }),
      await said('setupUseKey', { key: 'x'.repeat(40) }),
    ]
    return { codes: [...codes].sort(), flood: [...new Set(flood)].sort(), checked, far }
  }, program)
  // Nothing but an empty change fits any of them.
  expect(answers.codes.filter((code) => !['usage', 'not cloned', 'ok'].includes(code))).toEqual([])
  expect(answers.flood.filter((code) => !['usage', 'ok'].includes(code))).toEqual([])
  expect(answers.checked).toBe('not-confirmed')
  expect(answers.far).toEqual(['ok', 'not-confirmed'])
  const asked = await desktop.app.evaluate(() => (globalThis as unknown as { questions: string[] }).questions)
  expect(asked.join('\n')).toContain(program)
  expect(asked.join('\n')).toContain('forbidden.example')
})

test('a page that crashes leaves no dump of its memory', async () => {
  const gone = await desktop.app.evaluate(
    ({ app, BrowserWindow }) =>
      new Promise<{ reason: string; dumps: string; data: string }>((done) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('render-process-gone', (_event, { reason }) =>
          setTimeout(() => done({ reason, dumps: app.getPath('crashDumps'), data: app.getPath('userData') }), 500),
        )
        contents?.forcefullyCrashRenderer()
      }),
  )
  expect(['crashed', 'killed']).toContain(gone.reason)
  expect(gone.data.startsWith(desktop.home)).toBe(true)
  const files = readdirSync(desktop.home, { recursive: true, encoding: 'utf8' })
  expect(files.filter((name) => /\.(dmp|mdmp|core)$|(^|\/)core(\.\d+)?$/.test(name))).toEqual([])
})
