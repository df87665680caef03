import { expect, type Page, test } from '@playwright/test'
import type { Sandbox } from '../../src/sandbox/server'
import { type DesktopApp, launchPlainWindow, picture, setTheme, violations } from '../support/desktop-app'
import { registrationRequest } from '../support/registration'
import { call, temporarySandbox } from '../support/sandbox'

/** The operator's page, as the sandbox serves it; pictures for people in `artifacts/screenshots`. */
const HOSTILE = `<img src=x onerror="document.title='taken'"> <script>document.title='taken'</script> \u202egnp.exe "'&amp;`

let sandbox: Sandbox
let desktop: DesktopApp
let page: Page
test.beforeEach(async () => {
  sandbox = await temporarySandbox()
})
test.afterEach(async () => {
  const { complaints } = desktop
  await desktop.close()
  await sandbox.close()
  expect(complaints).toEqual([])
})

const register = async (change: (request: ReturnType<typeof registrationRequest>) => void = () => {}, ico?: string) => {
  const request = registrationRequest(ico)
  change(request)
  const { body } = await call(sandbox, undefined, 'POST', '/registrations', request)
  return body as { registrationId: string; pollToken: string }
}
const statusOf = async ({ registrationId, pollToken }: { registrationId: string; pollToken: string }) =>
  (await call(sandbox, pollToken, 'GET', `/registrations/${registrationId}`)).body

async function open(): Promise<void> {
  desktop = await launchPlainWindow(sandbox.adminUrl)
  page = await desktop.app.firstWindow()
}
async function signIn(): Promise<void> {
  await open()
  await page.getByLabel('Klíč administrace').fill(sandbox.keys.admin)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Registrace')
}
const go = async (link: string): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: link }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(link)
}
async function look(name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(desktop, page, theme)
    await picture(page, `administration-${name}-${theme}`)
    expect(await violations(page), name).toEqual([])
  }
}

test('only the key of the administration opens it, and it is forgotten at the end', async () => {
  await open()
  await look('sign-in')
  await page.getByLabel('Klíč administrace').fill('bi_admin_nobody')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Tento klíč tu nikdo nezná')
  await page.getByLabel('Klíč administrace').fill(sandbox.keys.client)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('není klíč administrace')
  await look('sign-in-refused')
  await page.getByLabel('Klíč administrace').fill(sandbox.keys.admin)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Registrace')
  expect(
    await page.evaluate(() => [Object.values({ ...sessionStorage }), Object.values({ ...localStorage }), document.cookie]),
  ).toEqual([[sandbox.keys.admin], [], ''])
  await page.getByRole('button', { name: 'Odhlásit' }).click()
  await expect(page.getByLabel('Klíč administrace')).toBeFocused()
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  // The console tells of each refused call; that is the browser's way.
  desktop.complaints.splice(0, 2)
})

test('a registration is scheduled, approved and its code passed on, by keyboard alone', async () => {
  const received = await register()
  await register((request) => Object.assign(request.company, { name: 'Koupelny Dvořák, a.s.' }), '00006947')
  await signIn()
  await look('registrations')
  await page.getByRole('link', { name: 'Papírnictví Růžička' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page.getByText('E1 2026, release 14000')).toBeVisible()
  await look('registration')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Schválit' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Stanovit termín' })).toBeVisible()
  await page.getByLabel('Den').fill('2026-12-03')
  await page.getByLabel('Zpráva firmě').fill('Přijede pan Dvořák.')
  await look('schedule')
  await page.getByRole('dialog').getByRole('button', { name: 'Stanovit termín' }).press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Termín je stanoven.' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Změnit termín' })).toBeFocused()
  expect(await statusOf(received)).toEqual({ state: 'scheduled', scheduledFor: '2026-12-03', message: 'Přijede pan Dvořák.' })

  await page.getByRole('button', { name: 'Schválit' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Schválit' }).press('Enter')
  await expect(page.getByRole('dialog', { name: 'Kód se ukáže jen jednou' })).toBeVisible()
  await look('code')
  const code = await page.locator('[data-code]').textContent()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('status').filter({ hasText: 'Registrace je schválena.' })).toBeVisible()
  expect(await statusOf(received)).toMatchObject({ state: 'approved' })
  expect((await call(sandbox, undefined, 'POST', '/activations', { code })).status).toBe(201)
})

