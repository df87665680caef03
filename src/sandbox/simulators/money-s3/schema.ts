import type { XmlNode } from './xml'

/**
 * The part of Money's schema that a received order needs, transcribed from `__Objedn.xsd`, `__Firma.xsd`, `__Zasoba.xsd` and
 * `__Comtypes.xsd`: every type is a sequence, so what stands in the wrong order is refused as well as what is too long.
 */
type Simple =
  | { kind: 'text'; max?: number; length?: number }
  | { kind: 'decimal'; digits: number; places: number }
  | { kind: 'date' | 'time' | 'boolean' | 'long' | 'byte' }
interface Complex {
  kind: 'sequence'
  parts: readonly Part[]
}
interface Part {
  name: string
  type: Simple | Complex
  min: 0 | 1
  many: boolean
}

const text = (max?: number): Simple => (max === undefined ? { kind: 'text' } : { kind: 'text', max })
const exactly = (length: number): Simple => ({ kind: 'text', length })
const decimal = (digits: number, places: number): Simple => ({ kind: 'decimal', digits, places })
const amount = decimal(15, 4)
const date: Simple = { kind: 'date' }
const yesNo: Simple = { kind: 'boolean' }
const sequence = (...parts: Part[]): Complex => ({ kind: 'sequence', parts })
const may = (name: string, type: Simple | Complex): Part => ({ name, type, min: 0, many: false })
const must = (name: string, type: Simple | Complex): Part => ({ name, type, min: 1, many: false })
const list = (name: string, type: Simple | Complex, min: 0 | 1 = 0): Part => ({ name, type, min, many: true })

const address = sequence(
  may('Ulice', text(50)),
  may('Misto', text(40)),
  may('PSC', text(10)),
  may('Stat', text(20)),
  may('KodStatu', exactly(2)),
)
const phone = sequence(may('Pred', text(10)), may('Cislo', text(20)), may('Klap', text(5)))
const contacts = [
  may('Tel', phone),
  may('Fax', phone),
  may('Mobil', phone),
  may('EMail', text(50)),
  may('WWW', text(50)),
] as const
const bank = [
  may('PlatceDPH', yesNo),
  may('FyzOsoba', yesNo),
  may('Banka', text(50)),
  may('Ucet', text(24)),
  may('KodBanky', text(8)),
  may('VSymb', text(20)),
  may('SpecSym', text(10)),
  may('KodPartn', text(20)),
] as const
const partner = sequence(
  may('ObchNazev', text(50)),
  may('ObchAdresa', address),
  may('FaktNazev', text(50)),
  may('ICO', text(10)),
  may('DIC', text(20)),
  may('DICSK', text(20)),
  may('FaktAdresa', address),
  may('GUID', text(38)),
  may('Nazev', text(50)),
  may('Adresa', address),
  ...contacts,
  ...bank,
)
const recipient = sequence(
  may('Nazev', text(50)),
  may('Adresa', address),
  may('GUID', text(38)),
  ...contacts,
  may('ICO', text(10)),
  may('DIC', text(20)),
  may('DICSK', text(20)),
  ...bank,
)
const vatSummary = sequence(
  may('Zaklad0', amount),
  may('Zaklad5', amount),
  may('Zaklad22', amount),
  may('DPH5', amount),
  may('DPH22', amount),
  may(
    'SeznamDalsiSazby',
    sequence(
      list(
        'DalsiSazba',
        sequence(
          may('Popis', text()),
          may('HladinaDPH', { kind: 'byte' }),
          may('Sazba', amount),
          may('Zaklad', amount),
          may('DPH', amount),
        ),
        1,
      ),
    ),
  ),
)
const store = sequence(must('Nazev', text(50)), may('KodSkladu', text(20)), may('GUID', text(38)), must('CenikSklad', yesNo))
const card = sequence(
  must('Popis', text(50)),
  may('Zkrat', text(20)),
  may('Pozn', text()),
  may('MJ', text(10)),
  may('UzivCode', text(6)),
  may('GUID', text(38)),
  may('Katalog', text(20)),
  may('BarCode', text(20)),
)
const textItem = sequence(
  may('Zkrat', text(20)),
  may('MJ', text(10)),
  may('UzivCode', text(6)),
  may('Katalog', text(20)),
  may('BarCode', text(20)),
)
const line = sequence(
  may('Popis', text(50)),
  may('Poznamka', text()),
  may('PocetMJ', amount),
  may('ZbyvaMJ', amount),
  may('Cena', amount),
  may('SazbaDPH', amount),
  may('TypCeny', decimal(3, 0)),
  may('Sleva', amount),
  may('Vystaveno', date),
  may('VyriditNej', date),
  may('Vyridit_do', date),
  may('Vyrizeno', date),
  may('Poradi', amount),
  may('Stredisko', text(10)),
  may('Zakazka', text(10)),
  may('Cinnost', text(10)),
  may('CenovaHlad', text(10)),
  may('Valuty', amount),
  may('CenaPoSleve', yesNo),
  may('PredPC', amount),
  may('Sklad', store),
  may('KmKarta', card),
  may('NesklPolozka', textItem),
)
const order = sequence(
  may('Doklad', text(10)),
  may('Popis', text(50)),
  may('Poznamka', text()),
  may('TextPredPo', text()),
  may('TextZaPol', text()),
  may('Vystaveno', date),
  may('Vyridit_do', date),
  may('Vyrizeno', date),
  may('DodOdb', partner),
  may('KonecPrij', recipient),
  may('KPFromOdb', yesNo),
  may('SazbaDPH1', amount),
  may('SazbaDPH2', amount),
  may('SouhrnDPH', vatSummary),
  may('Celkem', amount),
  may(
    'Valuty',
    sequence(
      must('Mena', sequence(must('Kod', text(4)), may('Mnozstvi', decimal(11, 0)), may('Kurs', amount))),
      must('SouhrnDPH', vatSummary),
      must('Celkem', amount),
    ),
  ),
  may('DRada', text(5)),
  may('DCislo', decimal(11, 0)),
  may('Stredisko', text(10)),
  may('Zakazka', text(10)),
  may('Cinnost', text(10)),
  may('Vystavil', text(50)),
  may('NeRezervov', yesNo),
  may('PevneCeny', yesNo),
  may('PlatPodm', text(20)),
  may('Doprava', text(20)),
  may('CasVystave', { kind: 'time' }),
  may('DatumVysta', date),
  may('Nadpis', text(50)),
  may('VyriditNej', date),
  may('ZkratkaTyp', text(10)),
  may('PrimDoklad', text(20)),
  may('VarSymbol', text(20)),
  may('Sleva', amount),
  may('eshop', sequence(must('IN_Export', { kind: 'byte' }), may('IN_ObjCis', { kind: 'long' }), may('IN_Poznamk', text(100)))),
  list('Polozka', line),
)
const root = sequence(must('SeznamObjPrij', sequence(list('ObjPrij', order))))

