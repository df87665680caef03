import type { AddressRecord } from '../../src/sandbox/simulators/pohoda/address-store'
import type { DocumentRecord } from '../../src/sandbox/simulators/pohoda/document-store'
import { emptyCard, type StockCardRecord } from '../../src/sandbox/simulators/pohoda/stock-store'
import { databaseFile, openStore, readDocuments, readStore, type Store } from '../../src/sandbox/simulators/pohoda/store'
import type { InwardAgenda } from '../../src/shared/documents/agenda'
import type { AgendaRecord, AgendaWorld, MasterAgenda } from '../contract/connectors/agenda-world'
import type { TestPohoda } from './pohoda'

/** The other agendas of the simulated POHODA, as a person sees them there and changes them by hand. */

type Books = Pick<TestPohoda, 'stateDir' | 'database' | 'unit'>

const write = ({ stateDir, database }: Books, work: (store: Store) => void): void => {
  const store = openStore(databaseFile(stateDir, database))
  try {
    work(store)
  } finally {
    store.close()
  }
}
export const stockCards = ({ stateDir, database }: Books): StockCardRecord[] =>
  readStore(stateDir, database, (store) => store.stock.find({}), [])
export const addresses = ({ stateDir, database, unit }: Books): AddressRecord[] =>
  readStore(stateDir, database, (store) => store.addresses.all(unit.addressBook), [])

const inNote = (note: string | undefined, label: string): string | undefined =>
  new RegExp(`^${label}: (.*)$`, 'm').exec(note ?? '')?.[1]

const documentSeen = (record: DocumentRecord): AgendaRecord => {
  const orderNumber = record.numberOrder ?? inNote(record.intNote, 'Objednávka')
  return {
    // A receipt keeps our id in its internal note only.
    key: record.extId ?? inNote(record.intNote, 'Business Integrator') ?? '',
    id: String(record.id),
    number: record.number,
    name: record.partner['company'] ?? '',
    documentNumber: (record.text ?? '').replace(/^(?:Dodací list|Faktura|Dobropis) /, ''),
    ...(orderNumber !== undefined && { orderNumber }),
    lines: record.lines
      .filter(({ text }) => text !== 'Zaokrouhlení')
      .map(({ text, code, stockCode }) => ({ name: text ?? '', sku: code ?? stockCode })),
  }
}

export function pohodaAgendaRecords(pohoda: Books, agenda: InwardAgenda): readonly AgendaRecord[] {
  if (agenda === 'stock-cards')
    return stockCards(pohoda).map(({ id, code, name, extId }) => ({
      key: extId?.ids ?? code,
      id: String(id),
      number: code,
      name,
      sku: code,
    }))
  if (agenda === 'addresses')
    return addresses(pohoda).map(({ id, company, extIds }) => ({
      key: extIds?.[0]?.ids ?? '',
      id: String(id),
      name: company ?? '',
    }))
  const here = agenda === 'delivery-notes' ? ['prijemky', 'vydejky'] : ['prijate_faktury', 'vydane_faktury']
  return readDocuments(pohoda.stateDir, pohoda.database)
    .filter((record) => here.includes(record.agenda))
    .map(documentSeen)
}

const EDIT = 'změnila účetní'

/** By hand the unit of a card and the street of a partner are changed: fields that stay the company's own unless it says otherwise. */
export const editedByHand = (pohoda: Books): Required<Pick<AgendaWorld, 'editByHand' | 'editStands'>> => {
  const card = (key: string): StockCardRecord | undefined =>
    stockCards(pohoda).find(({ extId, code }) => (extId?.ids ?? code) === key)
  const address = (key: string): AddressRecord | undefined => addresses(pohoda).find(({ extIds }) => extIds?.[0]?.ids === key)
  return {
    editByHand: (agenda, key) =>
      write(pohoda, (store) => {
        const [one, partner] = [card(key), address(key)]
        if (agenda === 'stock-cards' && one) store.stock.update({ ...one, unit: 'krab' })
        if (agenda === 'addresses' && partner) store.addresses.put({ ...partner, texts: { ...partner.texts, street: EDIT } })
      }),
    editStands: (agenda, key) => (agenda === 'stock-cards' ? card(key)?.unit === 'krab' : address(key)?.texts['street'] === EDIT),
  }
}

/** A card or partner that the company has written there itself. */
export const ownRecord = (
  pohoda: Books,
  agenda: MasterAgenda,
  { sku, ico, name, ean }: { sku: string; ico: string; name: string; ean?: string },
): void =>
  write(pohoda, (store) => {
    const changedAt = '2026-01-01T00:00:00'
    if (agenda === 'stock-cards') {
      store.stock.insert({
        ...emptyCard,
        prices: [],
        code: sku,
        ...(ean !== undefined && { ean }),
        name,
        storage: 'ZBOŽÍ',
        typePrice: 'SK',
        changedAt,
      })
      return
    }
    const id = store.addresses.nextId(pohoda.unit.addressBook)
    store.addresses.put({ id, company: name, ico, texts: {}, header: {}, shipTo: [], changedAt })
  })

/** POHODA says no to this one: a document by its text, a card by its code, a partner by its name. */
export const refuseDocument = (pohoda: Pick<TestPohoda, 'faults'>, agenda: InwardAgenda, number: string): void => {
  const exactly = number.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const isText = agenda === 'delivery-notes' || agenda === 'invoices'
  pohoda.faults({ refuse: [isText ? { regexp: ` ${exactly}$` } : { numberOrder: number }] })
}
