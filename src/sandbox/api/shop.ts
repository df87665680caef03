import { createHash } from 'node:crypto'
import { type ShopDocument, shopDocumentSchema } from '../../shared/central-api/shop'
import { type InwardAgenda, inwardAgendaSchema } from '../../shared/documents/agenda'
import { canonicalJson } from '../../shared/documents/canonical'
import type { Companies } from '../companies'
import { erpReferenceOf, present } from '../queue/administration'
import { heading } from '../queue/heading'
import type { Queue } from '../queue/queue'
import { unknownFields } from '../unknown-fields'
import { ApiError, type Handlers, parse } from './http'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const iso = (ms: number): string => new Date(ms).toISOString()
const schemas = Object.fromEntries(inwardAgendaSchema.options.map((agenda) => [agenda, shopDocumentSchema(agenda)])) as Record<
  InwardAgenda,
  ReturnType<typeof shopDocumentSchema>
>

/** What an online trading system calls. */
export function shopHandlers({ companies, queue }: { companies: Companies; queue: Queue }) {
  return {
    registerDocument: ({ params: { agenda }, rawBody, caller: { key } }) => {
      const body = parse(schemas[agenda], rawBody, 'body') as ShopDocument
      // The payload schemas ignore what they don't know, for the Client's sake; a shop is told.
      const unknown = unknownFields((rawBody as { payload: unknown }).payload, body.payload, 'payload')
      if (unknown.length > 0) {
        throw new ApiError('validation', 'the payload has fields that the schema does not know', {
          errors: unknown.map((path) => ({ path, message: 'unknown field' })),
        })
      }
      const company = body.companyId === undefined ? companies.findByIco(body.supplierIco ?? '') : companies.find(body.companyId)
      if (company === undefined) throw new ApiError('not-found', 'the recipient has not joined the Business Integrator')
      if (!company.agendas.includes(agenda)) throw new ApiError('conflict', `the recipient does not take ${agenda}`)
      const externalBodySha256 = sha256(canonicalJson({ agenda, body: rawBody }))
      const before = queue.findExternal(key.keyId, body.externalId)
      if (before) {
        if (before.external_body_sha256 !== externalBodySha256) {
          throw new ApiError('conflict', `externalId ${body.externalId} stands for another document already`)
        }
        return { status: 200, body: { itemId: before.item_id } }
      }
      const payload = canonicalJson(body.payload)
      const itemId = queue.add({
        companyId: company.companyId,
        agenda,
        test: body.test ?? false,
        priority: body.priority ?? 5,
        payload,
        payloadSha256: sha256(payload),
        ...heading(agenda, body.payload),
        source: key.keyId,
        externalId: body.externalId,
        externalBodySha256,
      })
      return { status: 201, body: { itemId } }
    },
    documentState: ({ params: { itemId }, caller: { key } }) => {
      const known = queue.itemById(itemId)
      if (known === undefined || known.source !== key.keyId) throw new ApiError('not-found', 'this shop has no such document')
      queue.expireLeases(known.company_id)
      const row = queue.itemById(itemId) ?? known
      return {
        status: 200,
        body: present({
          itemId,
          externalId: row.external_id ?? '',
          agenda: row.agenda,
          state: row.state,
          test: row.test === 1,
          receivedAt: iso(row.received_at),
          result:
            row.outcome === null || row.finished_at === null
              ? undefined
              : present({
                  outcome: row.outcome,
                  erpReference: erpReferenceOf(row),
                  code: row.code ?? undefined,
                  message: row.message ?? undefined,
                  finishedAt: iso(row.finished_at),
                }),
        }),
      }
    },
  } satisfies Handlers
}
