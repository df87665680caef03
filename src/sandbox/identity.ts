import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { agendaSchema, inwardAgendaSchema, outwardAgendaSchema } from '../shared/documents/agenda'
import type { Companies, Company } from './companies'
import { buyers, makers, suppliers } from './seed/companies'

/** A company whose Client may be tried: its account and the key for it. */
export interface Participant {
  companyId: string
  clientKey: string
}
export interface Identity {
  keys: { client: string; shop: string; admin: string }
  keyIds: { client: string; shop: string; admin: string }
  /** The company of `keys.client`: it sells and buys and has all agendas. */
  companyId: string
  /** One that only sells: orders come to it, stock levels and prices from it. */
  supplier: Participant
  /** One that only buys: everything but orders comes to it. */
  buyer: Participant
}

const keysFileSchema = z.object({
  client: z.string(),
  shop: z.string(),
  admin: z.string(),
  supplier: z.string().optional(),
  buyer: z.string().optional(),
})

type Facts = Omit<Company, 'companyId' | 'mode'>
const inward = inwardAgendaSchema.options
const cast = (country: 'CZ' | 'SK'): { both: Facts; supplier: Facts; buyer: Facts } => ({
  both: { ...suppliers[country], role: 'both', agendas: [...agendaSchema.options] },
  supplier: { ...makers[country], role: 'supplier', agendas: ['orders', ...outwardAgendaSchema.options] },
  buyer: { ...buyers[country], role: 'buyer', agendas: inward.filter((agenda) => agenda !== 'orders') },
})

/**
 * The companies and keys of a sandbox, made when its folder is new. The database keeps only hashes of keys; a sandbox started again must give
 * the same ones, so they lie beside it in a file that a real central side would not have. Runs inside the caller's transaction.
 */
export function ensureIdentity(companies: Companies, dataDir: string, country: 'CZ' | 'SK'): Identity {
  const file = join(dataDir, 'sandbox-keys.json')
  const kept = existsSync(file) ? keysFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
  const of = cast(country)
  const companyOf = (facts: Facts): string =>
    (companies.findByIco(facts.ico) ?? companies.add({ ...facts, mode: 'test' })).companyId
  /** The key as it was, as long as the database knows it. */
  const key = (kind: 'client' | 'shop' | 'admin', text: string | undefined, company?: Facts) => {
    const known = text === undefined ? undefined : companies.findKey(text)
    if (text !== undefined && known) return { text, keyId: known.keyId, companyId: known.companyId ?? '' }
    const companyId = company && companyOf(company)
    return { ...companies.issueKey(kind, companyId), companyId: companyId ?? '' }
  }
  const client = key('client', kept?.client, of.both)
  const shop = key('shop', kept?.shop)
  const admin = key('admin', kept?.admin)
  const supplier = key('client', kept?.supplier, of.supplier)
  const buyer = key('client', kept?.buyer, of.buyer)
  const keys = { client: client.text, shop: shop.text, admin: admin.text }
  writeFileSync(file, JSON.stringify({ ...keys, supplier: supplier.text, buyer: buyer.text }), { mode: 0o600 })
  return {
    keys,
    keyIds: { client: client.keyId, shop: shop.keyId, admin: admin.keyId },
    companyId: client.companyId,
    supplier: { companyId: supplier.companyId, clientKey: supplier.text },
    buyer: { companyId: buyer.companyId, clientKey: buyer.text },
  }
}
