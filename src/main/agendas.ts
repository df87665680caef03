import type { z } from 'zod'
import {
  type AgendaPlace,
  type AgendasView,
  type agendaChangeSchema,
  type OutwardChange,
  type OutwardPreview,
  type OutwardPreviewRequest,
  PREVIEW_ROWS,
  priceSettingsSchema,
  stockSettingsSchema,
  type timerChangeSchema,
} from '../shared/agendas-view'
import { priceRowSchema, stockLevelRowSchema } from '../shared/central-api/uploads'
import { inwardAgendaSchema } from '../shared/documents/agenda'
import { Failure, problem } from '../shared/failure'
import type { Settings } from '../shared/settings'
import { type Abilities, abilitiesOf } from './abilities'
import type { OpenConnector } from './connectors/connector'
import { isUnreadable } from './engine/outward/ports'
import { priceRow, stockPart, stockRow } from './engine/outward/rules'

/** Which agendas go to and fro: what a window shows of it and what a person sets. */
export interface Agendas {
  /** Undefined: not set up, or the settings can't be read. */
  view(): AgendasView | undefined
  /** Called at each change of the view; returns the end of it. */
  onView(listener: (view: AgendasView) => void): () => void
  change(change: z.infer<typeof agendaChangeSchema>): void
  changeTimer(change: z.infer<typeof timerChangeSchema>): void
  changeOutward(change: OutwardChange): void
  /** Reads the first cards of the information system and works them out by a rule; nothing is sent or kept. Throws `Failure`. */
  preview(request: OutwardPreviewRequest, signal: AbortSignal): Promise<OutwardPreview>
}

export interface AgendasOptions {
  /** Throws what makes the settings unreadable. */
  settings(): Settings | undefined
  keep(settings: Settings): void
  openIs(settings: Settings): Promise<OpenConnector>
  /** What the account has, as of the last run; undefined: nobody has asked yet. */
  accountAgendas(): readonly string[] | undefined
  /** Calls at each change of settings or status. */
  onChange(listener: () => void): () => void
}

/** Where each agenda stands. Pure. `abilities` undefined: not known. */
export function agendasView(
  settings: Settings,
  abilities: Abilities | undefined,
  account: readonly string[] | undefined,
): AgendasView {
  const place = (agenda: string, has: boolean, on: boolean): AgendaPlace => {
    if (account && !account.includes(agenda)) return 'not-in-account'
    if (abilities && !has) return 'without-place'
    return on ? 'used' : 'off'
  }
  const { outward = {}, sync } = settings
  const stock = outward['stock-levels']
  return {
    known: abilities !== undefined && account !== undefined,
    timer: {
      intervalSeconds: sync.intervalSeconds,
      ...(sync.workingHours ? { workingHours: sync.workingHours } : {}),
    },
    inward: inwardAgendaSchema.options.map((agenda) => {
      const own = sync.agendas?.[agenda]
      return {
        agenda,
        place: place(agenda, abilities?.agendas.includes(agenda) ?? true, own?.off !== true),
        ...(own?.intervalSeconds === undefined ? {} : { intervalSeconds: own.intervalSeconds }),
      }
    }),
    stock: {
      place: place('stock-levels', abilities?.reads['stock-levels'] !== undefined, stock !== undefined),
      since: abilities?.reads['stock-levels']?.since === true,
      settings: stock ?? stockSettingsSchema.parse({}),
    },
    prices: {
      place: place('prices', abilities?.reads.prices !== undefined, outward.prices !== undefined),
      since: abilities?.reads.prices?.since === true,
      settings: outward.prices ?? priceSettingsSchema.parse({}),
    },
  }
}

/** Cards that are read for a preview at most; most of a large store may lie outside the rule. */
const MOST_READ = 2000

