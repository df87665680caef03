import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { judge } from '../../../../../src/main/connectors/money-s3/decide'
import { parseReport } from '../../../../../src/main/connectors/money-s3/report'

const kind = { agenda: 'orders', record: 'ObjPrij', key: 'PrimDoklad' } as const
const expected = { itemId: 'it-1', key: 'BI0000000000000000AA', kind, named: 'BI0000000000000000AA' }
const read = (xml: string) => parseReport(Readable.from([Buffer.from(xml)]))
const report = (content: string): string => `<?xml version="1.0" encoding="UTF-8"?><MoneyReport>${content}</MoneyReport>`
const order = (content: string, root = 'OK'): string =>
  report(`<Status>${root}</Status><SeznamObjPrij><ObjPrij>${content}</ObjPrij></SeznamObjPrij>`)
const error = (type: string, words: string): string =>
  `<ErrorInfo><ErrorTypeCoded>${type}</ErrorTypeCoded><ErrorTypeOther/><ErrorCode>7</ErrorCode><ErrorDescription>${words}</ErrorDescription></ErrorInfo>`
const verdictOf = async (xml: string) => judge(await read(xml), expected)

describe("Money's report", () => {
  it('OK with its number is imported with that number', async () => {
    const reference = '<Reference><ID keyName="PrimDoklad">BI0000000000000000AA</ID><ID keyName="Doklad">OP1</ID></Reference>'
    expect(await verdictOf(order(`<Status>OK</Status>${reference}`))).toEqual({ kind: 'imported', number: 'OP1', notes: [] })
  })

  it('OK without a number is imported all the same; a key is never taken for a number', async () => {
    const reference = '<Reference><ID>BI0000000000000000AA</ID></Reference>'
    expect(await verdictOf(order(`<Status>OK</Status>${reference}`))).toMatchObject({ kind: 'imported', number: undefined })
  })

  it('the number may also stand in the copy of the record', async () => {
    const data = '<Data><Doklad>OP9</Doklad><Poznamka>x\nBusiness Integrator: it-1</Poznamka></Data>'
    expect(await verdictOf(order(`<Status>OK</Status>${data}`))).toMatchObject({ kind: 'imported', number: 'OP9' })
  })

  it('WarningError is imported, with what Money says about its parts', async () => {
    const part = `<Polozka><Status>FatalError</Status><KmKarta><Status>FatalError</Status>${error('CorrelationError', 'Karta X není')}</KmKarta></Polozka>`
    const verdict = await verdictOf(order(`<Status>WarningError</Status>${part}`, 'WarningError'))
    expect(verdict).toMatchObject({ kind: 'imported' })
    const notes = verdict.kind === 'imported' ? verdict.notes : []
    expect(notes.map(({ params }) => params['text'])).toContain('Karta X není')
    expect(notes.every(({ code }) => code === 'is-warning')).toBe(true)
  })

  it('FatalError is refused, with all of its words', async () => {
    const part = `<Polozka><Status>FatalError</Status>${error('BusinessError', 'Sklad chybí')}</Polozka>`
    const verdict = await verdictOf(
      order(`<Status>FatalError</Status>${error('BusinessError', 'Období')}${part}`, 'WarningError'),
    )
    expect(verdict).toMatchObject({ kind: 'refused', problem: { code: 'is-rejected' } })
    expect(verdict.kind === 'refused' && verdict.problem.words).toMatch(/Období[\s\S]*Sklad chybí/)
  })

  it('"it exists already" is no refusal: an earlier hand-over may have made it', async () => {
    expect(
      await verdictOf(order(`<Status>FatalError</Status>${error('CorrelationError', 'Záznam již existuje')}`, 'FatalError')),
    ).toMatchObject({ kind: 'doubtful' })
  })

  it('on several orders at once is heard for ours alone', async () => {
    const one = (status: string, key: string): string =>
      `<ObjPrij><Status>${status}</Status><Reference><ID keyName="PrimDoklad">${key}</ID></Reference></ObjPrij>`
    const both = (status: string): string =>
      report(
        `<Status>WarningError</Status><SeznamObjPrij>${one('FatalError', 'BI0000000000000000BB')}${one(status, expected.key)}</SeznamObjPrij>`,
      )
    expect(await verdictOf(both('OK'))).toMatchObject({ kind: 'imported' })
    expect(await verdictOf(both('FatalError'))).toMatchObject({ kind: 'refused' })
  })

  it('a file refused as a whole is refused', async () => {
    expect(await verdictOf(report(`<Status>FatalError</Status>${error('SystemError', 'Popis: maxLength')}`))).toMatchObject({
      kind: 'refused',
    })
  })

  it('a file for another agenda is the wrong company', async () => {
    const control = `<Control><KodAgendy><Status>FatalError</Status>${error('PayloadError', 'Jiná agenda')}</KodAgendy></Control>`
    expect(await verdictOf(report(`<Status>FatalError</Status>${control}`))).toMatchObject({
      kind: 'wrong-company',
      problem: { code: 'is-wrong-company', words: expect.stringContaining('Jiná agenda') },
    })
  })

  it.each([
    ['a status that Money does not have', order('<Status>Fine</Status>')],
    ['a status of the whole that Money does not have', order('<Status>OK</Status>', 'Fine')],
    ['two statuses', order('<Status>OK</Status><Status>FatalError</Status>')],
    ['no status', order('')],
    ['no order in it', report('<Status>OK</Status>')],
    ['the whole refused and the order taken', order('<Status>OK</Status>', 'FatalError')],
    ['another order', order('<Status>OK</Status><Reference><ID keyName="PrimDoklad">BI0000000000000000BB</ID></Reference>')],
    ['the copy of another order', order('<Status>OK</Status><Data><Poznamka>Business Integrator: it-2</Poznamka></Data>')],
    [
      'two orders',
      report(
        '<Status>OK</Status><SeznamObjPrij><ObjPrij><Status>OK</Status></ObjPrij><ObjPrij><Status>FatalError</Status></ObjPrij></SeznamObjPrij>',
      ),
    ],
    ['an OK of a part only', order('<DodOdb><Status>OK</Status></DodOdb>')],
  ])('%s tells nothing', async (_what, xml) => {
    expect(await verdictOf(xml)).toMatchObject({ kind: 'doubtful' })
  })

  it.each([
    ['cut off', order('<Status>OK</Status>').slice(0, -20)],
    ['something else', '<Report><Status>OK</Status></Report>'],
    ['with a document type', '<!DOCTYPE x [<!ENTITY a "b">]><MoneyReport><Status>OK</Status></MoneyReport>'],
    ['nested without end', `<MoneyReport>${'<a>'.repeat(100)}`],
    ['empty', ''],
  ])('%s can not be read', async (_what, xml) => {
    await expect(read(xml)).rejects.toThrow()
  })

  it('is no word at any length but its own', async () => {
    const whole = order('<Status>OK</Status><Reference><ID keyName="Doklad">OP1</ID></Reference>')
    for (let length = 0; length < whole.length; length++) await expect(read(whole.slice(0, length))).rejects.toThrow()
    expect(await verdictOf(whole)).toMatchObject({ kind: 'imported' })
  })

  it('in Windows-1250 is read by its declaration', async () => {
    const xml = Buffer.from(
      '<?xml version="1.0" encoding="windows-1250"?><MoneyReport><Status>FatalError</Status><ErrorInfo><ErrorDescription>\xe8</ErrorDescription></ErrorInfo></MoneyReport>',
      'latin1',
    )
    expect((await parseReport(Readable.from([xml]))).errors[0]?.description).toBe('č')
  })

  it('on a received delivery note is understood under the name that its schema has there', async () => {
    const note = { ...expected, kind: { agenda: 'delivery-notes', record: 'DLPrij', key: 'PrimDoklad' } } as const
    const told = (reference: string): string =>
      report(
        `<Status>OK</Status><SeznamDLPrij><DlPrij><Status>OK</Status><Reference>${reference}</Reference><Data><CisloDokla>DP1</CisloDokla><Popis>x\nBusiness Integrator: it-1</Popis></Data></DlPrij></SeznamDLPrij>`,
      )
    expect(judge(await read(told('<ID keyName="PrimDoklad">BI0000000000000000AA</ID>')), note)).toMatchObject({
      kind: 'imported',
      number: 'DP1',
    })
    expect(judge(await read(told('<ID keyName="PrimDoklad">BI0000000000000000BB</ID>')), note).kind).toBe('doubtful')
    // Of another kind than was handed over.
    expect(judge(await read(told('')), { ...note, kind: { ...note.kind, record: 'Prijemka' } }).kind).toBe('doubtful')
  })

  it('on an invoice knows our GUID with or without braces, in any case', async () => {
    const guid = '{0F8FAD5B-D9CB-869F-A165-70867728950E}'
    const invoice = { ...expected, kind: { agenda: 'invoices', record: 'FaktPrij', key: 'GUID' }, named: guid } as const
    const told = (value: string): string =>
      report(
        `<Status>OK</Status><SeznamFaktPrij><FaktPrij><Status>OK</Status><Reference><ID keyName="GUID">${value}</ID><ID keyName="Číslo dokladu">FP1</ID></Reference></FaktPrij></SeznamFaktPrij>`,
      )
    expect(judge(await read(told('0f8fad5b-d9cb-869f-a165-70867728950e')), invoice)).toMatchObject({
      kind: 'imported',
      number: 'FP1',
    })
    expect(judge(await read(told('{00000000-D9CB-869F-A165-70867728950E}')), invoice).kind).toBe('doubtful')
  })
})
