import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Sandbox } from '../../src/sandbox/server'
import { type AdminItem, adminQueuePageSchema } from '../../src/shared/central-api/admin'
import type { Language } from '../../src/shared/settings'
import type { SetupStep } from '../../src/shared/setup-state'
import { fill } from '../../src/shared/texts/format'
import { problemText } from '../../src/shared/texts/problem-text'
import { setupUseTexts } from '../../src/shared/texts/setup-use'
import { setupWindowTexts } from '../../src/shared/texts/setup-window'
import { setupWords } from '../../src/shared/texts/setup-words'
import { uiTexts } from '../../src/shared/texts/ui'
import { makeAuthority } from '../support/authority'
import { startConnectProxy } from '../support/connect-proxy'
import { type DesktopApp, freshHome, launchDesktop, picture, screenshots, setTheme, violations } from '../support/desktop-app'
import { startFaultProxy } from '../support/fault-proxy'
import { createTestPohoda, type TestPohoda } from '../support/pohoda'
import { call, temporarySandbox } from '../support/sandbox'
import { companyEntries } from '../support/setup-entries'
import { onlyTestOrders } from '../support/test-phase'

/**
 * The whole wizard as a person goes through it, in the real Electron with the real client between the sandbox and the
 * simulated POHODA. After each step the program is killed and started again: it must go on from there.
 */
const NAME = companyEntries.company.name
const JANA = companyEntries.decisionMaker

// Long and apart from each other: shared out among the workers.
test.describe.configure({ mode: 'parallel' })

let folder: string
let sandbox: Sandbox
let pohoda: TestPohoda
let desktop: DesktopApp
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bi-walk-'))
  sandbox = await temporarySandbox()
  pohoda = createTestPohoda({ unit: { ico: companyEntries.company.ico } })
})
test.afterEach(async () => {
  await desktop?.close()
  await sandbox.close()
  pohoda.remove()
  rmSync(folder, { recursive: true, force: true })
})

interface Walk {
  page: Page
  words: (typeof setupWords)[Language]
  win: (typeof setupWindowTexts)[Language]
  use: (typeof setupUseTexts)[Language]
  entry(about: string): Locator
  button(name: string): Locator
  choose(name: string): Promise<void>
  next(): Promise<void>
  expectStep(step: SetupStep): Promise<void>
  /** The picture of this screen, light and dark, without a violation in either. */
  show(name: string): Promise<void>
  /** Kills the program, starts it again, and expects it where it was. */
  killAndReturn(step: SetupStep): Promise<void>
  expectProblem(code: Parameters<typeof problemText>[1]['code']): Promise<void>
}

