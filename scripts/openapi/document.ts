import { z } from 'zod'
import * as account from '../../src/shared/central-api/account'
import * as admin from '../../src/shared/central-api/admin'
import { apiProblemCodeSchema, apiProblemSchema } from '../../src/shared/central-api/problem'
import * as queue from '../../src/shared/central-api/queue'
import * as registration from '../../src/shared/central-api/registration'
import {
  commonProblems,
  keyProblems,
  pathParameters,
  type Route,
  routes,
  statusOfProblem,
} from '../../src/shared/central-api/routes'
import * as shop from '../../src/shared/central-api/shop'
import * as testOrders from '../../src/shared/central-api/test-orders'
import * as uploads from '../../src/shared/central-api/uploads'
import { addressDocumentSchema } from '../../src/shared/documents/address'
import * as agenda from '../../src/shared/documents/agenda'
import * as decimal from '../../src/shared/documents/decimal'
import { deliveryNoteSchema } from '../../src/shared/documents/delivery-note'
import { invoiceSchema } from '../../src/shared/documents/invoice'
import * as line from '../../src/shared/documents/line'
import * as order from '../../src/shared/documents/order'
import * as party from '../../src/shared/documents/party'
import { stockCardSchema } from '../../src/shared/documents/stock-card'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const HASH_RULE =
  'SHA-256, lower-case hex, over the canonical JSON of the payload after RFC 8785 (JCS): keys sorted by UTF-16 code units, no white space, UTF-8.'

const PAGE_RULE =
  '`removed`: names of rows that are gone, with `changedSince` only. `asOf`: when the first page was read; give it as `changedSince` of the next reading. No row comes twice in one reading, whatever is committed meanwhile. `nextCursor` is absent on the last page.'

