/** Records that the simulated Money keeps, and how its files, reports and import definitions call them. */
export type RecordName = 'ObjPrij' | 'DLPrij' | 'Prijemka' | 'FaktPrij' | 'FaktVyd' | 'KmKarta' | 'Zasoba' | 'Firma'

export interface RecordKind {
  list: string
  /** As the report's schema writes it. */
  inReport: string
  entity: string
  /** Of a document: the element of its own number, and what the number begins with. */
  number?: { element: string; prefix: string }
  note: string
  description: string
}

const kind = (list: string, entity: string, more: Partial<RecordKind> & { inReport: string }): RecordKind => ({
  list,
  entity,
  note: 'Poznamka',
  description: 'Popis',
  ...more,
})

export const KINDS: Readonly<Record<RecordName, RecordKind>> = {
  ObjPrij: kind('SeznamObjPrij', 'ObjPrij', { inReport: 'ObjPrij', number: { element: 'Doklad', prefix: 'OP26' } }),
  DLPrij: kind('SeznamDLPrij', 'DLPrij', {
    inReport: 'DlPrij',
    number: { element: 'CisloDokla', prefix: 'DP26' },
    note: 'Popis',
    description: 'PopisX',
  }),
  Prijemka: kind('SeznamPrijemka', 'Prijemka', {
    inReport: 'Prijemka',
    number: { element: 'CisloDokla', prefix: 'PR26' },
    note: 'Popis',
    description: 'PopisX',
  }),
  FaktPrij: kind('SeznamFaktPrij', 'FaktPrijata', { inReport: 'FaktPrij', number: { element: 'Doklad', prefix: 'FP26' } }),
  FaktVyd: kind('SeznamFaktVyd', 'FaktVydana', { inReport: 'FaktVyd', number: { element: 'Doklad', prefix: 'FV26' } }),
  KmKarta: kind('SeznamKmKarta', 'KmKarta', { inReport: 'KmKarta', note: 'Pozn' }),
  Zasoba: kind('SeznamZasoba', 'Zasoba', { inReport: 'Zasoba', note: 'Pozn' }),
  Firma: kind('SeznamFirem', 'Firma', { inReport: 'Firma', description: 'Nazev' }),
}
export const RECORD_NAMES = Object.keys(KINDS) as RecordName[]

/** What the import does when the key exists already, or not, or has no value (`_Import.xsd`). */
export interface ImportDefinition {
  keys: readonly string[]
  newValue: 'Append' | 'NoAction' | 'Error'
  existingValue: 'Append' | 'Update' | 'NoAction' | 'Delete' | 'Auto' | 'Error'
  noValue?: 'Append' | 'NoAction' | 'Error'
}
export type Definitions = Readonly<Record<RecordName, ImportDefinition>> & {
  /** Of the stock card inside a line. */
  readonly lineCard: ImportDefinition
}

const documentKeys: Readonly<Partial<Record<RecordName, readonly string[]>>> = { FaktPrij: ['GUID'], FaktVyd: ['GUID'] }
const masterKeys = { KmKarta: ['Katalog'], Zasoba: ['KmKarta/Katalog', 'Sklad/KodSkladu'], Firma: ['ICO'] } as const

/** Definitions as the client's document advises them, but for what orders do and all documents with them. */
export const definitionsLike = (orders: ImportDefinition, changes: Partial<Definitions> = {}): Definitions => {
  const documents = (['ObjPrij', 'DLPrij', 'Prijemka', 'FaktPrij', 'FaktVyd'] as const).map(
    (name) => [name, { ...orders, keys: documentKeys[name] ?? orders.keys }] as const,
  )
  const masters = Object.entries(masterKeys).map(
    ([name, keys]) => [name, { keys, newValue: 'Append', existingValue: 'NoAction' }] as const,
  )
  return {
    ...(Object.fromEntries([...documents, ...masters]) as unknown as Record<RecordName, ImportDefinition>),
    lineCard: { keys: ['Katalog'], newValue: 'Append', existingValue: 'NoAction' },
    ...changes,
  }
}
