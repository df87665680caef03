import { createHash, randomBytes } from 'node:crypto'
import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, type Problem, problem } from '../../../shared/failure'
import type { Outcome, ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { foundIn, outcomesOf } from './answer'
import { runChecks } from './checks'
import { looksDuplicate } from './decide'
import { folderWay } from './folder-way'
import { mapOrder } from './map-order'
import { importPackId, itemBytes, lookupItem, packBytes } from './pack'
import { programWay } from './program-way'
import { removeWith } from './remove'
import type { ResponsePack } from './response'
import { type PohodaSettings, pohodaSettingsSchema } from './settings'

const LOOKUP_CHUNK = 500

const isOrder = (document: ParsedDocument): document is ParsedDocument<'orders'> => document.agenda === 'orders'

const prepareWith =
  (settings: PohodaSettings) =>
  (document: ParsedDocument): Preparation => {
    if (!isOrder(document)) return { ok: false, problem: problem('agenda-unsupported', { agenda: document.agenda }) }
    try {
      const { item, notes } = mapOrder(document, settings)
      const content = itemBytes(item)
      const sha256 = createHash('sha256').update(content).digest('hex')
      return { ok: true, prepared: { itemId: document.itemId, agenda: document.agenda, content, sha256, notes } }
    } catch (error) {
      if (error instanceof Failure) return { ok: false, problem: error.problem }
      throw error
    }
  }

/** What the answer didn't say but the person needs: which user, which company. */
const withFacts = (error: unknown, settings: PohodaSettings): unknown => {
  if (!(error instanceof Failure)) return error
  const { code, params, words } = error.problem
  const facts: Record<string, string> =
    code === 'is-login-failed' || code === 'is-no-rights'
      ? { user: settings.user }
      : code === 'is-wrong-company'
        ? { expected: settings.ico }
        : {}
  const told: Problem = problem(code, { ...facts, ...params }, words)
  return new Failure(told, { effect: error.effect, retry: error.retry, retryAfterSeconds: error.retryAfterSeconds, cause: error })
}

const bytesOf = ({ itemId, content }: Prepared): Uint8Array => {
  if (content instanceof Uint8Array) return content
  throw new TypeError(`content of ${itemId} was not prepared by this connector`)
}

type Asked = { kind: 'import' | 'find' | 'check' | 'remove'; pack: Uint8Array; items?: readonly string[] }
type AskPohoda = (asked: Asked, signal: AbortSignal) => Promise<ResponsePack>

/** Looks orders up by our id in POHODA's own list, many in one request. Throws `Failure` when it can't tell. */
const lookUpWith = (settings: PohodaSettings, ask: AskPohoda) => {
  const request = (kind: 'find' | 'check', itemIds: readonly string[], signal: AbortSignal): Promise<ResponsePack> =>
    ask(
      {
        kind,
        pack: packBytes({
          // Never the same twice: where the customer's own ini checks duplicity, a repeated question would be refused.
          id: `BI-${kind}-${randomBytes(8).toString('hex')}`,
          // A check wants to see whose answer it is; a look-up must not be answered for another company.
          ...(kind === 'check' ? {} : { ico: settings.ico }),
          note: kind,
          items: itemIds.map((itemId, place) => lookupItem(itemId, settings.exSystemName, place)),
        }),
      },
      signal,
    )
  const find = async (itemIds: readonly string[], signal: AbortSignal): Promise<Map<string, ErpReference>> => {
    const found = new Map<string, ErpReference>()
    for (let from = 0; from < itemIds.length; from += LOOKUP_CHUNK) {
      const chunk = itemIds.slice(from, from + LOOKUP_CHUNK)
      const pack = await request('find', chunk, signal)
      for (const [itemId, reference] of foundIn(chunk, settings.exSystemName, pack)) found.set(itemId, reference)
    }
    return found
  }
  return { request, find }
}

/** A folder that POHODA empties by itself says too late what became of it, and without a look-up nothing tells whose a record is. */
const removes = ({ way, lookup }: PohodaSettings): boolean => way === 'program' && lookup !== 'none'

const open = async (settings: PohodaSettings, tools: ConnectorTools): Promise<OpenConnector> => {
  const packId = importPackId(tools.companyId)
  const byFolder = settings.way === 'folder' ? folderWay(settings, tools) : undefined
  const ask: AskPohoda = byFolder ? byFolder.ask : programWay(settings, tools)
  const lookUp = lookUpWith(settings, ask)

  /** By its words only, a duplicate is one when POHODA's list has it. In the folder way that would wait for another run of POHODA's task. */
  const settleDuplicates = async (
    outcomes: readonly Outcome[],
    pack: ResponsePack,
    signal: AbortSignal,
  ): Promise<readonly Outcome[]> => {
    if (byFolder || settings.lookup === 'none') return outcomes
    const doubtful = pack.items.filter(looksDuplicate).map(({ id }) => id)
    if (doubtful.length === 0) return outcomes
    // Not being able to look it up changes nothing: those stay unknown.
    const found = await lookUp.find(doubtful, signal).catch(() => new Map<string, ErpReference>())
    return outcomes.map((outcome) => {
      const reference = outcome.kind === 'unknown' ? found.get(outcome.itemId) : undefined
      return reference ? { itemId: outcome.itemId, kind: 'imported', reference, existed: true, notes: [] } : outcome
    })
  }

  async function* deliver(batch: readonly Prepared[], signal: AbortSignal): AsyncIterable<Outcome> {
    if (batch.length === 0) return
    const items = batch.map(({ itemId }) => itemId)
    const pack = packBytes({ id: packId, ico: settings.ico, note: `${batch.length}`, items: batch.map(bytesOf) })
    try {
      const answer = await ask({ kind: 'import', pack, items }, signal)
      yield* await settleDuplicates(outcomesOf(packId, items, answer), answer, signal)
    } catch (error) {
      throw withFacts(error, settings)
    }
  }

  /** Late answers first, then POHODA's list; what is still under way makes absence untellable. */
  const findByFolder = async (way: NonNullable<typeof byFolder>, itemIds: readonly string[], signal: AbortSignal) => {
    const { answers, pending } = await way.review()
    const found = new Map<string, ErpReference>()
    const asked = new Set(itemIds)
    for (const answer of answers) {
      const mine = answer.items.filter((itemId) => asked.has(itemId))
      if (mine.length === 0) continue
      try {
        for (const outcome of outcomesOf(packId, mine, answer.pack)) {
          if (outcome.kind === 'imported') found.set(outcome.itemId, outcome.reference)
        }
      } catch {
        // Refused as a whole: nothing to be found in it.
      }
    }
    const missing = itemIds.filter((itemId) => !found.has(itemId))
    // Guard `none`: nobody draws a conclusion from absence.
    if (settings.lookup === 'none' || missing.length === 0) return found
    const waiting = missing.filter((itemId) => pending.has(itemId))
    if (waiting.length > 0) {
      throw new Failure(problem('is-no-answer', { itemId: waiting[0] ?? '', path: settings.importFolder ?? '' }), {
        effect: 'nothing',
        retry: true,
      })
    }
    return new Map([...found, ...(await lookUp.find(missing, signal))])
  }

  return {
    agendas: definition.agendas,
    // The customer's own ini in the folder way may lack the duplicity check.
    guard: byFolder ? (settings.lookup === 'extId' ? 'searchable' : 'none') : 'enforced',
    // A new year is a new database, whose duplicity memory is empty.
    target: byFolder ? `pohoda:${settings.ico}:${settings.importFolder ?? ''}` : `pohoda:${settings.database}`,
    canFind: settings.lookup !== 'none',
    prepare: prepareWith(settings),
    deliver,
    ...(!removes(settings)
      ? {}
      : {
          remove: removeWith({
            ico: settings.ico,
            find: lookUp.find,
            ask: async (pack, signal) => {
              try {
                return await ask({ kind: 'remove', pack }, signal)
              } catch (error) {
                throw withFacts(error, settings)
              }
            },
          }),
        }),
    preview: (prepared) => [
      {
        name: 'import.xml',
        bytes: packBytes({ id: packId, ico: settings.ico, note: '1', items: [bytesOf(prepared)] }),
        encoding: 'windows-1250',
      },
    ],
    async find(itemIds, signal) {
      if (itemIds.length === 0) return new Map()
      try {
        if (byFolder) return await findByFolder(byFolder, itemIds, signal)
        // An old POHODA can't be asked; "not there" does no harm, because it refuses a second import by itself.
        return settings.lookup === 'none' ? new Map() : await lookUp.find(itemIds, signal)
      } catch (error) {
        throw withFacts(error, settings)
      }
    },
    check: (signal) =>
      runChecks(settings, tools, async () => {
        try {
          return await lookUp.request('check', ['bi-connection-check'], signal)
        } catch (error) {
          throw withFacts(error, settings)
        }
      }),
    async close() {},
  }
}

/** POHODA (Stormware) over its XML import: by its command line, or over a folder that it imports by itself. */
const definition = defineConnector({
  id: 'pohoda-xml',
  title: 'POHODA (XML)',
  kind: 'xml',
  agendas: ['orders'],
  guard: 'enforced',
  settings: pohodaSettingsSchema,
  open,
  removes,
})
export const pohodaXml = definition
