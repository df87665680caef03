import { expect, type Page, test } from '@playwright/test'
import type { Sandbox } from '../../src/sandbox/server'
import { seedStock } from '../../src/sandbox/simulators/pohoda/stock-seed'
import { type DesktopApp, launchDesktop, picture, violations } from '../support/desktop-app'
import { createDesktopWorld, type DesktopWorld } from '../support/desktop-world'
import { temporarySandbox } from '../support/sandbox'
import { openShop, openTrade } from '../support/shop'

/**
 * One central side, a supplier and a buyer, each with the real program and a POHODA of its own: an order goes to the supplier, a delivery
 * note and an invoice come to the buyer, stock levels and prices appear at the shop.
 */
let sandbox: Sandbox
let supplier: DesktopWorld
let buyer: DesktopWorld
const open: DesktopApp[] = []
test.beforeEach(async () => {
  sandbox = await temporarySandbox()
  const at = ({ companyId }: { companyId: string }, apiKey: string) => ({ sandbox, apiKey, ico: sandbox.company(companyId).ico })
  supplier = await createDesktopWorld({ at: at(sandbox.supplier, sandbox.supplier.clientKey) })
  buyer = await createDesktopWorld({ at: at(sandbox.buyer, sandbox.buyer.clientKey) })
  seedStock(supplier.pohoda.stateDir, supplier.pohoda.database, { cards: 120 })
})
test.afterEach(async () => {
  for (const desktop of open.splice(0)) await desktop.close()
  await supplier?.close()
  await buyer?.close()
  await sandbox?.close()
})

const windowOf = async ({ dataDir }: DesktopWorld): Promise<Page> => {
  const desktop = await launchDesktop({ args: ['--data-dir', dataDir] })
  open.push(desktop)
  return desktop.window()
}
const turnTo = (page: Page, tab: string) => page.getByRole('tab', { name: tab }).first().click()
const sync = async (page: Page): Promise<void> => {
  await turnTo(page, 'Stav')
  await page.getByRole('button', { name: 'Synchronizovat nyní' }).click()
}

test('an order goes to the supplier, papers come to the buyer, stock and prices appear at the shop', async () => {
  const shop = openShop(sandbox, sandbox.keys.shop)
  const trade = openTrade(sandbox, shop)
  const [atSupplier, atBuyer] = await Promise.all([windowOf(supplier), windowOf(buyer)])

  // The order.
  const ordered = await trade.orderGoods()
  await sync(atSupplier)
  await expect.poll(async () => (await shop.state(ordered)).result?.outcome).toBe('imported')
  expect(supplier.pohoda.orders().map(({ numberOrder }) => numberOrder)).toEqual([trade.order.number])

  // What follows it, to the buyer.
  const sent = await trade.dispatchGoods()
  await sync(atBuyer)
  for (const itemId of Object.values(sent.itemIds))
    await expect.poll(async () => (await shop.state(itemId)).result?.outcome).toBe('imported')
  await turnTo(atBuyer, 'Doklady')
  await expect(atBuyer.getByRole('row').filter({ hasText: 'Dodací list' }).filter({ hasText: 'Zapsáno' })).toHaveCount(1)
  await expect(atBuyer.getByRole('row').filter({ hasText: 'Faktura' }).filter({ hasText: 'Zapsáno' })).toHaveCount(1)
  await picture(atBuyer, 'buyer-documents')

  // Nothing goes to the shops before a person has seen it and agreed.
  await turnTo(atSupplier, 'Přenosy')
  for (const [name, read] of [
    ['Stav zásob', () => shop.stockLevels(sandbox.supplier.companyId)],
    ['Prodejní ceny', () => shop.prices(sandbox.supplier.companyId)],
  ] as const) {
    expect((await read()).rows).toEqual([])
    const card = atSupplier.getByRole('region', { name, exact: true })
    await card.getByRole('button', { name: 'Nastavit a podívat se' }).click()
    await card.getByRole('button', { name: 'Ukázat, co se pošle' }).click()
    await expect(card.getByRole('row').nth(20)).toBeVisible()
    await picture(atSupplier, `transfers-preview-${name === 'Stav zásob' ? 'stock' : 'prices'}`)
    expect(await violations(atSupplier)).toEqual([])
    await card.getByRole('button', { name: 'Souhlasím, posílat' }).click()
    await expect.poll(async () => (await read()).rows.length, { timeout: 30_000 }).toBeGreaterThan(100)
    await expect(card.getByText('Přenáší se')).toBeVisible()
  }
  await expect(atSupplier.getByText('V obchodech řádků').first()).toBeVisible()
  await picture(atSupplier, 'transfers-supplier')
  expect(open.flatMap(({ complaints }) => complaints)).toEqual([])
})
