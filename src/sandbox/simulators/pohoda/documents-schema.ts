import { addressbook } from './address-schema'
import { invoice } from './invoice-schema'
import { listRequests } from './list-schema'
import { order } from './order-schema'
import { foreign, sequence, type Type, withAttributes } from './schema'
import { version20 } from './schema-types'
import { anyText, oneOf, upTo } from './simple-types'
import { stock } from './stock-schema'
import { prijemka, vydejka } from './warehouse-schema'

/**
 * What POHODA's schemas (version 2.0, set of 2026) demand of a pack, and which documents and requests in it the simulator plays. Facts read
 * in data.xsd and the schemas of the documents; parts that are not played are `foreign`.
 */

/** Attributes of the envelope; its content is checked item by item. */
export const dataPack: Type = withAttributes(sequence({ 'dat:transformation?': foreign, 'dat:dataPackItem+': foreign }), {
  'version!': version20,
  'id!': upTo(64),
  ico: upTo(15),
  key: upTo(64),
  period: oneOf('current', 'following'),
  'application!': upTo(100),
  programVersion: anyText,
  'note!': anyText,
})
export const dataPackItem: Type = withAttributes(sequence({}), { 'version!': oneOf('1.0', '2.0'), 'id!': upTo(64) })

/** By the name of the document or request. */
export const documents: Readonly<Record<string, Type>> = {
  'ord:order': order,
  'pri:prijemka': prijemka,
  'vyd:vydejka': vydejka,
  'inv:invoice': invoice,
  'stk:stock': stock,
  'adb:addressbook': addressbook,
  ...listRequests,
}