async function startWalk(language: Language, env: Record<string, string> = {}): Promise<Walk> {
  const home = freshHome()
  const open = async (): Promise<Page> => {
    desktop = await launchDesktop({ args: [`--lang=${language}`, '--data-dir', join(folder, 'data')], home, env })
    // The question of the system before something that was typed is used for the first time; no page can answer it.
    await desktop.app.evaluate(({ dialog }) => {
      const said = globalThis as unknown as { confirmed?: string[] }
      said.confirmed = []
      dialog.showMessageBox = async (...given: unknown[]) => {
        said.confirmed?.push((given.at(-1) as { detail?: string }).detail ?? '')
        return { response: 1, checkboxChecked: false }
      }
    })
    return desktop.window()
  }
  const words = setupWords[language]
  const walk: Walk = {
    page: await open(),
    words,
    win: setupWindowTexts[language],
    use: setupUseTexts[language],
    entry: (about) =>
      walk.page.locator(`input[data-about="${about}"], textarea[data-about="${about}"], [data-about="${about}"] input`).first(),
    button: (name) => walk.page.getByRole('button', { name, exact: true }),
    async choose(name) {
      await walk.page.getByRole('radio', { name, exact: true }).check()
    },
    async next() {
      await walk.button(walk.win.next).click()
    },
    async expectStep(step) {
      await expect(walk.page.getByRole('heading', { level: 1 })).toHaveText(words.steps[step].title)
    },
    async show(name) {
      for (const theme of ['light', 'dark'] as const) {
        await setTheme(desktop, walk.page, theme)
        await picture(walk.page, `walk-${language}-${name}-${theme}`)
        expect(await violations(walk.page, theme === 'dark' ? 'colours' : undefined)).toEqual([])
      }
      await setTheme(desktop, walk.page, 'light')
    },
    async killAndReturn(step) {
      // What was typed is kept within half a second; a person who has just seen the page change has waited as long.
      await walk.page.waitForTimeout(600)
      expect(desktop.complaints).toEqual([])
      const gone = desktop.app.waitForEvent('close')
      desktop.app.process().kill('SIGKILL')
      await gone.catch(() => {})
      walk.page = await open()
      await walk.page.getByRole('tab', { name: uiTexts[language].nav.setup }).click()
      await walk.expectStep(step)
    },
    async expectProblem(code) {
      const { what } = problemText(language, { code, params: {} })
      await expect(walk.page.getByText(what.slice(0, 24)).first()).toBeVisible()
    },
  }
  await walk.page.getByRole('tab', { name: uiTexts[language].nav.setup }).click()
  return walk
}

const confirmed = (): Promise<string[]> =>
  desktop.app.evaluate(() => [...((globalThis as unknown as { confirmed?: string[] }).confirmed ?? [])])

async function fillRegistration({ entry, choose, page, words, win }: Walk): Promise<void> {
  await choose(words.choices.country.CZ)
  const { company } = companyEntries
  for (const field of ['name', 'street', 'city', 'postalCode'] as const) await entry(`company.${field}`).fill(company[field])
  // A wrong one first.
  await entry('company.ico').fill('27082441')
  await choose(words.choices.role.buyer)
  for (const field of ['name', 'email', 'phone'] as const) await entry(`decisionMaker.${field}`).fill(JANA[field])
  await entry('survey.informationSystem').fill('POHODA')
  await choose(words.choices.operation['own-server'])
  await page.getByRole('checkbox', { name: words.choices.exchangeModules['xml-import-export'] }).check()
  await page.getByRole('checkbox', { name: words.choices.remoteAccess.rdp }).check()
  await entry('trading.system').fill('Shoptet')
  await choose(words.choices.integrated.yes)
  await page.getByRole('checkbox', { name: win.registration.consentGiven }).check()
  await choose(words.choices.consentTo['client-installation'])
}

