import { z } from 'zod'
import { type InwardAgenda, inwardAgendaSchema, type Payload } from '../documents/agenda'
import { idSchema, instantSchema } from '../documents/party'
import { modeSchema } from './account'
import { erpReferenceSchema, itemStateSchema } from './queue'

/**
 * `POST /test-orders`: test mode only (409 `wrong-mode`). `count` documents of each agenda; when none is named, orders only, or all agendas of
 * an account that has no orders. Each must be one of the account's. Delivery notes and invoices belong to orders of the same answer, where it
 * has any. Each document begins with the marker (`markAsTest`).
 */
export const testOrdersRequestSchema = z.strictObject({
  count: z.number().int().min(1).max(20),
  agendas: z.array(inwardAgendaSchema).min(1).max(inwardAgendaSchema.options.length).optional(),
  scenario: z.enum(['mixed', 'simple']).optional(),
})
export type TestOrdersRequest = z.infer<typeof testOrdersRequestSchema>
export const TEST_MARKER = '[TEST]'
/** Whether a text begins with the mark of a test. */
export const isMarkedTest = (text: string | undefined): boolean => text?.trimStart().startsWith(TEST_MARKER) === true

/** Where the mark of each agenda stands: what a person sees first of the record in the information system. */
const markedText: { readonly [A in InwardAgenda]: (payload: Payload<A>) => string | undefined } = {
  orders: ({ note }) => note,
  'delivery-notes': ({ note }) => note,
  invoices: ({ note }) => note,
  'stock-cards': ({ name }) => name,
  addresses: ({ party }) => party.name,
}
/** Whether a document says of itself that it is a test. */
export const isMarkedTestDocument = <A extends InwardAgenda>(agenda: A, payload: Payload<A>): boolean =>
  isMarkedTest((markedText[agenda] as (payload: Payload<A>) => string | undefined)(payload))

const marked = (text: string | undefined): string => (text === undefined ? TEST_MARKER : `${TEST_MARKER} ${text}`)
const withMark: { readonly [A in InwardAgenda]: (payload: Payload<A>) => Payload<A> } = {
  orders: (payload) => ({ ...payload, note: marked(payload.note) }),
  'delivery-notes': (payload) => ({ ...payload, note: marked(payload.note) }),
  invoices: (payload) => ({ ...payload, note: marked(payload.note) }),
  'stock-cards': (payload) => ({ ...payload, name: marked(payload.name) }),
  addresses: (payload) => ({ ...payload, party: { ...payload.party, name: marked(payload.party.name) } }),
}
/** The same document with the mark. */
export const markAsTest = <A extends InwardAgenda>(agenda: A, payload: Payload<A>): Payload<A> =>
  (withMark[agenda] as (payload: Payload<A>) => Payload<A>)(payload)

/** May be one that this client doesn't know. A central side that says none means orders. */
const agendaNameSchema = z.string().max(64).default('orders')
export const testOrdersCreatedSchema = z.object({
  orders: z.array(z.object({ itemId: idSchema, agenda: agendaNameSchema, number: z.string() })),
  marker: z.string(),
})
export type TestOrdersCreated = z.infer<typeof testOrdersCreatedSchema>

/** `GET /test-orders` */
export const testOrdersSchema = z.object({
  orders: z.array(
    z.object({
      itemId: idSchema,
      agenda: agendaNameSchema,
      number: z.string(),
      state: itemStateSchema,
      createdAt: instantSchema,
      finishedAt: instantSchema.optional(),
      erpReference: erpReferenceSchema.optional(),
    }),
  ),
})
export type TestOrders = z.infer<typeof testOrdersSchema>

/** `POST /mode`: all related modules are switched together, or 409 with `errors` naming each thing that is missing. */
export const modeRequestSchema = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('production'),
    evidence: z.strictObject({
      testItemIds: z.array(idSchema).min(1).max(500),
      confirmedBy: z.string().min(1).max(255),
      confirmedAt: instantSchema,
    }),
  }),
  z.strictObject({ mode: z.literal('test') }),
])
export type ModeRequest = z.infer<typeof modeRequestSchema>
export const modeAnswerSchema = z.object({
  mode: modeSchema,
  modules: z.array(z.object({ name: z.string(), mode: modeSchema })),
})
export type ModeAnswer = z.infer<typeof modeAnswerSchema>
