import { expect, test } from '@playwright/test'
import { type DesktopApp, launchScene, picture } from '../support/desktop-app'

/**
 * Pictures of the user guide that show a computer: of scenes with a customer's values, since the walk through the real thing
 * shows the tests' own folders. The guide's other pictures come from that walk (`setup-walk.spec.ts`).
 */
const pictures = [
  { scene: 'computer-warning', name: '3-computer', shows: '[data-about="not-checked"]' },
  { scene: 'is-good', name: '5-pohoda', shows: '[data-about="not-checked"]' },
  { scene: 'is-locked', name: '5-pohoda-locked', shows: '[data-about="not-checked"]' },
  { scene: 'schedule-windows', name: '7-operation', shows: 'main code' },
] as const

let desktop: DesktopApp
test.afterEach(() => desktop.close())

for (const { scene, name, shows } of pictures)
  test(`the guide's picture ${name}`, async () => {
    desktop = await launchScene('not-set-up', { BI_SETUP_SCENE: scene })
    const page = await desktop.window()
    for (const [language, label] of [
      ['cs', 'Čeština'],
      ['en', 'English'],
    ] as const) {
      await page.getByRole('combobox').first().selectOption({ label })
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language)
      await page.locator(shows).evaluate((element) => element.scrollIntoView({ block: 'center' }))
      await picture(page, `guide-${language}-${name}`)
    }
    expect(desktop.complaints).toEqual([])
  })
