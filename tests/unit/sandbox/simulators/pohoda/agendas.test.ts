import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readDocuments, readStore } from '../../../../../src/sandbox/simulators/pohoda/store'
import { child, textAt, type XmlNode } from '../../../../../src/sandbox/simulators/pohoda/xml'
import { createTestPohoda, type TestPohoda } from '../../../../support/pohoda'
import { schemaComplaints } from '../../../../support/xmllint'
import { answerOf, item, pack, send } from './packs'

/** Receipts, issue slips, invoices, cards and addresses, written out by hand as another program would send them. */

let pohoda: TestPohoda
beforeEach(() => {
  pohoda = createTestPohoda({ unit: { stockCards: [] } })
})
afterEach(() => pohoda.remove())

const answers: Buffer[] = []
const ask = async (items: string, id = 'pack-1', checkDuplicity = true): Promise<XmlNode> => {
  const answer = await send(pohoda, pack(items, { id }), { checkDuplicity })
  answers.push(answer.bytes)
  return answer.root
}
const cards = () => readStore(pohoda.stateDir, pohoda.database, (store) => store.stock.find({}), [])
const addresses = () => readStore(pohoda.stateDir, pohoda.database, (store) => store.addresses.all([]), [])
const documents = () => readDocuments(pohoda.stateDir, pohoda.database)
const innerOf = (root: XmlNode, id: string): XmlNode | undefined => answerOf(root, id)?.children[0]
const producedOf = (root: XmlNode, id: string, what: string): string | undefined =>
  textAt(innerOf(root, id), 'rdc:producedDetails', `rdc:${what}`)
const noteOf = (root: XmlNode, id: string): string | undefined =>
  textAt(innerOf(root, id), 'rdc:importDetails', 'rdc:detail', 'rdc:note')

const stock = (action: string, header: string): string =>
  `<stk:stock version="2.0">${action === '' ? '' : `<stk:actionType>${action}</stk:actionType>`}<stk:stockHeader>${header}</stk:stockHeader></stk:stock>`
const byCode = (code: string): string => `<ftr:filter><ftr:code>${code}</ftr:code></ftr:filter>`
const card = (code: string, rest = ''): string =>
  `<stk:stockType>card</stk:stockType><stk:code>${code}</stk:code><stk:name>Šroub ${code}</stk:name>${rest}<stk:storage><typ:ids>ZBOŽÍ/Šrouby</typ:ids></stk:storage><stk:typePrice><typ:ids>SK</typ:ids></stk:typePrice>`
const newCard = (code: string, rest = ''): string => stock(`<stk:add>${byCode(code)}</stk:add>`, card(code, rest))

const line = (prefix: string, document: string, quantity: string, code: string): string =>
  `<${prefix}:${document}Item><${prefix}:quantity>${quantity}</${prefix}:quantity><${prefix}:rateVAT>high</${prefix}:rateVAT><${prefix}:homeCurrency><typ:unitPrice>10</typ:unitPrice></${prefix}:homeCurrency><${prefix}:stockItem><typ:stockItem><typ:ids>${code}</typ:ids></typ:stockItem></${prefix}:stockItem></${prefix}:${document}Item>`
const document = (prefix: string, name: string, header: string, lines: string): string =>
  `<${prefix}:${name} version="2.0"><${prefix}:${name}Header>${header}<${prefix}:date>2026-09-01</${prefix}:date><${prefix}:text>Dodací list DL-1</${prefix}:text></${prefix}:${name}Header><${prefix}:${name}Detail>${lines}</${prefix}:${name}Detail></${prefix}:${name}>`
const extId = (prefix: string, ids: string): string =>
  `<${prefix}:extId><typ:ids>${ids}</typ:ids><typ:exSystemName>BI</typ:exSystemName></${prefix}:extId>`

