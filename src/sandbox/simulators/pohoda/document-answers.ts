import type { AddressRecord } from './address-store'
import { addressPart, lineElement } from './answers'
import type { DocumentRecord } from './document-store'
import { type Element, el, textEl } from './xml'

/** Records of the other agendas as lists show them (prijemka.xsd, vydejka.xsd, invoice.xsd, addressbook.xsd). */

const extIdElement = (name: string, ids: string | undefined, exSystemName: string | undefined): Element | undefined =>
  ids === undefined || exSystemName === undefined
    ? undefined
    : el(name, {}, el('typ:ids', {}, ids), el('typ:exSystemName', {}, exSystemName))

const addressElement = (texts: Record<string, string>): Element =>
  el('typ:address', {}, ...Object.entries(texts).map(([name, value]) => addressPart(name, value)))

const prefixes = { prijemka: 'pri', vydejka: 'vyd', invoice: 'inv' } as const

export function documentElement(record: DocumentRecord): Element {
  const document = record.kind === 'prijemka' || record.kind === 'vydejka' ? record.kind : 'invoice'
  const prefix = prefixes[document]
  const own = (name: string): Element | undefined => textEl(`${prefix}:${name}`, record.header[name])
  return el(
    `lst:${document}`,
    { version: '2.0' },
    el(
      `${prefix}:${document}Header`,
      {},
      el(`${prefix}:id`, {}, String(record.id)),
      // A receipt has none in POHODA's schema.
      document === 'prijemka' ? undefined : extIdElement(`${prefix}:extId`, record.extId, record.exSystemName),
      ...(document === 'invoice' ? [el('inv:invoiceType', {}, record.kind)] : []),
      el(`${prefix}:number`, {}, el('typ:numberRequested', {}, record.number)),
      ...(document === 'invoice' ? ['symVar', 'originalDocument'].map(own) : []),
      el(`${prefix}:date`, {}, record.date),
      ...(document === 'invoice' ? ['dateTax', 'dateDue'].map(own) : []),
      textEl(`${prefix}:text`, record.text),
      el(`${prefix}:partnerIdentity`, {}, textEl('typ:id', record.partnerId?.toString()), addressElement(record.partner)),
      document === 'prijemka' ? undefined : textEl(`${prefix}:numberOrder`, record.numberOrder),
      textEl(`${prefix}:note`, record.note),
      textEl(`${prefix}:intNote`, record.intNote),
    ),
    record.lines.length === 0
      ? undefined
      : el(`${prefix}:${document}Detail`, {}, ...record.lines.map((line) => lineElement(line, record.totals.currency, prefix))),
  )
}

/** The texts of an address record under the names that its own element has. */
const ownTexts = ({ company, name, ico, dic, icDph, texts }: AddressRecord): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ company, name, ...texts, ico, dic, icDph }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  )

export const addressRecordElement = (record: AddressRecord): Element =>
  el(
    'lAdb:addressbook',
    { version: '2.0' },
    el(
      'adb:addressbookHeader',
      {},
      el('adb:id', {}, String(record.id)),
      el(
        'adb:identity',
        {},
        ...(record.extIds ?? []).map(({ ids, exSystemName }) => extIdElement('typ:extId', ids, exSystemName)),
        addressElement(ownTexts(record)),
        ...record.shipTo.map((place) =>
          el(
            'typ:shipToAddress',
            {},
            el('typ:id', {}, String(place.id)),
            textEl('typ:extId', place.extId),
            ...Object.entries(place.texts).map(([name, value]) => addressPart(name, value)),
          ),
        ),
      ),
      ...['phone', 'mobil', 'email', 'message', 'note'].map((name) => textEl(`adb:${name}`, record.header[name])),
    ),
  )
