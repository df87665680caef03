import { describe, expect, test } from 'vitest'
import { agendasView, createAgendas, previewOutward } from '../../../src/main/agendas'
import type { OpenConnector } from '../../../src/main/connectors/connector'
import { priceSettingsSchema, stockSettingsSchema } from '../../../src/shared/agendas-view'
import { type Settings, settingsSchema } from '../../../src/shared/settings'

const settings = (more: Partial<Settings> = {}): Settings =>
  settingsSchema.parse({
    version: 1,
    mode: 'test',
    central: { baseUrl: 'https://central.example/b2b/v1' },
    connector: { id: 'files', settings: {} },
    ...more,
  })
const places = (view: ReturnType<typeof agendasView>) => ({
  ...Object.fromEntries(view.inward.map(({ agenda, place }) => [agenda, place])),
  'stock-levels': view.stock.place,
  prices: view.prices.place,
})
const can = { agendas: ['orders', 'stock-cards'], reads: { 'stock-levels': { since: true } } } as const

describe('where each agenda stands', () => {
  test('what the account lacks comes before what the connection lacks, and that before what is switched off', () => {
    const sync = { ...settings().sync, agendas: { orders: { off: false }, 'stock-cards': { off: true, intervalSeconds: 3600 } } }
    const view = agendasView(settings({ sync }), can, ['orders', 'stock-cards', 'addresses', 'stock-levels', 'prices'])
    expect(places(view)).toEqual({
      orders: 'used',
      'delivery-notes': 'not-in-account',
      'stock-cards': 'off',
      addresses: 'without-place',
      invoices: 'not-in-account',
      // Nobody has agreed to a rule yet.
      'stock-levels': 'off',
      prices: 'without-place',
    })
    expect(view).toMatchObject({ known: true, stock: { since: true }, prices: { since: false } })
    expect(view.inward.find(({ agenda }) => agenda === 'stock-cards')?.intervalSeconds).toBe(3600)
  })

  test('nothing is called impossible before it is known', () => {
    const view = agendasView(settings({ outward: { prices: priceSettingsSchema.parse({}) } }), undefined, undefined)
    expect(view.known).toBe(false)
    expect(places(view)).toMatchObject({ orders: 'used', invoices: 'used', 'stock-levels': 'off', prices: 'used' })
  })
})

/** Settings that are kept in memory, and the information system that they open. */
function world(open: () => Partial<OpenConnector> = () => ({})) {
  let present = settings()
  let opened = 0
  const listeners = new Set<() => void>()
  const agendas = createAgendas({
    settings: () => present,
    keep: (next) => {
      present = settingsSchema.parse(next)
      for (const listener of listeners) listener()
    },
    openIs: async () => {
      opened++
      return { agendas: can.agendas, reads: can.reads, close: async () => {}, ...open() } as unknown as OpenConnector
    },
    accountAgendas: () => ['orders', 'stock-levels'],
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  })
  return { agendas, present: () => present, opened: () => opened, listeners }
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('what a person sets', () => {
  test('is kept, told once, and the connection is asked only when its own settings change', async () => {
    const { agendas, present, opened, listeners } = world()
    const seen: boolean[] = []
    const end = agendas.onView((view) => seen.push(view.known))
    await soon()
    expect(seen).toEqual([false, true])
    agendas.change({ agenda: 'orders', off: true })
    agendas.changeTimer({ workingHours: { days: [1], from: '06:00', to: '18:00' } })
    agendas.changeOutward({ agenda: 'stock-levels', settings: stockSettingsSchema.parse({}) })
    expect(present().sync).toMatchObject({ agendas: { orders: { off: true } }, workingHours: { from: '06:00' } })
    expect(agendas.view()?.stock.place).toBe('used')
    expect(seen).toHaveLength(5)
    agendas.changeTimer({ workingHours: null })
    agendas.changeOutward({ agenda: 'stock-levels', settings: null })
    expect(present().sync.workingHours).toBeUndefined()
    expect(present().outward).toEqual({})
    expect(opened()).toBe(1)
    end()
    expect(listeners.size).toBe(0)
  })

  test('a connection that cannot be opened leaves all as not known', async () => {
    const { agendas } = world(() => {
      throw new Error('closed')
    })
    agendas.view()
    await soon()
    expect(agendas.view()).toMatchObject({ known: false, inward: expect.arrayContaining([{ agenda: 'orders', place: 'used' }]) })
  })
})

describe('the preview of a rule', () => {
  const stock = { agenda: 'stock-levels', settings: stockSettingsSchema.parse({ rule: { onlyForSale: true } }) } as const
  const never = new AbortController().signal
  const card = (index: number, forSale = true) => ({ sku: `S${index}`, physical: '5', reserved: '2', forSale })

  test('shows the first rows as they would go, counts what the rule leaves out, and ends the reading there', async () => {
    let ended = false
    let asked = 0
    const is: Pick<OpenConnector, 'readStock'> = {
      async *readStock(_request, signal) {
        signal.addEventListener('abort', () => {
          ended = true
        })
        for (; ; asked++) yield [card(asked), card(asked, false), { sku: '', physical: '1', forSale: true }]
      },
    }
    const seen = await previewOutward(is, stock, '2026-11-29', never)
    expect(seen.stock).toHaveLength(20)
    expect(seen.stock[0]).toMatchObject({ sku: 'S0', available: '3' })
    expect(seen).toMatchObject({ prices: [], leftOut: 19 })
    expect(seen.unsendable[0]?.problem.code).toMatch(/^row-/)
    expect(ended).toBe(true)
    expect(asked).toBeLessThan(25)
  })

  test('gives up on a store in which nothing fits the rule', async () => {
    const is: Pick<OpenConnector, 'readStock'> = {
      async *readStock() {
        for (let index = 0; ; index++) yield Array.from({ length: 500 }, () => card(index, false))
      },
    }
    expect(await previewOutward(is, stock, '2026-11-29', never)).toMatchObject({ stock: [], read: 2000, leftOut: 2000 })
  })

  test('of prices goes by their rule; what cannot be read at all says so', async () => {
    const request = { agenda: 'prices', settings: priceSettingsSchema.parse({ rule: { vat: 'without' } }) } as const
    const is: Pick<OpenConnector, 'readPrices'> = {
      async *readPrices() {
        yield [{ sku: 'A', price: '121', priceIncludesVat: true, vatPercent: '21', currency: 'CZK' }]
      },
    }
    expect((await previewOutward(is, request, '2026-11-29', never)).prices).toMatchObject([
      { sku: 'A', unitPrice: '100', priceIncludesVat: false },
    ])
    await expect(previewOutward({}, request, '2026-11-29', never)).rejects.toMatchObject({
      problem: { code: 'agenda-unsupported' },
    })
  })
})
