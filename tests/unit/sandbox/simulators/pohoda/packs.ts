import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toWindows1250 } from '../../../../../src/sandbox/simulators/pohoda/encoding'
import type { Job } from '../../../../../src/sandbox/simulators/pohoda/job-file'
import { namespaces } from '../../../../../src/sandbox/simulators/pohoda/names'
import type { Effects } from '../../../../../src/sandbox/simulators/pohoda/process-pack'
import { realEffects, runParsedJob } from '../../../../../src/sandbox/simulators/pohoda/run-job'
import { child, parseXml, textAt, type XmlNode } from '../../../../../src/sandbox/simulators/pohoda/xml'
import type { TestPohoda } from '../../../../support/pohoda'

/** Packs written out by hand, as another program would send them; nothing here is shared with the connector. */

export interface OrderParts {
  numberOrder?: string
  extId?: string
  date?: string
  header?: string
  partner?: string
  lines?: string
  summary?: string
}

export const line = (text: string, quantity: string, unitPrice: string, rest = '<ord:rateVAT>high</ord:rateVAT>'): string =>
  `<ord:orderItem><ord:text>${text}</ord:text><ord:quantity>${quantity}</ord:quantity><ord:unit>ks</ord:unit>${rest}` +
  `<ord:homeCurrency><typ:unitPrice>${unitPrice}</typ:unitPrice></ord:homeCurrency></ord:orderItem>`

export const order = (parts: OrderParts = {}): string =>
  `<ord:order version="2.0"><ord:orderHeader>${
    parts.extId === undefined
      ? ''
      : `<ord:extId><typ:ids>${parts.extId}</typ:ids><typ:exSystemName>BI</typ:exSystemName></ord:extId>`
  }<ord:orderType>receivedOrder</ord:orderType><ord:numberOrder>${parts.numberOrder ?? 'PO-1'}</ord:numberOrder>` +
  `<ord:date>${parts.date ?? '2026-09-01'}</ord:date>${parts.header ?? ''}${
    parts.partner ??
    '<ord:partnerIdentity><typ:address linkToAddress="true"><typ:company>Příliš žluťoučký kůň</typ:company><typ:ico>87654321</typ:ico></typ:address></ord:partnerIdentity>'
  }</ord:orderHeader><ord:orderDetail>${parts.lines ?? line('Šroub M6 × 20', '100', '12.5')}</ord:orderDetail>${
    parts.summary === undefined ? '' : `<ord:orderSummary>${parts.summary}</ord:orderSummary>`
  }</ord:order>`

export const item = (id: string, document: string): string =>
  `<dat:dataPackItem version="2.0" id="${id}">${document}</dat:dataPackItem>`

export const pack = (
  items: string,
  options: { id?: string; ico?: string; attributes?: string; encoding?: string } = {},
): string =>
  `<?xml version="1.0" encoding="${options.encoding ?? 'Windows-1250'}"?><dat:dataPack version="2.0" id="${options.id ?? 'pack-1'}" ico="${options.ico ?? '12345678'}" ${
    options.attributes ?? 'application="tests" note=""'
  } ${Object.entries(namespaces)
    .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
    .join(' ')}>${items}</dat:dataPack>`

export const listRequest = (filter: string): string =>
  `<lst:listOrderRequest version="2.0" orderVersion="2.0" orderType="receivedOrder"><lst:requestOrder>${filter}</lst:requestOrder></lst:listOrderRequest>`

/** Runs a pack in this process and reads the answer. Dying is an error that says so. */
export async function send(
  pohoda: TestPohoda,
  xml: string | Buffer,
  job: Partial<Job> & { user?: string; password?: string; effects?: Partial<Effects> } = {},
): Promise<{ bytes: Buffer; root: XmlNode; text: string }> {
  const inputXml = join(pohoda.inputDir, 'one.xml')
  const responseXml = join(pohoda.responseDir, 'one.xml')
  writeFileSync(inputXml, typeof xml === 'string' ? toWindows1250(xml) : xml)
  const { user = pohoda.user, password = pohoda.password, effects, ...rest } = job
  const die = (): never => {
    throw new Error('died')
  }
  await runParsedJob(
    pohoda.stateDir,
    { user, password },
    { database: pohoda.database, checkDuplicity: true, formatOutput: false, inputXml, responseXml, ...rest },
    { ...realEffects, die, ...effects },
  )
  const bytes = readFileSync(responseXml)
  const text = new TextDecoder('windows-1250').decode(bytes)
  return { bytes, text, root: parseXml(text) }
}

export const answerOf = (root: XmlNode, id: string): XmlNode | undefined =>
  root.children.find((one) => one.attributes.get('id') === id)
export const producedNumber = (root: XmlNode, id: string): string | undefined =>
  textAt(answerOf(root, id), 'ord:orderResponse', 'rdc:producedDetails', 'rdc:number')
export const detailOf = (root: XmlNode, id: string): { errno: string | undefined; note: string | undefined } => {
  const detail = child(child(child(answerOf(root, id), 'ord:orderResponse'), 'rdc:importDetails'), 'rdc:detail')
  return { errno: textAt(detail, 'rdc:errno'), note: textAt(detail, 'rdc:note') }
}
