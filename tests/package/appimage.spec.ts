import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { appArguments, appEnvironment } from '../support/desktop-app'
import { startTrayHost } from '../support/tray-host'
import { bareEnvironment, command, createPackageWorld, packageFile, unpacked } from './support'

/** The AppImage with a stand-in for its runtime: everything of it is seen but how the real runtime mounts it. */
const image = packageFile('-stand-in-runtime.AppImage')
const headless = [...appArguments(), '--ozone-platform=headless', '--disable-gpu', '--log-level=3']

test('the AppImage runs headless with no display, then shows its tray, works by a click on it, and ends', async () => {
  const world = await createPackageWorld()
  const host = await startTrayHost()
  let desktop: ReturnType<typeof spawn> | undefined
  try {
    const dataDir = join(world.folder, 'data')
    const plain = { env: bareEnvironment, cwd: '/' }
    await command(join(unpacked, 'bi-client'), ['setup', '--from', world.preset, '--data-dir', dataDir], plain)
    world.sandbox.seedOrders(2, { test: true })
    const { stdout } = await command(image, [...headless, 'sync', '--once', '--json', '--data-dir', dataDir], plain)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, exitCode: 0 })
    expect(world.pohoda.orders()).toHaveLength(2)

    desktop = spawn(image, appArguments('--lang=cs', '--hidden', '--data-dir', dataDir), {
      env: appEnvironment(join(world.folder, 'home')),
      stdio: 'ignore',
    })
    const ended = once(desktop, 'exit')
    await expect.poll(() => host.items()).toBeGreaterThan(0)
    await expect.poll(() => host.tooltip().catch(String)).toContain('Vše je zpracováno')
    world.sandbox.seedOrders(1, { test: true })
    await expect(() => host.click('Synchronizovat nyní')).toPass()
    await expect.poll(() => world.pohoda.orders().length).toBe(3)
    await expect.poll(() => host.tooltip().catch(String)).toContain('Vše je zpracováno')
    await expect(() => host.click('Ukončit')).toPass()
    expect((await ended)[0]).toBe(0)
    desktop = undefined
  } finally {
    desktop?.kill()
    await host.close()
    await world.close()
  }
})

test('its entry for the menu is one that desktops accept', async () => {
  const target = test.info().outputPath('entry')
  await command('/usr/bin/unsquashfs', [
    '-q',
    '-n',
    '-o',
    (await command(image, ['--appimage-offset'])).stdout.trim(),
    '-d',
    target,
    image,
    '*.desktop',
    'AppRun',
    '.DirIcon',
  ])
  await command('/usr/bin/desktop-file-validate', [join(target, 'bi-client-desktop.desktop')])
  await command('/usr/bin/test', ['-x', join(target, 'AppRun')])
})
