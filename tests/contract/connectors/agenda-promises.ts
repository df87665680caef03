import { expect } from 'vitest'
import type { OpenConnector } from '../../../src/main/connectors/connector'
import { guardOf, isMasterData, isRepeatable } from '../../../src/main/engine/agendas'
import type { Outcome, ParsedDocument, Prepared } from '../../../src/main/engine/ports'
import { icoFrom } from '../../../src/sandbox/seed/companies'
import type { InwardAgenda, Payload } from '../../../src/shared/documents/agenda'
import { dec, within } from '../../../src/shared/documents/decimal'
import { Failure } from '../../../src/shared/failure'
import { outcomes, prepared } from '../../support/connector-tools'
import { addressDocument, deliveryNote, invoice, inwardDocument, lifelike, stockCard } from '../../support/documents'
import { line } from '../../support/orders'
import type { AgendaRecord, AgendaWorld, MasterAgenda } from './agenda-world'
import { FOREIGN, LETTERS } from './letters'

export type OtherAgenda = Exclude<InwardAgenda, 'orders'>
type Trade = 'delivery-notes' | 'invoices'
type Promised = (world: AgendaWorld, agenda: OtherAgenda) => Promise<void>

/** 200 in the normal run; `AGENDA_DOCUMENTS=10000` for the long one. */
export const AGENDA_DOCUMENTS = Number(process.env['AGENDA_DOCUMENTS'] ?? '200')
/** So many previews at once: files that a schema is asked about. */
const VALID_CHUNK = 500
const DAY_MS = 24 * 3_600_000

