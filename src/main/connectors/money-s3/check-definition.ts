import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { InwardAgenda } from '../../../shared/documents/agenda'
import { type Problem, problem } from '../../../shared/failure'
import type { CheckResult } from '../connector'
import { type Definition, type Entity, parseDefinition } from './definition'
import { GOODS_KEYS, isMaster, type Kind, kindOf } from './kinds'
import { replaces } from './mapping-settings'
import type { MoneySettings } from './settings'

/** What a check has seen. */
export type Seen = Pick<CheckResult, 'status' | 'evidence'> & { problem?: Problem }

export const failed = (evidence: string, what: Problem): Seen => ({ status: 'failed', evidence, problem: what })
export const warned = (evidence: string, what: Problem): Seen => ({ status: 'warning', evidence, problem: what })

const entityOf = (definition: Definition, { entity }: Pick<Kind, 'entity'>): Entity | undefined =>
  [...definition].find(([name]) => entity.some((one) => one.toLowerCase() === name.toLowerCase()))?.[1]

const incomplete = (field: string): Problem => problem('mapping-incomplete', { field })

/** What a second record of the same document would meet in Money. Pure. */
const judgeDocument = ({ enabled, standAlone }: Entity, kind: Kind, settings: MoneySettings, path: string): Seen => {
  const { keys, existingValue, newValue } = standAlone
  const evidence = `${kind.record}: ${keys.join(' + ') || '–'}; existingValue=${existingValue || '–'}, newValue=${newValue || '–'}`
  const wrong = (field: string): Seen => failed(evidence, incomplete(`${path}: ${kind.record} ${field}`))
  if (!enabled) return wrong('enabled')
  if (newValue !== 'Append') return wrong('newValue=Append')
  // `Update` would overwrite what a clerk has changed, `Append` would make a second one, `Delete` would delete the first.
  if (existingValue !== 'Error' && existingValue !== 'NoAction') return wrong('existingValue=Error')
  const byKey = keys.some((key) => key.toLowerCase() === kind.key?.toLowerCase())
  // Numbers of two partners may be alike: the second document would never be written.
  if (byKey && kind.key === 'PrimDoklad' && settings.mapping.ourKey === 'note-only') return wrong('PrimDoklad')
  return byKey ? { status: 'ok', evidence } : warned(evidence, incomplete(kind.key ?? ''))
}

/** What becomes of a card or partner that is there already. Pure. */
const judgeMaster = ({ enabled, standAlone }: Entity, kind: Kind, settings: MoneySettings, path: string): Seen => {
  const { keys, existingValue, newValue } = standAlone
  const { cards, addresses } = settings.mapping
  const wanted = replaces(kind.agenda === 'stock-cards' ? cards : addresses) ? 'Update' : 'NoAction'
  const evidence = `${kind.record}: ${keys.join(' + ') || '–'}; existingValue=${existingValue || '–'}, newValue=${newValue || '–'}`
  const wrong = (field: string): Seen => failed(evidence, incomplete(`${path}: ${kind.record} ${field}`))
  if (!enabled) return wrong('enabled')
  if (newValue !== 'Append') return wrong('newValue=Append')
  if (existingValue !== wanted) return wrong(`existingValue=${wanted}`)
  const key = kind.key ?? 'KmKarta'
  return keys.some((one) => one.toLowerCase() === key.toLowerCase()) ? { status: 'ok', evidence } : wrong(`Key ${key}`)
}

/** The stock card of a line: it must be found by the code that is sent, and left as it is. Pure. */
const judgeLineCards = (definition: Definition, settings: MoneySettings, path: string): Seen => {
  const key = GOODS_KEYS[settings.mapping.goodsKey]
  const card = entityOf(definition, { entity: ['KmKarta'] })?.embedded
  const evidence = `KmKarta (Embedded): ${card?.keys.join(' + ') || '–'}; existingValue=${card?.existingValue || '–'}, newValue=${card?.newValue || '–'}`
  if (!card?.keys.some((one) => one.toLowerCase() === key.toLowerCase()))
    return failed(evidence, incomplete(`${path}: KmKarta Embedded Key ${key}`))
  return card.existingValue === 'NoAction'
    ? { status: 'ok', evidence }
    : failed(evidence, incomplete(`${path}: KmKarta Embedded existingValue=NoAction`))
}

/** Whether documents of this agenda may have lines with a stock card. */
const hasStockLines = (agenda: InwardAgenda, { mapping }: MoneySettings): boolean =>
  agenda === 'delivery-notes' ||
  (agenda === 'orders' && mapping.stockItems !== 'text-lines') ||
  (agenda === 'invoices' && mapping.invoices.stockItems) ||
  (agenda === 'stock-cards' && mapping.cards.inStore)

/** What the definition says about one agenda. `undefined`: no word on it. Pure. */
export const judgeDefinition = (
  definition: Definition,
  agenda: InwardAgenda,
  settings: MoneySettings,
  path: string,
): Seen | undefined => {
  const kind = kindOf(agenda, settings)
  const entity = entityOf(definition, kind)
  if (!entity) return undefined
  const seen = isMaster(kind) ? judgeMaster(entity, kind, settings, path) : judgeDocument(entity, kind, settings, path)
  if (seen.status === 'failed' || !hasStockLines(agenda, settings) || agenda === 'orders') return seen
  const cards = judgeLineCards(definition, settings, path)
  return cards.status === 'ok' ? { ...seen, evidence: `${seen.evidence}\n${cards.evidence}` } : cards
}

const RANK = { ok: 0, skipped: 0, warning: 1, failed: 2 } as const

/** Reads the definition that the company has shown us; which one its schedule uses can't be seen from here. */
export const readDefinition = async (path: string | undefined): Promise<Definition | Seen> => {
  if (path === undefined) return warned('–', incomplete('definitionFile'))
  if ((await stat(path).catch(() => undefined)) === undefined) return failed(path, problem('is-not-found', { path }))
  const definition = await parseDefinition(createReadStream(path)).catch(() => undefined)
  return definition ?? failed(path, problem('is-answer-unreadable', { path }))
}
export const isSeen = (given: Definition | Seen): given is Seen => 'status' in given

/** About orders. */
export const orderDefinitionSeen = (given: Definition | Seen, settings: MoneySettings): Seen =>
  isSeen(given)
    ? given
    : (judgeDefinition(given, 'orders', settings, settings.definitionFile ?? '') ?? failed('ObjPrij: –', incomplete('ObjPrij')))

/** About all other agendas together; a company may have them in a definition of its own, or not use them, so nothing is a failure here. */
export const otherDefinitionsSeen = (definition: Definition, agendas: readonly InwardAgenda[], settings: MoneySettings): Seen => {
  const path = settings.definitionFile ?? ''
  const all = agendas
    .filter((agenda) => agenda !== 'orders')
    .map(
      (agenda) =>
        judgeDefinition(definition, agenda, settings, path) ??
        warned(`${kindOf(agenda, settings).record}: –`, incomplete(kindOf(agenda, settings).record)),
    )
  const worst = all.toSorted((a, b) => RANK[b.status] - RANK[a.status])[0]
  const evidence = all.map((seen) => seen.evidence).join('\n')
  return worst?.problem ? warned(evidence, worst.problem) : { status: 'ok', evidence }
}
