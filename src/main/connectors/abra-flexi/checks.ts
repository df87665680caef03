import { asFailure, type Problem, problem } from '../../../shared/failure'
import type { CheckId } from '../../../shared/texts/checks.cs'
import type { CheckResult, ConnectorTools } from '../connector'
import { readSaved } from './answer'
import type { AskFlexi } from './ask'
import { seeCompany } from './company'
import type { LookUp } from './find'
import { pagesOf } from './pages'
import { currentPeriod, todayOf } from './read-stock'
import {
  bodyOf,
  byCode,
  CARDS,
  externalId,
  type FlexiRecord,
  filled,
  ISSUED_INVOICES,
  MOVEMENTS,
  ORDERS,
  PARTNERS,
  RECEIVED_INVOICES,
} from './record'
import { type FlexiSettings, movementStock } from './settings'

type Seen = Pick<CheckResult, 'status' | 'evidence'> & { problem?: Problem }

/** No item of the central side has such an id. */
const NOBODY = 'bi-connection-check'
/** Codes of payment and delivery that are tried out; a test saving for each. */
const MOST_TRIED = 50

const failed = (evidence: string, what: Problem): Seen => ({ status: 'failed', evidence, problem: what })

const TEXT = 'B2B REST API Client: dry-run'

type Trial = Pick<FlexiSettings, 'externalSystem' | 'mapping'>

const idOf = ({ externalSystem }: Trial): string => externalId(externalSystem, NOBODY)
const dimensionsOf = ({ mapping: { centre, activity, contract } }: Trial): FlexiRecord =>
  filled({ stredisko: byCode(centre), cinnost: byCode(activity), zakazka: byCode(contract) })
const trialLine = (id: string, fields: FlexiRecord = {}): FlexiRecord => ({
  id: `${id}/1`,
  typPolozkyK: 'typPolozky.obecny',
  nazev: 'dry-run',
  mnozMj: '1',
  cenaMj: '0',
  ...fields,
})

/** An order that would be refused only for its codes. */
export function trialOrder(settings: Trial, today: string, fields: FlexiRecord, unit: string | undefined): FlexiRecord {
  const { mapping } = settings
  const id = idOf(settings)
  return {
    id,
    '@update': 'fail',
    typDokl: `code:${mapping.documentType}`,
    datVyst: today,
    popis: TEXT,
    ...dimensionsOf(settings),
    ...(mapping.status === undefined ? {} : { stavUzivK: `stavDoklObch.${mapping.status}` }),
    ...fields,
    [ORDERS.lines]: [trialLine(id, filled({ sklad: byCode(mapping.stock), mj: byCode(unit) }))],
  }
}

/** One record of each other agenda, with its codes, by check. Lines of a movement need a card, so it has none. */
function otherTrials(
  settings: Trial,
  today: string,
): readonly { check: CheckId; evidence: string; record: FlexiRecord; codes: string }[] {
  const { deliveryNotes, invoices, cards } = settings.mapping
  const id = idOf(settings)
  const header = (typDokl: string): FlexiRecord => ({
    id,
    '@update': 'fail',
    typDokl: `code:${typDokl}`,
    datVyst: today,
    popis: TEXT,
    ...dimensionsOf(settings),
  })
  const placed = movementStock(settings.mapping)
  const movement = {
    check: 'flexi.delivery-notes' as const,
    evidence: MOVEMENTS.path,
    record: {
      ...header(deliveryNotes.documentType),
      typPohybuK: deliveryNotes.movement === 'receipt' ? 'typPohybu.prijem' : 'typPohybu.vydej',
      ...filled({ sklad: byCode(placed) }),
    },
    codes: `${deliveryNotes.documentType}, ${placed}`,
  }
  const evidence = invoices.direction === 'received' ? RECEIVED_INVOICES : ISSUED_INVOICES
  const invoiceTypes = [invoices.documentType, ...(invoices.creditNoteType === undefined ? [] : [invoices.creditNoteType])]
  const named = { id, '@update': 'fail', kod: 'BI-DRY-RUN', nazev: TEXT }
  return [
    // Without a stock delivery notes are not taken.
    ...(placed === undefined ? [] : [movement]),
    ...invoiceTypes.map((type) => ({
      check: 'flexi.invoices' as const,
      evidence: evidence.path,
      record: { ...header(type), cisDosle: 'dry-run', [evidence.lines]: [trialLine(id)] },
      codes: type,
    })),
    {
      check: 'flexi.cards',
      evidence: CARDS,
      record: { ...named, typZasobyK: 'typZasoby.zbozi', skladove: 'true', ...filled({ skupZboz: byCode(cards.group) }) },
      codes: cards.group ?? '',
    },
    { check: 'flexi.addresses', evidence: PARTNERS, record: named, codes: '' },
  ]
}

