import type { OutwardAgenda } from '../../shared/documents/agenda'
import type { Catalogue, Cursor } from '../catalogue/catalogue'
import type { Companies } from '../companies'
import { type Answer, ApiError, type Handlers } from './http'

const iso = (ms: number): string => new Date(ms).toISOString()

// Opaque to shops. Numbers only, so that no code of goods, however long, makes it longer than an address may be.
const written = ({ asOf, since, changedAt, seq }: Cursor): string => [asOf, since ?? '', changedAt, seq].join('.')
function read(text: string | undefined, since: number | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  const match = /^(\d{1,15})\.(\d{0,15})\.(\d{1,15})\.(\d{1,15})$/.exec(text)
  const [asOf, of, changedAt, seq] = (match ?? []).slice(1)
  if (match === null || of !== String(since ?? ''))
    throw new ApiError('validation', 'not a cursor of this reading', {
      errors: [{ path: 'cursor', message: 'of another reading' }],
    })
  return { asOf: Number(asOf), since, changedAt: Number(changedAt), seq: Number(seq) }
}

/** How an online trading system reads what a company has uploaded. */
export function catalogueHandlers({ companies, catalogue }: { companies: Companies; catalogue: Catalogue }) {
  const page = (
    agenda: OutwardAgenda,
    query: { companyId: string; changedSince?: string | undefined; cursor?: string | undefined },
  ): Answer => {
    const company = companies.find(query.companyId)
    if (company === undefined) throw new ApiError('not-found', 'this company has not joined the Business Integrator')
    if (!company.agendas.includes(agenda)) throw new ApiError('not-found', `the company does not tell its ${agenda}`)
    const since = query.changedSince === undefined ? undefined : Math.max(0, Date.parse(query.changedSince))
    const { asOf, rows, removed, next } = catalogue.page(company.companyId, agenda, since, read(query.cursor, since))
    // Rows lie there as JSON: they are neither parsed nor written anew.
    const rest = JSON.stringify({ removed, asOf: iso(asOf), ...(next && { nextCursor: written(next) }) })
    return { status: 200, json: `{"rows":[${rows.join(',')}],${rest.slice(1)}` }
  }
  return {
    stockLevels: ({ query }) => page('stock-levels', query),
    prices: ({ query }) => page('prices', query),
  } satisfies Handlers
}
