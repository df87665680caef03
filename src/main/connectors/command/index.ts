import { createHash } from 'node:crypto'
import type { ErpReference } from '../../../shared/central-api/queue'
import { inwardAgendaSchema, MASTER_DATA } from '../../../shared/documents/agenda'
import { canonicalJson } from '../../../shared/documents/canonical'
import { asFailure, Failure, type Problem, problem } from '../../../shared/failure'
import type { Outcome, ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { switchedOn } from '../wrap/agenda-switches'
import { answerOf, foundSchema, outcomeOf } from './answer'
import { askProgram } from './ask-program'
import { runChecks } from './checks'
import { stockProgram } from './read'
import { type CommandSettings, commandSettingsSchema } from './settings'

/** So many ids in one question. */
const FIND_CHUNK = 500

const contentOf = ({ itemId, content }: Prepared): Record<string, unknown> => {
  if (typeof content === 'object' && content !== null && 'document' in content) return { ...content }
  throw new TypeError(`content of ${itemId} was not prepared by this connector`)
}

const postponed = ({ itemId }: Prepared, why: Problem): Outcome => ({ itemId, kind: 'postponed', problem: why })

const open = async (settings: CommandSettings, tools: ConnectorTools): Promise<OpenConnector> => {
  const { guard, program, script, company, timeoutSeconds } = settings
  const facts = { program: script ?? program, timeoutSeconds }
  const agendas = switchedOn(settings.agendas)

  /** The document as it was received: the program's own business is all mapping. */
  const prepare = (document: ParsedDocument): Preparation => {
    const { itemId, agenda, test, payload } = document
    if (!agendas.includes(agenda)) return { ok: false, problem: problem('agenda-unsupported', { agenda }) }
    const content = { itemId, agenda, test, document: payload }
    const sha256 = createHash('sha256').update(canonicalJson(content)).digest('hex')
    return { ok: true, prepared: { itemId, agenda, content, sha256, notes: [] } }
  }

  /** One run for each document, one after the other: what one of them does can't become the other's fault. */
  async function* deliver(batch: readonly Prepared[], signal: AbortSignal): AsyncIterable<Outcome> {
    for (const [place, prepared] of batch.entries()) {
      try {
        yield outcomeOf(prepared.itemId, await askProgram(settings, 'deliver', contentOf(prepared), signal), facts)
      } catch (error) {
        const failure = asFailure(error)
        // Refused, or never started, with nothing before it: the whole batch waits.
        if (failure.effect === 'nothing' && place === 0) throw failure
        const rest = batch.slice(place + (failure.effect === 'nothing' ? 0 : 1))
        // The others were never given to the program.
        for (const other of rest) yield postponed(other, failure.problem)
        if (failure.effect === 'nothing') return
        throw failure
      }
    }
  }

  const find: OpenConnector['find'] = async (itemIds, signal, agenda = 'orders') => {
    // A program that was made for orders is asked as ever.
    const of = agenda === 'orders' ? {} : { agenda }
    const found = new Map<string, ErpReference>()
    if (guard === 'none') return found
    for (let from = 0; from < itemIds.length; from += FIND_CHUNK) {
      const chunk = itemIds.slice(from, from + FIND_CHUNK)
      const run = await askProgram(settings, 'find', { ...of, itemIds: chunk }, signal)
      const told = answerOf(run, foundSchema, { ...facts, effect: 'nothing' })
      for (const itemId of chunk) {
        const [one, second] = told.found.filter((record) => record.itemId === itemId)
        if (one && second && one.id !== second.id)
          throw new Failure(problem('is-answer-unreadable', { path: facts.program }, `${itemId}: ${one.id}, ${second.id}`), {
            effect: 'nothing',
            retry: false,
          })
        if (one) found.set(itemId, one.number === undefined ? { id: one.id } : { id: one.id, number: one.number })
      }
    }
    return found
  }

  return {
    agendas,
    guard,
    // By the contract the same card or partner again takes the place of its record.
    guards: Object.fromEntries(MASTER_DATA.map((agenda) => [agenda, 'enforced' as const])),
    canFind: guard !== 'none',
    target: `command:${program}:${script ?? ''}:${company}`,
    prepare,
    deliver,
    find,
    preview: (prepared) => [
      { name: 'document.json', bytes: Buffer.from(JSON.stringify(contentOf(prepared), undefined, 2)), encoding: 'utf-8' },
    ],
    ...stockProgram(settings),
    check: (signal) => runChecks(settings, tools, signal),
    async close() {},
  }
}

/** A program or script of the customer's IT: the way into every system that has no connector of its own. */
const definition = defineConnector({
  id: 'command',
  title: 'Program / script',
  kind: 'api',
  agendas: inwardAgendaSchema.options,
  guard: 'searchable',
  settings: commandSettingsSchema,
  open,
})
export const command = definition
