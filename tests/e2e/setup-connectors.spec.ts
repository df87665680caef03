import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import type { Sandbox } from '../../src/sandbox/server'
import { startFileTaker } from '../../src/sandbox/simulators/files'
import { readJson } from '../../src/sandbox/simulators/files/read'
import { fetchOrders } from '../../src/sandbox/simulators/pohoda-eshop/fetch-orders'
import { startMServer } from '../../src/sandbox/simulators/pohoda-mserver/server'
import { setupUseTexts } from '../../src/shared/texts/setup-use'
import { setupWindowTexts } from '../../src/shared/texts/setup-window'
import { setupWords } from '../../src/shared/texts/setup-words'
import { uiTexts } from '../../src/shared/texts/ui'
import { type DesktopApp, freshHome, launchDesktop, picture, repository, violations } from '../support/desktop-app'
import { createTestFlexi } from '../support/flexi'
import { freePort } from '../support/free-port'
import { createTestMoney } from '../support/money-s3'
import { createTestPohoda } from '../support/pohoda'
import { temporarySandbox } from '../support/sandbox'
import { onlyTestOrders } from '../support/test-phase'

/**
 * Each way into an information system, set up in the real window by a person who has a key: chosen, filled in, tested, and tried by
 * a test order that is recorded there once. The way over POHODA's program is walked whole in `setup-walk.spec.ts`.
 */
interface System {
  id: string
  /** Typed into the form, in this order, by the name of the setting. */
  fields: Readonly<Record<string, string>>
  /** Chosen among the words of a choice. */
  choices?: Readonly<Record<string, string>>
  secrets?: Readonly<Record<string, string>>
  records(): number
  close(): Promise<void> | void
}

/** Of the company that a sandbox begins with: the accounting unit must be the same company's. */
const ICO = '27598438'

const systems: Readonly<Record<string, (folder: string) => Promise<System>>> = {
  async 'pohoda-mserver'() {
    const pohoda = createTestPohoda({ unit: { ico: ICO } })
    const server = await startMServer({ stateDir: pohoda.stateDir, database: pohoda.database })
    return {
      id: 'pohoda-mserver',
      fields: { address: server.url, user: pohoda.user, database: pohoda.database, ico: pohoda.ico },
      secrets: { password: pohoda.password },
      records: () => pohoda.orders().length,
      async close() {
        await server.close()
        pohoda.remove()
      },
    }
  },
  async 'pohoda-eshop'() {
    const pohoda = createTestPohoda({ unit: { ico: ICO } })
    const server = await startMServer({ stateDir: pohoda.stateDir, database: pohoda.database })
    const port = await freePort()
    let running = true
    // POHODA's own schedule asks the shop again and again.
    const ended = (async () => {
      const shop = { url: `http://127.0.0.1:${port}/objednavky`, user: 'pohoda', password: 'Heslo pro POHODU' }
      while (running) {
        await fetchOrders({ stateDir: pohoda.stateDir, database: pohoda.database, shop }).catch(() => {})
        await sleep(100)
      }
    })()
    return {
      id: 'pohoda-eshop',
      choices: { confirmation: 'mserver' },
      fields: {
        port: String(port),
        user: 'pohoda',
        ico: pohoda.ico,
        mServerAddress: server.url,
        lookupUser: pohoda.user,
        database: pohoda.database,
      },
      secrets: { password: 'Heslo pro POHODU', lookupPassword: pohoda.password },
      records: () => pohoda.orders().length,
      async close() {
        running = false
        await ended
        await server.close()
        pohoda.remove()
      },
    }
  },
  async 'money-s3'() {
    const is = createTestMoney({ ico: ICO })
    is.automatic.start(100)
    return {
      id: 'money-s3',
      fields: {
        importFolder: is.importFolder,
        reportFolder: is.reportFolder,
        exportFile: is.exportFile,
        definitionFile: is.definitionFile,
        ico: is.money.ico,
      },
      records: () => is.money.records().length,
      async close() {
        await is.automatic.stop()
        is.remove()
      },
    }
  },
  async 'abra-flexi'() {
    const { flexi, settings } = createTestFlexi({ books: { ico: ICO } })
    return {
      id: 'abra-flexi',
      fields: { baseUrl: await flexi.start(), ...settings },
      secrets: { password: flexi.password },
      records: () => flexi.books().orders.length,
      close: () => flexi.close(),
    }
  },
  async files(root) {
    const folder = join(root, 'Objednávky')
    const ack = join(folder, 'ack')
    mkdirSync(ack, { recursive: true })
    const taker = startFileTaker({ folder, answers: { ack }, read: readJson })
    return {
      id: 'files',
      choices: { format: 'json', acknowledgement: 'file' },
      fields: { folder },
      records: () => taker.records().length,
      close: () => taker.close(),
    }
  },
  async command(root) {
    const script = join(root, 'record-order.mjs')
    const example = readFileSync(join(repository, 'docs/connectors/examples/record-order.mjs'), 'utf8')
    // As its user would: the company's own number.
    writeFileSync(script, example.replace("COMPANY = '12345678'", `COMPANY = '${ICO}'`))
    const orders = join(root, 'orders')
    return {
      id: 'command',
      fields: { program: process.execPath, script, company: ICO },
      records: () => (existsSync(orders) ? readdirSync(orders).filter((name) => name.endsWith('.json')).length : 0),
      close: () => {},
    }
  },
}