/** Evidence for the wizard and diagnostics. What is written is written with `dry-run`; the last line sees that nothing stayed. */
export async function* runChecks(
  settings: FlexiSettings,
  tools: Pick<ConnectorTools, 'clock'>,
  ask: AskFlexi,
  lookUp: LookUp,
  signal: AbortSignal,
): AsyncIterable<CheckResult> {
  const timed = async (id: CheckId, look: () => Promise<Seen>): Promise<CheckResult> => {
    const started = tools.clock.monotonicMs()
    const seen = await look().catch((error: unknown) => failed('', asFailure(error).problem))
    return { id, ...seen, durationMs: Math.round(tools.clock.monotonicMs() - started) }
  }
  const { host } = new URL(settings.baseUrl)
  const { mapping } = settings
  const today = todayOf(tools.clock)

  const server = await timed('flexi.server', async () => {
    await ask({ method: 'GET', path: '/status-check.json', query: { quick: 'true' } }, signal)
    return { status: 'ok', evidence: host }
  })
  yield server
  const reached = server.status === 'ok'
  const skipped = async (): Promise<Seen> => ({ status: 'skipped', evidence: '' })

  const company = await timed('flexi.company', async () => {
    if (!reached) return skipped()
    const seen = await seeCompany(ask, signal)
    const name = seen?.names.join(', ') || settings.company
    if (!seen || seen.icos.length === 0) return { status: 'warning', evidence: name }
    return seen.icos.includes(settings.ico)
      ? { status: 'ok', evidence: `${name}, ${settings.ico}` }
      : failed(name, problem('is-wrong-company', { expected: settings.ico, found: seen.icos.join(', ') }))
  })
  yield company
  const entered = reached && company.status !== 'failed'

  yield await timed('flexi.codes', async () => {
    if (!entered) return skipped()
    const payments = Object.values(mapping.paymentForms)
    const deliveries = Object.values(mapping.deliveryForms)
    const units = Object.values(mapping.units)
    // One order has one of each: as many test savings as the longest list has codes.
    const count = Math.min(MOST_TRIED, Math.max(1, payments.length, deliveries.length, units.length))
    for (let i = 0; i < count; i++) {
      const fields: FlexiRecord = {
        ...(payments[i] === undefined ? {} : { formaUhradyCis: `code:${payments[i]}` }),
        ...(deliveries[i] === undefined ? {} : { formaDopravy: `code:${deliveries[i]}` }),
      }
      const body = bodyOf(ORDERS.path, [trialOrder(settings, today, fields, units[i])])
      const { status, json } = await ask(
        { method: 'PUT', path: `${ORDERS.path}.json`, query: { 'dry-run': 'true' }, body },
        signal,
      )
      const seen = readSaved(status, json, idOf(settings), ORDERS.path)
      if (seen.kind === 'refused') return failed('dry-run', problem('is-rejected', {}, seen.words))
      if (status === 400) return failed('dry-run', problem('is-answer-unreadable', { path: host }, seen.kind))
    }
    const codes = [mapping.documentType, mapping.stock, mapping.centre, mapping.activity, mapping.contract]
    const all = [...codes, ...payments, ...deliveries, ...units].filter((code) => code !== undefined)
    return { status: 'ok', evidence: `dry-run: ${[...new Set(all)].join(', ')}` }
  })

  // Other agendas may not be wanted at all, so what is wrong with one is told and stops nobody from finishing with the rest.
  for (const { check, evidence, record, codes } of otherTrials(settings, today)) {
    yield await timed(check, async () => {
      if (!entered) return skipped()
      const shown = `dry-run: ${[evidence, codes].filter(Boolean).join(', ')}`
      const query = { 'dry-run': 'true' }
      const answer = await ask(
        { method: 'PUT', path: `${evidence}.json`, query, body: bodyOf(evidence, [record]) },
        signal,
      ).catch((error: unknown) => asFailure(error).problem)
      if ('code' in answer) return { status: 'warning', evidence: shown, problem: answer }
      const seen = readSaved(answer.status, answer.json, idOf(settings), evidence)
      if (seen.kind === 'refused') return { status: 'warning', evidence: shown, problem: problem('is-rejected', {}, seen.words) }
      return { status: 'ok', evidence: shown }
    })
  }

  yield await timed('flexi.reading', async () => {
    if (!entered) return skipped()
    try {
      const { period } = await currentPeriod(ask, today, signal)
      const first = { evidence: 'skladova-karta', filter: `ucetObdobi = ${period.id}`, fields: 'id' }
      for await (const rows of pagesOf(ask, first, signal))
        return { status: 'ok', evidence: `${period.kod ?? period.id}: ${rows.length}…` }
      return { status: 'ok', evidence: `${period.kod ?? period.id}: 0` }
    } catch (error) {
      return { status: 'warning', evidence: 'skladova-karta', problem: asFailure(error).problem }
    }
  })

  yield await timed('flexi.duplicity', async () => {
    if (!entered) return skipped()
    const found = (await lookUp([NOBODY], signal)).get(NOBODY)
    if (found)
      return failed(found.number ?? found.id ?? '', problem('outcome-unknown', { number: found.number ?? '' }, 'dry-run'))
    return { status: 'ok', evidence: `${externalId(settings.externalSystem, '…')}, update=fail` }
  })
}