describe('documents that move stock', () => {
  it('a receipt adds to its card and an issue slip takes from it, once each', async () => {
    await ask(item('C', newCard('A1')))
    const receipt = document('pri', 'prijemka', '', line('pri', 'prijemka', '12.5', 'A1'))
    const issue = document('vyd', 'vydejka', extId('vyd', 'X-1'), line('vyd', 'vydejka', '2', 'A1'))
    const root = await ask(item('P', receipt) + item('V', issue))
    expect([producedOf(root, 'P', 'number'), producedOf(root, 'V', 'number')]).toEqual(['26PR00001', '26VY00001'])
    expect(cards().map(({ count }) => count)).toEqual(['10.5'])
    const again = await ask(item('P', receipt))
    const duplicity = child(child(answerOf(again, 'P'), 'rsp:errorDetail'), 'rsp:recordDuplicity')
    expect(textAt(duplicity, 'rsp:agendaType')).toBe('prijemky')
    expect(textAt(duplicity, 'rsp:number')).toBe('26PR00001')
    expect(cards().map(({ count }) => count)).toEqual(['10.5'])
  })

  it('without the check of duplicity the same receipt is there twice, and so are the goods', async () => {
    await ask(item('C', newCard('A1')))
    const receipt = document('pri', 'prijemka', '', line('pri', 'prijemka', '5', 'A1'))
    await ask(item('P', receipt), 'pack-1', false)
    await ask(item('P', receipt), 'pack-1', false)
    expect(documents()).toHaveLength(2)
    expect(cards().map(({ count }) => count)).toEqual(['10'])
  })

  it('a card that is not there stops its document, and nothing moves', async () => {
    await ask(item('C', newCard('A1')))
    const lines = line('inv', 'invoice', '1', 'A1') + line('inv', 'invoice', '1', 'B2')
    const root = await ask(item('F', document('inv', 'invoice', '<inv:invoiceType>issuedInvoice</inv:invoiceType>', lines)))
    expect(innerOf(root, 'F')?.attributes.get('state')).toBe('error')
    expect(noteOf(root, 'F')).toContain('B2')
    expect(documents()).toEqual([])
    expect(cards().map(({ count }) => count)).toEqual(['0'])
  })

  it('lists them by id of another system and by date; a receipt has no such id', async () => {
    await ask(item('C', newCard('A1')))
    const header = '<inv:invoiceType>receivedInvoice</inv:invoiceType><inv:originalDocument>FV-1</inv:originalDocument>'
    await ask(
      item('P', document('pri', 'prijemka', '<pri:intNote>naše</pri:intNote>', line('pri', 'prijemka', '1', 'A1'))) +
        item('V', document('vyd', 'vydejka', extId('vyd', 'X-1'), line('vyd', 'vydejka', '1', 'A1'))) +
        item('F', document('inv', 'invoice', header + extId('inv', 'X-2'), line('inv', 'invoice', '1', 'A1'))),
    )
    const list = (name: string, attributes: string, filter: string): string =>
      `<lst:list${name}Request version="2.0" ${attributes}><lst:request${name}><ftr:filter>${filter}</ftr:filter></lst:request${name}></lst:list${name}Request>`
    const day = '<ftr:dateFrom>2026-09-01</ftr:dateFrom><ftr:dateTill>2026-09-01</ftr:dateTill>'
    const root = await ask(
      item('1', list('Prijemka', 'prijemkaVersion="2.0"', day)) +
        item('2', list('Vydejka', 'vydejkaVersion="2.0"', extId('ftr', 'X-1'))) +
        item('3', list('Invoice', 'invoiceType="receivedInvoice" invoiceVersion="2.0"', extId('ftr', 'X-2'))) +
        item('4', list('Invoice', 'invoiceType="receivedCreditNotice" invoiceVersion="2.0"', day)) +
        item('5', list('Vydejka', 'vydejkaVersion="2.0"', extId('ftr', 'X-9'))),
      'pack-2',
    )
    const [receipt] = innerOf(root, '1')?.children ?? []
    expect(textAt(receipt, 'pri:prijemkaHeader', 'pri:intNote')).toBe('naše')
    expect(child(child(receipt, 'pri:prijemkaHeader'), 'pri:extId')).toBeUndefined()
    expect(textAt(innerOf(root, '2')?.children[0], 'vyd:vydejkaHeader', 'vyd:extId', 'typ:ids')).toBe('X-1')
    expect(textAt(innerOf(root, '3')?.children[0], 'inv:invoiceHeader', 'inv:originalDocument')).toBe('FV-1')
    expect(innerOf(root, '4')?.children).toEqual([])
    expect(innerOf(root, '5')?.children).toEqual([])
  })
})

