import { z } from 'zod'

/** RFC 9457 answer of every refused call. `code` is stable and machine-readable. */
export const apiProblemCodeSchema = z.enum([
  'unauthorized',
  'key-revoked',
  'forbidden',
  'not-found',
  'validation',
  'conflict',
  'wrong-mode',
  'too-large',
  'rate-limited',
  'client-too-old',
  'maintenance',
  'internal',
])
export type ApiProblemCode = z.infer<typeof apiProblemCodeSchema>

export const apiProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: apiProblemCodeSchema,
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type ApiProblem = z.infer<typeof apiProblemSchema>