for (const language of ['cs', 'sk', 'en'] as const)
  test(`from a fresh install to production and back, in ${language}`, async () => {
    test.setTimeout(600_000)
    const walk = await startWalk(language)
    const { words, win, use } = walk
    const registrations = () => sandbox.registrations()

    await walk.expectStep('begin')
    await walk.next()
    await expect(walk.page.getByRole('alert').first()).toBeVisible()
    await walk.button(win.begin.company).click()
    await walk.entry('central.baseUrl').fill(sandbox.url)
    await walk.show('1-begin')
    await walk.killAndReturn('begin')
    await expect(walk.entry('central.baseUrl')).toHaveValue(sandbox.url)
    await walk.next()

    await walk.expectStep('registration')
    await fillRegistration(walk)
    await walk.show('2-registration')
    await walk.button(win.registration.send).click()
    await expect(walk.page.getByText(words.missing['ico-wrong']).first()).toBeVisible()
    expect(registrations()).toEqual([])
    await walk.show('2-registration-wrong-ico')
    await walk.entry('company.ico').fill(companyEntries.company.ico)
    await walk.killAndReturn('registration')
    await expect(walk.entry('company.ico')).toHaveValue(companyEntries.company.ico)
    await walk.button(win.registration.send).click()
    await expect(walk.page.getByText(words.choices.registrationState.received).first()).toBeVisible()
    await walk.show('2-registration-received')
    sandbox.scheduleRegistration(registrations()[0]?.registrationId ?? '', '2026-12-01')
    await walk.button(win.registration.askNow).click()
    await expect(walk.page.getByText(words.choices.registrationState.scheduled).first()).toBeVisible()
    sandbox.rejectRegistration(registrations()[0]?.registrationId ?? '', 'Chybí souhlas jednatele.')
    await walk.button(win.registration.askNow).click()
    await expect(walk.page.getByText('Chybí souhlas jednatele.').first()).toBeVisible()
    await walk.show('2-registration-rejected')
    await walk.entry('consent.by').fill('Petr Novák, jednatel')
    await walk.button(win.registration.sendAgain).click()
    await expect(walk.page.getByText(words.choices.registrationState.received).first()).toBeVisible()
    expect(registrations()).toHaveLength(2)

    // A wrong key is told and not kept.
    await walk.page.getByRole('button', { name: win.registration.haveKey }).click()
    await walk.page.getByLabel(win.registration.key, { exact: true }).fill('bi_c_not-a-key-of-anybody')
    await walk.page.getByLabel(win.registration.key, { exact: true }).press('Enter')
    await walk.expectProblem('central-unauthorized')
    sandbox.approveRegistration(registrations()[0]?.registrationId ?? '')
    await walk.button(win.registration.askNow).click()
    await expect(walk.page.getByText(win.registration.joined).first()).toBeVisible()
    // What failed before is over.
    await expect(walk.button(uiTexts[language].dismiss)).toHaveCount(0)
    await walk.show('2-registration-joined')
    await walk.killAndReturn('registration')
    await walk.next()

    await walk.expectStep('computer')
    await walk.button(win.checks.run).click()
    await expect(walk.button(win.checks.again)).toBeVisible()
    await walk.show('3-computer')
    await walk.killAndReturn('computer')
    await expect(walk.button(win.checks.again)).toBeVisible()
    await walk.next()

    await walk.expectStep('connection')
    sandbox.setMaintenance(600)
    await walk.button(win.checks.run).click()
    await expect(walk.page.getByText('central-maintenance').first()).toBeVisible()
    await walk.next()
    await walk.expectStep('connection')
    sandbox.setMaintenance(undefined)
    await walk.button(win.checks.again).click()
    await expect(walk.page.getByText('central-maintenance')).toHaveCount(0)
    await expect(walk.page.getByText(NAME).first()).toBeVisible()
    await walk.show('4-connection')
    await walk.killAndReturn('connection')
    await walk.next()

    await walk.expectStep('information-system')
    await walk.page.getByRole('radio', { name: /POHODA \(XML\)/ }).check()
    await walk.entry('connector.program').fill(pohoda.program)
    await walk.entry('connector.user').fill(pohoda.user)
    await walk.entry('connector.database').fill(pohoda.database)
    await walk.entry('connector.ico').fill(pohoda.ico)
    await walk.entry('connector.password').fill(pohoda.password)
    await walk.entry('connector.password').press('Enter')
    await expect(walk.page.getByText(use.form.secretKept, { exact: true })).toBeVisible()
    pohoda.faults({ lockedDatabase: true })
    await walk.button(win.checks.run).click()
    await expect(walk.page.getByText('is-locked').first()).toBeVisible()
    expect(await confirmed()).toEqual([expect.stringContaining(pohoda.program)])
    await walk.show('5-pohoda-locked')
    pohoda.faults({})
    await walk.killAndReturn('information-system')
    await walk.button(win.checks.again).click()
    await expect(walk.button(win.checks.stop)).toHaveCount(0)
    await expect(walk.page.getByText('is-locked')).toHaveCount(0)
    await expect(walk.page.getByText('dat:dataPack').first()).toBeVisible()
    await walk.show('5-pohoda')
    await walk.next()

    await walk.expectStep('test-orders')
    const t = use.testOrders
    pohoda.faults({ refuse: [{ regexp: '.', note: 'Chybí středisko.', times: 1 }] })
    await onlyTestOrders(walk.page, language)
    await walk.page.getByLabel(t.count).fill('2')
    await walk.page.getByRole('radio', { name: new RegExp(`^${t.simple}`) }).check()
    await walk.button(t.send).click()
    // One is refused by POHODA, in its words, and goes through when it is tried again.
    await expect(walk.page.getByText('Chybí středisko.').first()).toBeVisible({ timeout: 60_000 })
    await walk.show('6-test-order-refused')
    await walk.page.getByRole('button', { name: new RegExp(`^${t.retry}`) }).click()
    await expect(walk.page.getByText(t.done)).toHaveCount(2, { timeout: 60_000 })
    expect(pohoda.orders()).toHaveLength(2)
    await walk.show('6-test-orders')
    const list = join(folder, 'seznam.csv')
    await desktop.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, list)
    await walk.button(t.saveList).click()
    await expect(walk.page.getByText(fill(t.listSaved, { path: list }))).toBeVisible()
    for (const { number } of pohoda.orders()) expect(readFileSync(list, 'utf8')).toContain(`"${number}"`)
    await walk.killAndReturn('test-orders')
    const first = walk.page.getByRole('article').first()
    await first.getByRole('button', { name: t.isWrong }).click()
    await first.getByRole('textbox').fill('Chybí středisko.')
    await first.getByRole('button', { name: t.saveWrong }).click()
    await expect(first.getByText(t.judgedWrong)).toBeVisible()
    await walk.next()
    await expect(walk.page.getByText(words.missing['test-order-wrong']).first()).toBeVisible()
    await onlyTestOrders(walk.page, language)
    await walk.page.getByLabel(t.count).fill('1')
    await walk.button(t.sendMore).click()
    const newest = walk.page.getByRole('article').filter({ hasText: '000003' })
    await expect(newest.getByText(t.done)).toBeVisible({ timeout: 60_000 })
    await newest.getByRole('button', { name: t.isRight }).click()
    await expect(newest.getByText(t.judgedRight)).toBeVisible()
    // Nothing of the whole way was recorded twice.
    expect(pohoda.orders()).toHaveLength(3)
    await walk.next()

    await walk.expectStep('operation')
    await walk.show('7-operation')
    await walk.killAndReturn('operation')
    await walk.choose(use.operation.intervals['900'])
    await walk.next()

    await walk.expectStep('production')
    await walk.entry('production.by').fill(JANA.name)
    await walk.entry('company-name-differs').fill('Jiná firma')
    await walk.button(use.production.switch).click()
    await expect(walk.page.getByText(words.missing['company-name-differs']).first()).toBeVisible()
    await walk.entry('company-name-differs').fill(NAME)
    await walk.show('8-production')
    // The central side knows nothing of the order that was seen right: it refuses, and says so.
    const newestItem = async (): Promise<AdminItem | undefined> =>
      adminQueuePageSchema.parse((await call(sandbox, sandbox.keys.admin, 'GET', '/admin/queue')).body).items[0]
    const right = await newestItem()
    const requeued = await call(sandbox, sandbox.keys.admin, 'POST', `/admin/queue/${right?.itemId}/requeue`)
    expect(requeued.status).toBeLessThan(300)
    await walk.button(use.production.switch).click()
    await expect(walk.page.getByText(use.production.refusedThere)).toBeVisible()
    await walk.show('8-production-refused')
    await walk.killAndReturn('production')
    await walk.page.getByRole('tab', { name: uiTexts[language].nav.status, exact: true }).click()
    await walk.button(uiTexts[language].status.syncNow).click()
    await expect.poll(async () => (await newestItem())?.state, { timeout: 60_000 }).toBe('processed')
    await walk.page.getByRole('tab', { name: uiTexts[language].nav.setup }).click()
    await walk.button(use.production.switch).click()
    await expect(walk.page.getByText(use.production.inProduction).first()).toBeVisible()
    await walk.show('8-in-production')
    await walk.killAndReturn('production')
    await expect(
      walk.page.getByText(fill(use.production.switchedBy, { by: JANA.name, time: '' }).slice(0, 12)).first(),
    ).toBeVisible()
    // The test orders are cleared away by the client.
    const steps = walk.page.getByRole('navigation', { name: win.steps })
    await steps.getByRole('button', { name: new RegExp(words.steps['test-orders'].title) }).click()
    await walk.expectStep('test-orders')
    await walk.button(t.remove).click()
    await walk.page.getByRole('alertdialog').getByRole('button', { name: t.removeAct, exact: true }).click()
    await expect(walk.page.getByText(fill(t.removed, { count: 3 }))).toBeVisible({ timeout: 60_000 })
    await walk.show('8-test-orders-deleted')
    expect(pohoda.orders()).toEqual([])
    await steps.getByRole('button', { name: new RegExp(words.steps.production.title) }).click()
    await walk.expectStep('production')
    await walk.button(use.production.backButton).click()
    await walk.button(use.production.backConfirm).click()
    await expect(walk.page.getByText(use.production.inProduction)).toHaveCount(0)
    expect(sandbox.companies().find(({ name }) => name === NAME)?.mode).toBe('test')
    expect(desktop.complaints).toEqual([])
  })

