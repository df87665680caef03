import { z } from 'zod'
import type { ErpReference } from '../../../shared/central-api/queue'
import { dec, format } from '../../../shared/documents/decimal'

/** Listings of ABRA Flexi, in JSON. Values come as text, sometimes as numbers; what is not known here is left alone. */

const text = z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value).slice(0, 2000))

/** A number as a decimal string without an exponent: large ones come as `1.5E7` (seen in its maker's own examples). */
export const decimalText = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^-?\d{1,15}(?:\.\d{1,15})?(?:E[+-]?\d{1,2})?$/i))
  .transform((value) => format(dec(value)))

/** A relation in a listing: `code:X`, or, where it was included, a list with the record itself. */
export const relationSchema = z.union([text, z.array(z.unknown()).max(10), z.record(z.string(), z.unknown())])
const MOST_ROWS = 10_000

/** Rows of a listing, as they are; `undefined`: not a listing of this evidence. */
export function readRows(json: unknown, evidence: string): readonly unknown[] | undefined {
  const rows = z.object({ winstrom: z.object({ [evidence]: z.array(z.unknown()).max(MOST_ROWS) }) })
  return rows.safeParse(json).data?.winstrom[evidence] as readonly unknown[] | undefined
}

const recordSchema = z.object({
  id: text,
  kod: text.optional(),
  eanKod: text.optional(),
  ic: text.optional(),
  'external-ids': z.array(z.unknown()).max(1000).optional(),
})
/** A record of a look-up. */
export interface ListedRecord {
  reference: ErpReference
  /** `undefined`: the answer doesn't say. */
  externalIds: readonly string[] | undefined
  /** What else it may be known by. */
  own: Readonly<Partial<Record<'kod' | 'eanKod' | 'ic', string>>>
}

/** Records of a listing; `undefined`: not a listing. */
export function readRecords(json: unknown, evidence: string): readonly ListedRecord[] | undefined {
  const parsed = z.array(recordSchema).safeParse(readRows(json, evidence))
  return parsed.data?.map(({ id, kod, eanKod, ic, 'external-ids': external }) => ({
    reference: { id, ...(kod ? { number: kod } : {}) },
    externalIds: external?.filter((one): one is string => typeof one === 'string'),
    own: { ...(kod ? { kod } : {}), ...(eanKod ? { eanKod } : {}), ...(ic ? { ic } : {}) },
  }))
}

/** Names, registration numbers and countries of the company's settings, all versions of them; `undefined`: not a listing. */
export function readCompany(
  json: unknown,
): { names: readonly string[]; icos: readonly string[]; countries: readonly string[] } | undefined {
  const row = z.object({ nazFirmy: text.optional(), ic: text.optional(), statLegislativa: relationSchema.optional() })
  const rows = z.array(row).max(1000).safeParse(readRows(json, 'nastaveni')).data
  if (!rows) return undefined
  const kept = (values: readonly (string | undefined)[]): string[] => [
    ...new Set(values.map((value) => value?.trim() ?? '').filter((value) => value !== '')),
  ]
  return {
    names: kept(rows.map(({ nazFirmy }) => nazFirmy)),
    icos: kept(rows.map(({ ic }) => ic)),
    countries: kept(rows.map(({ statLegislativa }) => codeOf(statLegislativa))),
  }
}

const codedSchema = z.object({ kod: text })
/** The code of a related record, however the answer gives it; `undefined`: it doesn't, or there is none. */
export function codeOf(relation: z.infer<typeof relationSchema> | undefined): string | undefined {
  if (typeof relation === 'string') return /^code:(.+)$/s.exec(relation)?.[1]
  const record = Array.isArray(relation) ? relation[0] : relation
  const code = codedSchema.safeParse(record).data?.kod
  return code === '' ? undefined : code
}
