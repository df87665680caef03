import { expect, test } from 'vitest'
import { agendaMappingSchema } from '../../src/main/connectors/pohoda/agenda-settings'
import { prepareWith } from '../../src/main/connectors/pohoda/prepare'
import { parseDocument } from '../../src/main/engine/check'
import { checkDocument } from '../../src/main/engine/checks/check-document'
import type { Claim } from '../../src/shared/central-api/queue'
import { call, temporarySandbox } from '../support/sandbox'

test('test documents of every kind go the whole way: what a company is sent in its test phase is never held for what the sandbox made up', async () => {
  const sandbox = await temporarySandbox()
  try {
    const client = (path: string, body: unknown) => call(sandbox, sandbox.keys.client, 'POST', path, body)
    const agendas = ['orders', 'delivery-notes', 'stock-cards', 'addresses', 'invoices']
    // Every second of them has something rare; forty of each kind.
    for (const scenario of ['mixed', 'mixed', 'simple'])
      expect((await client('/test-orders', { count: 20, scenario, agendas })).status).toBe(201)
    const prepare = prepareWith({
      ico: sandbox.company().ico,
      mapping: agendaMappingSchema.parse({ cards: { storage: 'ZBOŽÍ', typePrice: 'SK' } }),
      exSystemName: 'BUSINESS-INTEGRATOR',
      lookup: 'extId',
    })
    const seen = new Map<string, number>()
    for (;;) {
      const { items } = (await client('/queue/claims', { limit: 100, leaseSeconds: 600 })).body as Claim
      if (items.length === 0) break
      for (const item of items) {
        const parsed = parseDocument({ ...item, agenda: item.agenda }, JSON.stringify(item.payload))
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
        const { document } = parsed
        expect(checkDocument(document)).toBeUndefined()
        const prepared = prepare(document)
        expect(prepared.ok ? undefined : prepared.problem, JSON.stringify(item.payload)).toBeUndefined()
        if (document.agenda === 'delivery-notes' || document.agenda === 'invoices') {
          const { buyer, supplier } = document.payload as { buyer: { ico?: string }; supplier: { ico?: string } }
          expect(buyer.ico).toBe(sandbox.company().ico)
          expect(supplier.ico).not.toBe(buyer.ico)
        }
        seen.set(item.agenda, (seen.get(item.agenda) ?? 0) + 1)
      }
    }
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(agendas.map((agenda) => [agenda, 60])))
  } finally {
    await sandbox.close()
  }
})