test('a registration is rejected only with a reason, and the company reads it', async () => {
  const received = await register()
  await signIn()
  await page.getByRole('link', { name: 'Papírnictví Růžička' }).click()
  await page.getByRole('button', { name: 'Zamítnout' }).click()
  const dialog = page.getByRole('dialog', { name: 'Zamítnout' })
  await dialog.getByRole('button', { name: 'Zamítnout' }).click()
  await expect(dialog).toBeVisible()
  await dialog.getByLabel('Důvod').fill('Souhlas podepsal někdo jiný.')
  await look('reject')
  await dialog.getByRole('button', { name: 'Zamítnout' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('zamítnuta')
  expect(await statusOf(received)).toEqual({ state: 'rejected', message: 'Souhlas podepsal někdo jiný.' })
})

test('what a company wrote is shown as a text and never runs', async () => {
  await register((request) => {
    request.company.name = HOSTILE
    request.survey.note = HOSTILE
    request.survey.serverName = HOSTILE
    request.contacts.decisionMaker.name = HOSTILE
  })
  await signIn()
  const link = page.getByRole('link', { name: '<img src=x' })
  // The sign that would turn the writing around is shown as what it is: something odd.
  await expect(link).toHaveText(HOSTILE.replace('\u202e', '\ufffd'))
  await link.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<script>')
  await look('hostile')
  const code = sandbox.approveRegistration((sandbox.registrations()[0] ?? { registrationId: '' }).registrationId)
  const { apiKey } = (await call(sandbox, undefined, 'POST', '/activations', { code })).body as { apiKey: string }
  await call(sandbox, apiKey, 'POST', '/test-orders', { count: 1 })
  for (const list of ['Aktivační kódy', 'Fronta', 'Firmy']) {
    await go(list)
    await expect(page.locator('bdi').filter({ hasText: '<img src=x' }).first()).toBeVisible()
  }
  expect(await page.title()).toContain('Firmy')
  expect(await page.locator('img, main script').count()).toBe(0)
})

test('an IČO that has joined already is said, and codes are given out and withdrawn', async () => {
  await register(() => {}, sandbox.company().ico)
  await signIn()
  await page.getByRole('link', { name: 'Papírnictví Růžička' }).click()
  await expect(page.getByText('už je zapojena')).toContainText(sandbox.company().name)
  await go('Aktivační kódy')
  await page.getByRole('button', { name: 'Vydat kód' }).first().click()
  await page.getByRole('button', { name: 'Mám ho, zavřít' }).click()
  await page.getByLabel('Název firmy').fill('Nováček, s.r.o.')
  await page.getByLabel('IČO').fill('12345678')
  await page.getByRole('button', { name: 'Vydat kód' }).last().click()
  await expect(page.getByRole('alert')).toContainText('správnou kontrolní číslici')
  await look('codes-refused')
  await page.getByLabel('IČO').fill('12345679')
  await page.getByRole('button', { name: 'Vydat kód' }).last().click()
  await page.getByRole('button', { name: 'Mám ho, zavřít' }).click()
  await expect(page.getByRole('row')).toHaveCount(3)
  await page.getByRole('button', { name: 'Zrušit: Nováček, s.r.o.' }).click()
  await expect(page.getByRole('row', { name: 'Nováček' })).toContainText('zrušen')
  await look('codes')
  // The refused code and nothing else.
  desktop.complaints.splice(0, 1)
})

test('the queue is searched, and an item moved, marked, put back and cancelled', async () => {
  sandbox.seedOrders(130)
  await signIn()
  await go('Fronta')
  await expect(page.getByRole('row')).toHaveCount(101)
  await look('queue')
  await page.getByRole('button', { name: 'Další' }).click()
  await expect(page.getByRole('row')).toHaveCount(131)
  const { number } = sandbox.items()[0] ?? { number: '' }
  await page.getByLabel('Hledaný text').fill(number)
  await page.getByRole('button', { name: 'Hledat' }).click()
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('link', { name: number }).click()
  await page.getByLabel('Priorita').selectOption('9')
  await page.getByRole('button', { name: 'Nastavit' }).click()
  await expect(page.getByText('Změna priority')).toBeVisible()
  const decide = async (name: string, state: string) => {
    await page.getByRole('button', { name }).click()
    await page.getByRole('dialog').getByLabel('Důvod').fill(`proč ${name}`)
    await page.getByRole('dialog').getByRole('button', { name }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(state)
    await expect(page.getByText(`důvod: proč ${name}`)).toBeVisible()
  }
  await decide('Označit za zpracovaný', 'zpracován')
  await decide('Vrátit do zpracování', 'čeká')
  await decide('Zrušit doklad', 'zrušen')
  await look('item')
  await page.getByText('Obsah dokladu').click()
  await expect(page.getByRole('region', { name: 'Obsah dokladu' })).toContainText('"totals"')
  await page.getByRole('link', { name: '← Fronta' }).click()
  await page.getByLabel('Stav').selectOption('cancelled')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByLabel('Stav').selectOption('rejected')
  await expect(page.getByText('Takové doklady ve frontě nejsou.')).toBeVisible()
})

test('companies show who is heard of, and a key is revoked; the page speaks English too', async () => {
  const counts = { waiting: 3, imported: 120, rejected: 1, quarantined: 2, unacknowledged: 0 }
  await call(sandbox, sandbox.keys.client, 'POST', '/heartbeats', {
    clientVersion: '0.1.0',
    state: 'attention',
    lastSuccessAt: new Date(Date.now() - 3_600_000).toISOString(),
    counts,
    host: { os: 'Windows Server 2022', arch: 'x64' },
  })
  sandbox.addCompany({ name: 'Zahradnictví Hýbl', ico: '12345679', mode: 'production' })
  await signIn()
  await go('Firmy')
  await expect(page.getByText('potřebuje zásah')).toBeVisible()
  await look('companies')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Companies')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByText('Keys (1)').first().click()
  await page.getByRole('button', { name: 'Revoke the key' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke the key' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'The key is revoked.' })).toBeVisible()
  expect((await call(sandbox, sandbox.keys.client, 'GET', '/account')).status).toBe(401)
  for (const list of ['Registrations', 'Activation codes', 'Queue', 'Companies']) {
    await go(list)
    await look(`english-${list.toLowerCase().replace(' ', '-')}`)
  }
})

test('at twice the size on a small window nothing is cut off', async () => {
  await register()
  await signIn()
  await page.setViewportSize({ width: 640, height: 400 })
  for (const list of ['Registrace', 'Aktivační kódy', 'Fronta', 'Firmy']) {
    await go(list)
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wider, list).toBe(0)
  }
  await picture(page, 'administration-small')
})
