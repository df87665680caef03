import { asFailure, type Problem, problem } from '../../../shared/failure'
import type { CheckId } from '../../../shared/texts/checks.cs'
import type { CheckResult, ConnectorTools } from '../connector'
import { readSaved } from './answer'
import type { AskFlexi } from './ask'
import { seeCompany } from './company'
import type { LookUp } from './find'
import type { FlexiRecord } from './map-line'
import { externalId, orderBody } from './map-order'
import type { FlexiSettings } from './settings'

type Seen = Pick<CheckResult, 'status' | 'evidence'> & { problem?: Problem }

/** No item of the central side has such an id. */
const NOBODY = 'bi-connection-check'
/** Codes of payment and delivery that are tried out; a test saving for each. */
const MOST_TRIED = 50

const failed = (evidence: string, what: Problem): Seen => ({ status: 'failed', evidence, problem: what })

/** An order that would be refused only for its codes. */
export function trialOrder(
  { externalSystem, mapping }: Pick<FlexiSettings, 'externalSystem' | 'mapping'>,
  today: string,
  fields: FlexiRecord,
  unit: string | undefined,
): FlexiRecord {
  const coded = (name: string, code: string | undefined): FlexiRecord => (code === undefined ? {} : { [name]: `code:${code}` })
  const id = externalId(externalSystem, NOBODY)
  return {
    id,
    '@update': 'fail',
    typDokl: `code:${mapping.documentType}`,
    datVyst: today,
    popis: 'B2B REST API Client: dry-run',
    ...coded('stredisko', mapping.centre),
    ...coded('cinnost', mapping.activity),
    ...coded('zakazka', mapping.contract),
    ...(mapping.status === undefined ? {} : { stavUzivK: `stavDoklObch.${mapping.status}` }),
    ...fields,
    polozkyObchDokladu: [
      {
        id: `${id}/1`,
        typPolozkyK: 'typPolozky.obecny',
        nazev: 'dry-run',
        mnozMj: '1',
        cenaMj: '0',
        ...coded('sklad', mapping.stock),
        ...coded('mj', unit),
      },
    ],
  }
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
    const today = new Date(tools.clock.now()).toISOString().slice(0, 10)
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
      const body = orderBody(trialOrder(settings, today, fields, units[i]))
      const { status, json } = await ask(
        { method: 'PUT', path: 'objednavka-prijata.json', query: { 'dry-run': 'true' }, body },
        signal,
      )
      const seen = readSaved(status, json, externalId(settings.externalSystem, NOBODY))
      if (seen.kind === 'refused') return failed('dry-run', problem('is-rejected', {}, seen.words))
      if (status === 400) return failed('dry-run', problem('is-answer-unreadable', { path: host }, seen.kind))
    }
    const codes = [mapping.documentType, mapping.stock, mapping.centre, mapping.activity, mapping.contract]
    const all = [...codes, ...payments, ...deliveries, ...units].filter((code) => code !== undefined)
    return { status: 'ok', evidence: `dry-run: ${[...new Set(all)].join(', ')}` }
  })

  yield await timed('flexi.duplicity', async () => {
    if (!entered) return skipped()
    const found = (await lookUp([NOBODY], signal)).get(NOBODY)
    if (found)
      return failed(found.number ?? found.id ?? '', problem('outcome-unknown', { number: found.number ?? '' }, 'dry-run'))
    return { status: 'ok', evidence: `${externalId(settings.externalSystem, '…')}, update=fail` }
  })
}
