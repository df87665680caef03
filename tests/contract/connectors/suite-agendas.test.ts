import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../src/main/connectors/connector'
import { windows1250 } from '../../../src/main/connectors/wrap/fit-text'
import type { Note, Outcome, ParsedDocument, Preparation, Prepared } from '../../../src/main/engine/ports'
import type { InwardAgenda, Payload } from '../../../src/shared/documents/agenda'
import { dec, format } from '../../../src/shared/documents/decimal'
import { Failure, problem } from '../../../src/shared/failure'
import { agendaPromises, masterPromises, type OtherAgenda, otherAgendasAreHeld, tradePromises } from './agenda-promises'
import { type AgendaRecord, type AgendaWorld, agendaSuite } from './suite-agendas'

/** Ways in which a connector or its information system may be wrong; each must be seen by the promise that it breaks. */
type Fault =
  | 'doubles'
  | 'finds nothing'
  | 'stops at a refusal'
  | 'is silent about a refusal'
  | 'cuts numbers'
  | 'drops accents'
  | 'replaces in silence'
  | 'computes other sums'
  | 'hands over what nobody can read'
  | 'takes any agenda'
  | 'forgets the order'
  | 'overwrites what was edited'
  | 'never updates'
  | 'calls a lost answer nothing'
  | 'loses a document'
  | 'writes when given up'

const LIMIT = 60
const AGENDAS = ['delivery-notes', 'invoices', 'stock-cards', 'addresses'] as const

interface Tree {
  key: string
  name: string
  number: string
  orderNumber: string | undefined
  sku: string | undefined
  lines: { name: string; sku: string | undefined }[]
  sums: { net: string; payable: string }
}
interface Kept extends AgendaRecord {
  agenda: InwardAgenda
  edited?: true
}

/** A connector and an information system in memory, right in all things unless told what to do wrong. */
const tinyWorld = (wrong?: Fault) => (): AgendaWorld => {
  let kept: Kept[] = []
  let refused: string | undefined
  let loses = false
  const does = (fault: Fault): boolean => wrong === fault

  const tree = ({ agenda, itemId, payload }: ParsedDocument, asThere: (text: string) => string): Tree => {
    const none = { number: '', orderNumber: undefined, sku: undefined, lines: [], sums: { net: '0', payable: '0' } }
    if (agenda === 'stock-cards') {
      const card = payload as Payload<'stock-cards'>
      return { ...none, key: card.cardId, name: asThere(card.name), number: card.sku, sku: card.sku }
    }
    if (agenda === 'addresses') {
      const { addressId, party } = payload as Payload<'addresses'>
      return { ...none, key: addressId, name: asThere(party.name), number: party.name, sku: party.ico }
    }
    const { number, orderNumber, buyer, lines, totals } = payload as Payload<'delivery-notes'>
    return {
      key: itemId,
      name: asThere(buyer.name),
      number,
      orderNumber: does('forgets the order') ? undefined : orderNumber,
      sku: undefined,
      lines: lines.map(({ name, sku }) => ({ name: asThere(name), sku })),
      sums: {
        net: does('computes other sums') ? format(dec(totals.net).plus(dec('0.02'))) : totals.net,
        payable: totals.payable,
      },
    }
  }
  const prepare = (document: ParsedDocument): Preparation => {
    const { agenda, itemId } = document
    if (agenda === 'invoices' && !does('takes any agenda'))
      return { ok: false, problem: problem('agenda-unsupported', { agenda }) }
    const notes: Note[] = []
    const made = tree(document, (text) => {
      const fitted = windows1250.fit(text)
      if (fitted.replaced.size > 0 && !does('replaces in silence')) notes.push({ code: 'characters-replaced', params: {} })
      if (fitted.removed.size > 0 && !does('replaces in silence')) notes.push({ code: 'characters-removed', params: {} })
      return does('drops accents') ? fitted.text.normalize('NFD').replaceAll(/\p{M}/gu, '') : fitted.text.trim()
    })
    const ids = [itemId, made.key, made.orderNumber ?? '', made.sku ?? '', agenda === 'addresses' ? '' : made.number]
    for (const { sku = '' } of made.lines) ids.push(sku)
    if (ids.some((id) => id.length > LIMIT)) {
      if (!does('cuts numbers')) return { ok: false, problem: problem('id-too-long', {}) }
      made.number = made.number.slice(0, LIMIT)
      if (made.sku !== undefined) made.sku = made.sku.slice(0, LIMIT)
      made.key = made.key.slice(0, LIMIT)
    }
    const sha256 = createHash('sha256').update(JSON.stringify(made)).digest('hex')
    return { ok: true, prepared: { itemId, agenda, content: made, sha256, notes } }
  }
  const write = ({ agenda, content }: Prepared): { record: Kept; existed: boolean } => {
    const { key, name, number, orderNumber, lines, sku } = content as Tree
    const same = kept.find((one) => one.agenda === agenda && (one.key === key || (sku !== undefined && one.sku === sku)))
    if (same && !does('doubles')) {
      if (same.lines === undefined && !does('never updates')) {
        if (does('overwrites what was edited')) delete same.edited
        if (!same.edited) same.name = name
      }
      return { record: same, existed: true }
    }
    const trade = agenda === 'delivery-notes' || agenda === 'invoices'
    const record: Kept = {
      agenda,
      key,
      id: String(kept.length + 1),
      name,
      ...(trade && { documentNumber: number, lines, ...(orderNumber !== undefined && { orderNumber }) }),
      ...(sku !== undefined && { sku }),
    }
    kept.push(record)
    return { record, existed: false }
  }
  const connector: OpenConnector = {
    guard: 'enforced',
    agendas: AGENDAS.filter((agenda) => agenda !== 'invoices' || does('takes any agenda')),
    target: 'tiny',
    prepare,
    preview: ({ content }) => [{ name: 'x.json', bytes: Buffer.from(JSON.stringify(content)), encoding: 'utf-8' }],
    async *deliver(batch, signal): AsyncIterable<Outcome> {
      if (signal.aborted && !does('writes when given up'))
        throw new Failure(problem('is-no-answer'), { effect: 'nothing', retry: true })
      const lost = loses
      loses = false
      for (const prepared of batch) {
        const { itemId } = prepared
        if ((prepared.content as Tree).number === refused) {
          if (does('stops at a refusal')) throw new Failure(problem('is-rejected'), { effect: 'unknown', retry: false })
          if (!does('is silent about a refusal')) yield { itemId, kind: 'rejected', problem: problem('is-rejected', {}, 'no') }
          continue
        }
        if (does('loses a document') && itemId === 'it-1') {
          yield { itemId, kind: 'imported', reference: { id: '77' }, existed: false, notes: [] }
          continue
        }
        const { record, existed } = write(prepared)
        if (!lost) yield { itemId, kind: 'imported', reference: { id: record.id }, existed, notes: [] }
      }
      if (lost)
        throw new Failure(problem('is-no-answer'), {
          effect: does('calls a lost answer nothing') ? 'nothing' : 'unknown',
          retry: true,
        })
    },
    find: async (itemIds, _signal, agenda) =>
      new Map(
        does('finds nothing')
          ? []
          : kept.filter((one) => one.agenda === agenda && itemIds.includes(one.key)).map(({ key, id }) => [key, { id }]),
      ),
    // biome-ignore lint/correctness/useYield: nothing to be tested
    async *check() {
      throw new Error('not asked for here')
    },
    close: async () => {},
  }
  const byKey = (key: string): Kept | undefined => kept.find((one) => one.key === key)
  return {
    open: async (changes = {}) => {
      if (changes['renames'] === true) for (const one of kept) delete one.edited
      return connector
    },
    agendas: AGENDAS.filter((agenda) => agenda !== 'invoices'),
    charset: windows1250,
    records: (agenda) => kept.filter((one) => one.agenda === agenda),
    editByHand: (_agenda, key) => {
      const record = byKey(key)
      if (record) record.edited = true
    },
    editStands: (_agenda, key) => byKey(key)?.edited === true,
    addByHand: (agenda, { sku, ico, name }) => {
      kept.push({ agenda, key: 'own', id: '1', name, sku: agenda === 'addresses' ? ico : sku, edited: true })
    },
    nameIsOurs: { 'stock-cards': { renames: true }, addresses: { renames: true } },
    valid: (files) => (does('hands over what nobody can read') ? files.map(({ name }) => `${name}: unreadable`) : []),
    computes: ([file]) => (JSON.parse(Buffer.from(file?.bytes ?? []).toString('utf8')) as Tree).sums,
    loseNextAnswer: () => {
      loses = true
    },
    refuse: (_agenda, number) => {
      refused = number
    },
    heal: () => {},
    idle: async () => {},
    advance: () => {},
    close: async () => {
      kept = []
    },
  }
}