test("through the company's proxy, to a server that only the company's own authority vouches for", async () => {
  test.setTimeout(300_000)
  const authority = makeAuthority('Firma CA', 'Firma s.r.o.')
  const pem = join(folder, 'firma.crt')
  writeFileSync(pem, authority.cert)
  const server = await startFaultProxy(new URL(sandbox.url).origin, { tls: authority.issue('DNS:central.test') })
  const proxy = await startConnectProxy({ to: Number(new URL(server.url).port) })
  try {
    const walk = await startWalk('cs', { https_proxy: `http://127.0.0.1:${proxy.port}` })
    const { win } = walk
    await walk.button(win.begin.company).click()
    await walk.entry('central.baseUrl').fill('https://central.test/b2b/v1')
    await walk.next()
    await walk.expectStep('registration')
    const enterKey = async (): Promise<void> => {
      await walk.page.getByRole('button', { name: win.registration.haveKey }).click()
      await walk.page.getByLabel(win.registration.key, { exact: true }).fill(sandbox.keys.client)
      await walk.page.getByLabel(win.registration.key, { exact: true }).press('Enter')
    }
    await enterKey()
    await walk.expectProblem('central-tls')
    await walk.button(win.back).click()
    await desktop.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
    }, pem)
    await walk.page.getByText(win.connection.authority).click()
    await walk.button(win.connection.add).click()
    await expect(walk.page.getByText('Firma CA').first()).toBeVisible()
    await walk.show('authority-added')
    await walk.next()
    await enterKey()
    await expect(walk.page.getByText(win.registration.joined).first()).toBeVisible()
    await walk.next()
    await walk.button(win.checks.run).click()
    await expect(walk.button(win.checks.again)).toBeVisible()
    await walk.next()
    await walk.expectStep('connection')
    await walk.button(win.checks.run).click()
    await expect(walk.page.getByText('connection-own-authority').first()).toBeVisible()
    await expect(walk.page.getByText(`127.0.0.1:${proxy.port}`).first()).toBeVisible()
    await walk.show('connection-by-proxy')
    // Without it again: the way is shut, and said to be.
    await walk.button(win.connection.forget).click()
    await walk.button(win.checks.run).click()
    await expect(walk.page.getByText(win.checks.failed.slice(0, 8)).first()).toBeVisible()
    await walk.show('connection-unknown-authority')
    // And nobody else is asked for anything: Chromium would fetch dictionaries for spelling by itself.
    expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set(['central.test:443']))
    expect(desktop.complaints).toEqual([])
  } finally {
    await proxy.close()
    await server.close()
  }
})

