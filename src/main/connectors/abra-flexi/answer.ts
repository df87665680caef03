import { z } from 'zod'
import type { ErpReference } from '../../../shared/central-api/queue'
import type { Note } from '../../engine/ports'
import { note } from '../wrap/note'
import { decimalText } from './listing'
import type { ExpectedSums } from './mapped'
import { LINE_LISTS } from './record'

/**
 * What ABRA Flexi answers, in JSON. Values come as text, sometimes as numbers; what is not known here is left alone. Sources: its maker's
 * pages on return values, on error handling, and on test saving.
 */

/** Text of any length is cut: it ends in a message for a person. */
const text = z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value).slice(0, 2000))

const errorSchema = z.object({
  message: text.optional(),
  for: text.optional(),
  path: text.optional(),
  value: text.optional(),
  code: text.optional(),
})
const resultSchema = z.object({
  id: text.optional(),
  ref: text.optional(),
  code: text.optional(),
  'request-id': text.optional(),
  errors: z.array(errorSchema).max(10_000).optional(),
  warnings: z.array(errorSchema).max(10_000).optional(),
  content: z.unknown().optional(),
})
const writtenSchema = z.object({
  winstrom: z.object({
    success: text.optional(),
    message: text.optional(),
    messageCode: text.optional(),
    stats: z
      .object({ created: text.optional(), updated: text.optional(), skipped: text.optional(), failed: text.optional() })
      .optional(),
    errors: z.array(errorSchema).max(10_000).optional(),
    results: z.array(resultSchema).max(10_000).optional(),
  }),
})
export type Written = z.infer<typeof writtenSchema>['winstrom']

/** `undefined`: not JSON, or not ABRA Flexi's. */
export const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
export const readWritten = (json: unknown): Written | undefined => writtenSchema.safeParse(json).data?.winstrom

/** Fields as ABRA Flexi itself calls them: its messages are Czech, too. */
const FIELDS: Readonly<Record<string, string>> = {
  typDokl: 'Typ dokladu',
  sklad: 'Sklad',
  stredisko: 'Středisko',
  cinnost: 'Činnost',
  zakazka: 'Zakázka',
  formaUhradyCis: 'Forma úhrady',
  formaDopravy: 'Forma dopravy',
  stavUzivK: 'Stav',
  mena: 'Měna',
  firma: 'Firma',
  stat: 'Stát',
  faStat: 'Stát (poštovní adresa)',
  nazFirmy: 'Název firmy',
  ic: 'IČO',
  dic: 'DIČ',
  psc: 'PSČ',
  cisDosle: 'Číslo došlé',
  datVyst: 'Vystaveno',
  datTermin: 'Termín',
  datSplat: 'Splatnost',
  duzpPuv: 'Datum zdanitelného plnění',
  varSym: 'Variabilní symbol',
  cisObj: 'Číslo objednávky',
  cisDodak: 'Dodací list',
  typPohybuK: 'Typ pohybu',
  smerKod: 'Směrový kód banky',
  cenik: 'Ceník',
  kod: 'Kód',
  nazev: 'Název',
  mj: 'Měrná jednotka',
  mj1: 'Měrná jednotka',
  mjHmot: 'Jednotka hmotnosti',
  skupZboz: 'Skupina zboží',
  dodavatel: 'Dodavatel',
  nakupCena: 'Nákupní cena',
  cenaZakl: 'Prodejní cena',
  mnozMj: 'Množství',
  cenaMj: 'Cena za MJ',
  szbDph: 'Sazba DPH',
  typSzbDphK: 'Typ sazby DPH',
  slevaPol: 'Sleva',
  sumCelkem: 'Celkem',
  sumZkl: 'Základ',
  vatId: 'IČ DPH',
  eanKod: 'EAN',
}

/** `objednavka-prijata[…].polozkyObchDokladu[ext:BI:it-1/2].cenik` → which line; our line ids end with their place. */
const placeIn = (path: string): string => {
  if (!LINE_LISTS.some((name) => path.includes(name))) return ''
  const own = /\/(\d{1,4})\]/.exec(path)
  return own ? `položka ${own[1]}, ` : 'položka, '
}

const MOST_ERRORS = 20

