import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { element, textElement, writeNode, type XmlNode } from './xml'

/** A stock item as it is exported; what is absent the export doesn't have. Figures are decimal text. */
export interface StockItem {
  catalogue?: string
  shortCut?: string
  barCode?: string
  name: string
  unit?: string
  store: { name: string; code?: string }
  quantity?: string
  reserved?: string
  ordered?: string
  vatPercent?: string
  /** The first without a level is the basic price. */
  prices?: readonly { level?: string; currency?: string; withVat?: boolean; price: string }[]
  /** Number of the e-shop; only exports for e-shops have it. */
  eshop?: string
  notForSale?: boolean
}

const some = (name: string, text: string | undefined): string => (text === undefined ? '' : textElement(name, text))
const when = (present: unknown, xml: string): string => (present === undefined ? '' : xml)

const priceXml = ({ level, currency, withVat, price }: NonNullable<StockItem['prices']>[number]): string =>
  element(
    'PC',
    when(level, element('Hladina', textElement('Zkrat', level ?? '') + some('Nazev', level))) +
      some('SDPH', withVat === undefined ? undefined : withVat ? '1' : '0') +
      when(currency, element('Mena', textElement('Kod', currency ?? ''))) +
      element('Cena1', textElement('Cena', price)),
  )

/** What the schema demands of an item of an e-shop. */
const CATALOGUED =
  textElement('CisKarty', '1') +
  textElement('CisSkladu', '1') +
  element(
    'eSkup',
    textElement('ID', '1') +
      ['Name', 'Descript', 'Poznamka'].map((name) => textElement(name, '')).join('') +
      ['Changed', 'Public'].map((name) => textElement(name, '0')).join(''),
  )

/** `Zasoba` (`zasobaType`) in the order of the schema. */
export const stockItemXml = (item: StockItem): string => {
  const configuration = when(
    item.vatPercent,
    element('konfigurace', some('SDPH_Nakup', item.vatPercent) + some('SDPH_Prod', item.vatPercent)),
  )
  return element(
    'Zasoba',
    configuration +
      element('StavZasoby', some('Zasoba', item.quantity) + some('Rezervace', item.reserved) + some('Objednano', item.ordered)) +
      when(item.notForSale, textElement('ZakazProde', item.notForSale ? '1' : '0')) +
      when(item.eshop, element('eshop', some('IN_Export', item.eshop) + CATALOGUED)) +
      element(
        'KmKarta',
        textElement('Popis', item.name) +
          some('Zkrat', item.shortCut) +
          some('MJ', item.unit) +
          some('Katalog', item.catalogue) +
          some('BarCode', item.barCode),
      ) +
      element(
        'Sklad',
        textElement('Nazev', item.store.name) + some('KodSkladu', item.store.code) + textElement('CenikSklad', '0'),
      ) +
      (item.prices ?? []).map(priceXml).join(''),
  )
}

/** The file piece by piece, however many items: it never stands whole in memory. `choice`: as `VyberZaznamu` says which records are in it. */
export function* stockExport(
  ico: string,
  items: Iterable<StockItem | XmlNode>,
  { choice = '0' }: { choice?: string } = {},
): Generator<string> {
  const now = new Date().toISOString()
  const attributes = `ICAgendy="${ico}" ExpZkratka="_ZAS" ExpDate="${now.slice(0, 10)}" ExpTime="${now.slice(11, 19)}" VyberZaznamu="${choice}"`
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<MoneyData ${attributes}><SeznamZasoba>`
  let piece = ''
  for (const item of items) {
    piece += 'children' in item ? writeNode(item) : stockItemXml(item)
    if (piece.length > 64 * 1024) {
      yield piece
      piece = ''
    }
  }
  yield `${piece}</SeznamZasoba></MoneyData>`
}

export const writeStockExport = (
  path: string,
  ico: string,
  items: Iterable<StockItem | XmlNode>,
  options?: { choice?: string },
): Promise<void> => pipeline(Readable.from(stockExport(ico, items, options)), createWriteStream(path))