test('a trial: the whole way without an account and without an information system, and gone by one click', async () => {
  test.setTimeout(300_000)
  const walk = await startWalk('cs')
  const { win, use } = walk
  await walk.button(win.begin.trial).click()
  await expect(walk.page.getByText(win.trial.about).first()).toBeVisible({ timeout: 60_000 })
  await walk.show('trial-begin')
  await walk.next()
  for (const step of ['computer', 'connection', 'information-system'] as const) {
    await walk.expectStep(step)
    await walk.button(win.checks.run).click()
    await expect(walk.button(win.checks.again)).toBeVisible({ timeout: 60_000 })
    if (step === 'connection') await walk.killAndReturn('connection')
    await walk.next()
  }
  await walk.expectStep('test-orders')
  await onlyTestOrders(walk.page, 'cs')
  await walk.page.getByLabel(use.testOrders.count).fill('1')
  await walk.button(use.testOrders.send).click()
  await expect(walk.page.getByText(use.testOrders.done)).toBeVisible({ timeout: 60_000 })
  await walk.page.getByLabel(use.testOrders.by).fill('Zkoušející')
  await walk.button(use.testOrders.isRight).click()
  await expect(walk.page.getByText(use.testOrders.judgedRight)).toBeVisible()
  await walk.next()
  await walk.expectStep('operation')
  await walk.next()
  await walk.expectStep('production')
  await expect(walk.page.getByText(use.production.trialEnd).first()).toBeVisible()
  await walk.show('trial-end')
  await walk.page.getByRole('button', { name: win.trial.remove }).first().click()
  await walk.page.getByRole('alertdialog').getByRole('button', { name: win.trial.remove }).click()
  await expect(walk.page.getByText(win.trial.about)).toHaveCount(0)
  await walk.expectStep('begin')
  expect(existsSync(join(folder, 'data', 'trial'))).toBe(false)
  expect(desktop.complaints).toEqual([])
})

