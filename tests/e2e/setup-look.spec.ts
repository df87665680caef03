import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type DesktopApp, launchScene, picture, screenshots, setTheme, showScene, violations } from '../support/desktop-app'
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

/** One for all tests of this file: each begins with a scene of its own, in a page that was loaded anew. */
let desktop: DesktopApp
test.beforeAll(async () => {
  desktop = await launchScene('not-set-up', { BI_SETUP_SCENE: 'begin-empty' })
})
test.afterAll(() => desktop.close())
test.afterEach(() => expect(desktop.complaints.splice(0)).toEqual([]))

const open = async (scene: string): Promise<Page> => {
  const page = await desktop.window()
  await showScene(desktop, page, 'not-set-up', scene)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return page
}
const asked = (): Promise<string[]> =>
  desktop.app.evaluate(() => [...(globalThis as unknown as { fakeSetup: FakeSetup }).fakeSetup.asked])

/** A page longer than the window is shown whole in the picture. */
async function whole(page: Page, name: string): Promise<void> {
  const rest = await page.evaluate(() => {
    const scroll = [...document.querySelectorAll('main *')].find(
      (one) => one.scrollHeight > one.clientHeight + 8 && getComputedStyle(one).overflowY === 'auto',
    )
    return scroll ? scroll.scrollHeight - scroll.clientHeight : 0
  })
  if (rest === 0) return
  await desktop.app.evaluate(
    ({ BrowserWindow }, height) => BrowserWindow.getAllWindows()[0]?.setContentSize(1120, height),
    760 + rest,
  )
  await expect.poll(() => page.evaluate(() => window.innerHeight)).toBeGreaterThan(760)
  await picture(page, name)
}
const next = (page: Page) => page.getByRole('button', { name: 'Další' })
const summary = (page: Page) => page.getByRole('alert')
const field = (page: Page, about: string) => page.locator(`[data-about="${about}"]`)

for (const scene of scenes)
  test(`the scene ${scene} is accessible and keeps to its policy`, async () => {
    const page = await open(scene)
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(desktop, page, theme)
      await picture(page, `setup-${scene}-${theme}`)
      expect(await violations(page, theme === 'dark' ? 'colours' : undefined)).toEqual([])
    }
    await setTheme(desktop, page, 'light')
    await whole(page, `setup-${scene}-whole`)
  })

