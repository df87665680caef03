import { invoice, order, stockDocument } from './schema-documents'
import { card, company, stockItem } from './schema-parts'
import { faultIn, list, may, sequence } from './schema-types'
import { child, children, type XmlNode } from './xml'

/** The part of Money's schema that the client's documents need, transcribed from `_Document.xsd`: lists in their fixed order. */
const root = sequence(
  may('SeznamFirem', sequence(list('Firma', company))),
  may('SeznamKmKarta', sequence(list('KmKarta', card))),
  may('SeznamZasoba', sequence(list('Zasoba', stockItem))),
  may('SeznamFaktPrij', sequence(list('FaktPrij', invoice))),
  may('SeznamFaktVyd', sequence(list('FaktVyd', invoice))),
  may('SeznamObjPrij', sequence(list('ObjPrij', order))),
  may('SeznamPrijemka', sequence(list('Prijemka', stockDocument))),
  may('SeznamDLPrij', sequence(list('DLPrij', stockDocument))),
)

/** The choice and the pairs that a plain sequence can't say. */
function pairFault(line: XmlNode): string | undefined {
  const has = (name: string): boolean => child(line, name) !== undefined
  if (has('Sklad') !== has('KmKarta')) return 'Polozka: Sklad and KmKarta belong together'
  return has('NesklPolozka') && has('KmKarta') ? 'Polozka: either KmKarta or NesklPolozka' : undefined
}

/** What Money's schema has against a document; `undefined`: nothing. */
export function schemaFault(document: XmlNode): string | undefined {
  if (document.name !== 'MoneyData') return `${document.name} instead of MoneyData`
  const fault = faultIn(document, root, 'MoneyData')
  if (fault) return fault
  for (const one of document.children.flatMap((records) => records.children)) {
    const has = (name: string): boolean => child(one, name) !== undefined
    if (has('SouhrnDPH') !== has('Celkem')) return `${one.name}: SouhrnDPH and Celkem belong together`
    for (const line of children(one, 'Polozka')) {
      const pair = pairFault(line)
      if (pair) return pair
    }
  }
  return undefined
}
