import type { Client } from '../../src/main/client'
import type { AgendasView, OutwardPreview } from '../../src/shared/agendas-view'
import type { DocumentDetail, DocumentSummary } from '../../src/shared/documents/document-state'
import { Failure, problem } from '../../src/shared/failure'
import type { Settings } from '../../src/shared/settings'
import type { SyncStatus } from '../../src/shared/sync-status'

/** What a fake client starts with. Plain data, so that it can be handed to another process as JSON. */
export interface Scene {
  language: Settings['language']
  status: SyncStatus
  documents: DocumentSummary[]
  details: Record<string, DocumentDetail>
  /** What goes to and fro; absent: not known. */
  agendas?: AgendasView
  preview?: OutwardPreview
  /** How long a run takes; absent: a run ends by `finishRun` only. */
  runMs?: number
}

export interface FakeClient extends Client {
  /** What was asked of it, in order: `syncNow`, `setPaused true`, `retry <id>`, … */
  readonly asked: string[]
  setStatus(change: Partial<SyncStatus>): void
  finishRun(): void
  /** From now on as if it had been started with this scene. */
  play(scene: Scene): void
}

/**
 * The program's inside without an inside: holds a scene in memory and keeps the interface's promises (status at once and
 * at each change, newest documents first, `document-not-found`). For the look of the window; what the program does is
 * tested on the real one.
 */
export function fakeClient(first: Scene, dataDir = '/fake'): FakeClient {
  let scene = first
  let { status } = scene
  let language = scene.language
  let finish = (): void => {}
  const asked: string[] = []
  const agendaListeners = new Set<(view: AgendasView) => void>()
  const listeners = new Set<(status: SyncStatus) => void>()
  const documents = [...scene.documents]
  const setStatus = (change: Partial<SyncStatus>): void => {
    status = { ...status, ...change }
    for (const listener of listeners) listener(status)
  }
  const find = (itemId: string): DocumentSummary => {
    const found = documents.find((row) => row.itemId === itemId)
    if (!found) throw new Failure(problem('document-not-found', { itemId }), { effect: 'nothing', retry: false })
    return found
  }
  return {
    dataDir,
    asked,
    setStatus,
    finishRun: () => finish(),
    play(next) {
      scene = next
      language = next.language
      documents.splice(0, documents.length, ...next.documents)
      asked.length = 0
      status = next.status
      setStatus({})
      if (next.agendas) for (const listener of agendaListeners) listener(next.agendas)
    },
    settings: () =>
      status.state === 'not-set-up'
        ? undefined
        : {
            version: 1,
            language,
            mode: status.mode ?? 'test',
            central: { baseUrl: 'https://central.example/b2b/v1' },
            connector: { id: 'pohoda-xml', settings: {} },
            sync: { intervalSeconds: 300, batchSize: 100, leaseSeconds: 600, paused: false },
          },
    status: () => status,
    onStatus(listener) {
      listeners.add(listener)
      listener(status)
      return () => listeners.delete(listener)
    },
    async syncNow() {
      asked.push('syncNow')
      const before = status.state
      setStatus({ state: 'working', progress: { done: 0, total: 120 } })
      await new Promise<void>((resolve) => {
        finish = resolve
        if (scene.runMs !== undefined) setTimeout(resolve, scene.runMs)
      })
      const { progress: _done, ...rest } = status
      status = rest
      setStatus({ state: before, lastSyncAt: new Date().toISOString() })
      return status
    },
    start: () => {},
    setPaused(paused) {
      asked.push(`setPaused ${paused}`)
      setStatus({ state: paused ? 'paused' : scene.status.state })
    },
    keepSettings: () => {},
    language: () => language,
    setLanguage(next) {
      asked.push(`setLanguage ${next}`)
      language = next
    },
    listDocuments({ states = [], reportStates = [], text, before, limit }) {
      const words = text?.toLowerCase() ?? ''
      const matching = documents
        .map((row, index) => ({ row, id: documents.length - index }))
        .filter(({ id }) => before === undefined || id < before)
        .filter(
          ({ row }) =>
            states.length + reportStates.length === 0 || states.includes(row.state) || reportStates.includes(row.reportState),
        )
        .filter(({ row }) => `${row.number} ${row.partner} ${row.reference?.number ?? ''}`.toLowerCase().includes(words))
      const page = matching.slice(0, limit)
      const last = page.at(-1)
      return { documents: page.map(({ row }) => row), ...(matching.length > limit && last ? { next: last.id } : {}) }
    },
    showDocument: (itemId) => scene.details[itemId] ?? { summary: find(itemId), payloadSha256: '0'.repeat(64), events: [] },
    async skipDocument(itemId, reason) {
      find(itemId)
      asked.push(`skip ${itemId} ${reason}`)
    },
    verify: () => Promise.reject(new Error('a fake has nothing to compare')),
    async acceptDifferences(reason) {
      asked.push(`acceptDifferences ${reason}`)
    },
    async retryDocument(itemId) {
      asked.push(`retry ${itemId}`)
      const row = find(itemId)
      documents[documents.indexOf(row)] = { ...row, state: 'ready', attempts: row.attempts + 1 }
      setStatus({ revision: status.revision + 1 })
    },
    agendas: {
      view: () => scene.agendas,
      onView(listener) {
        agendaListeners.add(listener)
        if (scene.agendas) listener(scene.agendas)
        return () => agendaListeners.delete(listener)
      },
      change: (change) => void asked.push(`setAgenda ${JSON.stringify(change)}`),
      changeTimer: (change) => void asked.push(`setTimer ${JSON.stringify(change)}`),
      changeOutward: (change) => void asked.push(`setOutward ${JSON.stringify(change)}`),
      async preview(request) {
        asked.push(`previewOutward ${request.agenda}`)
        return scene.preview ?? { stock: [], prices: [], unsendable: [], read: 0, leftOut: 0 }
      },
    },
    removeTestRecords: async () => new Map(),
    async upload(agendas) {
      asked.push(`upload ${agendas.join(' ')}`)
    },
    async confirmFall(agenda) {
      asked.push(`confirm-fall ${agenda}`)
      return true
    },
    outward: () => [],
    scheduledRun: () => undefined,
    noteScheduled: async () => {},
    async *check() {},
    async *checkNetwork() {
      asked.push('checkNetwork')
      const proxy = 'proxy.firma.cz:3128'
      yield { id: 'connection.name', status: 'skipped', evidence: 'central.example: ENOTFOUND', durationMs: 3 }
      yield { id: 'connection.proxy', status: 'ok', evidence: `central.proxy: ${proxy} (10.0.0.5)`, durationMs: 4 }
      const what = problem('connection-proxy-login-kind', { proxy, address: 'central.example', kinds: 'Negotiate, NTLM' })
      yield { id: 'connection.port', status: 'failed', evidence: 'central.example:443', problem: what, durationMs: 12 }
      yield { id: 'connection.encryption', status: 'skipped', evidence: '', durationMs: 0 }
    },
    async close() {
      asked.push('close')
    },
  }
}
