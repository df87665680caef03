/** Namespaces of POHODA's schemas. A pack may use any prefix, so names are compared by address and written with ours. */
const base = 'http://www.stormware.cz/schema/version_2/'

export const namespaces = {
  dat: `${base}data.xsd`,
  typ: `${base}type.xsd`,
  ord: `${base}order.xsd`,
  pri: `${base}prijemka.xsd`,
  vyd: `${base}vydejka.xsd`,
  inv: `${base}invoice.xsd`,
  stk: `${base}stock.xsd`,
  adb: `${base}addressbook.xsd`,
  ftr: `${base}filter.xsd`,
  lst: `${base}list.xsd`,
  lStk: `${base}list_stock.xsd`,
  lAdb: `${base}list_addBook.xsd`,
  acu: `${base}accountingunit.xsd`,
  rsp: `${base}response.xsd`,
  rdc: `${base}documentresponse.xsd`,
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
} as const

const prefixes = new Map<string, string>(Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]))

/** `ord:order` for a name of a known namespace, `{uri}order` for any other, the bare name without a namespace. */
export const canonicalName = (uri: string, local: string): string => {
  if (uri === '') return local
  const prefix = prefixes.get(uri)
  return prefix === undefined ? `{${uri}}${local}` : `${prefix}:${local}`
}
