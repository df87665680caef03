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

/** With nothing in work no menu is made anew: a click can't meet one that is gone. */
const atRest = () => expect.poll(() => host.tooltip().catch(String)).toContain('Vše je zpracováno')

test('the tray tells how things stand, and a click on its menu starts a synchronisation', async () => {
  host = await startTrayHost()
  desktop = await launchDesktop({ args: ['--hidden', '--data-dir', world.dataDir] })
  await expect.poll(() => host.items()).toBeGreaterThan(0)
  await expect
    .poll(() => host.tooltip())
    .toMatch(/^B2B klient: Vše je zpracováno \(TEST\)\nposlední synchronizace .+, další .+, čeká 0$/)
  expect(await host.icon()).toBeGreaterThanOrEqual(22)
  await expect
    .poll(async () => (await host.menu()).map(({ label, enabled }) => [label, enabled]))
    .toEqual([
      ['Vše je zpracováno (TEST)', false],
      ['Synchronizovat nyní', true],
      ['Pozastavit', true],
      ['Otevřít', true],
      ['Ukončit', true],
    ])
  await world.cli('test-orders', '3', '--scenario', 'simple')
  await expect(() => host.click('Synchronizovat nyní')).toPass()
  await expect.poll(() => world.pohoda.orders().length).toBe(3)
  await atRest()
  expect(desktop.app.windows()).toHaveLength(0)
})

test('the tray pauses, resumes, opens the window and quits', async () => {
  host = await startTrayHost()
  desktop = await launchDesktop({ args: ['--hidden', '--data-dir', world.dataDir] })
  await expect.poll(() => host.items()).toBeGreaterThan(0)
  await atRest()
  await expect(() => host.click('Pozastavit')).toPass()
  await expect.poll(() => host.tooltip()).toContain('Synchronizace je pozastavena')
  await expect(() => host.click('Pokračovat')).toPass()
  await atRest()
  await expect(() => host.click('Otevřít')).toPass()
  const page = await desktop.window()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.close()
  await expect.poll(() => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  const again = desktop.app.waitForEvent('window')
  await host.activate()
  await expect((await again).getByRole('heading', { level: 1 })).toBeVisible()
  const ended = new Promise((resolve) => desktop.app.process().once('exit', resolve))
  await expect(() => host.click('Ukončit')).toPass()
  expect(await ended).toBe(0)
})

test('the icon appears when the desktop brings up its tray late, and again after the tray was started anew', async () => {
  desktop = await launchDesktop({ args: ['--hidden', '--data-dir', world.dataDir] })
  // Long enough on its feet to have made an icon that nobody took.
  await expect.poll(() => desktop.app.evaluate(({ app }) => app.isReady())).toBe(true)
  for (let time = 0; time < 2; time++) {
    host = await startTrayHost()
    // While the icon is made anew there is none for a moment.
    await expect.poll(() => host.tooltip().catch(String), { timeout: 30_000 }).toContain('B2B klient')
    await expect.poll(() => host.items()).toBe(1)
    if (time === 0) await host.close()
  }
})