/** Every error in one line of plain text: where, which field, with what value, and ABRA Flexi's own message. */
export const wordsOf = (written: Written | undefined): string => {
  if (!written) return ''
  const errors = [...(written.errors ?? []), ...(written.results ?? []).flatMap((result) => result.errors ?? [])]
  const lines = errors.slice(0, MOST_ERRORS).map(({ message, for: field, path, value, code }) => {
    const name = field ? (Object.hasOwn(FIELDS, field) ? `${FIELDS[field]} (${field})` : field) : ''
    const said = value && !message?.includes(value) ? ` [${value}]` : ''
    const where = `${placeIn(path ?? '')}${name}${said}`.replace(/, $/, '')
    return [where, message ?? code ?? ''].filter((part) => part !== '').join(': ')
  })
  if (errors.length > MOST_ERRORS) lines.push(`… (${errors.length})`)
  return [written.message ?? '', ...lines].filter((line) => line !== '').join('\n')
}

export type Saved =
  /** It was passed over, as it was told to be (`update="ignore"`, `create="ignore"`). */
  | { kind: 'skipped' }
  /** It says that it is there; `updated`: it had been there, and was changed. */
  | { kind: 'saved'; reference: ErpReference; updated: boolean; notes: readonly Note[] }
  | { kind: 'refused'; words: string }
  /** Success without saying what was made, or anything that contradicts itself. */
  | { kind: 'unclear'; words: string }

/** What the answer to the saving of one record means. `status`: of HTTP; `externalId`: the first id that the record was sent with. */
export function readSaved(status: number, json: unknown, externalId: string, evidence: string): Saved {
  const written = readWritten(json)
  if (!written) return { kind: 'unclear', words: '' }
  const words = wordsOf(written)
  const hasErrors =
    (written.results ?? []).some((result) => (result.errors ?? []).length > 0) || (written.errors ?? []).length > 0
  // Some refusals have nothing but a message.
  if (written.success === 'false' || (status === 400 && written.success === undefined)) return { kind: 'refused', words }
  if ((status !== 200 && status !== 201) || written.success !== 'true' || hasErrors) return { kind: 'unclear', words }
  const { created, updated, skipped, failed } = written.stats ?? {}
  if (skipped === '1' && [created, updated, failed].every((count) => count === undefined || count === '0'))
    return { kind: 'skipped' }
  const result = resultOf(written, externalId, evidence)
  if (!result?.id || !/^[1-9]\d*$/.test(result.id)) return { kind: 'unclear', words }
  const asked = result['request-id']
  if (asked !== undefined && asked !== externalId) return { kind: 'unclear', words }
  if (failed !== undefined && failed !== '0') return { kind: 'unclear', words }
  const number = result.code?.replace(/^code:/, '')
  return {
    kind: 'saved',
    reference: { id: result.id, ...(number ? { number } : {}) },
    updated: updated === '1' && created !== '1',
    notes: (result.warnings ?? []).slice(0, MOST_ERRORS).map(({ message, for: field, path, value, code }) =>
      note('is-warning', {
        errno: code ?? '',
        text: message ?? '',
        path: path ?? field ?? '',
        requested: value ?? '',
        produced: '',
      }),
    ),
  }
}

/** The one result that is about the record itself: its lines may have results, too. */
function resultOf(written: Written, externalId: string, evidence: string) {
  const all = written.results ?? []
  const named = all.filter((result) => result['request-id'] === externalId)
  if (named.length === 1) return named[0]
  const own = all.filter((result) => result.ref?.includes(`/${evidence}/`))
  if (own.length === 1) return own[0]
  return all.length === 1 ? all[0] : undefined
}

const DEPTH = 6

/** The sums in the answer to a test saving, by the names of their fields, wherever in its `content` they stand; `undefined`: it has none. */
export function readComputed(json: unknown, expected: ExpectedSums): ReadonlyMap<string, string> | undefined {
  const sums = z.object(Object.fromEntries(expected.map(({ field }) => [field, decimalText])))
  const search = (value: unknown, depth: number): ReadonlyMap<string, string> | undefined => {
    if (typeof value !== 'object' || value === null || depth > DEPTH) return undefined
    const found = Array.isArray(value) ? undefined : sums.safeParse(value).data
    if (found) return new Map(Object.entries(found))
    for (const inner of Object.values(value).slice(0, 100)) {
      const deeper = search(inner, depth + 1)
      if (deeper) return deeper
    }
    return undefined
  }
  if (expected.length === 0) return undefined
  const results = readWritten(json)?.results ?? []
  return search(
    results.map(({ content }) => content),
    0,
  )
}
