import { z } from 'zod'
import { idSchema, partySchema } from './party'

/** Agenda `addresses`: a business partner and the places goods go to. */
export const addressDocumentSchema = z.object({
  addressId: idSchema,
  party: partySchema,
  deliverTo: z.array(partySchema).max(200).optional(),
  active: z.boolean(),
})
export type AddressDocument = z.infer<typeof addressDocumentSchema>
