import { expect, test } from '@playwright/test'
import { type DesktopApp, launchScene, picture, setTheme, violations } from '../support/desktop-app'
import type { SceneName } from '../support/scenes'

/** Every state of the window, light and dark: pictures for people in `artifacts/screenshots`, axe and the page's policy for us. */
const scenes: SceneName[] = ['ok', 'attention', 'failed', 'waiting', 'working', 'paused', 'unknown', 'not-set-up', 'empty']

let desktop: DesktopApp
test.afterEach(() => desktop.close())

for (const scene of scenes)
  test(`the window in the state ${scene} is accessible and keeps to its policy`, async () => {
    desktop = await launchScene(scene)
    const page = await desktop.window()
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(desktop.app, theme)
      await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(theme === 'dark')
      await picture(page, `status-${scene}-${theme}`)
      expect(await violations(page)).toEqual([])
      await page.getByRole('tab', { name: /Doklady/ }).click()
      await expect(
        page.getByText(scene === 'not-set-up' || scene === 'empty' ? 'Zatím žádné doklady' : 'Zobrazeno:'),
      ).toBeVisible()
      await picture(page, `documents-${scene}-${theme}`)
      expect(await violations(page)).toEqual([])
      await page.getByRole('tab', { name: 'Stav' }).click()
    }
    expect(desktop.complaints).toEqual([])
  })

test('a document in detail is accessible, light and dark, beside the list and alone', async () => {
  desktop = await launchScene('attention')
  const page = await desktop.window()
  await page.getByRole('button', { name: 'Ukázat doklady k řešení' }).click()
  await expect(page.getByRole('row')).toHaveCount(4)
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(desktop.app, theme)
    for (const state of ['Odmítnuto', 'Zadrženo']) {
      await page.getByRole('row').filter({ hasText: state }).getByRole('button').click()
      await expect(page.getByRole('button', { name: 'Zkusit zapsat znovu' })).toBeVisible()
      await picture(page, `detail-${state === 'Zadrženo' ? 'quarantined' : 'rejected'}-${theme}`)
      expect(await violations(page)).toEqual([])
    }
  }
  await page.getByRole('tab', { name: 'Zapsané' }).click()
  await page.getByRole('row').nth(1).getByRole('button').click()
  await expect(page.getByText('Ohlášeno centrále')).toBeVisible()
  await picture(page, 'detail-imported-dark')
  expect(desktop.complaints).toEqual([])
})