/** Every schema with a name of its own; where one is part of another, the document has a `$ref`. */
const components: Record<string, [z.ZodType, string?]> = {
  Problem: [apiProblemSchema, 'Answer of every refused call (RFC 9457). `code` is stable; `errors` names each fault.'],
  ProblemCode: [apiProblemCodeSchema],
  Id: [party.idSchema, 'Opaque; never cut, never changed.'],
  Instant: [party.instantSchema, 'RFC 3339 with zone.'],
  Date: [party.dateSchema, 'YYYY-MM-DD.'],
  Country: [party.countrySchema, 'ISO 3166-1 alpha-2.'],
  Currency: [party.currencySchema, 'ISO 4217.'],
  Money: [decimal.moneySchema, 'A total: a decimal string of at most 2 decimals. JSON numbers are refused, nothing is rounded.'],
  UnitPrice: [decimal.unitPriceSchema, 'A decimal string of at most 4 decimals.'],
  Quantity: [decimal.quantitySchema, 'A decimal string of at most 4 decimals; negative for returns.'],
  Percent: [decimal.percentSchema, 'A decimal string, not negative, at most 4 decimals: `"21"`, `"12.5"`.'],
  Address: [party.addressSchema],
  Party: [party.partySchema, 'A business partner. `ico`, `dic`, `icDph`: company, tax and Slovak VAT numbers.'],
  Line: [
    line.lineSchema,
    '`totalNet = unitPriceNet × quantity × (1 − discountPercent/100)`, rounded half up to cents. With `pricesIncludeVat` the same rule holds for `unitPriceGross` and `totalGross`, and the net figures are derived from them.',
  ],
  Totals: [
    line.totalsSchema,
    '`net = Σ vat.base`, `gross = net + Σ vat.amount`, `payable = gross + rounding`. One entry for each percent, 0 included. Lines are checked against totals to 0.01.',
  ],
  Order: [order.orderSchema],
  DeliveryNote: [deliveryNoteSchema],
  Invoice: [invoiceSchema],
  StockCard: [stockCardSchema],
  AddressDocument: [addressDocumentSchema],
  InwardAgenda: [agenda.inwardAgendaSchema, 'Kinds of documents that go to the information system.'],
  OutwardAgenda: [agenda.outwardAgendaSchema, 'Kinds of rows that come from it.'],
  Agenda: [agenda.agendaSchema],
  Mode: [account.modeSchema],
  Role: [account.roleSchema],
  Account: [account.accountSchema],
  Heartbeat: [account.heartbeatSchema],
  ClaimRequest: [queue.claimRequestSchema],
  QueueItem: [
    queue.queueItemSchema,
    `One waiting document. \`payload\` fits the schema of its agenda: Order, DeliveryNote, StockCard, AddressDocument, Invoice. Its hash in results (\`payloadSha256\`) is ${HASH_RULE} The same \`itemId\` may come again (\`deliveryCount\`), also after it was processed; importing it twice must do nothing. \`test\`: given in test mode only, and nothing else is given there.`,
  ],
  Claim: [queue.claimSchema, '`remaining`: what would still wait after this claim, of the agendas asked for.'],
  ExtensionRequest: [queue.extensionRequestSchema],
  Extension: [queue.extensionSchema],
  ItemState: [queue.itemStateSchema],
  ErpReference: [queue.erpReferenceSchema, "The information system's own id and number of the record."],
  QueueItemState: [queue.queueItemStateSchema],
  Result: [queue.resultSchema, `\`payloadSha256\`: ${HASH_RULE}`],
  ResultsRequest: [queue.resultsRequestSchema],
  ResultStatus: [
    queue.resultStatusSchema,
    '`accepted`: taken now, or the same outcome as stands already. `already-final`: another outcome stands and stays. A rejection may later be followed by `imported` (a person mended the cause): that is accepted. `hash-mismatch`: the result is about another content than the item has.',
  ],
  ResultsAnswer: [queue.resultsAnswerSchema, 'One status for each result, in the order of the request.'],
  TestOrdersRequest: [testOrders.testOrdersRequestSchema],
  TestOrdersCreated: [testOrders.testOrdersCreatedSchema],
  TestOrders: [testOrders.testOrdersSchema],
  ModeRequest: [testOrders.modeRequestSchema],
  ModeAnswer: [testOrders.modeAnswerSchema],
  RegisteredCompany: [registration.registeredCompanySchema],
  RegistrationRequest: [registration.registrationRequestSchema],
  Contact: [registration.contactSchema],
  Survey: [registration.surveySchema],
  Consent: [registration.consentSchema],
  RegistrationState: [registration.registrationStateSchema],
  RegistrationCreated: [registration.registrationCreatedSchema],
  RegistrationStatus: [registration.registrationStatusSchema],
  ActivationRequest: [registration.activationRequestSchema],
  Activation: [registration.activationSchema],
  UploadRequest: [
    uploads.uploadRequestSchema,
    '`full`: at its commit the rows that it does not name are removed; `delta`: only the rows that it names change. A new upload abandons the open one of the same agenda. `expectedRows`: a commit of another number is refused.',
  ],
  UploadCreated: [uploads.uploadCreatedSchema],
  UploadPart: [uploads.uploadPartSchema],
  UploadStatus: [uploads.uploadStatusSchema],
  UploadCommitRequest: [
    uploads.uploadCommitRequestSchema,
    'Refused with `conflict`, each fault in `errors`, unless exactly the parts 1 to `parts` with `rows` rows in all have arrived.',
  ],
  UploadCommit: [
    uploads.uploadCommitSchema,
    '`rejected`: `row` counts from 1 over all parts in their order; `code` is `validation` (the row does not fit its schema; the message begins with the field) or `duplicate` (the upload has named that row before), and may become another one. What stood under the name of a rejected row stays, also in a full upload. `removed`: rows that a full upload did not name.',
  ],
  StockLevelRow: [uploads.stockLevelRowSchema, 'Named by `sku` and `warehouse`.'],
  PriceRow: [uploads.priceRowSchema, 'Named by `sku`, `priceLevel` and `currency`. Without `priceLevel` it is the base price.'],
  ShopDocument: [
    shop.anyShopDocumentSchema,
    'Exactly one of `supplierIco` and `companyId`. `payload` fits the schema of the agenda in the path; fields it does not know are refused.',
  ],
  DocumentRegistered: [shop.documentRegisteredSchema],
  ShopDocumentState: [shop.shopDocumentStateSchema],
  StockLevelPage: [shop.stockLevelPageSchema, PAGE_RULE],
  PricePage: [shop.pricePageSchema, PAGE_RULE],
  AdminItem: [admin.adminItemSchema],
  AdminQueuePage: [admin.adminQueuePageSchema],
  AdminItemDetail: [admin.adminItemDetailSchema],
  AdminItemPatch: [admin.adminItemPatchSchema],
  AdminReason: [admin.adminReasonSchema],
  ItemEvent: [admin.itemEventSchema],
  AdminCompanies: [admin.adminCompaniesSchema],
  AdminRegistrations: [admin.adminRegistrationsSchema],
  RegistrationSchedule: [admin.registrationScheduleSchema],
  RegistrationApproval: [admin.registrationApprovalSchema],
  RegistrationApproved: [admin.registrationApprovedSchema],
  RegistrationRejection: [admin.registrationRejectionSchema],
  RegistrationDecided: [admin.registrationDecidedSchema],
  ActivationCodeRequest: [admin.activationCodeRequestSchema],
  ActivationCodeIssued: [admin.activationCodeIssuedSchema],
  ActivationCodes: [admin.activationCodesSchema],
  ActivationCodeWithdrawn: [admin.activationCodeWithdrawnSchema],
  KeyRevocation: [admin.keyRevocationSchema],
}

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

