import { createHash } from 'node:crypto'
import { type AgendasView, type OutwardPreview, priceSettingsSchema, stockSettingsSchema } from '../../src/shared/agendas-view'
import type { DocumentDetail, DocumentEvent, DocumentState, DocumentSummary } from '../../src/shared/documents/document-state'
import { problem } from '../../src/shared/failure'
import type { OutwardStatus } from '../../src/shared/outward-status'
import { NO_COUNTS, type SyncCounts, type SyncStatus } from '../../src/shared/sync-status'
import type { Scene } from './fake-client'

/** Moments that the window must show well, with data that look like life. Times are relative to `now`. */
const noCounts: SyncCounts = { waiting: 0, ...NO_COUNTS }

const partners = [
  'Železářství U Tří lip s.r.o.',
  'MALINA & syn, velkoobchod potravin',
  'Drogerie Kvítek – Ing. Jiří Šťastný',
  'Obec Nová Ves nad Popelkou',
  'TATRA-STAV Žilina, s. r. o.',
  'Stavebniny Křižík a. s., provozovna Ústí nad Labem – Předlice, sklad stavebního materiálu',
  'Lékárna Na Růžku',
  'ELEKTRO Dvořák',
]
const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
const ago = (minutes: number, now: number): string => new Date(now - minutes * 60_000).toISOString()

function row(index: number, now: number): DocumentSummary {
  const state: DocumentState =
    index === 0
      ? 'sending'
      : index === 1
        ? 'ready'
        : index === 3
          ? 'quarantined'
          : index === 6
            ? 'rejected'
            : index === 9
              ? 'unknown'
              : index === 12
                ? 'skipped'
                : 'imported'
  const number = `2026${String(48_211 - index)}`
  return {
    itemId: `itm-${String(910_000 - index)}`,
    agenda: 'orders',
    test: true,
    number,
    partner: partners[index % partners.length] ?? '',
    state,
    reportState:
      index === 15 ? 'refused' : state === 'imported' || state === 'rejected' || state === 'skipped' ? 'accepted' : 'none',
    ...(state === 'imported'
      ? { reference: { id: String(3300 - index), number: `26OP${String(1480 - index).padStart(5, '0')}` } }
      : {}),
    ...(state === 'quarantined'
      ? { problem: { code: 'totals-mismatch', params: { found: '12450.00', expected: '12405.00' } } }
      : {}),
    ...(state === 'rejected'
      ? {
          problem: {
            code: 'is-rejected',
            params: { number },
            words: 'Neplatná hodnota: Středisko „PRAHA-2“ není v seznamu středisek.',
          },
        }
      : {}),
    ...(state === 'unknown' ? { problem: { code: 'outcome-unknown', params: { number } } } : {}),
    receivedAt: ago(4 + index * 7, now),
    updatedAt: ago(2 + index * 7, now),
    attempts: state === 'rejected' ? 2 : 1,
  }
}

/** A supplier's: orders come, stock levels go, prices are still to be agreed to. */
const agendas: AgendasView = {
  known: true,
  timer: { intervalSeconds: 300 },
  inward: [
    { agenda: 'orders', place: 'used' },
    { agenda: 'delivery-notes', place: 'off' },
    { agenda: 'stock-cards', place: 'used', intervalSeconds: 14_400 },
    { agenda: 'addresses', place: 'without-place' },
    { agenda: 'invoices', place: 'not-in-account' },
  ],
  stock: { place: 'used', since: true, settings: stockSettingsSchema.parse({ rule: { warehouses: ['HLAVNI'] } }) },
  prices: { place: 'off', since: false, settings: priceSettingsSchema.parse({}) },
}
const preview: OutwardPreview = {
  stock: [
    { sku: 'HREB-050', name: 'Hřebík stavební 50 mm', unit: 'kg', available: '12.5', warehouse: 'HLAVNI' },
    { sku: 'VRUT-4X40', name: 'Vrut do dřeva 4×40', unit: 'bal', available: '0', warehouse: 'HLAVNI' },
  ],
  prices: [
    { sku: 'HREB-050', currency: 'CZK', unitPrice: '48.5', priceIncludesVat: false, vatPercent: '21' },
    { sku: 'VRUT-4X40', priceLevel: 'VO', currency: 'CZK', unitPrice: '1249.9', priceIncludesVat: true, vatPercent: '21' },
  ],
  unsendable: [{ sku: '', problem: problem('row-no-code', { name: 'Lišta bez kódu' }) }],
  read: 41,
  leftOut: 38,
}
function outwardOf(name: 'ok' | 'attention', now: number): OutwardStatus {
  const usual = {
    lastPassAt: ago(6, now),
    lastSuccessAt: ago(6, now),
    lastUploadAt: ago(66, now),
    nextPassAt: ago(-9, now),
    rows: 18_240,
    read: 18_311,
    changed: 214,
    removed: 0,
    leftOut: 68,
    unsendable: 3,
    rejected: 0,
  }
  return name === 'ok'
    ? { 'stock-levels': { state: 'ok', ...usual } }
    : {
        'stock-levels': {
          state: 'attention',
          ...usual,
          held: { before: 18_240, gone: 7_410, zero: 122, percent: 42, limit: 30, since: ago(12, now) },
        },
      }
}

