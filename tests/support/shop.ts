import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import {
  documentRegisteredSchema,
  pricePageSchema,
  type ShopDocumentState,
  shopDocumentStateSchema,
  stockLevelPageSchema,
} from '../../src/shared/central-api/shop'
import type { InwardAgenda, Payload } from '../../src/shared/documents/agenda'
import { call } from './sandbox'

/** All pages of one reading. `asOf`: give it as `changedSince` of the next. */
interface Reading<P extends { rows: unknown[]; removed: unknown[] }> {
  rows: P['rows']
  removed: P['removed']
  asOf: string
  pages: number
}

/** What an online trading system does, over HTTP. A refused call throws an error that begins with its code. */
export interface Shop {
  /** For a company by its id. The item's id; the same `externalId` again gives the same. */
  send<A extends InwardAgenda>(
    agenda: A,
    companyId: string,
    payload: Payload<A>,
    facts?: { externalId?: string; test?: boolean; priority?: number },
  ): Promise<string>
  state(itemId: string): Promise<ShopDocumentState>
  stockLevels(companyId: string, changedSince?: string): Promise<Reading<z.infer<typeof stockLevelPageSchema>>>
  prices(companyId: string, changedSince?: string): Promise<Reading<z.infer<typeof pricePageSchema>>>
}

export function openShop(central: { url: string }, key: string): Shop {
  const ask = async <S extends z.ZodType>(answer: S, method: string, path: string, body?: unknown): Promise<z.output<S>> => {
    const { status, body: told } = await call(central, key, method, path, body)
    if (status < 300) return answer.parse(told)
    const { code, detail } = told as { code: string; detail: string }
    throw new Error(`${code}: ${detail}`)
  }
  async function read<P extends { rows: unknown[]; removed: unknown[]; asOf: string; nextCursor?: string | undefined }>(
    schema: z.ZodType<P>,
    path: string,
    companyId: string,
    changedSince: string | undefined,
  ): Promise<Reading<P>> {
    const rows: P['rows'] = []
    const removed: P['removed'] = []
    let cursor: string | undefined
    for (let pages = 1; ; pages++) {
      const query = new URLSearchParams({ companyId, ...(changedSince && { changedSince }), ...(cursor && { cursor }) })
      const page = await ask(schema, 'GET', `/${path}?${query}`)
      rows.push(...page.rows)
      removed.push(...page.removed)
      cursor = page.nextCursor
      if (cursor === undefined) return { rows, removed, asOf: page.asOf, pages }
    }
  }
  return {
    send: async (agenda, companyId, payload, { externalId = randomUUID(), ...facts } = {}) =>
      (await ask(documentRegisteredSchema, 'POST', `/documents/${agenda}`, { companyId, externalId, ...facts, payload })).itemId,
    state: (itemId) => ask(shopDocumentStateSchema, 'GET', `/documents/${itemId}`),
    stockLevels: (companyId, changedSince) => read(stockLevelPageSchema, 'stock-levels', companyId, changedSince),
    prices: (companyId, changedSince) => read(pricePageSchema, 'prices', companyId, changedSince),
  }
}
