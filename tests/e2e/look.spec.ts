import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { problem } from '../../src/shared/failure'
import type { UpdateView } from '../../src/shared/update-state'
import {
  askedOf,
  type DesktopApp,
  launchScene,
  picture,
  screenshots,
  setTheme,
  showScene,
  violations,
} from '../support/desktop-app'
import type { FakeClient } from '../support/fake-client'
import type { SceneName } from '../support/scenes'

/** Every state of the window, light and dark: pictures for people in `artifacts/screenshots`, axe and the page's policy for us. */
const scenes: SceneName[] = ['ok', 'attention', 'failed', 'waiting', 'working', 'paused', 'unknown', 'not-set-up', 'empty']

/** One for all tests of this file: each begins with a scene of its own, in a page that was loaded anew. */
let desktop: DesktopApp
test.beforeAll(async () => {
  desktop = await launchScene('ok')
})
test.afterAll(() => desktop.close())
test.afterEach(() => expect(desktop.complaints.splice(0)).toEqual([]))

const open = async (scene: SceneName): Promise<Page> => {
  const page = await desktop.window()
  await showScene(desktop, page, scene)
  return page
}

for (const scene of scenes)
  test(`the window in the state ${scene} is accessible and keeps to its policy`, async () => {
    const page = await open(scene)
    // Not set up, it opens on the wizard.
    await page.getByRole('tab', { name: 'Stav', exact: true }).click()
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(desktop, page, theme)
      await picture(page, `status-${scene}-${theme}`)
      expect(await violations(page, theme === 'dark' ? 'colours' : undefined)).toEqual([])
      await page.getByRole('tab', { name: /Doklady/ }).click()
      await expect(
        page.getByText(scene === 'not-set-up' || scene === 'empty' ? 'Zatím žádné doklady' : 'Zobrazeno:'),
      ).toBeVisible()
      await picture(page, `documents-${scene}-${theme}`)
      expect(await violations(page, theme === 'dark' ? 'colours' : undefined)).toEqual([])
      await page.getByRole('tab', { name: 'Stav', exact: true }).click()
    }
  })

