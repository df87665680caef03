import { expect, type Page, test } from '@playwright/test'
import { type DesktopApp, launchScene, picture, setTheme, violations } from '../support/desktop-app'

/** The second half of setting up, scene by scene, light and dark: pictures for people, axe and the page's policy for us. */
const scenes: readonly [scene: string, waitsFor: string][] = [
  ['is-not-chosen', 'Kam se mají doklady zapisovat'],
  ['is-program', 'Cesta do POHODY'],
  ['is-folder', 'Složka pro import'],
  ['is-good', 'K úhradě'],
  ['is-locked', 'K úhradě'],
  ['is-checking', 'K úhradě'],
  ['orders-none', 'Poslat zkušební objednávky'],
  ['orders-running', 'TEST2600101'],
  ['orders-recorded', 'TEST2600101'],
  ['orders-rejected', 'TEST2600101'],
  ['orders-wrong', 'TEST2600101'],
  ['operation', 'Jak často se synchronizuje'],
  ['operation-own', 'Interval v minutách'],
  ['production-missing', 'Co je hotovo'],
  ['production-ready', 'Co je hotovo'],
  ['production-switched', 'Ostrý provoz běží'],
  ['production-first', '26OP00034'],
  ['trial-end', 'Tady zkouška končí'],
]

let desktop: DesktopApp
test.afterEach(() => desktop.close())

const launch = (scene: string): Promise<DesktopApp> => launchScene('not-set-up', { BI_SETUP_SCENE: scene })

/** The whole of a long page, in one picture: the window grows for as long as it is taken. */
async function wholePicture(page: Page, name: string): Promise<void> {
  const height = await page.evaluate(() => {
    const scroll = [...document.querySelectorAll('main *')].find((one) => one.scrollHeight > one.clientHeight + 40)
    return window.innerHeight + (scroll ? scroll.scrollHeight - scroll.clientHeight : 0)
  })
  await desktop.app.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setContentSize(1120, wanted),
    Math.min(height, 4000),
  )
  await page.waitForTimeout(150)
  await picture(page, name)
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1120, 760))
}

for (const [scene, waitsFor] of scenes)
  test(`the wizard at ${scene} is accessible and keeps to its policy`, async () => {
    desktop = await launch(scene)
    const page = await desktop.window()
    await expect(page.getByText(waitsFor).first()).toBeVisible()
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(desktop, page, theme)
      await picture(page, `setup-${scene}-${theme}`)
      await wholePicture(page, `setup-${scene}-whole-${theme}`)
      expect(await violations(page)).toEqual([])
    }
    expect(desktop.complaints).toEqual([])
  })
