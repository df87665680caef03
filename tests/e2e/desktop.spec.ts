import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { callNames } from '../../src/shared/ipc/contract'
import {
  appArguments,
  appEnvironment,
  type DesktopApp,
  electronPath,
  launchDesktop,
  picture,
  violations,
} from '../support/desktop-app'
import { createDesktopWorld, type DesktopWorld } from '../support/desktop-world'

/** The real app with a real client between the sandbox and the simulated POHODA. */
let world: DesktopWorld
let desktop: DesktopApp
test.beforeEach(async () => {
  world = await createDesktopWorld()
})
test.afterEach(async () => {
  await desktop?.close()
  await world?.close()
})

const windows = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

test('the window shows live what was recorded, and the whole chain of evidence of each document', async () => {
  desktop = await launchDesktop({ args: ['--data-dir', world.dataDir] })
  const page = await desktop.window()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vše je zpracováno')
  await expect(page.getByText('TEST', { exact: true })).toBeVisible()
  await world.cli('test-orders', '6', '--scenario', 'simple')
  await page.getByRole('tab', { name: 'Doklady' }).click()
  await expect(page.getByText('Zatím žádné doklady')).toBeVisible()
  await page.getByRole('tab', { name: 'Stav', exact: true }).click()
  await page.getByRole('button', { name: 'Synchronizovat nyní' }).click()
  await page.getByRole('tab', { name: 'Doklady' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Zapsáno' })).toHaveCount(6)
  const orders = world.pohoda.orders()
  expect(orders).toHaveLength(6)
  const row = page.getByRole('row').filter({ hasText: orders[0]?.number ?? '?' })
  await row.getByRole('button').click()
  await expect(page.getByText('Předáno informačnímu systému')).toBeVisible()
  await expect(page.getByText('Ohlášeno centrále')).toBeVisible()
  await picture(page, 'real-detail')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByText('Předáno informačnímu systému')).toBeHidden()
  await expect(row.getByRole('button')).toBeFocused()
  await picture(page, 'real-documents')
  await page.getByRole('tab', { name: 'Stav', exact: true }).click()
  await picture(page, 'real-status')
  expect(desktop.complaints).toEqual([])
})

test('a second start shows the window of the first one and ends', async () => {
  const args = ['--hidden', '--data-dir', world.dataDir]
  desktop = await launchDesktop({ args })
  await expect.poll(windows).toBe(0)
  const second = spawn(electronPath(), appArguments('--data-dir', world.dataDir), {
    env: appEnvironment(desktop.home),
    stdio: 'ignore',
  })
  const [code] = await once(second, 'exit')
  expect(code).toBe(0)
  await desktop.window()
  expect(await windows()).toBe(1)
})

test('closing the window leaves the app running; the window can be opened again; quitting frees the engine', async () => {
  desktop = await launchDesktop({ args: ['--data-dir', world.dataDir] })
  const page = await desktop.window()
  await page.close()
  await expect.poll(windows).toBe(0)
  const reopened = desktop.app.waitForEvent('window')
  // What the tray's entry and a second start do.
  await desktop.app.evaluate(({ app }) => app.emit('second-instance'))
  await expect((await reopened).getByRole('heading', { level: 1 })).toBeVisible()
  const ended = once(desktop.app.process(), 'exit')
  await desktop.app.evaluate(({ app }) => app.quit())
  expect((await ended)[0]).toBe(0)
  await world.cli('test-orders', '2', '--scenario', 'simple')
  await world.cli('sync', '--once')
  expect(world.pohoda.orders()).toHaveLength(2)
})

test('the page reaches neither Node, nor the network, nor any other page', async () => {
  desktop = await launchDesktop({ args: ['--data-dir', world.dataDir] })
  const page = await desktop.window()
  const reach = await page.evaluate(async (address) => {
    const tried = async (attempt: () => unknown): Promise<string> => {
      try {
        return String(await attempt())
      } catch (error) {
        return `refused: ${error instanceof Error ? error.name : error}`
      }
    }
    return {
      require: typeof (globalThis as Record<string, unknown>)['require'],
      process: typeof (globalThis as Record<string, unknown>)['process'],
      ipc: Object.keys(window.client).sort().join(' '),
      open: await tried(() => window.open('https://example.com')),
      network: await tried(() => fetch(address)),
      file: await tried(() => fetch('file:///etc/passwd')),
      outside: await tried(() => fetch('app://client/../main/index.js')),
      notification: await tried(() => Notification.requestPermission()),
    }
  }, `${world.sandbox.url}/account`)
  expect(reach).toEqual({
    require: 'undefined',
    process: 'undefined',
    // Nothing beside the contract.
    ipc: [...callNames, 'on'].sort().join(' '),
    open: 'null',
    network: 'refused: TypeError',
    file: 'refused: TypeError',
    outside: 'refused: TypeError',
    notification: 'denied',
  })
  // Neither by a script of the page (its own evaluation would pass by the debugger) nor by an address.
  const inline = await page.evaluate(() => {
    const button = document.createElement('button')
    try {
      button.setAttribute('onclick', 'window.inlineRan = true')
    } catch {
      // Trusted types: not even the attribute can be set.
    }
    document.body.append(button)
    button.click()
    button.remove()
    return 'inlineRan' in window
  })
  expect(inline).toBe(false)
  for (const address of [
    'https://example.com/',
    'file:///etc/passwd',
    'app://client/elsewhere.html',
    'data:text/html,x',
    'app://other/',
  ])
    await page.evaluate((to) => location.assign(to), address)
  // Asked of Electron itself: the driver believes that the page is on its way, and would wait for it.
  const still = await desktop.app.evaluate(async ({ webContents }) => {
    const pages = webContents.getAllWebContents()
    return [pages.length, pages[0]?.getURL(), await pages[0]?.executeJavaScript('document.querySelectorAll("h1").length')]
  })
  expect(still).toEqual([1, 'app://client/index.html', 1])
})

test('a hostile page gets a failure for each call, and nothing happens', async () => {
  desktop = await launchDesktop({ args: ['--data-dir', world.dataDir] })
  const page = await desktop.window()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vše je zpracováno')
  const answers = await page.evaluate(async () => {
    const client = window.client as unknown as Record<
      string,
      (input: unknown) => Promise<{ ok: boolean; failure?: { code: string } }>
    >
    const cyclic: Record<string, unknown> = { limit: 1 }
    cyclic['self'] = cyclic
    const hostile: [string, unknown][] = [
      ['listDocuments', undefined],
      ['listDocuments', { limit: 1e9 }],
      ['listDocuments', { limit: 1, text: 'x'.repeat(1_000_000) }],
      ['listDocuments', { limit: 1, states: ["imported' or 1=1"] }],
      ['listDocuments', { limit: 1, more: true }],
      ['listDocuments', cyclic],
      ['listDocuments', { limit: 1n }],
      ['listDocuments', new Map([['limit', 1]])],
      ['showDocument', { itemId: '../../settings.json' }],
      ['showDocument', { itemId: "x'; drop table documents; --" }],
      ['retryDocument', { itemId: '' }],
      ['setPaused', { paused: 'yes' }],
      ['setLanguage', { language: 'de' }],
      ['syncNow', { force: true }],
    ]
    const codes: string[] = []
    for (const [name, input] of hostile) {
      const answer = await client[name]?.(input)
      codes.push(answer?.ok ? `${name} was answered` : (answer?.failure?.code ?? 'none'))
    }
    return codes
  })
  expect(answers).toEqual([...Array(8).fill('usage'), 'document-not-found', 'document-not-found', ...Array(4).fill('usage')])
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vše je zpracováno')
})

test('settings that cannot be read are told in the window, and stay as they are', async () => {
  const file = join(world.dataDir, 'settings.json')
  writeFileSync(file, '{ "version": 1, "language": ')
  desktop = await launchDesktop({ args: ['--data-dir', world.dataDir] })
  const page = await desktop.window()
  await expect(page.getByText('Kód: settings-invalid')).toBeVisible()
  await picture(page, 'settings-invalid')
  expect(readFileSync(file, 'utf8')).toBe('{ "version": 1, "language": ')
})

test('a language chosen before set-up is there at the next start', async () => {
  rmSync(world.dataDir, { recursive: true })
  const args = ['--data-dir', world.dataDir]
  desktop = await launchDesktop({ args })
  const page = await desktop.window()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Než začnete')
  await page.getByRole('combobox').selectOption({ label: 'English' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Before you begin')
  await desktop.close()
  desktop = await launchDesktop({ args })
  await expect((await desktop.window()).getByRole('heading', { level: 1 })).toHaveText('Before you begin')
})

test('before set-up the window says what to do, and follows at once when the command line sets the program up', async () => {
  rmSync(world.dataDir, { recursive: true })
  desktop = await launchDesktop({ args: ['--data-dir', world.dataDir] })
  const page = await desktop.window()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Než začnete')
  await page.getByRole('tab', { name: 'Stav', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Klient ještě není nastaven')
  await expect(page.getByText('bi-client setup --from preset.json')).toBeVisible()
  await world.cli('setup', '--from', world.preset)
  await expect(page.getByText('TEST', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Synchronizovat nyní' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vše je zpracováno')
})
