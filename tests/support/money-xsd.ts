import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sharedErp } from './shared-erp'
import { schemaComplaints } from './xmllint'

/** The lists that our files have, with their types and the file of the schema that has them. */
const LISTS = [
  ['SeznamFirem', 'Firma', 'firmaType', '__Firma.xsd'],
  ['SeznamKmKarta', 'KmKarta', 'kmKartaType', '__Zasoba.xsd'],
  ['SeznamZasoba', 'Zasoba', 'zasobaType', '__Zasoba.xsd'],
  ['SeznamFaktPrij', 'FaktPrij', 'fakturaType', '__Faktura.xsd'],
  ['SeznamFaktVyd', 'FaktVyd', 'fakturaType', '__Faktura.xsd'],
  ['SeznamObjPrij', 'ObjPrij', 'objednavkaType', '__Objedn.xsd'],
  ['SeznamPrijemka', 'Prijemka', 'sklDoklType', '__SklDokl.xsd'],
  ['SeznamDLPrij', 'DLPrij', 'sklDoklType', '__SklDokl.xsd'],
] as const

const driver = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
${[...new Set(LISTS.map(([, , , file]) => file))].map((file) => `<xs:include schemaLocation="${file}"/>`).join('')}
<xs:element name="MoneyData"><xs:complexType><xs:sequence>
${LISTS.map(
  ([list, record, type]) =>
    `<xs:element name="${list}" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="${record}" type="${type}" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>`,
).join('\n')}
</xs:sequence><xs:anyAttribute processContents="skip"/></xs:complexType></xs:element>
</xs:schema>`

/**
 * What Money's own schema has against these files; `undefined`: no schema or xmllint here (said once). libxml2 takes neither the whole
 * `_Document.xsd` nor `sklDoklType` as it stands: two elements `Sleva` in one sequence make it ambiguous. The second is for exports only
 * ("IMPORT: NE"), so it gets another name, in a copy in a temporary folder.
 */
export function moneySchemaComplaints(documents: readonly Uint8Array[]): readonly string[] | undefined {
  const erp = sharedErp()
  if (erp === undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'bi-money-xsd-'))
  try {
    const given = join(erp, 'moneys3-xsd')
    for (const name of readdirSync(given).filter((one) => one.endsWith('.xsd')))
      writeFileSync(join(folder, name), readFileSync(join(given, name)))
    const schema = readFileSync(join(given, '__SklDokl.xsd'), 'utf8')
    const [before, first, second, ...rest] = schema.split('<xs:element name="Sleva"')
    if (second === undefined) throw new Error('sklDoklType is not the one that was looked at')
    const patched = [`${before}<xs:element name="Sleva"${first}<xs:element name="SlevaCelkem"${second}`, ...rest]
    writeFileSync(join(folder, '__SklDokl.xsd'), patched.join('<xs:element name="Sleva"'))
    writeFileSync(join(folder, 'driver.xsd'), driver)
    return schemaComplaints(join(folder, 'driver.xsd'), documents)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