test('what is taken along: the printed survey and the report for support', async () => {
  test.setTimeout(240_000)
  const walk = await startWalk('cs')
  const { win } = walk
  await walk.button(win.begin.company).click()
  await walk.entry('central.baseUrl').fill(sandbox.url)
  await walk.next()
  await walk.expectStep('registration')
  await fillRegistration(walk)
  await walk.entry('company.ico').fill(companyEntries.company.ico)
  const saveTo = (path: string) =>
    desktop.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, path)
  const pdf = join(folder, 'registrace.pdf')
  await saveTo(pdf)
  await walk.button(win.registration.pdf).click()
  await expect(walk.page.getByText(fill(win.registration.pdfSaved, { path: pdf }))).toBeVisible()
  const printed = readFileSync(pdf)
  expect(printed.subarray(0, 5).toString()).toBe('%PDF-')
  expect(printed.length).toBeGreaterThan(10_000)
  copyFileSync(pdf, join(screenshots, 'survey.pdf'))

  await walk.page.getByRole('button', { name: win.registration.haveKey }).click()
  await walk.page.getByLabel(win.registration.key, { exact: true }).fill(sandbox.keys.client)
  await walk.page.getByLabel(win.registration.key, { exact: true }).press('Enter')
  await expect(walk.page.getByText(win.registration.joined).first()).toBeVisible()
  await walk.next()
  await walk.button(win.checks.run).click()
  await expect(walk.button(win.checks.copy)).toBeVisible()
  await walk.button(win.checks.copy).click()
  await expect(walk.page.getByText(win.checks.copied)).toBeAttached()
  const report = await desktop.app.evaluate(({ clipboard }) => clipboard.readText())
  expect(report).toContain('ms)')
  expect(report).not.toContain(sandbox.keys.client)
  expect(desktop.complaints).toEqual([])
})