test('by keyboard alone one comes to Next, hears what is missing, and gets from there to its field', async () => {
  const page = await open('registration-wrong')
  await page.keyboard.press('Tab')
  for (let presses = 0; presses < 60 && !(await next(page).evaluate((one) => one === document.activeElement)); presses++)
    await page.keyboard.press('Tab')
  await expect(next(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(summary(page)).toBeFocused()
  await expect(summary(page).getByRole('listitem')).toHaveCount(5)
  await expect(summary(page)).toContainText('zbývá: 5')
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(desktop, page, theme)
    await picture(page, `setup-registration-errors-${theme}`)
    expect(await violations(page)).toEqual([])
  }
  await setTheme(desktop, page, 'light')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Toto IČO neexistuje' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('IČO', { exact: true })).toBeFocused()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('27082440')
  await expect(summary(page)).toContainText('zbývá: 4')
  await expect(page.getByLabel('IČO', { exact: true })).toBeFocused()
  // Whole, from the first list of errors to the last field with one.
  await whole(page, 'setup-registration-errors-whole')
})

test('what was found is entered when one goes on, and what a person emptied stays empty', async () => {
  const page = await open('registration-found')
  await expect(field(page, 'survey.informationSystem')).toHaveValue('POHODA')
  await field(page, 'survey.serverName').fill('')
  await next(page).click()
  await expect(summary(page)).toBeFocused()
  const entered = (await asked()).filter((one) => one.startsWith('enter '))
  const last = JSON.parse(entered.at(-1)?.slice('enter '.length) ?? '{}')
  expect(last.survey).toEqual({
    informationSystem: 'POHODA',
    informationSystemVersion: '14103.7',
    operatingSystem: 'Windows Server 2022 Standard 21H2',
    serverName: '',
  })
  // Found, so not missing.
  await expect(summary(page)).not.toContainText('Informační systém.')
})

test('entries made one right after the other are all kept', async () => {
  const page = await open('registration-empty')
  await field(page, 'company.ico').fill('27082440')
  await field(page, 'company.name').fill('Křižík')
  await page.getByRole('radio', { name: 'Slovensko' }).check()
  await field(page, 'decisionMaker.name').fill('Jana Nováková')
  await expect(field(page, 'consent.by')).toHaveValue('Jana Nováková')
  await expect(page.getByText('převzato z pole Kdo rozhoduje: jméno')).toBeVisible()
  await expect
    .poll(() =>
      desktop.app.evaluate(() => {
        const { entries } = (globalThis as unknown as { fakeSetup: FakeSetup }).fakeSetup.view().state
        return [entries.company, entries.decisionMaker]
      }),
    )
    .toEqual([{ ico: '27082440', name: 'Křižík', country: 'SK' }, { name: 'Jana Nováková' }])
  await page.getByRole('radio', { name: 'Ne', exact: true }).check()
  await page.getByRole('checkbox', { name: 'Požádat provozovatele o klíč pro e-shop' }).check()
  await expect(field(page, 'survey.note')).toHaveValue('Prosíme o klíč pro napojení obchodního systému.')
})

test('the purpose is chosen, and the way leads on and back with the focus at the top of each page', async () => {
  const page = await open('begin-empty')
  await next(page).click()
  await expect(summary(page)).toContainText('Zatím není vybráno: Co chcete udělat')
  await page.getByRole('button', { name: 'Zatím není vybráno' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Připojit naši firmu' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Připojit naši firmu' })).toHaveAttribute('aria-pressed', 'true')
  await field(page, 'central.baseUrl').fill('http://central')
  await next(page).click()
  await expect(summary(page)).toContainText('https://')
  await field(page, 'central.baseUrl').fill('https://central.example/b2b/v1')
  await next(page).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Registrace')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(summary(page)).toBeHidden()
  await page.getByRole('button', { name: 'Zpět' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Než začnete')
  await expect(field(page, 'central.baseUrl')).toHaveValue('https://central.example/b2b/v1')
})

test('a code or a key takes the place of the registration, and leaves nothing in the window', async () => {
  const page = await open('registration-empty')
  await page.getByRole('button', { name: 'Máte už kód nebo klíč?' }).click()
  await page.getByLabel('Kód od provozovatele').fill('ABCD-EFGH')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Kód od provozovatele')).toHaveValue('')
  await page.getByLabel('Klíč firmy').fill('bi_live_secret')
  await picture(page, 'setup-registration-key-light')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Použít klíč' }).click()
  await expect(page.getByLabel('Klíč firmy')).toHaveValue('')
  expect((await asked()).filter((one) => !one.startsWith('enter'))).toEqual(['activate ABCD-EFGH', 'useKey'])
})

test('a check is run, watched, stopped and copied, and its end is said once', async () => {
  const page = await open('computer-running')
  await expect(page.getByRole('status').filter({ hasText: 'Ověřuje se' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Zastavit' })).toBeVisible()
  await desktop.app.evaluate(() => {
    const { fakeSetup } = globalThis as unknown as { fakeSetup: FakeSetup }
    const view = fakeSetup.view()
    const evidence = { at: new Date().toISOString(), lines: view.running?.lines ?? [] }
    fakeSetup.setView({ running: undefined, state: { ...view.state, evidence: { computer: evidence } } } as never)
  })
  await expect(page.getByRole('status').filter({ hasText: 'Vše je v pořádku' })).toBeVisible()
  await page.getByRole('switch', { name: 'Vysvětlit' }).click()
  await expect(page.getByText('Alespoň 2 GB')).toBeVisible()
  await page.getByRole('button', { name: 'Zkopírovat zprávu' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Zpráva pro podporu je ve schránce.' })).toBeAttached()
  await page.getByRole('button', { name: 'Ověřit znovu' }).click()
  await expect.poll(asked).toContain('check computer')
})

test('a failed line is reached from what is missing, and a certificate can be added right there', async () => {
  const page = await open('connection-intercepted')
  await next(page).click()
  await page.getByRole('button', { name: 'Neprošlo: Zabezpečení a certifikát' }).press('Enter')
  await expect(field(page, 'connection.encryption')).toBeFocused()
  await expect(field(page, 'connection.encryption')).toContainText('otevírá šifrovaná spojení')
  await expect(field(page, 'connection.encryption').getByRole('button', { name: 'Přidat certifikát…' })).toBeVisible()
})

test('a trial is removed after one question', async () => {
  const page = await open('trial')
  await page.getByRole('button', { name: 'Odstranit zkoušku' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('Údaje vaší firmy zůstanou')
  await picture(page, 'setup-trial-remove-light')
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Nechat' }).click()
  expect(await asked()).not.toContain('endTrial')
  await page.getByRole('button', { name: 'Odstranit zkoušku' }).click()
  await dialog.getByRole('button', { name: 'Odstranit zkoušku' }).click()
  await expect.poll(asked).toContain('endTrial')
})

test('the wizard is usable at 1280 × 800 with everything twice as large', async () => {
  const page = await open('registration-wrong')
  await desktop.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setContentSize(1280, 800)
    window?.webContents.setZoomFactor(2)
  })
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(640)
  const zoomed = async (name: string): Promise<void> => {
    // What is captured is what was painted last.
    await page.evaluate(async () => {
      await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
    })
    const png = await desktop.app.evaluate(async ({ BrowserWindow }) => {
      const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
      return image?.toPNG().toString('base64') ?? ''
    })
    writeFileSync(join(screenshots, `${name}.png`), png, 'base64')
  }
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
  await zoomed('setup-zoom-200-registration')
  expect(await fits()).toBe(true)
  expect(await violations(page)).toEqual([])
  await next(page).press('Enter')
  await expect(summary(page)).toBeFocused()
  await zoomed('setup-zoom-200-missing')
  await page.getByRole('button', { name: /Krok 2 z 8/ }).press('Enter')
  await expect(page.getByRole('menuitem')).toHaveCount(8)
  await zoomed('setup-zoom-200-menu')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Než začnete')
  await zoomed('setup-zoom-200-begin')
  expect(await fits()).toBe(true)
})

test('in high contrast nothing of the wizard is lost', async () => {
  for (const scene of ['begin-company', 'registration-wrong', 'computer-failed']) {
    const page = await open(scene)
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
    if (scene === 'registration-wrong') await next(page).click()
    await picture(page, `setup-high-contrast-${scene}`)
    expect(desktop.complaints).toEqual([])
  }
})

test('in each language all of it is in that language', async () => {
  for (const [language, title] of [
    ['Slovenčina', 'Skôr než začnete'],
    ['English', 'Before you begin'],
  ] as const) {
    const page = await open('begin-company')
    await page.getByRole('radio', { name: language }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await picture(page, `setup-begin-company-${language === 'English' ? 'en' : 'sk'}`)
  }
})