const signal = new AbortController().signal
const orFailure = async <T>(run: Promise<T>): Promise<T | Failure> => {
  try {
    return await run
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}
const isTrade = (agenda: OtherAgenda): agenda is Trade => !isMasterData(agenda)

/** What `refuse` is told of this document. */
export const nameOf = ({ agenda, payload }: ParsedDocument): string => {
  switch (agenda) {
    case 'stock-cards':
      return (payload as Payload<'stock-cards'>).sku
    case 'addresses':
      return (payload as Payload<'addresses'>).party.name
    default:
      return (payload as Payload<Trade>).number
  }
}
/** The keys by which a world may know the record of this document. */
const keysOf = ({ agenda, itemId, payload }: ParsedDocument): readonly string[] => {
  if (agenda === 'addresses') return [(payload as Payload<'addresses'>).addressId]
  if (agenda !== 'stock-cards') return [itemId]
  const { cardId, sku } = payload as Payload<'stock-cards'>
  return [cardId, sku]
}

/** Item ids are `it-0`, …; numbers, codes and partners are different ones. `texts`: names to be seen in the record, all lines of a trade document. */
export function sample(
  agenda: OtherAgenda,
  index: number,
  changes: { texts?: readonly string[]; itemId?: string } = {},
): ParsedDocument {
  const { texts = [], itemId = `it-${index}` } = changes
  const [name] = texts
  const lines = texts.map((text, i) => ({ ...line(String(i + 1), '100', '2', '21'), name: text }))
  const trade = {
    ...(lines.length > 0 && { lines }),
    orderNumber: `OBJ-it-${index}`,
  }
  const named = <T extends { buyer: { name: string }; supplier: { name: string } }>(document: T): T =>
    name === undefined ? document : { ...document, buyer: { ...document.buyer, name }, supplier: { ...document.supplier, name } }
  switch (agenda) {
    case 'delivery-notes':
      return inwardDocument(agenda, itemId, named(deliveryNote(`DL-it-${index}`, trade)))
    case 'invoices':
      return inwardDocument(agenda, itemId, named(invoice(`FV-it-${index}`, { ...trade, variableSymbol: `20260${index + 1}` })))
    case 'stock-cards':
      return inwardDocument(
        agenda,
        itemId,
        stockCard(`SKU-it-${index}`, { cardId: `card-it-${index}`, ...(name !== undefined && { name }) }),
      )
    case 'addresses':
      return inwardDocument(
        agenda,
        itemId,
        addressDocument(`addr-it-${index}`, {
          party: {
            name: name ?? `Firma it-${index}`,
            ico: icoFrom(String(4_000_000 + index)),
            dic: `CZ${icoFrom(String(4_000_000 + index))}`,
          },
        }),
      )
  }
}
const samples = (agenda: OtherAgenda, count: number): ParsedDocument[] =>
  Array.from({ length: count }, (_, i) => sample(agenda, i))
const recordOf = (world: AgendaWorld, document: ParsedDocument): AgendaRecord | undefined =>
  world.records(document.agenda).find(({ key }) => keysOf(document).includes(key))
const deliver = async (world: AgendaWorld, connector: OpenConnector, batch: readonly Prepared[]): Promise<Outcome[]> => {
  const given = await outcomes(connector.deliver(batch, signal))
  await world.idle()
  return given
}
/** One record for each of these, no other. */
const expectOneEach = (world: AgendaWorld, documents: readonly ParsedDocument[], agenda: OtherAgenda): void => {
  expect(documents.map((document) => recordOf(world, document)?.key)).not.toContain(undefined)
  expect(world.records(agenda)).toHaveLength(documents.length)
}

const recordsOnce: Promised = async (world, agenda) => {
  const connector = await world.open()
  const documents = samples(agenda, 4)
  const batch = prepared(connector, documents)
  const given = await deliver(world, connector, batch)
  expect(given.map(({ itemId }) => itemId).toSorted()).toEqual(batch.map(({ itemId }) => itemId))
  expect(given.map(({ kind }) => kind)).toEqual(Array(4).fill(world.answers === undefined ? 'imported' : 'unknown'))
  expectOneEach(world, documents, agenda)
  const referenceOf = (document: ParsedDocument) => {
    const { id, number } = recordOf(world, document) ?? { id: '' }
    return { id, ...(number !== undefined && { number }) }
  }
  if (world.answers === undefined)
    for (const document of documents)
      expect(given.find(({ itemId }) => itemId === document.itemId)).toMatchObject({ reference: referenceOf(document) })
  // Cards and partners of which a repeat makes no second record need not be found.
  if (connector.canFind === false || world.answers === 'never' || isRepeatable(connector, agenda)) {
    expect([...(await connector.find(['it-absent'], signal, agenda)).keys()]).toEqual([])
    return
  }
  const found = await connector.find([...batch.map(({ itemId }) => itemId), 'it-absent'], signal, agenda)
  expect([...found.keys()].toSorted()).toEqual(batch.map(({ itemId }) => itemId))
  for (const document of documents) expect(found.get(document.itemId)).toEqual(referenceOf(document))
}

const writesNothingWhenGivenUp: Promised = async (world, agenda) => {
  const connector = await world.open()
  const [first, second] = [prepared(connector, samples(agenda, 2)), prepared(connector, samples(agenda, 2))]
  expect(first.map(({ sha256 }) => sha256)).toEqual(second.map(({ sha256 }) => sha256))
  const ended = await orFailure(outcomes(connector.deliver(first, AbortSignal.abort())))
  await world.idle()
  if (ended instanceof Failure) expect(ended.effect).toBe('nothing')
  else expect(ended.filter(({ kind }) => kind === 'imported' || kind === 'rejected')).toEqual([])
  expect(world.records(agenda)).toEqual([])
}

const sameAgainIsOne: Promised = async (world, agenda) => {
  const connector = await world.open()
  const documents = samples(agenda, 3)
  // Where it must be searched for, the engine does that first and never hands it over again.
  if (guardOf(connector, agenda) !== 'enforced') return
  await deliver(world, connector, prepared(connector, documents))
  const again = await deliver(world, connector, prepared(connector, documents.toReversed()))
  if (world.answers === undefined) {
    expect(again.map(({ kind }) => kind)).toEqual(Array(3).fill('imported'))
    if (isTrade(agenda)) expect(again).toMatchObject(Array(3).fill({ existed: true }))
  }
  expectOneEach(world, documents, agenda)
  if (isTrade(agenda)) return
  await deliver(world, connector, prepared(connector, [sample(agenda, 1, { itemId: 'it-other' })]))
  expectOneEach(world, documents, agenda)
}

const lostAnswerIsFoundOrRepeated: Promised = async (world, agenda) => {
  const connector = await world.open({ answerTimeoutSeconds: 1 })
  const documents = samples(agenda, 3)
  const batch = prepared(connector, documents)
  const ids = batch.map(({ itemId }) => itemId)
  const guard = guardOf(connector, agenda)
  world.loseNextAnswer()
  const lost = await orFailure(outcomes(connector.deliver(batch, signal)))
  world.heal()
  if (lost instanceof Failure) expect(lost.effect).toBe('unknown')
  else if (!lost.some(({ kind }) => kind === 'unknown')) {
    // Only one that does the same again by itself may have answered the second time.
    expect(guard).toBe('enforced')
    expect(lost.map(({ kind }) => kind)).toEqual(Array(3).fill('imported'))
  }
  if (guard === 'searchable') {
    // Taken and not answered: while it may still be at work on it, nobody may hear "not there".
    const early = await orFailure(connector.find([...ids, 'it-absent'], signal, agenda))
    if (early instanceof Failure) expect(early).toMatchObject({ effect: 'nothing', retry: true })
    else if (early.size < world.records(agenda).length) {
      const again = batch.filter(({ itemId }) => !early.has(itemId))
      await orFailure(outcomes(connector.deliver(again, signal)))
    }
  }
  await world.idle()
  // What was handed over without an answer is there, once.
  const there = documents.filter((document) => recordOf(world, document) !== undefined)
  expect(there.length).toBeGreaterThan(0)
  expectOneEach(world, there, agenda)
  if (guard === 'none') return
  world.advance(DAY_MS + 3_600_000)
  let missing = batch
  if (!isRepeatable(connector, agenda) && connector.canFind !== false) {
    const found = await connector.find(ids, signal, agenda)
    expect([...found.keys()].toSorted()).toEqual(there.map(({ itemId }) => itemId))
    if (guard === 'searchable') missing = batch.filter(({ itemId }) => !found.has(itemId))
  }
  if (missing.length > 0) {
    const again = await deliver(world, connector, missing.toReversed())
    if (world.answers === undefined) expect(again.map(({ kind }) => kind)).toEqual(Array(missing.length).fill('imported'))
  }
  expectOneEach(world, documents, agenda)
}

const refusalStopsNobody: Promised = async (world, agenda) => {
  const connector = await world.open()
  const documents = samples(agenda, 3)
  const refused = documents[1] as ParsedDocument
  world.refuse(agenda, nameOf(refused))
  const given = await deliver(world, connector, prepared(connector, documents))
  expectOneEach(
    world,
    documents.filter((document) => document !== refused),
    agenda,
  )
  if (world.answers || world.refusesInSilence) {
    expect(given.map(({ kind }) => kind)).toEqual(Array(3).fill(world.answers ? 'unknown' : 'imported'))
    return
  }
  expect(given.map(({ itemId, kind }) => [itemId, kind]).toSorted()).toEqual([
    ['it-0', 'imported'],
    ['it-1', 'rejected'],
    ['it-2', 'imported'],
  ])
  const no = given.find(({ kind }) => kind === 'rejected')
  if (no?.kind !== 'rejected') throw new Error('not rejected')
  expect(no.problem.code).toBe('is-rejected')
  expect(no.problem.words ?? '').not.toBe('')
}

/** Hands over documents with these texts in them; what a person then sees of them there, and the notes. */
async function seenThere(world: AgendaWorld, agenda: OtherAgenda, texts: readonly string[]) {
  const connector = await world.open()
  const documents = isTrade(agenda)
    ? [sample(agenda, 0, { texts })]
    : texts.map((text, i) => sample(agenda, i, { texts: [text] }))
  const batch = prepared(connector, documents)
  await deliver(world, connector, batch)
  const records = documents.map((document) => recordOf(world, document))
  const [first] = records
  return {
    seen: isTrade(agenda)
      ? [first?.name, ...(first?.lines ?? []).map(({ name }) => name)]
      : records.map((record) => record?.name),
    codes: new Set(batch.flatMap(({ notes }) => notes.map(({ code }) => code))),
  }
}

const lettersStay: Promised = async (world, agenda) => {
  const { seen, codes } = await seenThere(world, agenda, LETTERS)
  expect(seen).toEqual(isTrade(agenda) ? [LETTERS[0], ...LETTERS] : LETTERS)
  expect([...codes].filter((code) => code.startsWith('characters-'))).toEqual([])
}

const foreignLettersAsStated: Promised = async (world, agenda) => {
  const { seen, codes } = await seenThere(world, agenda, FOREIGN)
  const fitted = FOREIGN.map((text) => world.charset.fit(text))
  const names = fitted.map(({ text }) => text.trim())
  expect(seen).toEqual(isTrade(agenda) ? [names[0], ...names] : names)
  expect(codes.has('characters-replaced')).toBe(fitted.some(({ replaced }) => replaced.size > 0))
  expect(codes.has('characters-removed')).toBe(fitted.some(({ removed }) => removed.size > 0))
}

/** Each with one id, number or code of the greatest length, and where it must then be seen. */
function longCases(
  agenda: OtherAgenda,
): { document: ParsedDocument; seen(record: AgendaRecord): string | undefined; whole: string }[] {
  const number = `N${'1'.repeat(63)}`
  const sku = `S${'2'.repeat(127)}`
  const itemId = `it-${'i'.repeat(61)}`
  const changed = <A extends OtherAgenda>(of: A, index: number, changes: Partial<Payload<A>>): ParsedDocument => {
    const plain = sample(of, index)
    return { ...plain, payload: { ...plain.payload, ...changes } as Payload }
  }
  if (agenda === 'stock-cards')
    return [
      { document: changed(agenda, 0, { sku }), seen: (record) => record.sku, whole: sku },
      // A world that knows its cards by code says nothing of our id.
      { document: changed(agenda, 1, { cardId: number }), seen: ({ key }) => (key === 'SKU-it-1' ? number : key), whole: number },
    ]
  if (agenda === 'addresses')
    return [{ document: changed(agenda, 0, { addressId: number }), seen: (record) => record.key, whole: number }]
  const goods = [{ ...line('1', '100', '2', '21'), sku }]
  const { lines, totals } = deliveryNote('1', { lines: goods })
  return [
    { document: changed(agenda, 0, { number }), seen: (record) => record.documentNumber, whole: number },
    { document: changed(agenda, 1, { orderNumber: number }), seen: (record) => record.orderNumber, whole: number },
    { document: changed(agenda, 2, { lines, totals }), seen: (record) => record.lines?.[0]?.sku, whole: sku },
    { document: sample(agenda, 3, { itemId }), seen: (record) => record.key, whole: itemId },
  ]
}

const idsAreNeverCut: Promised = async (world, agenda) => {
  const connector = await world.open()
  for (const { document, seen, whole } of longCases(agenda)) {
    const preparation = connector.prepare(document)
    if (!preparation.ok) {
      expect(['id-too-long', 'value-not-representable']).toContain(preparation.problem.code)
      continue
    }
    await deliver(world, connector, [preparation.prepared])
    const record = recordOf(world, document)
    expect(record && seen(record)).toBe(whole)
  }
}

const made = new Map<OtherAgenda, readonly ParsedDocument[]>()
const lifelikeOnce = (agenda: OtherAgenda): readonly ParsedDocument[] => {
  const documents = made.get(agenda) ?? [...lifelike(agenda, AGENDA_DOCUMENTS)]
  made.set(agenda, documents)
  return documents
}

const crossesBorder = ({ buyer, supplier }: Payload<Trade>): boolean => buyer.address.country !== supplier.address.country

const lifelikeFit: Promised = async (world, agenda) => {
  const connector = await world.open()
  const complaints: string[] = []
  let held = 0
  let files: ReturnType<OpenConnector['preview']>[number][] = []
  const judge = (): void => {
    complaints.push(...(world.valid(files) ?? []))
    files = []
  }
  for (const document of lifelikeOnce(agenda)) {
    const preparation = connector.prepare(document)
    if (!preparation.ok) {
      if (!(world.holdsForeignVat && isTrade(agenda) && crossesBorder(document.payload as Payload<Trade>))) held++
      expect(preparation.problem.code).not.toBe('internal')
      continue
    }
    const preview = connector.preview(preparation.prepared)
    files.push(...preview)
    if (world.computes && isTrade(agenda)) {
      const { number, supplier, totals } = document.payload as Payload<Trade>
      const computed = world.computes(preview, supplier.address.country)
      for (const what of computed ? (['net', 'payable'] as const) : [])
        if (!within(dec(computed?.[what] ?? ''), dec(totals[what]), dec('0.01')))
          complaints.push(`${number}: ${what} ${computed?.[what]}, ours ${totals[what]}`)
    }
    if (files.length >= VALID_CHUNK) judge()
  }
  judge()
  expect(complaints.slice(0, 20)).toEqual([])
  // A mapping that holds everything would pass, too.
  expect(held).toBeLessThan(AGENDA_DOCUMENTS / 10)
}

const carriesOrderNumber: Promised = async (world, agenda) => {
  const connector = await world.open()
  const document = sample(agenda, 7)
  await deliver(world, connector, prepared(connector, [document]))
  expect(recordOf(world, document)).toMatchObject({ orderNumber: 'OBJ-it-7', documentNumber: nameOf(document) })
}

/** The same card or partner, sent later, with every descriptive field changed. */
const newer = (agenda: MasterAgenda, index: number, itemId = 'it-newer'): ParsedDocument => {
  const old = sample(agenda, index, { itemId, texts: ['Nový název'] })
  if (agenda === 'addresses') {
    const payload = old.payload as Payload<'addresses'>
    const { party } = payload
    const moved = {
      ...party,
      email: 'jiny@jinde.example',
      phone: '+420 111',
      address: { ...party.address, street: 'Nová 9', city: 'Zlín' },
    }
    return inwardDocument(agenda, old.itemId, { ...payload, party: moved })
  }
  const payload = old.payload as Payload<'stock-cards'>
  return inwardDocument(agenda, old.itemId, {
    ...payload,
    unit: 'bal',
    purchasePrice: '11',
    sellingPrice: '22.5',
    description: 'Nový popis',
    weightKg: '3.5',
  })
}

const newerVersionUpdates: Promised = async (world, agenda) => {
  if (isTrade(agenda)) return
  const connector = await world.open()
  const document = sample(agenda, 0)
  await deliver(world, connector, prepared(connector, [document]))
  const key = recordOf(world, document)?.key ?? ''
  world.editByHand?.(agenda, key)
  const given = await deliver(world, connector, prepared(connector, [newer(agenda, 0)]))
  if (world.answers === undefined) expect(given).toMatchObject([{ kind: 'imported' }])
  expectOneEach(world, [document], agenda)
  if (world.editByHand) expect(world.editStands?.(agenda, key)).toBe(true)
  const changes = world.nameIsOurs?.[agenda]
  if (changes === undefined) return
  const ours = await world.open(changes)
  // An item of its own: whoever refuses doubles by themselves would not look at the same one again.
  await deliver(world, ours, prepared(ours, [newer(agenda, 0, 'it-newest')]))
  expectOneEach(world, [document], agenda)
  expect(recordOf(world, document)?.name).toBe('Nový název')
}

const ownRecordStays: Promised = async (world, agenda) => {
  if (isTrade(agenda) || !world.addByHand) return
  const connector = await world.open()
  const document = sample(agenda, 3)
  const own = { sku: 'SKU-it-3', ico: icoFrom('4000003'), name: 'Co měla firma sama' }
  world.addByHand(agenda, own)
  const given = await deliver(world, connector, prepared(connector, [document]))
  // Doubt may be told (rejected, in words), but there is never a second one nor another name.
  if (world.answers === undefined) expect(given.map(({ kind }) => kind === 'imported' || kind === 'rejected')).toEqual([true])
  expect(world.records(agenda).map(({ name }) => name)).toEqual([own.name])
}

/** What every connector keeps for each of its agendas but orders, by name. */
export const agendaPromises: Readonly<Record<string, Promised>> = {
  'records each document once and gives its reference, which find gives again': recordsOnce,
  'giving up before anything was handed over writes nothing, and the same document gives the same bytes':
    writesNothingWhenGivenUp,
  'the same document again makes no second record': sameAgainIsOne,
  'a lost answer is found or safely repeated, and leaves one record for each document': lostAnswerIsFoundOrRepeated,
  'a document that the information system refuses does not stop its batch': refusalStopsNobody,
  'every Czech and Slovak letter comes out as it went in': lettersStay,
  'letters that it does not have come out as stated, with a note': foreignLettersAsStated,
  'ids, numbers and codes that are too long are held, never cut': idsAreNeverCut,
  'lifelike documents map to what it takes, with the sums it will compute, or are held': lifelikeFit,
}
/** Besides, of delivery notes and invoices. */
export const tradePromises: Readonly<Record<string, Promised>> = {
  'the record carries the number of its order and its own': carriesOrderNumber,
}
/** Besides, of cards and addresses. */
export const masterPromises: Readonly<Record<string, Promised>> = {
  'a newer version updates the record and keeps what the company edited': newerVersionUpdates,
  'a record that the company had itself is not doubled and keeps its name': ownRecordStays,
}

/** Documents of every agenda that this one doesn't take are held, and it says honestly which it takes. */
export async function otherAgendasAreHeld(world: AgendaWorld): Promise<void> {
  const connector = await world.open()
  const others = ['delivery-notes', 'invoices', 'stock-cards', 'addresses'] as const
  expect(connector.agendas.filter((agenda) => agenda !== 'orders').toSorted()).toEqual(
    world.agendas.filter((agenda) => agenda !== 'orders').toSorted(),
  )
  for (const agenda of others.filter((one) => !world.agendas.includes(one)))
    expect(connector.prepare(sample(agenda, 0))).toMatchObject({ ok: false, problem: { code: 'agenda-unsupported' } })
}
