import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { SetupView } from '../../src/shared/setup-view'
import { type DesktopApp, launchScene, picture, screenshots, setTheme, showScene, violations } from '../support/desktop-app'
import type { FakeSetup } from '../support/fake-setup'

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
  ['schedule-windows', 'Pod jakým účtem'],
  ['schedule-proved', 'Services 0'],
  ['schedule-differs', 'jana'],
  ['schedule-foreign', '\\Business Integrator\\B2B Client'],
  ['production-missing', 'Co je hotovo'],
  ['production-ready', 'Co je hotovo'],
  ['production-switched', 'Ostrý provoz běží'],
  ['production-first', '26OP00034'],
  ['trial-end', 'Tady zkouška končí'],
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
const lastAsked = async (what: string): Promise<unknown> => {
  const last = (await asked()).findLast((one) => one.startsWith(`${what} `))
  return last === undefined ? undefined : JSON.parse(last.slice(what.length + 1))
}
const push = (change: Partial<SetupView>): Promise<void> =>
  desktop.app.evaluate((_electron, wanted) => {
    ;(globalThis as unknown as { fakeSetup: FakeSetup }).fakeSetup.setView(wanted)
  }, change)
const shown = (): Promise<SetupView> =>
  desktop.app.evaluate(() => (globalThis as unknown as { fakeSetup: FakeSetup }).fakeSetup.view())

/** The whole of a long page, in one picture: the window grows for as long as it is taken. */
async function wholePicture(page: Page, name: string): Promise<void> {
  const size = (height: number): Promise<void> =>
    desktop.app.evaluate(({ BrowserWindow }, wanted) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(1120, wanted)
    }, height)
  const height = await page.evaluate(() => {
    const scroll = [...document.querySelectorAll('main *')].find(
      (one) => one.scrollHeight > one.clientHeight + 8 && /auto|scroll/.test(getComputedStyle(one).overflowY),
    )
    return window.innerHeight + (scroll ? scroll.scrollHeight - scroll.clientHeight : 0)
  })
  await size(height)
  await expect.poll(() => page.evaluate(() => window.innerHeight)).toBe(height)
  await picture(page, name)
  await size(760)
  await expect.poll(() => page.evaluate(() => window.innerHeight)).toBe(760)
}

for (const [scene, waitsFor] of scenes)
  test(`the wizard at ${scene} is accessible and keeps to its policy`, async () => {
    const page = await open(scene)
    await expect(page.getByText(waitsFor).first()).toBeVisible()
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(desktop, page, theme)
      await wholePicture(page, `setup-${scene}-${theme}`)
      expect(await violations(page, theme === 'dark' ? 'colours' : undefined)).toEqual([])
    }
  })

test('what is entered in the form is saved by itself, nested as the connector wants it, and emptied again', async () => {
  const page = await open('is-program')
  await page.getByRole('textbox', { name: 'Uživatel POHODY' }).fill('B2B')
  await page.getByText('Jak se doklady zapisují').click()
  await page.getByRole('textbox', { name: 'Číselná řada' }).fill('OPB2B')
  await page.getByRole('textbox', { name: 'Formy úhrady: Dobírka' }).fill('dobírka')
  await page.getByRole('button', { name: 'Přidat řádek' }).click()
  await page.getByRole('textbox', { name: 'Dopravci: z objednávky, řádek 1' }).fill('Zásilková služba')
  await page.getByRole('textbox', { name: 'Dopravci: Zásilková služba' }).fill('PPL')
  await page.getByRole('checkbox', { name: 'Rezervovat zboží' }).check()
  await expect
    .poll(() => lastAsked('enter'))
    .toMatchObject({
      connector: {
        id: 'pohoda-xml',
        settings: {
          user: 'B2B',
          ico: '27082440',
          mapping: {
            series: 'OPB2B',
            isReserved: true,
            paymentTypes: { 'cash-on-delivery': 'dobírka', cash: 'cash' },
            carriers: { 'Zásilková služba': 'PPL' },
          },
        },
      },
    })
  await picture(page, 'setup-is-mapping-light')
  expect(await violations(page)).toEqual([])
  await page.getByRole('textbox', { name: 'Číselná řada' }).fill('')
  await page.getByRole('textbox', { name: 'Text objednávky' }).fill('')
  await expect(page.getByRole('textbox', { name: 'Text objednávky' })).toHaveValue('')
  await expect
    .poll(async () => ((await lastAsked('enter')) as { connector: { settings: { mapping: object } } }).connector.settings.mapping)
    .not.toHaveProperty('series')
})

