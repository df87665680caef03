import { z } from 'zod'
import { idSchema, instantSchema } from '../documents/party'
import { modeSchema } from './account'
import { erpReferenceSchema, itemStateSchema } from './queue'

/** `POST /test-orders`: test mode only (409 `wrong-mode`). The note of each order begins with the marker. */
export const testOrdersRequestSchema = z.strictObject({
  count: z.number().int().min(1).max(20),
  scenario: z.enum(['mixed', 'simple']).optional(),
})
export type TestOrdersRequest = z.infer<typeof testOrdersRequestSchema>
export const TEST_MARKER = '[TEST]'
/** Whether a document's note says that it is a test. */
export const isMarkedTest = (note: string | undefined): boolean => note?.trimStart().startsWith(TEST_MARKER) === true
export const testOrdersCreatedSchema = z.object({
  orders: z.array(z.object({ itemId: idSchema, number: z.string() })),
  marker: z.string(),
})
export type TestOrdersCreated = z.infer<typeof testOrdersCreatedSchema>

/** `GET /test-orders` */
export const testOrdersSchema = z.object({
  orders: z.array(
    z.object({
      itemId: idSchema,
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