for (const scene of ['ok', 'attention'] as const)
  test(`what goes to and fro is accessible and keeps to the page's policy: ${scene}`, async () => {
    const page = await open(scene)
    await page.getByRole('tab', { name: 'Přenosy' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Co se přenáší')
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(desktop, page, theme)
      await picture(page, `transfers-${scene}-${theme}`)
      expect(await violations(page, theme === 'dark' ? 'colours' : undefined)).toEqual([])
    }
  })

test('a rule is agreed to only after its first rows were seen, and again after each change', async () => {
  const page = await open('ok')
  await page.getByRole('tab', { name: 'Přenosy' }).click()
  const prices = page.getByRole('region', { name: 'Prodejní ceny', exact: true })
  await prices.getByRole('button', { name: 'Nastavit a podívat se' }).click()
  const agree = prices.getByRole('button', { name: 'Souhlasím, posílat' })
  await expect(agree).toHaveCount(0)
  await prices.getByRole('button', { name: 'Ukázat, co se pošle' }).click()
  await expect(prices.getByRole('row').nth(2)).toContainText('1\u00a0249,9')
  await expect(prices.getByText('Lišta bez kódu')).toBeVisible()
  await picture(page, 'transfers-rule')
  expect(await violations(page)).toEqual([])
  await prices.getByRole('textbox', { name: 'Cenové hladiny' }).fill('VO, MO')
  await expect(agree).toHaveCount(0)
  await prices.getByRole('textbox', { name: /Číst každých/ }).fill('0')
  await expect(prices.getByText('Zkontrolujte hodnotu.')).toBeVisible()
  await prices.getByRole('textbox', { name: /Číst každých/ }).fill('30')
  await prices.getByRole('button', { name: 'Ukázat, co se pošle' }).click()
  await agree.click()
  await expect
    .poll(() => askedOf(desktop.app))
    .toContainEqual(expect.stringMatching(/^setOutward .*"agenda":"prices".*"intervalSeconds":1800.*"levels":\["VO","MO"\]/))
})

test('kinds of documents and working hours are set by keyboard and by mouse', async () => {
  const page = await open('ok')
  await page.getByRole('tab', { name: 'Přenosy' }).click()
  await page.getByRole('switch', { name: 'Přenášet: Dodací listy' }).click()
  await page.getByRole('combobox', { name: 'Jak často: Objednávky' }).selectOption('každou hodinu')
  const hours = page.getByRole('switch', { name: 'Synchronizovat jen v pracovní době' })
  await hours.focus()
  await page.keyboard.press('Space')
  await page.getByRole('checkbox', { name: 'sobota' }).check()
  await page.getByRole('button', { name: 'Uložit pracovní dobu' }).click()
  await expect
    .poll(() => askedOf(desktop.app))
    .toEqual(
      expect.arrayContaining([
        'setAgenda {"agenda":"delivery-notes","off":false}',
        'setAgenda {"agenda":"orders","off":false,"intervalSeconds":3600}',
        'setTimer {"workingHours":{"days":[1,2,3,4,5,6],"from":"06:00","to":"20:00"}}',
      ]),
    )
})

const offered: UpdateView = {
  kind: 'available',
  current: '0.1.0',
  form: 'AppImage',
  installsItself: true,
  offer: {
    version: '0.2.0',
    url: 'https://updates.example.com/business-integrator-client-0.2.0.AppImage',
    sha512: 'q3k1'.repeat(22),
    sizeBytes: 120_000_000,
  },
}
const updateScenes: Readonly<Record<string, UpdateView>> = {
  available: offered,
  downloading: { ...offered, kind: 'downloading', percent: 40 },
  waiting: { ...offered, kind: 'installing', waitsFor: 'cli, process 4711' },
  failed: { ...offered, kind: 'failed', problem: problem('update-unverified', {}) },
  'by-hand': {
    ...offered,
    kind: 'ready',
    form: 'msi',
    offer: {
      version: '0.2.0',
      url: 'https://updates.example.com/business-integrator-client-0.2.0.msi',
      sha512: 'q3k1'.repeat(22),
      sizeBytes: 90_000_000,
    },
    installsItself: false,
    path: 'C:\\ProgramData\\BusinessIntegratorClient\\updates\\business-integrator-client-0.2.0.msi',
    command:
      'msiexec /i "C:\\ProgramData\\BusinessIntegratorClient\\updates\\business-integrator-client-0.2.0.msi" /qn /norestart',
  },
}
for (const [name, view] of Object.entries(updateScenes))
  test(`the notice of a newer version (${name}) is accessible and calm`, async () => {
    const page = await open('ok')
    await desktop.app.evaluate((_electron, wanted) => {
      ;(globalThis as unknown as { fakeUpdates: { play(view: unknown): void } }).fakeUpdates.play(wanted)
    }, view)
    await expect(page.getByRole('heading', { name: /0\.2\.0/ })).toBeVisible()
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(desktop, page, theme)
      await page.getByRole('region', { name: 'Nová verze', exact: true }).scrollIntoViewIfNeeded()
      await picture(page, `update-${name}-${theme}`)
      expect(await violations(page, theme === 'dark' ? 'colours' : undefined)).toEqual([])
    }
  })

test('a document in detail is accessible, light and dark, beside the list and alone', async () => {
  const page = await open('attention')
  await page.getByRole('button', { name: 'Ukázat doklady k řešení' }).click()
  await expect(page.getByRole('row')).toHaveCount(5)
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(desktop, page, theme)
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
})

test('a recorded document whose report the central side refuses is among those to solve, and says why', async () => {
  const page = await open('attention')
  await expect(page.getByRole('tab', { name: 'Doklady' })).toContainText('4')
  await page.getByRole('button', { name: 'Ukázat doklady k řešení' }).click()
  await page.getByRole('row').filter({ hasText: 'Hlášení nepřijato' }).getByRole('button').click()
  await expect(page.getByText('Kód: report-refused')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Centrála hlášení nepřijala' })).toContainText('„already-final“')
  await expect(page.getByText('Ohlášeno centrále')).toBeHidden()
  await picture(page, 'detail-report-refused-light')
  expect(await violations(page)).toEqual([])
})

test('a document of the first page opens in the list, and the focus returns to its row there', async () => {
  const page = await open('ok')
  const recent = page.getByRole('table', { name: 'Naposledy přijaté' })
  await expect(recent.getByRole('row')).toHaveCount(6)
  await recent.getByRole('button', { name: '202648207' }).click()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Objednávka 202648207')
  await expect(page.getByText('Zobrazeno: 100')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: '202648207' })).toBeFocused()
  await page.getByRole('tab', { name: 'Stav', exact: true }).click()
  await page.getByRole('tab', { name: /Doklady/ }).click()
  await expect(page.getByText('Zobrazeno: 100')).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 })).toBeHidden()
})