describe('stock cards', () => {
  it('are made with what they need, and only once by their filter', async () => {
    const root = await ask(item('A', newCard('A1')) + item('B', stock('', '<stk:name>x</stk:name>')) + item('C', newCard('A1')))
    expect([producedOf(root, 'A', 'code'), producedOf(root, 'A', 'actionType')]).toEqual(['A1', 'add'])
    expect(innerOf(root, 'B')?.attributes.get('state')).toBe('error')
    // The documentation of the filter: nothing is done. Neither an error nor a record.
    expect(innerOf(root, 'C')?.attributes.get('state')).toBe('ok')
    expect(producedOf(root, 'C', 'id')).toBeUndefined()
    expect(cards().map(({ code, name }) => [code, name])).toEqual([['A1', 'Šroub A1']])
  })

  it('an update changes what is sent and nothing else, and is refused where it means several', async () => {
    await ask(
      item('A', newCard('A1', '<stk:unit>ks</stk:unit><stk:EAN>859</stk:EAN>')) +
        item('B', newCard('B1', '<stk:EAN>859</stk:EAN>')),
    )
    const update = (filter: string, header: string): string =>
      stock(`<stk:update><ftr:filter>${filter}</ftr:filter></stk:update>`, header)
    const root = await ask(
      item('C', update('<ftr:code>A1</ftr:code>', '<stk:sellingPrice payVAT="false">12.9</stk:sellingPrice>')) +
        item('D', update('<ftr:EAN>859</ftr:EAN>', '<stk:name>Obě</stk:name>')) +
        item('E', update('<ftr:code>Z9</ftr:code>', '<stk:name>Žádná</stk:name>')),
      'pack-2',
    )
    expect(producedOf(root, 'C', 'actionType')).toBe('update')
    expect(noteOf(root, 'D')).toBe('Pro daný filtr bylo nalezeno více jak 1 záznam.')
    expect(producedOf(root, 'E', 'id')).toBeUndefined()
    expect(cards()).toMatchObject([
      { code: 'A1', name: 'Šroub A1', unit: 'ks', sellingPrice: { price: '12.9', payVAT: false } },
      { code: 'B1', name: 'Šroub B1' },
    ])
  })

  it('one code is one card in a store, whatever the filter', async () => {
    const root = await ask(item('A', newCard('A1')) + item('B', stock('<stk:add/>', card('A1'))))
    expect(innerOf(root, 'B')?.attributes.get('state')).toBe('error')
    expect(cards()).toHaveLength(1)
  })
})

describe('addresses', () => {
  const address = (action: string, identity: string, rest = ''): string =>
    `<adb:addressbook version="2.0"><adb:actionType>${action}</adb:actionType><adb:addressbookHeader><adb:identity>${identity}</adb:identity>${rest}</adb:addressbookHeader></adb:addressbook>`
  const id = (ids: string): string => extId('typ', ids)
  const upsert = (ids: string): string => `<adb:add update="true"><ftr:filter>${extId('ftr', ids)}</ftr:filter></adb:add>`

  it('are added or updated by their filter, and a document is linked with the one of its IČO', async () => {
    const first = `${id('P1')}<typ:address><typ:company>Kůň, s.r.o.</typ:company><typ:city>Brno</typ:city><typ:ico>27082440</typ:ico></typ:address><typ:shipToAddress><typ:company>Sklad</typ:company></typ:shipToAddress>`
    const second = `${id('P1')}<typ:address><typ:city>Praha</typ:city></typ:address>`
    const root = await ask(
      item('A', address(upsert('P1'), first, '<adb:phone>541</adb:phone>')) + item('B', address(upsert('P1'), second)),
    )
    expect(['A', 'B'].map((one) => producedOf(root, one, 'actionType'))).toEqual(['add', 'update'])
    expect(addresses()).toMatchObject([
      { company: 'Kůň, s.r.o.', texts: { city: 'Praha' }, header: { phone: '541' }, shipTo: [{ texts: { company: 'Sklad' } }] },
    ])
    const partner =
      '<pri:partnerIdentity><typ:address linkToAddress="true"><typ:ico>27082440</typ:ico></typ:address></pri:partnerIdentity>'
    const text = '<pri:prijemkaItem><pri:text>x</pri:text></pri:prijemkaItem>'
    await ask(item('P', document('pri', 'prijemka', partner, text)))
    expect(documents()[0]?.partnerId).toBe(addresses()[0]?.id)
  })

  it('a filter that means several is refused, and lists show places and ids', async () => {
    const of = (ids: string): string =>
      address(
        '<adb:add/>',
        `${id(ids)}<typ:address><typ:company>${ids}</typ:company><typ:ico>27082440</typ:ico></typ:address><typ:shipToAddress><typ:city>Zlín</typ:city></typ:shipToAddress>`,
      )
    const list =
      '<lAdb:listAddressBookRequest version="2.0" addressBookVersion="2.0"><lAdb:requestAddressBook><ftr:filter><ftr:ico>27082440</ftr:ico></ftr:filter></lAdb:requestAddressBook></lAdb:listAddressBookRequest>'
    const both = address('<adb:update><ftr:filter><ftr:ico>27082440</ftr:ico></ftr:filter></adb:update>', '<typ:address/>')
    const root = await ask(item('A', of('P1')) + item('B', of('P2')) + item('C', both) + item('L', list))
    expect(noteOf(root, 'C')).toBe('Pro daný filtr bylo nalezeno více jak 1 záznam.')
    const headers = innerOf(root, 'L')?.children.map((one) => child(one, 'adb:addressbookHeader')) ?? []
    expect(headers.map((one) => textAt(one, 'adb:identity', 'typ:extId', 'typ:ids'))).toEqual(['P1', 'P2'])
    expect(textAt(headers[0], 'adb:identity', 'typ:shipToAddress', 'typ:city')).toBe('Zlín')
  })
})

afterAll(() => {
  const complaints = schemaComplaints('pohoda-xsd/response.xsd', answers)
  if (complaints !== undefined) expect(complaints).toEqual([])
})
