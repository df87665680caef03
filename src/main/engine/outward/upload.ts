import type { UploadCommit } from '../../../shared/central-api/uploads'
import type { OutwardAgenda } from '../../../shared/documents/agenda'
import { asFailure, Failure, problem } from '../../../shared/failure'
import type { Clock, Log } from '../ports'
import type { CentralUploads, OutwardMemory, PlannedUpload } from './ports'

export interface UploadPorts {
  agenda: OutwardAgenda
  memory: OutwardMemory
  uploads: CentralUploads
  clock: Clock
  log: Log
  /** A new idempotency key. */
  newKey(): string
  breathe(): Promise<void>
  onSent?(rows: number, total: number): void
}

/** Rows that are taken over in one transaction. */
const PAGE = 5000
/** Rows in a part, also where the central side would take more: a part is in memory several times over while it is packed and sent. */
const MOST_IN_PART = 2000
/** How often the central side is asked again what it has, after it said that it lacks something. */
const MOST_TRIES = 3
/** What says that the upload there is not as we believe it to be; asking for its state tells more. */
const ASTRAY = ['central-not-found', 'central-conflict']
/** The central side's no to this very upload: it was not and will not be taken. */
const REFUSED = [...ASTRAY, 'central-validation']

/**
 * Brings the planned upload to its end, from wherever it stands: also after a crash at any moment, or when an answer was lost. Afterwards the
 * memory's rows are what the central side has. Throws `Failure`: the upload waits in the memory, or was thrown away when the central side refused it.
 */
export async function finishUpload(ports: UploadPorts, signal: AbortSignal): Promise<void> {
  const { log } = ports
  for (let tries = 1; ; tries++) {
    try {
      const committed = await commit(ports, signal)
      await takeOver(ports, committed)
      return
    } catch (error) {
      const failure = asFailure(error)
      const { code } = failure.problem
      if (signal.aborted || !REFUSED.includes(code)) throw error
      log.warn('upload refused', { agenda: ports.agenda, code, tries })
      if (ASTRAY.includes(code) && tries < MOST_TRIES) continue
      await throwAway(ports, signal)
      throw error
    }
  }
}

/** Undoes a plan. What may be visible at the shops all the same is put right by a full upload. */
export async function throwAway({ memory, uploads }: UploadPorts, signal: AbortSignal): Promise<void> {
  const upload = memory.upload()
  if (upload?.commitAsked) memory.keep({ complete: false })
  memory.discard()
  // It would only lie there until the central side clears it away.
  if (upload?.uploadId !== undefined) await uploads.abandonUpload(upload.uploadId, signal).catch(() => {})
}

function needUpload(memory: OutwardMemory): PlannedUpload {
  const upload = memory.upload()
  if (!upload) throw new Failure(problem('internal', {}, 'no upload'), { effect: 'nothing', retry: false })
  return upload
}

async function commit(ports: UploadPorts, signal: AbortSignal): Promise<UploadCommit> {
  const { memory, uploads, agenda } = ports
  const arrived = await meetUpload(ports, signal)
  const { uploadId, partSize, rows } = needUpload(memory) as PlannedUpload & { uploadId: string; partSize: number }
  // Committed already: only its answer is missing.
  const parts = arrived === 'committed' ? Math.ceil(rows / partSize) : await sendParts(ports, arrived, signal)
  if (arrived !== 'committed') memory.keepUpload({ commitAsked: true })
  const answer = await uploads.commitUpload(uploadId, { parts, rows }, signal)
  ports.log.info('upload committed', {
    agenda,
    rows,
    accepted: answer.accepted,
    rejected: answer.rejected.length,
    removed: answer.removed,
  })
  return answer
}

/** The parts that the central side has of the upload, by number, with their rows. Begins it where there is none. */
async function meetUpload(ports: UploadPorts, signal: AbortSignal): Promise<ReadonlyMap<number, number> | 'committed'> {
  const { agenda, memory, uploads } = ports
  const { uploadId, kind, rows, key } = needUpload(memory)
  if (uploadId !== undefined) {
    const status = await uploads.uploadStatus(uploadId, signal)
    if (status && (status.agenda !== agenda || status.kind !== kind))
      throw new Failure(problem('central-answer-invalid', { path: 'agenda' }), { effect: 'nothing', retry: true })
    if (status?.state === 'committed') return 'committed'
    if (status?.state === 'open') return new Map(status.parts.map((part) => [part.part, part.rows]))
    // Gone: thrown away there, or so old that it is forgotten. The same rows go up once more; if they had arrived, they change nothing.
    memory.keepUpload({ uploadId: undefined, partSize: undefined, key: ports.newKey() })
    return meetUpload(ports, signal)
  }
  const made = await uploads.createUpload({ agenda, kind, expectedRows: rows }, key, signal)
  memory.keepUpload({ uploadId: made.uploadId, partSize: Math.min(made.partSize, MOST_IN_PART) })
  return new Map()
}

/** Sends what is missing. How many parts there are. */
async function sendParts(ports: UploadPorts, arrived: ReadonlyMap<number, number>, signal: AbortSignal): Promise<number> {
  const { memory, uploads } = ports
  const { uploadId, partSize, rows } = needUpload(memory) as PlannedUpload & { uploadId: string; partSize: number }
  let part = 0
  for (let afterId = 0; ; ) {
    const { ndjson, rows: count, lastId } = memory.lines(afterId, partSize)
    if (count === 0) return part
    part++
    if (arrived.get(part) !== count) {
      const taken = await uploads.putUploadPart(uploadId, part, ndjson, signal)
      if (taken.rows !== count)
        throw new Failure(problem('central-answer-invalid', { path: 'rows' }), { effect: 'unknown', retry: true })
    }
    ports.onSent?.(Math.min(rows, part * partSize), rows)
    await ports.breathe()
    signal.throwIfAborted()
    afterId = lastId
  }
}

async function takeOver(ports: UploadPorts, { rejected }: UploadCommit): Promise<void> {
  const { memory, clock } = ports
  const { onceCommitted } = needUpload(memory)
  const refused = new Map(rejected.map(({ row, code, message }) => [row, { code, message }]))
  const now = clock.now()
  const facts = { ...onceCommitted, lastUploadAt: now, lastPassAt: now, lastSuccessAt: now, ...SETTLED }
  while (!memory.apply(refused, PAGE, facts)) await ports.breathe()
}

/** What is over once a pass has gone well. */
export const SETTLED = { failure: undefined, held: undefined, allowed: undefined } as const
