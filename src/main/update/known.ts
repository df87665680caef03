import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { problemSchema } from '../../shared/failure'
import { updateOfferSchema } from '../../shared/update-state'
import { replaceFile } from '../system/atomic-file'

const FILE = 'known.json'
const MOST_BYTES = 65_536

/** What the last look brought, for processes that look at it without asking anybody (`status`, the next start). */
const knownSchema = z.strictObject({
  /** The program that looked: what it found means nothing to another version. */
  current: z.string().max(64),
  /** ms since the epoch. */
  attemptedAt: z.number().int(),
  checkedAt: z.number().int().optional(),
  offer: updateOfferSchema.optional(),
  /** Why the last installation did not come about. */
  failure: problemSchema.optional(),
})
export type Known = z.infer<typeof knownSchema>

/** Undefined where nothing usable is: it is only a note. */
export function readKnown(folder: string, current: string): Known | undefined {
  const path = join(folder, FILE)
  try {
    if (statSync(path).size > MOST_BYTES) return undefined
    const known = knownSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    return known.current === current ? known : undefined
  } catch {
    return undefined
  }
}

/** Throws Failure `disk-full`, `folder-not-writable`. */
export function writeKnown(folder: string, known: Known): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  replaceFile(join(folder, FILE), JSON.stringify(knownSchema.parse(known)))
}