test('a connector just chosen begins with what is known already, and says from where', async () => {
  const page = await open('is-not-chosen')
  await page.getByRole('radio', { name: /POHODA \(XML\)/ }).check()
  await expect(page.getByRole('textbox', { name: 'IČO účetní jednotky' })).toHaveValue('27082440')
  await expect(page.getByText('převzato z údajů o firmě')).toBeVisible()
})

test('Next without a choice says at the choice what is missing', async () => {
  const page = await open('is-not-chosen')
  await page.getByRole('button', { name: 'Další', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('Informační systém a cesta do něj')
  await expect(page.getByRole('radiogroup')).toHaveAccessibleDescription(/Zatím není vybráno/)
  await picture(page, 'setup-is-not-chosen-errors-light')
  expect(await violations(page)).toEqual([])
})

test('a secret is saved when the field is left, and is never shown again', async () => {
  const page = await open('is-program')
  const password = page.getByRole('textbox', { name: 'Heslo uživatele POHODY' })
  await password.fill('velmi tajné')
  await password.press('Tab')
  await page.getByRole('textbox', { name: 'Databáze účetní jednotky' }).focus()
  await expect(page.getByRole('button', { name: 'Zadat znovu: Heslo uživatele POHODY' })).toBeVisible()
  expect(await asked()).toContain('secret password')
  expect(await page.content()).not.toContain('velmi tajné')
  await page.getByRole('button', { name: 'Zadat znovu: Heslo uživatele POHODY' }).click()
  await expect(password).toBeFocused()
  await expect(password).toHaveValue('')
  await page.getByRole('button', { name: 'Nechat uložené' }).click()
  await expect(page.getByRole('button', { name: 'Zadat znovu: Heslo uživatele POHODY' })).toBeFocused()
  expect((await asked()).filter((what) => what.startsWith('secret'))).toHaveLength(1)
})

test('a file is picked by a dialog of the system', async () => {
  const page = await open('is-program')
  await desktop.app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['E:\\POHODA\\Pohoda.exe'] })
  })
  await page.getByRole('button', { name: 'Vybrat soubor… (Program POHODA)' }).click()
  await expect(page.getByRole('textbox', { name: 'Program POHODA' })).toHaveValue('E:\\POHODA\\Pohoda.exe')
  await expect(page.getByText('nalezeno zde')).toBeHidden()
})

test('settings that cannot be written are said beside the preview, and it follows them', async () => {
  const page = await open('is-good')
  const file = page.getByRole('region', { name: 'Soubor import.xml' })
  await expect(file).toContainText('<typ:ids>OPB2B</typ:ids>')
  await page.getByText('Jak se doklady zapisují').click()
  await page.getByRole('textbox', { name: 'Číselná řada' }).fill('JINA')
  await expect(file).toContainText('<typ:ids>JINA</typ:ids>')
  await page.getByRole('textbox', { name: 'Číselná řada' }).fill('řada delší než devatenáct znaků')
  await expect(page.getByText('Kód: settings-invalid')).toBeVisible()
})

