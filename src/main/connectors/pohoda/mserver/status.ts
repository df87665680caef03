import { Failure, problem } from '../../../../shared/failure'
import { readXml, type XmlLimits, XmlUnreadable } from '../../wrap/xml-reader'

/** What mServer says of itself at `/status`. */
export interface MServerStatus {
  /** `idle` or `working`; an old version's whole text. */
  state: string
  /** Requests in its line. */
  processing: string
  /** With `?companyDetail` only, and not of old versions. */
  company: string
  databaseName: string
  year: string
}

const LIMITS: XmlLimits = { maxBytes: 64 * 1024, maxDepth: 8, maxTextLength: 4096 }
const MAX_WORDS = 300

const FIELDS: ReadonlyMap<string, keyof MServerStatus> = new Map([
  ['status', 'state'],
  ['processing', 'processing'],
  ['company', 'company'],
  ['databaseName', 'databaseName'],
  ['year', 'year'],
])

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/**
 * Reads `/status`. Elements are known by their local names: name and namespace of the root are not documented. Old versions answer with plain
 * text. Of a field that stands there twice, nothing is believed.
 */
export async function readStatus(bytes: Uint8Array): Promise<MServerStatus> {
  const status: MServerStatus = { state: '', processing: '', company: '', databaseName: '', year: '' }
  if (
    !/^\s*</.test(
      Buffer.from(bytes.subarray(0, 64))
        .toString('latin1')
        .replace(/^\xef\xbb\xbf/, ''),
    )
  )
    return { ...status, state: Buffer.from(bytes).toString('latin1').trim().slice(0, MAX_WORDS) }
  const seen = new Set<string>()
  try {
    await readXml(
      one(bytes),
      {
        open() {},
        close(_uri, local, text) {
          const field = FIELDS.get(local)
          if (!field) return
          if (seen.has(local)) throw new XmlUnreadable(`${local} stands twice`)
          seen.add(local)
          status[field] = text.trim().slice(0, MAX_WORDS)
        },
      },
      LIMITS,
    )
  } catch (error) {
    throw new Failure(
      problem('is-answer-unreadable', { path: '/status' }, error instanceof Error ? error.message : String(error)),
      {
        effect: 'nothing',
        retry: true,
        cause: error,
      },
    )
  }
  return status
}

/** Databases of the MDB edition are named with or without their ending; Windows and SQL Server don't tell capitals apart. */
const plain = (database: string): string =>
  database
    .trim()
    .replace(/^.*[\\/]/, '')
    .replace(/\.mdb$/i, '')
    .toLowerCase()

/** Throws `Failure` (nothing was handed over) unless mServer has this database open. */
export function requireUnit(status: MServerStatus, expected: { database: string; unitCheck: 'database' | 'ico' }): void {
  if (expected.unitCheck === 'ico' && status.databaseName === '') return
  if (plain(status.databaseName) !== '' && plain(status.databaseName) === plain(expected.database)) return
  const found = [status.databaseName, status.company, status.year].filter((part) => part !== '').join(', ')
  throw new Failure(
    found === ''
      ? problem('is-answer-unreadable', { path: '/status?companyDetail' }, status.state)
      : problem('is-wrong-company', { expected: expected.database, found }),
    { effect: 'nothing', retry: false },
  )
}