agendaSuite({ 'a tiny world that is right': tinyWorld() })

describe('the suite sees what is wrong', () => {
  const promises = { ...agendaPromises, ...tradePromises, ...masterPromises }
  const breaks: readonly [Fault, OtherAgenda, RegExp][] = [
    ['doubles', 'delivery-notes', /same document again/],
    ['doubles', 'addresses', /same document again/],
    ['doubles', 'stock-cards', /lost answer/],
    ['doubles', 'stock-cards', /newer version/],
    ['doubles', 'stock-cards', /had itself/],
    ['finds nothing', 'delivery-notes', /records each document once/],
    ['finds nothing', 'delivery-notes', /lost answer/],
    ['loses a document', 'stock-cards', /records each document once/],
    ['calls a lost answer nothing', 'delivery-notes', /lost answer/],
    ['calls a lost answer nothing', 'addresses', /lost answer/],
    ['stops at a refusal', 'addresses', /does not stop its batch/],
    ['is silent about a refusal', 'delivery-notes', /does not stop its batch/],
    ['writes when given up', 'stock-cards', /giving up/],
    ['cuts numbers', 'delivery-notes', /never cut/],
    ['cuts numbers', 'stock-cards', /never cut/],
    ['cuts numbers', 'addresses', /never cut/],
    ['drops accents', 'delivery-notes', /Czech and Slovak letter/],
    ['drops accents', 'addresses', /Czech and Slovak letter/],
    ['replaces in silence', 'stock-cards', /come out as stated/],
    ['computes other sums', 'delivery-notes', /lifelike/],
    ['hands over what nobody can read', 'addresses', /lifelike/],
    ['forgets the order', 'delivery-notes', /number of its order/],
    ['overwrites what was edited', 'stock-cards', /newer version/],
    ['overwrites what was edited', 'addresses', /had itself/],
    ['never updates', 'addresses', /newer version/],
  ]
  it.each(breaks)('%s (%s)', async (fault, agenda, promise) => {
    const found = Object.entries(promises).find(([name]) => promise.test(name))
    if (!found) throw new Error(`no promise like ${promise}`)
    await expect(found[1](tinyWorld(fault)(), agenda)).rejects.toThrow()
    await found[1](tinyWorld()(), agenda)
  })

  it('takes any agenda', async () => {
    await expect(otherAgendasAreHeld(tinyWorld('takes any agenda')())).rejects.toThrow()
  })
})
