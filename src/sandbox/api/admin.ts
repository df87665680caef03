import { uploadCommitSchema } from '../../shared/central-api/uploads'
import { type OutwardAgenda, outwardAgendaSchema } from '../../shared/documents/agenda'
import type { Catalogue } from '../catalogue/catalogue'
import type { Uploads } from '../catalogue/uploads'
import type { Companies } from '../companies'
import { type Administration, present } from '../queue/administration'
import type { Queue } from '../queue/queue'
import { type Answer, ApiError, type Handlers } from './http'

/** A Client tells that it lives at least once in each of its runs. A night or a weekend off is no silence; a whole day and night is. */
const SILENT_AFTER_MS = 24 * 3_600_000
const iso = (ms: number): string => new Date(ms).toISOString()

const answer = (item: object | 'conflict' | undefined, refusal: string): Answer => {
  if (item === undefined) throw new ApiError('not-found', 'no such item')
  if (item === 'conflict') throw new ApiError('conflict', refusal)
  return { status: 200, body: item }
}

/** What the operator calls. */
export function adminHandlers({
  companies,
  queue,
  administration,
  catalogue,
  uploads,
  now,
}: {
  companies: Companies
  queue: Queue
  administration: Administration
  catalogue: Catalogue
  uploads: Uploads
  now: () => number
}) {
  const catalogueOf = (companyId: string, agenda: OutwardAgenda) => {
    const last = uploads.last(companyId, agenda)
    const open = uploads.open(companyId, agenda)
    const rejected = last?.answer == null ? 0 : uploadCommitSchema.parse(JSON.parse(last.answer)).rejected.length
    return present({
      agenda,
      rows: catalogue.rows(companyId, agenda),
      lastUpload: last && { kind: last.kind, committedAt: iso(last.finished_at ?? 0), rows: last.rows ?? 0, rejected },
      openSince: open && iso(open.created_at),
    })
  }
  return {
    adminQueue: ({ query }) => ({
      status: 200,
      body: administration.list(
        query,
        companies.list().map((company) => company.companyId),
      ),
    }),
    adminItem: ({ params }) => answer(administration.show(params.itemId), ''),
    adminPatchItem: ({ params, body }) => answer(administration.prioritize(params.itemId, body.priority), ''),
    adminRequeue: ({ params, body }) =>
      answer(
        administration.requeue(params.itemId, body.reason),
        'the item is claimed by the Client; wait for its result or the end of its lease',
      ),
    adminMarkProcessed: ({ params, body }) => answer(administration.markProcessed(params.itemId, body.reason), ''),
    adminCancel: ({ params, body }) =>
      answer(administration.cancel(params.itemId, body.reason), 'the item has been processed already'),
    adminCompanies: () => ({
      status: 200,
      body: {
        companies: companies.list().map((company) => {
          const numbers = queue.numbers(company.companyId, company.mode === 'test')
          return present({
            companyId: company.companyId,
            companyName: company.name,
            ico: company.ico,
            role: company.role,
            mode: company.mode,
            joinedAt: iso(company.joinedAt),
            silent: now() - (company.heartbeatAt ?? company.joinedAt) > SILENT_AFTER_MS,
            lastHeartbeatAt: company.heartbeatAt === undefined ? undefined : iso(company.heartbeatAt),
            heartbeat: company.heartbeat,
            queue: present({
              waiting: numbers.waiting,
              claimed: numbers.claimed,
              oldestReceivedAt: numbers.oldestReceivedAt === undefined ? undefined : iso(numbers.oldestReceivedAt),
            }),
            catalogues: outwardAgendaSchema.options
              .filter((agenda) => company.agendas.includes(agenda))
              .map((agenda) => catalogueOf(company.companyId, agenda)),
            keys: companies.keysOf(company.companyId).map((key) =>
              present({
                keyId: key.keyId,
                kind: key.kind,
                createdAt: iso(key.createdAt),
                revokedAt: key.revokedAt === undefined ? undefined : iso(key.revokedAt),
              }),
            ),
          })
        }),
      },
    }),
    adminRevokeKey: ({ params }) => {
      const key = companies.revokeKey(params.keyId)
      if (key?.revokedAt === undefined) throw new ApiError('not-found', 'no such key')
      return { status: 200, body: { keyId: key.keyId, revokedAt: iso(key.revokedAt) } }
    },
  } satisfies Handlers
}
