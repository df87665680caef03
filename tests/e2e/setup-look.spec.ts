import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type DesktopApp, launchScene, picture, screenshots, setTheme, violations } from '../support/desktop-app'
import type { FakeSetup } from '../support/fake-setup'

/** The wizard's steps up to the connection, in every state: pictures for people in `artifacts/screenshots`, axe and the page's policy for us. */
const scenes = [
  'begin-empty',
  'begin-company',
  'trial',
  'registration-empty',
  'registration-found',
  'registration-filled',
  'registration-wrong',
  'registration-received',
  'registration-scheduled',
  'registration-approved',
  'registration-rejected',
  'registration-unreachable',
  'computer-not-run',
  'computer-running',
  'computer-warning',
  'computer-failed',
  'connection-intercepted',
  'connection-good',
]

let desktop: DesktopApp
test.afterEach(async () => {
  const { complaints } = desktop
  await desktop.close()
  expect(complaints).toEqual([])
})

const open = async (scene: string): Promise<Page> => {
  desktop = await launchScene('not-set-up', { BI_SETUP_SCENE: scene })
  const page = await desktop.window()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return page
}
const asked = (): Promise<string[]> =>
  desktop.app.evaluate(() => [...(globalThis as unknown as { fakeSetup: FakeSetup }).fakeSetup.asked])

/** A page longer than the window is shown whole in the picture. */
async function whole(page: Page, name: string): Promise<void> {
  const height = await page.evaluate(() => {
    const scrolled = document.querySelector('h1')?.closest('main')?.querySelector('#panel')
    const inner = [...(scrolled?.querySelectorAll('div') ?? [])].map((one) => one.scrollHeight)
    return Math.max(0, ...inner)
  })
  await desktop.app.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setContentSize(1120, Math.max(760, wanted)),
    height + 140,
  )
  await picture(page, name)
}

for (const scene of scenes)
  test(`the scene ${scene} is accessible and keeps to its policy`, async () => {
    const page = await open(scene)
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(desktop, page, theme)
      await picture(page, `setup-${scene}-${theme}`)
      expect(await violations(page)).toEqual([])
    }
    await setTheme(desktop, page, 'light')
    await whole(page, `setup-${scene}-whole`)
  })
