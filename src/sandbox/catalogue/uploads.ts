import type { UploadCommit, UploadRequest } from '../../shared/central-api/uploads'
import type { OutwardAgenda } from '../../shared/documents/agenda'
import type { Store } from '../database'
import type { Catalogue } from './catalogue'
import type { ReadPart } from './part'

export interface UploadRow {
  upload_seq: number
  upload_id: string
  company_id: string
  agenda: OutwardAgenda
  kind: UploadRequest['kind']
  state: 'open' | 'committed' | 'abandoned'
  created_at: number
  finished_at: number | null
  expected_rows: number | null
  parts: number | null
  rows: number | null
  answer: string | null
}
interface PartRow {
  part: number
  rows: number
  accepted: string
  rejected: string
}

/** What a commit has come across. */
interface Seen {
  /** Keys of the rows that it takes over, and of those that didn't fit their schema. */
  accepted: Set<string>
  refused: Set<string>
  rejected: UploadCommit['rejected']
}

export type Uploads = ReturnType<typeof createUploads>

/**
 * Uploads on their way: all or nothing, resumable, also over a restart. Every function that writes runs inside the caller's transaction.
 */
export function createUploads(store: Store, catalogue: Catalogue, now: () => number, newId: () => string) {
  const insert = store.prepare(
    `insert into uploads (upload_id, company_id, agenda, kind, state, created_at, expected_rows) values (?, ?, ?, ?, 'open', ?, ?)`,
  )
  const byId = store.prepare<UploadRow>('select * from uploads where upload_id = ? and company_id = ?')
  const openOf = store.prepare<UploadRow>("select * from uploads where company_id = ? and agenda = ? and state = 'open'")
  const lastOf = store.prepare<UploadRow>(
    "select * from uploads where company_id = ? and agenda = ? and state = 'committed' order by finished_at desc, upload_seq desc limit 1",
  )
  const putPart = store.prepare(
    'insert or replace into upload_parts (upload_seq, part, rows, accepted, rejected) values (?, ?, ?, ?, ?)',
  )
  const partList = store.prepare<Pick<PartRow, 'part' | 'rows'>>(
    'select part, rows from upload_parts where upload_seq = ? order by part',
  )
  const partOf = store.prepare<PartRow>(
    'select part, rows, accepted, rejected from upload_parts where upload_seq = ? and part = ?',
  )
  const dropParts = store.prepare('delete from upload_parts where upload_seq = ?')
  const finish = store.prepare(
    'update uploads set state = ?, finished_at = ?, parts = ?, rows = ?, answer = ? where upload_seq = ?',
  )
  const abandon = (upload: UploadRow): void => {
    dropParts.run(upload.upload_seq)
    finish.run('abandoned', now(), null, null, null, upload.upload_seq)
  }

  /** The accepted rows of each part, one part in memory at a time. Fills `seen`. */
  function* sifted(upload: UploadRow, parts: number, seen: Seen): Generator<string> {
    let before = 0
    for (let number = 1; number <= parts; number++) {
      const part = partOf.get(upload.upload_seq, number)
      if (part === undefined) throw new Error(`part ${number} is gone`)
      for (const [place, message, key] of JSON.parse(part.rejected) as ReadPart['rejected']) {
        seen.rejected.push({ row: before + place, code: 'validation', message })
        if (key !== null) seen.refused.add(key)
      }
      const rows = JSON.parse(part.accepted) as ReadPart['accepted']
      const fresh = rows.filter(([key, , place]) => {
        if (!seen.accepted.has(key)) return seen.accepted.add(key)
        seen.rejected.push({ row: before + place, code: 'duplicate', message: `the upload has named ${key} before` })
        return false
      })
      before += part.rows
      yield fresh.length === rows.length ? part.accepted : JSON.stringify(fresh)
    }
  }

  return {
    find: (companyId: string, uploadId: string): UploadRow | undefined => byId.get(uploadId, companyId),
    last: (companyId: string, agenda: OutwardAgenda): UploadRow | undefined => lastOf.get(companyId, agenda),
    open: (companyId: string, agenda: OutwardAgenda): UploadRow | undefined => openOf.get(companyId, agenda),
    parts: (upload: UploadRow) => partList.all(upload.upload_seq),
    /** Abandons the one that is open. Returns the id. */
    create(companyId: string, { agenda, kind, expectedRows }: UploadRequest): string {
      const before = openOf.get(companyId, agenda)
      if (before) abandon(before)
      const uploadId = newId()
      insert.run(uploadId, companyId, agenda, kind, now(), expectedRows ?? null)
      return uploadId
    },
    keep(upload: UploadRow, part: number, read: ReadPart): void {
      putPart.run(upload.upload_seq, part, read.rows, JSON.stringify(read.accepted), JSON.stringify(read.rejected))
    },
    abandon,
    /** All its parts must be there. The answer, which is kept. */
    commit(upload: UploadRow, counts: { parts: number; rows: number }): UploadCommit {
      const { company_id: companyId, agenda, upload_seq: seq } = upload
      const seen: Seen = { accepted: new Set(), refused: new Set(), rejected: [] }
      const rows = sifted(upload, counts.parts, seen)
      const keeps = (key: string): boolean => seen.accepted.has(key) || seen.refused.has(key)
      const removed = catalogue.replace(companyId, agenda, rows, upload.kind === 'full' ? keeps : undefined)
      const rejected = seen.rejected.sort((one, other) => one.row - other.row)
      const answer: UploadCommit = { accepted: seen.accepted.size, rejected, removed }
      dropParts.run(seq)
      finish.run('committed', now(), counts.parts, counts.rows, JSON.stringify(answer), seq)
      return answer
    },
  }
}