const digitsOf = (value: string): { all: number; places: number } => {
  const [whole = '', fraction = ''] = value.replace(/^[+-]/, '').split('.')
  const kept = fraction.replace(/0+$/, '')
  return { all: whole.replace(/^0+/, '').length + kept.length, places: kept.length }
}

function simpleFault(value: string, type: Simple): string | undefined {
  switch (type.kind) {
    case 'text':
      if (type.max !== undefined && value.length > type.max) return `longer than ${type.max}`
      return type.length !== undefined && value.length !== type.length ? `not ${type.length} characters` : undefined
    case 'decimal': {
      if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(value)) return 'no decimal'
      const { all, places } = digitsOf(value)
      return all > type.digits || places > type.places ? 'too many digits' : undefined
    }
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? undefined : 'no date'
    case 'time':
      return /^\d{2}:\d{2}:\d{2}$/.test(value) ? undefined : 'no time'
    case 'boolean':
      return ['0', '1', 'true', 'false'].includes(value) ? undefined : 'no boolean'
    case 'long':
      return /^-?\d{1,19}$/.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value) ? undefined : 'no long'
    case 'byte':
      return /^\d{1,3}$/.test(value) ? undefined : 'no byte'
  }
}

function faultIn(node: XmlNode, type: Simple | Complex, path: string): string | undefined {
  if (type.kind !== 'sequence') {
    if (node.children.length > 0) return `${path}: elements in a text`
    const fault = simpleFault(node.text, type)
    return fault && `${path}: ${fault} "${node.text.slice(0, 40)}"`
  }
  if (node.text.trim() !== '') return `${path}: text between elements`
  let at = 0
  for (const part of type.parts) {
    let count = 0
    for (let one = node.children[at]; one?.name === part.name && (part.many || count === 0); one = node.children[at]) {
      const fault = faultIn(one, part.type, `${path}/${part.name}`)
      if (fault) return fault
      at++
      count++
    }
    if (count < part.min) return `${path}: ${part.name} missing`
  }
  const over = node.children[at]
  return over && `${path}: ${over.name} not expected here`
}

/** The choice and the pairs that a plain sequence can't say. */
function pairFault(line: XmlNode): string | undefined {
  const has = (name: string): boolean => line.children.some((one) => one.name === name)
  if (has('Sklad') !== has('KmKarta')) return 'Polozka: Sklad and KmKarta belong together'
  return has('NesklPolozka') && has('KmKarta') ? 'Polozka: either KmKarta or NesklPolozka' : undefined
}

/** What Money's schema has against a document; `undefined`: nothing. */
export function schemaFault(document: XmlNode): string | undefined {
  if (document.name !== 'MoneyData') return `${document.name} instead of MoneyData`
  const fault = faultIn(document, root, 'MoneyData')
  if (fault) return fault
  for (const one of document.children[0]?.children ?? []) {
    const has = (name: string): boolean => one.children.some(({ name: found }) => found === name)
    if (has('SouhrnDPH') !== has('Celkem')) return 'ObjPrij: SouhrnDPH and Celkem belong together'
    for (const line of one.children) {
      const pair = line.name === 'Polozka' ? pairFault(line) : undefined
      if (pair) return pair
    }
  }
  return undefined
}