function detail(summary: DocumentSummary, now: number): DocumentDetail {
  const payloadSha256 = sha(`payload ${summary.itemId}`)
  const handedSha256 = sha(`handed ${summary.itemId}`)
  const start = Date.parse(summary.receivedAt)
  const at = (seconds: number): string => new Date(Math.min(start + seconds * 1000, now)).toISOString()
  const problem = summary.problem ? { problem: summary.problem } : {}
  const events: DocumentEvent[] = [{ at: at(0), step: 'received', payloadSha256 }]
  if (summary.state === 'quarantined') events.push({ at: at(0.2), step: 'quarantined', ...problem })
  else {
    events.push({
      at: at(0.2),
      step: 'checked',
      notes: [{ code: 'text-shortened', params: { element: 'typ:company', from: '104', to: '96' } }],
    })
    events.push({ at: at(0.4), step: 'sending', handedSha256 })
  }
  if (summary.state === 'imported') {
    events.push({ at: at(3), step: 'imported', ...(summary.reference ? { reference: summary.reference } : {}) })
    events.push({
      at: at(3.4),
      step: 'reported',
      ...(summary.reportState === 'refused'
        ? { reportState: 'refused', status: 'already-final' }
        : { reportState: 'accepted', status: 'accepted' }),
    })
  }
  if (summary.state === 'rejected') events.push({ at: at(3), step: 'rejected', ...problem }, { at: at(3.4), step: 'reported' })
  if (summary.state === 'unknown') events.push({ at: at(60), step: 'unknown', ...problem })
  const payload = JSON.stringify({
    number: summary.number,
    orderedAt: summary.receivedAt,
    currency: 'CZK',
    lines: [{ lineId: '1', name: 'Šroub M8×40 pozink', quantity: '200', unit: 'ks' }],
  })
  return { summary, payloadSha256, ...(events.some((event) => event.handedSha256) ? { handedSha256 } : {}), events, payload }
}

export type SceneName = 'ok' | 'attention' | 'failed' | 'waiting' | 'working' | 'paused' | 'unknown' | 'not-set-up' | 'empty'

export function scene(name: SceneName, now = Date.now()): Scene {
  const documents = Array.from({ length: 130 }, (_, index) => row(index, now)).filter(
    ({ state, reportState }) =>
      name === 'attention' ||
      (state === 'imported' && reportState !== 'refused') ||
      (name === 'working' && (state === 'sending' || state === 'ready')),
  )
  const counts: SyncCounts =
    name === 'attention'
      ? {
          ...noCounts,
          waiting: 3,
          inWork: 2,
          imported: 1248,
          quarantined: 1,
          rejected: 1,
          unknown: 1,
          skipped: 1,
          reportRefused: 1,
        }
      : {
          ...noCounts,
          imported: 1248,
          inWork: name === 'working' ? 86 : 0,
          waiting: name === 'failed' ? 14 : name === 'working' ? 34 : 0,
          unreported: name === 'waiting' ? 2 : 0,
        }
  const base: SyncStatus = {
    state: name === 'empty' ? 'ok' : name,
    mode: name === 'ok' || name === 'failed' ? 'production' : 'test',
    companyName: 'Kovomat Hradec, s.r.o.',
    counts,
    ...(name === 'unknown'
      ? {}
      : { lastSyncAt: ago(2, now), lastSuccessAt: ago(name === 'failed' ? 95 : name === 'waiting' ? 17 : 2, now) }),
    nextSyncAt: ago(-3, now),
    revision: 1,
  }
  if (name === 'not-set-up')
    return { language: 'cs', status: { state: name, counts: noCounts, revision: 0 }, documents: [], details: {} }
  if (name === 'empty') return { language: 'cs', status: { ...base, counts: noCounts }, documents: [], details: {} }
  const status: SyncStatus = {
    ...base,
    ...(name === 'failed'
      ? { problem: { code: 'is-login-failed', params: { user: 'B2B', program: 'POHODA' }, words: 'Neplatné jméno nebo heslo.' } }
      : {}),
    ...(name === 'waiting'
      ? { problem: { code: 'central-unreachable', params: { host: 'central.example', url: 'https://central.example/b2b/v1' } } }
      : {}),
    ...(name === 'working' ? { progress: { done: 34, total: 120 } } : {}),
  }
  return {
    language: 'cs',
    status: { ...status, ...(name === 'ok' || name === 'attention' ? { outward: outwardOf(name, now) } : {}) },
    agendas,
    preview,
    documents,
    details: Object.fromEntries(documents.map((summary) => [summary.itemId, detail(summary, now)])),
  }
}