/** The first rows that a source gives by a rule. `today`: `YYYY-MM-DD`, for VAT. Throws `Failure`. */
export async function previewOutward(
  is: Pick<OpenConnector, 'readStock' | 'readPrices'>,
  request: OutwardPreviewRequest,
  today: string,
  signal: AbortSignal,
): Promise<OutwardPreview> {
  const result: OutwardPreview = { stock: [], prices: [], unsendable: [], read: 0, leftOut: 0 }
  const full = (): boolean => result.stock.length + result.prices.length >= PREVIEW_ROWS || result.read >= MOST_READ
  // Ends the reading in the information system, too.
  const enough = new AbortController()
  const ended = AbortSignal.any([signal, enough.signal])
  const portions = request.agenda === 'prices' ? is.readPrices?.({}, ended) : is.readStock?.({}, ended)
  if (!portions) throw new Failure(problem('agenda-unsupported', { agenda: request.agenda }), { effect: 'nothing', retry: false })
  try {
    for await (const portion of portions) {
      for (const reading of portion) {
        if (full()) break
        result.read++
        take(reading)
      }
      if (full()) break
    }
  } finally {
    enough.abort()
  }
  return result

  function take(reading: object): void {
    const unsendable = (sku: string, why: OutwardPreview['unsendable'][number]['problem']): void => {
      if (result.unsendable.length < PREVIEW_ROWS) result.unsendable.push({ sku, problem: why })
    }
    if (isUnreadable(reading)) {
      unsendable(reading.sku, reading.problem)
      return
    }
    const turned =
      request.agenda === 'prices'
        ? priceRow(reading as Parameters<typeof priceRow>[0], request.settings.rule, today)
        : stockOf(reading as Parameters<typeof stockPart>[0], request.settings.rule)
    if (turned === 'left-out') result.leftOut++
    else if ('unsendable' in turned) unsendable(turned.unsendable.sku, turned.unsendable.problem)
    else if (request.agenda === 'prices') result.prices.push(priceRowSchema.parse(JSON.parse(turned.row.line)))
    else result.stock.push(stockLevelRowSchema.parse(JSON.parse(turned.row.line)))
  }
}

/** Of one card in one warehouse; what is added up over several shows itself only in a whole reading. */
function stockOf(reading: Parameters<typeof stockPart>[0], rule: Parameters<typeof stockPart>[1]): ReturnType<typeof stockRow> {
  const part = stockPart(reading, rule)
  return part === 'left-out' || 'unsendable' in part ? part : stockRow(part.row, rule)
}

export function createAgendas({ settings, keep, openIs, accountAgendas, onChange }: AgendasOptions): Agendas {
  const listeners = new Set<(view: AgendasView) => void>()
  let shown = ''
  const need = (): Settings => {
    const present = settings()
    if (!present) throw new Failure(problem('settings-missing', { path: '' }), { effect: 'nothing', retry: false })
    return present
  }
  const abilities = abilitiesOf(
    () => openIs(need()),
    () => tell(),
  )
  const view = (): AgendasView | undefined => {
    let present: Settings | undefined
    try {
      present = settings()
    } catch {
      // The status says so.
    }
    return present && agendasView(present, abilities.now(JSON.stringify(present.connector)), accountAgendas())
  }
  function tell(): void {
    if (listeners.size === 0) return
    const now = view()
    const text = JSON.stringify(now)
    if (!now || text === shown) return
    shown = text
    for (const listener of listeners) listener(now)
  }
  let stop = (): void => {}
  return {
    view,
    onView(listener) {
      if (listeners.size === 0) stop = onChange(tell)
      listeners.add(listener)
      const now = view()
      if (now) listener(now)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stop()
      }
    },
    change({ agenda, off, intervalSeconds }) {
      const present = need()
      const entry = { off, ...(intervalSeconds === undefined ? {} : { intervalSeconds }) }
      keep({ ...present, sync: { ...present.sync, agendas: { ...present.sync.agendas, [agenda]: entry } } })
      tell()
    },
    changeTimer({ workingHours }) {
      const present = need()
      const { workingHours: _, ...sync } = present.sync
      keep({ ...present, sync: { ...sync, ...(workingHours ? { workingHours } : {}) } })
      tell()
    },
    changeOutward({ agenda, settings: agreed }) {
      const present = need()
      const { [agenda]: _, ...others } = present.outward ?? {}
      keep({ ...present, outward: { ...others, ...(agreed ? { [agenda]: agreed } : {}) } })
      tell()
    },
    async preview(request, signal) {
      const is = await openIs(need())
      try {
        return await previewOutward(is, request, new Date().toISOString().slice(0, 10), signal)
      } finally {
        await is.close()
      }
    },
  }
}
