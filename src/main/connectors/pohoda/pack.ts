import { createHash } from 'node:crypto'
import { encodeWindows1250 } from '../wrap/windows-1250'
import { el, writeStartTag, writeXml, type XmlElement } from '../wrap/xml-writer'

/** POHODA's `dat:dataPack`: what it takes, in Windows-1250. Source: data.xsd, filter.xsd of its schema, version 2. */

const schema = (name: string): string => `http://www.stormware.cz/schema/version_2/${name}.xsd`
/** All at the root, so that the bytes of an item don't depend on the pack that carries it. */
const NAMESPACES = {
  'xmlns:dat': schema('data'),
  'xmlns:ord': schema('order'),
  'xmlns:pri': schema('prijemka'),
  'xmlns:vyd': schema('vydejka'),
  'xmlns:inv': schema('invoice'),
  'xmlns:stk': schema('stock'),
  'xmlns:adb': schema('addressbook'),
  'xmlns:typ': schema('type'),
  'xmlns:lst': schema('list'),
  'xmlns:lStk': schema('list_stock'),
  'xmlns:lAdb': schema('list_addBook'),
  'xmlns:ftr': schema('filter'),
}
const DECLARATION = '<?xml version="1.0" encoding="Windows-1250"?>\n'
const END = Buffer.from('</dat:dataPack>', 'latin1')

/**
 * The pack id of everything that is imported for this company. Constant for ever: POHODA recognises a repeated document by pack id
 * and item id together, so a document that comes again in another batch must come under the same pack id.
 */
export const importPackId = (companyId: string): string =>
  companyId.length <= 61 ? `BI-${companyId}` : `BI-${createHash('sha256').update(companyId).digest('hex').slice(0, 48)}`

/** Bytes of one `dat:dataPackItem`. */
export const itemBytes = (item: XmlElement): Buffer => encodeWindows1250(writeXml(item))

/** A whole pack. `ico` absent: POHODA doesn't compare it with its accounting unit. */
export const packBytes = (pack: { id: string; ico?: string; note: string; items: readonly Uint8Array[] }): Buffer => {
  const start = writeStartTag('dat:dataPack', {
    version: '2.0',
    id: pack.id,
    ...(pack.ico === undefined ? {} : { ico: pack.ico }),
    application: 'B2B klient - Business Integrator',
    note: pack.note,
    ...NAMESPACES,
  })
  return Buffer.concat([encodeWindows1250(DECLARATION + start), ...pack.items, END])
}

/** Deletes a received order by POHODA's own id. Source: order.xsd, `actionType`; it knows no other way than by id or number. */
export const deleteItem = (recordId: string, place: number): Buffer =>
  itemBytes(
    el(
      'dat:dataPackItem',
      [
        el(
          'ord:order',
          [
            el('ord:actionType', [
              el('ord:delete', [el('ftr:filter', [el('ftr:id', recordId)], { agenda: 'prijate_objednavky' })]),
            ]),
          ],
          {
            version: '2.0',
          },
        ),
      ],
      { version: '2.0', id: String(place) },
    ),
  )