test('the window is usable at 1280 × 800 with everything twice as large, by keyboard alone', async () => {
  const page = await open('attention')
  await desktop.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setContentSize(1280, 800)
    window?.webContents.setZoomFactor(2)
  })
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(640)
  // The driver's own pictures know nothing of the zoom and show a corner of the page.
  const zoomed = async (name: string): Promise<void> => {
    await page.mouse.move(1, 1)
    const png = await desktop.app.evaluate(async ({ BrowserWindow }) => {
      const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
      return image?.toPNG().toString('base64') ?? ''
    })
    writeFileSync(join(screenshots, `${name}.png`), png, 'base64')
  }
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
  await zoomed('zoom-200-status')
  expect(await fits()).toBe(true)
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Tab')
  await expect(page.getByRole('tab', { name: 'Stav', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('table')).toBeVisible()
  const first = page.getByRole('row').nth(1).getByRole('button')
  for (let presses = 0; presses < 12 && !(await first.evaluate((row) => row === document.activeElement)); presses++)
    await page.keyboard.press('Tab')
  await expect(first).toBeFocused()
  for (let row = 0; row < 3; row++) await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('row').nth(4).getByRole('button')).toBeFocused()
  await zoomed('zoom-200-documents')
  expect(await fits()).toBe(true)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2 })).toBeFocused()
  await zoomed('zoom-200-detail')
  expect(await fits()).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => askedOf(desktop.app)).toContain('retry itm-909997')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('row').nth(4).getByRole('button')).toBeFocused()
})

test('in high contrast nothing is lost', async () => {
  const page = await open('attention')
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
  await picture(page, 'high-contrast-status')
  await page.getByRole('tab', { name: /Doklady/ }).click()
  await page.getByRole('row').nth(4).getByRole('button').click()
  await expect(page.getByRole('heading', { level: 2 })).toBeVisible()
  await picture(page, 'high-contrast-detail')
})

test('the language is changed at once, everywhere', async () => {
  const page = await open('ok')
  for (const [name, sentence, lang] of [
    ['Slovenčina', 'Všetko je spracované', 'sk'],
    ['English', 'Everything is processed', 'en'],
    ['Čeština', 'Vše je zpracováno', 'cs'],
  ] as const) {
    await page.getByRole('combobox').selectOption({ label: name })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(sentence)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang)
    await picture(page, `status-ok-${lang}`)
  }
  expect((await askedOf(desktop.app)).filter((what) => what.startsWith('setLanguage'))).toHaveLength(3)
})

test('a list longer than a page is read further, and stays whole when something changes', async () => {
  const page = await open('ok')
  await page.getByRole('tab', { name: 'Doklady' }).click()
  await expect(page.getByText('Zobrazeno: 100')).toBeVisible()
  await page.getByRole('button', { name: 'Načíst starší' }).click()
  await expect(page.getByText('Zobrazeno: 123')).toBeVisible()
  await desktop.app.evaluate(() => {
    const { fakeClient } = globalThis as unknown as { fakeClient: FakeClient }
    for (let news = 1; news <= 50; news++) fakeClient.setStatus({ revision: 1 + news })
  })
  await page.getByRole('searchbox').fill('malina')
  await expect(page.getByText('Zobrazeno: 15')).toBeVisible()
  await page.getByRole('searchbox').fill('nic takového')
  await expect(page.getByText('Hledání nic neodpovídá')).toBeVisible()
  await page.getByRole('searchbox').fill('')
  await expect(page.getByText('Zobrazeno: 100')).toBeVisible()
})

test('a list that cannot be read is not shown as an empty one', async () => {
  const page = await open('attention')
  await desktop.app.evaluate(() => {
    const { fakeClient } = globalThis as unknown as { fakeClient: FakeClient }
    const { listDocuments } = fakeClient
    fakeClient.listDocuments = (query) => {
      if (query.states?.includes('skipped')) throw new Error('something of the inside')
      return listDocuments(query)
    }
  })
  await page.getByRole('tab', { name: /Doklady/ }).click()
  await expect(page.getByText('Zobrazeno: 100')).toBeVisible()
  await page.getByRole('tab', { name: 'Vynechané' }).click()
  await expect(page.getByText('Seznam se nepodařilo načíst')).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(0)
  await picture(page, 'documents-not-read')
  await page.getByRole('tab', { name: 'Na cestě' }).click()
  await expect(page.getByText('Zobrazeno: 2')).toBeVisible()
})

test('a call that fails is said in words, and can be put away', async () => {
  const page = await open('attention')
  await desktop.app.evaluate(() => {
    const { fakeClient } = globalThis as unknown as { fakeClient: FakeClient }
    fakeClient.setPaused = () => {
      throw new Error('something of the inside')
    }
  })
  await page.getByRole('button', { name: 'Pozastavit' }).click()
  const message = page.getByText(/^Nepodařilo se:/)
  await expect(message).toBeVisible()
  await expect(message).not.toContainText('something of the inside')
  await picture(page, 'call-failed')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Zavřít zprávu' }).click()
  await expect(message).toBeHidden()
})