/** For people: what `format` says already, and bounds that only JavaScript has, are left out. */
const how = {
  // What may be sent: tolerant objects stay open, strict ones closed.
  io: 'input',
  target: 'draft-2020-12',
  override: ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema }) => {
    if ((zodSchema as unknown) === shop.shopPayloadSchema) {
      jsonSchema.anyOf = ['Order', 'DeliveryNote', 'Invoice', 'StockCard', 'AddressDocument'].map((name) => ({
        $ref: `#/components/schemas/${name}`,
      }))
    }
    if (jsonSchema.format === 'date' || jsonSchema.format === 'date-time' || jsonSchema.format === 'email')
      delete jsonSchema.pattern
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  },
} as const

const jsonSchemas = (): Record<string, Json> => {
  const registry = z.registry<{ id: string }>()
  for (const [id, [schema]] of Object.entries(components)) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, { ...how, uri: (id) => `#/components/schemas/${id}` })
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const { $schema: _schema, $id: _id, ...rest } = schema as Record<string, Json>
      const description = components[id]?.[1]
      return [id, description === undefined ? rest : { description, ...rest }]
    }),
  )
}

/** A schema of the route table as a `$ref`, or in full when it has no name. */
const schemaOf = (schema: z.ZodType): Json => {
  const named = Object.entries(components).find(([, [candidate]]) => candidate === schema)
  if (named) return ref(named[0])
  const { $schema: _schema, ...rest } = z.toJSONSchema(schema, how) as Record<string, Json>
  return rest
}

const security: Record<Route['caller'], Json> = {
  client: [{ clientKey: [] }],
  shop: [{ shopKey: [] }],
  admin: [{ adminKey: [] }],
  'poll-token': [{ pollToken: [] }],
  anyone: [],
}
const bearer = (description: string): Json => ({ type: 'http', scheme: 'bearer', description })