// Long and apart from each other: shared out among the workers.
test.describe.configure({ mode: 'parallel' })

let folder: string
let sandbox: Sandbox
let desktop: DesktopApp
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bi-ways-'))
  sandbox = await temporarySandbox()
})
test.afterEach(async () => {
  await desktop?.close()
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

const win = setupWindowTexts.cs
const use = setupUseTexts.cs
const words = setupWords.cs

for (const [name, start] of Object.entries(systems))
  test(`set up by a person, ${name} records the test order once`, async () => {
    test.setTimeout(180_000)
    const system = await start(folder)
    try {
      desktop = await launchDesktop({ args: ['--data-dir', join(folder, 'data')], home: freshHome() })
      const page = await desktop.window()
      const button = (label: string) => page.getByRole('button', { name: label, exact: true })
      const entry = (about: string) =>
        page.locator(`input[data-about="${about}"], textarea[data-about="${about}"], [data-about="${about}"] input`).first()
      const next = () => button(win.next).click()
      await page.getByRole('tab', { name: uiTexts.cs.nav.setup }).click()
      await button(win.begin.company).click()
      await entry('central.baseUrl').fill(sandbox.url)
      await next()
      await page.getByRole('button', { name: win.registration.haveKey }).click()
      await page.getByLabel(win.registration.key, { exact: true }).fill(sandbox.keys.client)
      await page.getByLabel(win.registration.key, { exact: true }).press('Enter')
      await expect(page.getByText(win.registration.joined).first()).toBeVisible()
      for (const step of ['computer', 'connection'] as const) {
        await next()
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.steps[step].title)
        await button(win.checks.run).click()
        await expect(button(win.checks.again)).toBeVisible({ timeout: 60_000 })
      }
      await next()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.steps['information-system'].title)

      await page.getByRole('radio', { name: words.connectorAbout[system.id as keyof typeof words.connectorAbout] }).check()
      const details = page.getByText(use.informationSystem.details, { exact: true })
      if ((await details.count()) > 0) await details.click()
      for (const [field, choice] of Object.entries(system.choices ?? {})) {
        const select = page.locator(`select[data-about="connector.${field}"]`)
        if ((await select.count()) > 0) await select.selectOption(choice)
        else await page.locator(`[data-about="connector.${field}"] input[value="${choice}"]`).check()
      }
      for (const [field, value] of Object.entries(system.fields)) await entry(`connector.${field}`).fill(value)
      for (const [field, value] of Object.entries(system.secrets ?? {})) {
        await entry(`connector.${field}`).fill(value)
        await entry(`connector.${field}`).press('Enter')
      }
      if (system.secrets)
        await expect(page.getByText(use.form.secretKept, { exact: true })).toHaveCount(Object.keys(system.secrets).length)
      await button(win.checks.run).click()
      await expect(button(win.checks.again)).toBeVisible({ timeout: 60_000 })
      await picture(page, `way-${name}`)
      expect(await violations(page)).toEqual([])
      await next()

      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.steps['test-orders'].title)
      await onlyTestOrders(page, 'cs')
      await page.getByLabel(use.testOrders.count).fill('1')
      await button(use.testOrders.send).click()
      await expect(page.getByText(use.testOrders.done)).toHaveCount(1, { timeout: 60_000 })
      await picture(page, `way-${name}-test-order`)
      expect(system.records()).toBe(1)
      expect(sandbox.counts()).toMatchObject({ waiting: 0, processed: 1 })
      expect(desktop.complaints).toEqual([])
    } finally {
      await system.close()
    }
  })
