import { expect, test } from '@playwright/test'
import { type DesktopApp, launchDesktop } from '../support/desktop-app'
import { createDesktopWorld, type DesktopWorld } from '../support/desktop-world'
import { startTrayHost, type TrayHost } from '../support/tray-host'

/** The tray as a desktop sees it, over D-Bus: picture, tooltip, menu. */
test.skip(process.platform !== 'linux', 'the tray of Linux')

let world: DesktopWorld
let desktop: DesktopApp
let host: TrayHost
test.beforeEach(async () => {
  world = await createDesktopWorld()
})
test.afterEach(async () => {
  await desktop?.close()
  await host?.close()
  await world?.close()
})

test('the tray tells how things stand, and a click on its menu starts a synchronisation', async () => {
  host = await startTrayHost()
  desktop = await launchDesktop({ args: ['--hidden', '--data-dir', world.dataDir] })
  await expect.poll(() => host.items()).toBeGreaterThan(0)
  await expect
    .poll(() => host.tooltip())
    .toMatch(/^B2B klient: Vše je zpracováno \(TEST\)\nposlední synchronizace .+, další .+, čeká 0$/)
  expect(await host.icon()).toBeGreaterThanOrEqual(22)
  expect((await host.menu()).map(({ label, enabled }) => [label, enabled])).toEqual([
    ['Vše je zpracováno (TEST)', false],
    ['Synchronizovat nyní', true],
    ['Pozastavit', true],
    ['Otevřít', true],
    ['Ukončit', true],
  ])
  await world.cli('test-orders', '3', '--scenario', 'simple')
  await host.click('Synchronizovat nyní')
  await expect.poll(() => world.pohoda.orders().length).toBe(3)
  await expect.poll(() => host.tooltip()).toContain('Vše je zpracováno')
  expect(desktop.app.windows()).toHaveLength(0)
})

test('the tray pauses, resumes, opens the window and quits', async () => {
  host = await startTrayHost()
  desktop = await launchDesktop({ args: ['--hidden', '--data-dir', world.dataDir] })
  await expect.poll(() => host.items()).toBeGreaterThan(0)
  await host.click('Pozastavit')
  await expect.poll(() => host.tooltip()).toContain('Synchronizace je pozastavena')
  await world.cli('test-orders', '1')
  await host.click('Pokračovat')
  await expect.poll(() => host.tooltip()).not.toContain('pozastavena')
  await host.click('Otevřít')
  const page = await desktop.window()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.close()
  const again = desktop.app.waitForEvent('window')
  await host.activate()
  await expect((await again).getByRole('heading', { level: 1 })).toBeVisible()
  const ended = new Promise((resolve) => desktop.app.process().once('exit', resolve))
  await host.click('Ukončit')
  expect(await ended).toBe(0)
})

test('the icon appears when the desktop brings up its tray late, and again after the tray was started anew', async () => {
  desktop = await launchDesktop({ args: ['--hidden', '--data-dir', world.dataDir] })
  // Long enough on its feet to have made an icon that nobody took.
  await expect.poll(() => desktop.app.evaluate(({ app }) => app.isReady())).toBe(true)
  for (let time = 0; time < 2; time++) {
    host = await startTrayHost()
    // While the icon is made anew there is none for a moment.
    await expect.poll(() => host.tooltip().catch(String), { timeout: 10_000 }).toContain('B2B klient')
    await expect.poll(() => host.items()).toBe(1)
    if (time === 0) await host.close()
  }
})