const problemsOf = (route: Route): Map<number, string[]> => {
  const keyed = route.caller === 'client' || route.caller === 'shop' || route.caller === 'admin'
  const codes = [...new Set([...commonProblems, ...(keyed ? keyProblems : []), ...(route.problems ?? [])])]
  const byStatus = new Map<number, string[]>()
  for (const code of codes) {
    const status = statusOfProblem[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return byStatus
}

const tagOf = (path: string): string => {
  const first = path.split('/')[1] ?? ''
  if (first === 'admin') return 'operator'
  if (['documents', 'stock-levels', 'prices'].includes(first)) return 'shops'
  if (['registrations', 'activations'].includes(first)) return 'registration'
  if (['account', 'heartbeats'].includes(first)) return 'account'
  if (['test-orders', 'mode'].includes(first)) return 'test orders and mode'
  return first
}

function operation(name: string, route: Route): Json {
  const parameters: Json[] = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => ({
    name: parameter,
    in: 'path',
    required: true,
    schema: schemaOf(pathParameters[parameter as keyof typeof pathParameters]),
  }))
  for (const [key, field] of Object.entries(route.query?.shape ?? {})) {
    const required = !(field as z.ZodType).safeParse(undefined).success
    parameters.push({ name: key, in: 'query', required, schema: schemaOf(field as z.ZodType) })
  }
  parameters.push({ $ref: '#/components/parameters/RequestId' })
  if (route.idempotencyKey) parameters.push({ $ref: '#/components/parameters/IdempotencyKey' })
  if (route.problems?.includes('client-too-old')) parameters.push({ $ref: '#/components/parameters/ClientVersion' })

  const headers: { [key: string]: Json } = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } }
  const responses: { [key: string]: Json } = {}
  for (const [status, schema] of Object.entries(route.answers)) {
    responses[status] = {
      description: schema === null ? 'Done' : 'The answer',
      headers,
      ...(schema !== null && { content: { 'application/json': { schema: schemaOf(schema) } } }),
    }
  }
  for (const [status, codes] of [...problemsOf(route)].sort(([a], [b]) => a - b)) {
    responses[String(status)] = {
      description: codes.map((code) => `\`${code}\``).join(', '),
      headers:
        status === 429 || status === 503 ? { ...headers, 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } : headers,
      content: { 'application/problem+json': { schema: ref('Problem') } },
    }
  }
  return {
    operationId: name,
    tags: [tagOf(route.path)],
    summary: route.summary,
    security: security[route.caller],
    parameters,
    ...(route.request && {
      requestBody: {
        required: true,
        content: { [route.requestType ?? 'application/json']: { schema: schemaOf(route.request) } },
      },
    }),
    responses,
  }
}

/** The OpenAPI 3.1 document, from the route table and the schemas. Pure: the same sources give the same bytes. */
export function openApiDocument(): Json {
  const paths: { [key: string]: { [key: string]: Json } } = {}
  for (const [name, route] of Object.entries(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(name, route) }
  }
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'B2B REST API of the Business Integrator',
      version: '1.0.0',
      description:
        'Between the central side, the online shops that feed it, and the Client beside a company’s information system. JSON, UTF-8, gzip both ways. Instants are RFC 3339 with zone, dates YYYY-MM-DD. Money, prices, quantities and percents are decimal strings. Unknown fields in answers are to be ignored; unknown fields in requests are refused. 429 and 503 carry Retry-After.',
    },
    servers: [{ url: 'https://{host}/b2b/v1', variables: { host: { default: 'integrator.example' } } }],
    paths,
    components: {
      schemas: jsonSchemas(),
      securitySchemes: {
        clientKey: bearer("Key of kind `client`: one company's Client"),
        shopKey: bearer('Key of kind `shop`: an online trading system'),
        adminKey: bearer('Key of kind `admin`: the operator'),
        pollToken: bearer('The `pollToken` of one registration'),
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description:
            'A repeat with the same key and body gives the stored first answer for 7 days; the same key with another body is 409 `conflict`. A repeated claim gives what is still claimed of the first one.',
          schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
        },
        RequestId: {
          name: 'X-Request-Id',
          in: 'header',
          required: false,
          description: 'The caller’s own id of this request; without it the server makes one.',
          schema: ref('Id'),
        },
        ClientVersion: {
          name: 'X-Client-Version',
          in: 'header',
          required: false,
          description: 'Below the account’s `minimumClientVersion` the call is refused with `client-too-old`.',
          schema: { type: 'string', maxLength: 64 },
        },
      },
      headers: {
        RequestId: { description: 'Names this request in the logs of both sides.', schema: ref('Id') },
        RetryAfter: { description: 'Seconds to wait.', schema: { type: 'string', pattern: '^\\d+$' } },
      },
    },
  }
}

/** Of the committed file. */
export const openApiText = (): string => `${JSON.stringify(openApiDocument(), null, 2)}\n`
