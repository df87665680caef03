import { inwardAgendaSchema } from '../../../shared/documents/agenda'
import { Failure, problem } from '../../../shared/failure'
import type { Outcome, Prepared } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { openFlexi } from './ask'
import { runChecks } from './checks'
import { assertCompanyWith } from './company'
import { type LookUp, lookUpWith } from './find'
import { handOverWith } from './hand-over'
import { agendasOf, contentOf, evidenceOf, prepareWith, preview } from './prepare'
import { readPricesWith } from './read-prices'
import { readStockWith } from './read-stock'
import { ISSUED_INVOICES, ORDERS, RECEIVED_INVOICES } from './record'
import { removeWith } from './remove'
import { type FlexiSettings, flexiSettingsSchema } from './settings'
import { upsertWith } from './upsert'

const INVOICES: readonly string[] = [RECEIVED_INVOICES.path, ISSUED_INVOICES.path]

/** Where this user may not even read, nothing was written by him. */
const noneWithoutRights = (error: unknown): Awaited<ReturnType<LookUp>> => {
  if (error instanceof Failure && error.problem.code === 'is-no-rights') return new Map()
  throw error
}

const open = async (settings: FlexiSettings, tools: ConnectorTools): Promise<OpenConnector> => {
  const ask = openFlexi(settings, tools)
  const assertCompany = assertCompanyWith(ask, settings.ico, tools.clock)
  const lookUpIn = (evidence: string): LookUp => lookUpWith(ask, settings.externalSystem, evidence)
  /** Also where it would be, had it been handed over with the other setting: there must be no second record of it there. */
  const lookUp = (evidence: string): LookUp => {
    const others = INVOICES.includes(evidence) ? INVOICES.filter((other) => other !== evidence) : []
    return async (itemIds, signal) => {
      const found = await lookUpIn(evidence)(itemIds, signal)
      for (const other of others) {
        const rest = itemIds.filter((itemId) => !found.has(itemId))
        if (rest.length === 0) break
        for (const [itemId, there] of await lookUpIn(other)(rest, signal).catch(noneWithoutRights)) found.set(itemId, there)
      }
      return found
    }
  }
  const documentOf = (prepared: Prepared) => {
    const content = contentOf(prepared)
    if (content.kind !== 'document') throw new TypeError(`${prepared.itemId} is no document`)
    return content
  }
  const masterOf = (prepared: Prepared) => {
    const content = contentOf(prepared)
    if (content.kind !== 'master') throw new TypeError(`${prepared.itemId} is no card or partner`)
    return content
  }
  const addOnce = handOverWith({ ask, lookUp, sumsByFlexi: settings.sumsByFlexi, contentOf: documentOf })
  const upsert = upsertWith({ ask, externalSystem: settings.externalSystem, contentOf: masterOf })
  return {
    agendas: agendasOf(settings),
    // ABRA Flexi refuses a second record with our id (`update="fail"`). Whether it does so for two at the same moment is not described
    // anywhere, so what was handed over and is not there gets its time before it is handed over again.
    guard: 'searchable',
    guards: { 'stock-cards': 'enforced', addresses: 'enforced' },
    target: `flexi:${new URL(settings.baseUrl).host}/c/${settings.company}`,
    prepare: prepareWith(settings),
    async *deliver(batch, signal): AsyncIterable<Outcome> {
      const [first] = batch
      if (!first) return
      if (signal.aborted) throw new Failure(problem('is-try-again'), { effect: 'nothing', retry: true })
      const countries = await assertCompany(signal)
      yield* (contentOf(first).kind === 'document' ? addOnce : upsert)(batch, countries, signal)
    },
    async find(itemIds, signal, agenda = 'orders') {
      const evidence = evidenceOf(agenda, settings.mapping)
      // The record of a card or partner is known by what it is, not by the item that last changed it.
      if (itemIds.length === 0 || evidence === undefined) return new Map()
      await assertCompany(signal)
      return lookUp(evidence)(itemIds, signal)
    },
    preview,
    async remove(records, signal) {
      await assertCompany(signal)
      return removeWith(ask, (agenda) => evidenceOf(agenda, settings.mapping), lookUpIn)(records, signal)
    },
    check: (signal) => runChecks(settings, tools, ask, lookUpIn(ORDERS.path), signal),
    reads: { 'stock-levels': { since: true }, prices: { since: true } },
    readStock: readStockWith(ask, assertCompany, tools.clock),
    readPrices: readPricesWith(ask, assertCompany, tools.clock, settings.mapping.vatCountry),
    async close() {},
  }
}

/** ABRA Flexi (formerly FlexiBee) over its REST API. */
const definition = defineConnector({
  id: 'abra-flexi',
  title: 'ABRA Flexi (REST API)',
  kind: 'api',
  agendas: inwardAgendaSchema.options,
  guard: 'searchable',
  settings: flexiSettingsSchema,
  open,
  removes: () => true,
})
export const abraFlexi = definition
