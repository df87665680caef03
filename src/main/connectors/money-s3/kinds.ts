import { type InwardAgenda, MASTER_DATA } from '../../../shared/documents/agenda'
import type { MoneySettings } from './settings'

/**
 * How Money's XML DE calls what it keeps: names of `_Document.xsd` and `_Report.xsd`, and the entities of the import configuration that is
 * delivered with Money.
 */
export interface Kind {
  agenda: InwardAgenda
  /** The list in a file, and one record in it. Reports write one of them with another case (`DlPrij`). */
  list: string
  record: string
  /** Its names in an import configuration. */
  entity: readonly string[]
  /** Where Money's own number of it stands; absent: it has none. */
  number?: string
  /** Where our key stands in it, or the code by which Money knows it; absent: nowhere by itself. */
  key?: string
  /** Where its note stands. */
  note: string
}

const documents = {
  ObjPrij: {
    list: 'SeznamObjPrij',
    record: 'ObjPrij',
    entity: ['ObjPrij'],
    number: 'Doklad',
    key: 'PrimDoklad',
    note: 'Poznamka',
  },
  DLPrij: { list: 'SeznamDLPrij', record: 'DLPrij', entity: ['DLPrij'], number: 'CisloDokla', key: 'PrimDoklad', note: 'Popis' },
  Prijemka: {
    list: 'SeznamPrijemka',
    record: 'Prijemka',
    entity: ['Prijemka'],
    number: 'CisloDokla',
    key: 'PrimDoklad',
    note: 'Popis',
  },
  FaktPrij: {
    list: 'SeznamFaktPrij',
    record: 'FaktPrij',
    entity: ['FaktPrijata', 'FaktPrij'],
    number: 'Doklad',
    key: 'GUID',
    note: 'Poznamka',
  },
  FaktVyd: {
    list: 'SeznamFaktVyd',
    record: 'FaktVyd',
    entity: ['FaktVydana', 'FaktVyd'],
    number: 'Doklad',
    key: 'GUID',
    note: 'Poznamka',
  },
} as const satisfies Record<string, Omit<Kind, 'agenda'>>

/** Kept up to date rather than added. */
export const isMaster = ({ agenda }: Pick<Kind, 'agenda'>): boolean => MASTER_DATA.includes(agenda)

/** The element that holds the code of goods. */
export const GOODS_KEYS = { 'by-catalogue': 'Katalog', 'by-short-cut': 'Zkrat', 'by-barcode': 'BarCode' } as const

/** What a document of this agenda becomes in Money, by these settings. */
export const kindOf = (agenda: InwardAgenda, { mapping }: MoneySettings): Kind => {
  switch (agenda) {
    case 'orders':
      return { agenda, ...documents.ObjPrij }
    case 'delivery-notes':
      return { agenda, ...(mapping.deliveryNotes.as === 'receipt' ? documents.Prijemka : documents.DLPrij) }
    case 'invoices':
      return { agenda, ...(mapping.invoices.direction === 'issued' ? documents.FaktVyd : documents.FaktPrij) }
    case 'stock-cards':
      return mapping.cards.inStore
        ? { agenda, list: 'SeznamZasoba', record: 'Zasoba', entity: ['Zasoba'], note: 'Pozn' }
        : {
            agenda,
            list: 'SeznamKmKarta',
            record: 'KmKarta',
            entity: ['KmKarta'],
            key: GOODS_KEYS[mapping.goodsKey],
            note: 'Pozn',
          }
    case 'addresses':
      return {
        agenda,
        list: 'SeznamFirem',
        record: 'Firma',
        entity: ['Firma'],
        key: mapping.addresses.key === 'ico' ? 'ICO' : 'KodPartn',
        note: 'Poznamka',
      }
  }
}

/** What the same documents become with other settings. */
export const otherKinds = ({ record }: Kind): readonly Omit<Kind, 'agenda'>[] =>
  [
    [documents.DLPrij, documents.Prijemka],
    [documents.FaktPrij, documents.FaktVyd],
  ]
    .filter((pair) => pair.some((one) => one.record === record))
    .flatMap((pair) => pair.filter((one) => one.record !== record))