test('a wrong order is never judged without a reason, and the reason is kept', async () => {
  const page = await open('orders-recorded')
  const row = page.getByRole('article', { name: 'Objednávka TEST2600102' })
  await row.getByRole('button', { name: 'Něco je špatně…' }).click()
  await expect(row.getByRole('textbox')).toBeFocused()
  await row.getByRole('button', { name: 'Uložit posouzení' }).click()
  await expect(row.getByText('Popište, co je špatně.')).toBeVisible()
  await expect(row.getByRole('textbox')).toBeFocused()
  await picture(page, 'setup-orders-what-is-wrong-light')
  expect(await violations(page)).toEqual([])
  expect((await asked()).filter((what) => what.startsWith('verdict'))).toEqual([])
  await row.getByRole('textbox').fill('Chybí sleva.')
  await row.getByRole('button', { name: 'Uložit posouzení' }).click()
  await expect
    .poll(() => lastAsked('verdict'))
    .toEqual({ itemId: 'itm-TEST2600102', right: false, by: 'Jana Nováková', note: 'Chybí sleva.' })
  await expect(row).toContainText('Není správně')
  await row.getByRole('button', { name: 'Přejít k nastavení' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Informační systém')
})

test('nobody judges without a name; it is asked for once', async () => {
  const page = await open('orders-recorded')
  const by = page.getByRole('textbox', { name: 'Kdo doklady posuzuje' })
  await expect(by).toHaveValue('Jana Nováková')
  await by.fill('')
  const all = page.getByRole('button', { name: 'Všechny z tohoto kola vidím a jsou správně (3)' })
  await all.click()
  await expect(by).toBeFocused()
  await expect(page.getByText('Napište jméno toho, kdo doklady posuzuje.')).toBeVisible()
  await by.fill('Petr Dvořák')
  await all.click()
  await expect.poll(async () => (await asked()).filter((what) => what.startsWith('verdict'))).toHaveLength(3)
  await expect(page.getByText('Petr Dvořák,').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Další', exact: true })).toBeEnabled()
})

test('test orders are sent as many and as they were asked for, and never more than twenty', async () => {
  const page = await open('orders-none')
  const count = page.getByRole('textbox', { name: 'Kolik od každého druhu' })
  const send = page.getByRole('button', { name: 'Poslat zkušební objednávky' })
  await count.fill('21')
  await send.click()
  await expect(page.getByText('Zadejte číslo od 1 do 20.')).toBeVisible()
  await count.fill('20')
  await page.getByRole('radio', { name: /Jednoduché/ }).check()
  await send.click()
  await expect.poll(() => lastAsked('testOrders')).toEqual({ count: 20, scenario: 'simple', agendas: ['orders'] })
  expect((await asked()).filter((what) => what.startsWith('testOrders'))).toHaveLength(1)
})

test('an order that reaches its end is announced once, and a stopped one can be tried again', async () => {
  const page = await open('orders-running')
  const before = (await shown()).testOrders
  const said = page.getByRole('status').filter({ hasText: 'TEST2600102' })
  await expect(said).toHaveCount(0)
  const at = new Date().toISOString()
  await push({
    testOrders: before.map((order) =>
      order.number === 'TEST2600102'
        ? {
            ...order,
            state: 'imported',
            reportState: 'accepted',
            erpNumber: '26OP00032',
            reached: { ...order.reached, recorded: at, reported: at },
          }
        : order,
    ),
  })
  await expect(said).toHaveText('Objednávka TEST2600102: zapsáno pod číslem 26OP00032 a ohlášeno.')
  await push({
    testOrders: (await shown()).testOrders.map((order) =>
      order.number === 'TEST2600103'
        ? { ...order, state: 'rejected', problem: { code: 'is-rejected', params: { number: 'TEST2600103' }, words: 'Ne.' } }
        : order,
    ),
  })
  await expect(page.getByRole('status').filter({ hasText: 'TEST2600103: zastaveno' })).toBeAttached()
  await expect(page.getByRole('button', { name: 'Zkusit znovu doklad TEST2600103' })).toBeVisible()
})

test('the list for deleting is saved, and where is said', async () => {
  const page = await open('orders-recorded')
  await desktop.app.evaluate(
    ({ dialog }, path) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
    },
    join(desktop.home, 'seznam.csv'),
  )
  await page.getByRole('button', { name: 'Uložit seznam pro smazání…' }).click()
  await expect(page.getByText(/Seznam je uložen: .*seznam\.csv/)).toBeVisible()
})

test('an interval of one’s own is kept, and a wrong one is not', async () => {
  const page = await open('operation')
  await page.getByRole('radio', { name: 'Jinak' }).check()
  const minutes = page.getByRole('textbox', { name: 'Interval v minutách' })
  await minutes.fill('45')
  await expect.poll(() => lastAsked('enter')).toEqual({ operation: { intervalSeconds: 2700, autostart: true } })
  await minutes.fill('0')
  await expect(page.getByText('Zadejte celé číslo od 1 do 1440.')).toBeVisible()
  await page.getByRole('radio', { name: 'Každou hodinu' }).check()
  await expect.poll(() => lastAsked('enter')).toEqual({ operation: { intervalSeconds: 3600, autostart: true } })
})

test('what is missing for production stands at the button, each a way to mend it', async () => {
  const page = await open('production-missing')
  await page.getByRole('button', { name: 'Přepnout do ostrého provozu' }).click()
  const refused = page.getByRole('alert').filter({ hasText: 'Zatím nelze přepnout' })
  await expect(refused).toBeFocused()
  await expect(refused.getByRole('button')).toHaveCount(3)
  await picture(page, 'setup-production-refused-here-light')
  expect(await violations(page)).toEqual([])
  await refused.getByRole('button', { name: /Napište název firmy/ }).click()
  await expect(page.getByRole('textbox', { name: /Napište název firmy/ })).toBeFocused()
  await page.getByRole('textbox', { name: /Napište název firmy/ }).fill('Stavebniny Křižík a. s.')
  await expect(refused.getByRole('button')).toHaveCount(2)
  await refused.getByRole('button', { name: /^Zkušební objednávky/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Zkušební objednávky')
})

test('a refusal of the central side is shown with its words, and nothing else changes', async () => {
  const page = await open('production-ready')
  await desktop.app.evaluate(() => {
    ;(globalThis as unknown as { fakeSetup: FakeSetup }).fakeSetup.refuseSwitch({
      code: 'central-conflict',
      params: {},
      words: 'something is still missing for production\nevidence.testItemIds.0: is not processed yet',
    })
  })
  await page.getByRole('textbox', { name: /Napište název firmy/ }).fill('Stavebniny Křižík a. s.')
  await page.getByRole('button', { name: 'Přepnout do ostrého provozu' }).click()
  const refused = page.getByRole('alert').filter({ hasText: 'Centrála přepnutí odmítla' })
  await expect(refused).toContainText('evidence.testItemIds.0')
  await picture(page, 'setup-production-refused-there-light')
  expect(await violations(page)).toEqual([])
  await refused.getByRole('button', { name: 'Doplnit: Zkušební objednávky' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Zkušební objednávky')
})

test('by keyboard alone: the name is taken over, the company typed, and production begins', async () => {
  const page = await open('production-ready')
  await page.getByRole('textbox', { name: /Kdo přepíná/ }).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.type('Stavebniny Křižík a. s.')
  await page.keyboard.press('Enter')
  await expect.poll(asked).toContain('switch production')
  expect(await lastAsked('enter')).toEqual({ production: { by: 'Petr Dvořák', companyName: 'Stavebniny Křižík a. s.' } })
})

test('back to test asks once, and says what it means', async () => {
  const page = await open('production-switched')
  await page.getByRole('button', { name: 'Přepnout zpět do zkušebního režimu…' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('Skutečné doklady se přestanou stahovat')
  await picture(page, 'setup-production-back-light')
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Zrušit' }).click()
  expect(await asked()).not.toContain('switch test')
  await page.getByRole('button', { name: 'Přepnout zpět do zkušebního režimu…' }).click()
  await dialog.getByRole('button', { name: 'Přepnout zpět' }).click()
  await expect.poll(asked).toContain('switch test')
})

test('a trial ends by being removed, and the company is connected', async () => {
  const page = await open('trial-end')
  await page.getByRole('button', { name: 'Odstranit zkoušku a připojit firmu' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Odstranit a připojit firmu' }).click()
  await expect.poll(asked).toContain('purpose company')
  expect((await asked()).filter((what) => what === 'endTrial' || what.startsWith('purpose'))).toEqual([
    'endTrial',
    'purpose company',
  ])
})

test('everything twice as large still fits at 1280 × 800', async () => {
  for (const scene of ['is-good', 'orders-rejected', 'operation-own', 'production-missing']) {
    const page = await open(scene)
    await desktop.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(1280, 800)
      window?.webContents.setZoomFactor(2)
    })
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(640)
    const zoomed = async (name: string): Promise<void> => {
      await page.mouse.move(1, 1)
      const png = await desktop.app.evaluate(async ({ BrowserWindow }) => {
        const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
        return image?.toPNG().toString('base64') ?? ''
      })
      writeFileSync(join(screenshots, `${name}.png`), png, 'base64')
    }
    const below = {
      'is-good': page.getByRole('region', { name: 'Soubor import.xml' }),
      'orders-rejected': page.getByRole('article').last(),
      'operation-own': page.getByRole('textbox'),
      'production-missing': page.getByRole('button', { name: 'Přepnout do ostrého provozu' }),
    }[scene]
    await below?.evaluate((one) => one.scrollIntoView({ block: 'center' }))
    await zoomed(`setup-zoom-200-${scene}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    // Nothing but the file itself may scroll sideways.
    expect(
      await page.evaluate(
        () =>
          [...document.querySelectorAll('main *')].filter(
            (one) =>
              one.scrollWidth > one.clientWidth + 1 &&
              /auto|scroll/.test(getComputedStyle(one).overflowX) &&
              !one.textContent?.startsWith('<?xml'),
          ).length,
      ),
    ).toBe(0)
    expect(await violations(page)).toEqual([])
  }
})

test('in high contrast nothing of it is lost', async () => {
  for (const scene of ['orders-rejected', 'production-missing', 'is-good']) {
    const page = await open(scene)
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
    await wholePicture(page, `setup-high-contrast-${scene}`)
  }
})

test('the other languages fit as well', async () => {
  for (const [scene, name, lang] of [
    ['orders-rejected', 'Slovenčina', 'sk'],
    ['production-ready', 'English', 'en'],
    ['is-good', 'English', 'en'],
  ] as const) {
    const page = await open(scene)
    await page.getByRole('combobox').first().selectOption({ label: name })
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(lang)
    await wholePicture(page, `setup-${scene}-${lang}`)
    expect(await violations(page)).toEqual([])
  }
})
