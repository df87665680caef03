import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toWindows1250 } from '../../../../../src/sandbox/simulators/pohoda/encoding'
import { readPack } from '../../../../../src/sandbox/simulators/pohoda/process-pack'
import { runParsedJob, runScheduledImport } from '../../../../../src/sandbox/simulators/pohoda/run-job'
import { child, textAt } from '../../../../../src/sandbox/simulators/pohoda/xml'
import { createTestPohoda, type TestPohoda } from '../../../../support/pohoda'
import { sharedErp } from '../../../../support/shared-erp'
import { answerOf, detailOf, item, line, listRequest, order, pack, producedNumber, send } from './packs'

let pohoda: TestPohoda
beforeEach(() => {
  pohoda = createTestPohoda()
})
afterEach(() => pohoda.remove())

const answers: Buffer[] = []
const ask = async (...args: Parameters<typeof send>): ReturnType<typeof send> => {
  const answer = await send(...args)
  answers.push(answer.bytes)
  return answer
}

describe('importing received orders', () => {
  it('makes one document of an order, with the next number of the series, and gives its id, number and extId back', async () => {
    const { root, text } = await ask(pohoda, pack(item('A', order({ extId: 'X-1', numberOrder: 'PO-1' })) + item('B', order())))
    expect(text).toMatch(/^<\?xml version="1.0" encoding="Windows-1250"\?>/)
    expect(root.attributes.get('state')).toBe('ok')
    expect(root.attributes.get('programVersion')).toBe('13907.6 SQL (12.3.2025)')
    expect(root.attributes.get('note')).toContain('simulator')
    const produced = child(child(answerOf(root, 'A'), 'ord:orderResponse'), 'rdc:producedDetails')
    expect(textAt(produced, 'rdc:number')).toBe('261000001')
    expect(textAt(produced, 'rdc:extId', 'typ:ids')).toBe('X-1')
    expect(producedNumber(root, 'B')).toBe('261000002')
    const [first] = pohoda.orders()
    expect(first).toMatchObject({
      id: Number(textAt(produced, 'rdc:id')),
      extId: 'X-1',
      numberOrder: 'PO-1',
      itemId: 'A',
      packId: 'pack-1',
    })
    expect(first?.lines).toMatchObject([
      { text: 'Šroub M6 × 20', quantity: '100', unitPrice: '12.5', net: '1250.00', vat: '262.50' },
    ])
    expect(first?.partner['company']).toBe('Příliš žluťoučký kůň')
  })

  it('refuses the same pack and item a second time and names the first document, when the check is on', async () => {
    await ask(pohoda, pack(item('A', order())))
    const { root } = await ask(pohoda, pack(item('A', order({ numberOrder: 'other' })) + item('B', order())))
    const record = child(child(answerOf(root, 'A'), 'rsp:errorDetail'), 'rsp:recordDuplicity')
    expect(answerOf(root, 'A')?.attributes.get('state')).toBe('error')
    expect(textAt(record, 'rsp:number')).toBe('261000001')
    expect(textAt(record, 'rsp:id')).toBe('1')
    expect(answerOf(root, 'B')?.attributes.get('state')).toBe('ok')
    expect(pohoda.orders()).toHaveLength(2)
  })

  it('happily makes a second document when the check is off', async () => {
    await ask(pohoda, pack(item('A', order())), { checkDuplicity: false })
    await ask(pohoda, pack(item('A', order())), { checkDuplicity: false })
    expect(pohoda.orders()).toHaveLength(2)
  })

  it('does not take the customer’s order number or the extId for a duplicate', async () => {
    await ask(pohoda, pack(item('A', order({ extId: 'X' }))))
    await ask(pohoda, pack(item('A', order({ extId: 'X' })), { id: 'pack-2' }))
    expect(pohoda.orders()).toHaveLength(2)
  })

  it('remembers a document that a person deleted, but has no id for it any more', async () => {
    await ask(pohoda, pack(item('A', order())))
    pohoda.deleteOrder('PO-1')
    const { root } = await ask(pohoda, pack(item('A', order())))
    const record = child(child(answerOf(root, 'A'), 'rsp:errorDetail'), 'rsp:recordDuplicity')
    expect(textAt(record, 'rsp:id')).toBeUndefined()
    expect(textAt(record, 'rsp:number')).toBe('261000001')
    expect(pohoda.orders()).toEqual([])
  })

  it('takes an item again that it refused the first time', async () => {
    pohoda.faults({ refuse: [{ numberOrder: 'PO-1', errno: 103, note: 'Období je uzavřeno.', times: 1 }] })
    const refused = await ask(pohoda, pack(item('A', order())))
    expect(detailOf(refused.root, 'A')).toEqual({ errno: '103', note: 'Období je uzavřeno.' })
    expect(producedNumber((await ask(pohoda, pack(item('A', order())))).root, 'A')).toBe('261000001')
  })

  it('deletes by id, and says so when there is nothing to delete', async () => {
    await ask(pohoda, pack(item('A', order())))
    const remove = (id: number): string =>
      `<ord:order version="2.0"><ord:actionType><ord:delete><ftr:filter agenda="prijate_objednavky"><ftr:id>${id}</ftr:id></ftr:filter></ord:delete></ord:actionType></ord:order>`
    const { root } = await ask(pohoda, pack(item('D', remove(1)) + item('E', remove(77)), { id: 'p2' }))
    expect(textAt(answerOf(root, 'D'), 'ord:orderResponse', 'rdc:producedDetails', 'rdc:actionType')).toBe('delete')
    expect(child(answerOf(root, 'E'), 'ord:orderResponse')?.attributes.get('state')).toBe('error')
    expect(pohoda.orders()).toEqual([])
  })

  it('gives the asked number, refuses it when taken, or takes the next one with a warning', async () => {
    const numbered = (rest: string): string =>
      order({ header: `<ord:number><typ:numberRequested${rest}>261000001</typ:numberRequested></ord:number>` })
    const { root } = await ask(
      pohoda,
      pack(item('A', numbered('')) + item('B', numbered('')) + item('C', numbered(' checkDuplicity="false"'))),
    )
    expect(producedNumber(root, 'A')).toBe('261000001')
    expect(child(answerOf(root, 'B'), 'ord:orderResponse')?.attributes.get('state')).toBe('error')
    expect(producedNumber(root, 'C')).toBe('261000002')
    expect(detailOf(root, 'C').errno).toBe('603')
  })
})

describe('saying no', () => {
  it('one bad item stops only itself, in the words of the real one', async () => {
    const padded = order({ header: '<ord:centre><typ:ids>\n                 UD\n</typ:ids></ord:centre>' })
    const { root } = await ask(pohoda, pack(item('A', order()) + item('B', padded) + item('C', order())))
    expect(answerOf(root, 'B')?.attributes.get('note')).toMatch(
      /^Nepodařila se validace dokumentu podle schématu\. '[^']*' violates maxLength constraint of '19'\.$/,
    )
    expect(pohoda.orders().map((one) => one.itemId)).toEqual(['A', 'C'])
  })

  it('a bad envelope or broken XML stops everything, and nothing is written', async () => {
    const good = item('A', order())
    const bad = [
      pack(good, { attributes: 'application="tests"' }),
      pack(good, { id: 'x'.repeat(65) }),
      pack(good, { ico: '99999999' }),
      pack(''),
      pack(good).replace('</dat:dataPack>', ''),
      pack(good).replace('PO-1', 'PO-\u0001'),
      pack(good).replace('<dat:dataPack ', '<!DOCTYPE x><dat:dataPack '),
    ]
    for (const xml of bad) {
      const { root } = await ask(pohoda, xml)
      expect(root.attributes.get('state')).toBe('error')
      expect(root.attributes.get('note')).not.toBe('')
      expect(root.children).toEqual([])
    }
    expect(pohoda.orders()).toEqual([])
  })

  it('refuses an order without date or partner, which the schema lets through', async () => {
    const { root } = await ask(
      pohoda,
      pack(item('A', order().replace('<ord:date>2026-09-01</ord:date>', '')) + item('B', order({ partner: '' }))),
    )
    for (const id of ['A', 'B']) expect(child(answerOf(root, id), 'ord:orderResponse')?.attributes.get('state')).toBe('error')
    expect(pohoda.orders()).toEqual([])
  })

  it('refuses a wrong password, missing rights, an unknown, locked or expired installation as a pack', async () => {
    const refused = async (job: Parameters<typeof send>[2] = {}): Promise<string> => {
      const { root } = await ask(pohoda, pack(item('A', order())), job)
      expect(root.attributes.get('state')).toBe('error')
      expect(root.attributes.get('id')).toBe('')
      return root.attributes.get('note') ?? ''
    }
    expect(await refused({ password: 'wrong' })).toBe('Nepodařilo se přihlásit uživatele.')
    expect(await refused({ database: 'StwPh_12345678_2025' })).toContain('StwPh_12345678_2025')
    for (const fault of ['lockedDatabase', 'noLicence', 'activationExpired', 'noXmlRights'] as const) {
      pohoda.faults({ [fault]: { times: 1 } })
      expect(await refused()).not.toBe('')
    }
    expect(pohoda.orders()).toEqual([])
    await ask(pohoda, pack(item('A', order())))
    expect(pohoda.orders()).toHaveLength(1)
  })

  it('says 101 to a user who may not write orders, and 556 when it should be tried again', async () => {
    pohoda.faults({ noRights: { times: 1 } })
    expect(detailOf((await ask(pohoda, pack(item('A', order())))).root, 'A').errno).toBe('101')
    pohoda.faults({ tryAgain: { times: 1 } })
    expect(detailOf((await ask(pohoda, pack(item('A', order())))).root, 'A').errno).toBe('556')
    expect(pohoda.orders()).toEqual([])
  })

  it('stops at a stock card or store it does not have, and drops an unknown centre with a warning', async () => {
    pohoda.remove()
    pohoda = createTestPohoda({
      unit: { lists: { stores: ['ZBOŽÍ'], centres: ['BRNO'] }, stockCards: [{ id: 1, code: 'SR', store: 'ZBOŽÍ' }] },
    })
    const stock = (store: string, code: string): string =>
      line(
        'x',
        '1',
        '1',
        `<ord:stockItem><typ:store><typ:ids>${store}</typ:ids></typ:store><typ:stockItem><typ:ids>${code}</typ:ids></typ:stockItem></ord:stockItem>`,
      )
    const { root } = await ask(
      pohoda,
      pack(
        item('A', order({ lines: stock('ZBOŽÍ', 'SR'), header: '<ord:centre><typ:ids>PRAHA</typ:ids></ord:centre>' })) +
          item('B', order({ lines: stock('ZBOŽÍ', 'NENÍ') })) +
          item('C', order({ lines: stock('JINÝ', 'SR') })),
      ),
    )
    expect(detailOf(root, 'A').errno).toBe('603')
    expect(pohoda.orders().map((one) => one.itemId)).toEqual(['A'])
    expect(pohoda.orders()[0]?.header['centre/ids']).toBeUndefined()
  })
})

describe('reading', () => {
  it('finds an order by extId, many questions in one pack, and gives an empty list for what is not there', async () => {
    await ask(pohoda, pack(item('A', order({ extId: 'X-1' })) + item('B', order({ extId: 'X-2', date: '2026-10-01' }))))
    const byExtId = (id: string, system = 'BI'): string =>
      listRequest(
        `<ftr:filter><ftr:extId><typ:ids>${id}</typ:ids><typ:exSystemName>${system}</typ:exSystemName></ftr:extId></ftr:filter>`,
      )
    const questions: [string, string, string[]][] = [
      ['q1', byExtId('X-2'), ['261000002']],
      ['q2', byExtId('X-3'), []],
      ['q3', byExtId('X-1', 'other'), []],
      ['q4', listRequest(''), ['261000001', '261000002']],
      ['q5', listRequest('<ftr:filter><ftr:dateFrom>2026-09-15</ftr:dateFrom></ftr:filter>'), ['261000002']],
      [
        'q6',
        listRequest(
          '<ftr:filter><ftr:selectedNumbers><ftr:number><typ:numberRequested>261000001</typ:numberRequested></ftr:number></ftr:selectedNumbers></ftr:filter>',
        ),
        ['261000001'],
      ],
      ['q7', listRequest('<ftr:filter><ftr:lastChanges>2099-01-01T00:00:00</ftr:lastChanges></ftr:filter>'), []],
    ]
    const { root } = await ask(pohoda, pack(questions.map(([id, request]) => item(id, request)).join('')))
    for (const [id, , numbers] of questions) {
      const list = child(answerOf(root, id), 'lst:listOrder')
      expect(list?.attributes.get('state')).toBe('ok')
      expect(list?.children.map((one) => textAt(one, 'ord:orderHeader', 'ord:number', 'typ:numberRequested'))).toEqual(numbers)
    }
    expect(pohoda.orders()).toHaveLength(2)
  })

  it('lists its accounting units without a database', async () => {
    const request = pack(item('U', '<acu:listAccountingUnitRequest version="2.0"/>'))
    const inputXml = join(pohoda.inputDir, 'u.xml')
    writeFileSync(inputXml, request)
    const responseXml = join(pohoda.responseDir, 'u.xml')
    await runParsedJob(pohoda.stateDir, pohoda, { inputXml, responseXml, checkDuplicity: false, formatOutput: true })
    answers.push(readFileSync(responseXml))
    const unit = child(
      child(answerOf(readPack(readFileSync(responseXml)), 'U'), 'acu:listAccountingUnit'),
      'acu:itemAccountingUnit',
    )
    expect(textAt(unit, 'acu:dataFile')).toBe(pohoda.database)
    expect(textAt(unit, 'acu:accountingUnitIdentity', 'typ:address', 'typ:ico')).toBe(pohoda.ico)
  })

  it('says that it does not know another agenda, for that item only', async () => {
    const other = '<pro:prodejka xmlns:pro="http://www.stormware.cz/schema/version_2/prodejka.xsd" version="2.0"/>'
    const { root } = await ask(pohoda, pack(item('S', other) + item('A', order())))
    expect(answerOf(root, 'S')?.attributes.get('state')).toBe('error')
    expect(answerOf(root, 'A')?.attributes.get('state')).toBe('ok')
  })
})

describe('partners', () => {
  const partner = (fields: string, link = true): string =>
    `<ord:partnerIdentity><typ:address linkToAddress="${link}">${fields}</typ:address></ord:partnerIdentity>`
  it('links an address only when the first filled field finds exactly one record', async () => {
    pohoda.remove()
    pohoda = createTestPohoda({
      unit: {
        addressBook: [
          { id: 15, company: 'Jedna', ico: '111' },
          { id: 16, company: 'Pobočka A', ico: '222' },
          { id: 17, company: 'Pobočka B', ico: '222' },
        ],
      },
    })
    const cases: [string, string, number | undefined][] = [
      ['A', partner('<typ:ico>111</typ:ico>'), 15],
      ['B', partner('<typ:ico>222</typ:ico><typ:company>Pobočka A</typ:company>'), undefined],
      ['C', partner('<typ:company>Pobočka B</typ:company>'), 17],
      ['D', partner('<typ:ico>111</typ:ico>', false), undefined],
      ['E', '<ord:partnerIdentity><typ:id>16</typ:id></ord:partnerIdentity>', 16],
    ]
    await ask(pohoda, pack(cases.map(([id, xml]) => item(id, order({ partner: xml }))).join('')))
    expect(pohoda.orders().map((one) => [one.itemId, one.partnerId])).toEqual(cases.map(([id, , linked]) => [id, linked]))
  })
})

describe('encodings', () => {
  it('reads a pack by its declaration, and answers in Windows-1250', async () => {
    const utf8 = Buffer.from(pack(item('A', order({ numberOrder: 'ŽLUŤ→' })), { encoding: 'UTF-8' }), 'utf8')
    await ask(pohoda, utf8)
    await ask(pohoda, pack(item('B', order({ numberOrder: 'ŽLUŤ→' }))))
    expect(pohoda.orders().map((one) => one.numberOrder)).toEqual(['ŽLUŤ→', 'ŽLUŤ→'])
  })
  it('refuses bytes that are not what the declaration says', async () => {
    const lie = toWindows1250(pack(item('A', order({ numberOrder: 'ŽLUŤ' })), { encoding: 'UTF-8' }))
    expect((await ask(pohoda, lie)).root.attributes.get('state')).toBe('error')
  })
})

describe('faults of the answer', () => {
  it('does the work, and answers with nothing, half, an empty file, a lie about its encoding, or without an item', async () => {
    const path = join(pohoda.responseDir, 'f.xml')
    const one = (id: string, fault: Parameters<TestPohoda['faults']>[0]): Promise<unknown> => {
      pohoda.faults(fault)
      return send(pohoda, pack(item(id, order())), { responseXml: path })
    }
    await expect(one('A', { noResponse: { times: 1 } })).rejects.toThrow()
    expect(existsSync(path)).toBe(false)
    await expect(one('B', { emptyResponse: { times: 1 } })).rejects.toThrow()
    await expect(one('C', { truncatedResponse: { times: 1 } })).rejects.toThrow()
    pohoda.faults({ wrongEncoding: { times: 1, declare: 'utf-8' } })
    const lie = await send(pohoda, pack(item('D', order())))
    expect(lie.text).toContain('encoding="utf-8"')
    pohoda.faults({ dropItemFromResponse: ['F'] })
    const dropped = await ask(pohoda, pack(item('E', order()) + item('F', order())))
    expect(dropped.root.children.map((answer) => answer.attributes.get('id'))).toEqual(['E'])
    expect(pohoda.orders().map((created) => created.itemId)).toEqual(['A', 'B', 'C', 'D', 'E', 'F'])
  })

  it('warns with 603 and still counts as success', async () => {
    pohoda.faults({ warning603: true })
    const { root } = await ask(pohoda, pack(item('A', order())))
    expect(detailOf(root, 'A').errno).toBe('603')
    expect(producedNumber(root, 'A')).toBe('261000001')
  })

  it('lets a person delete a document between two runs', async () => {
    await ask(pohoda, pack(item('A', order({ numberOrder: 'PO-7' }))))
    pohoda.faults({ deletedDocuments: ['PO-7'] })
    const { root } = await ask(pohoda, pack(item('A', order({ numberOrder: 'PO-7' }))))
    expect(textAt(answerOf(root, 'A'), 'rsp:errorDetail', 'rsp:recordDuplicity', 'rsp:id')).toBeUndefined()
    expect(pohoda.orders()).toEqual([])
  })
})

describe('the folder way', () => {
  const drop = (name: string, xml: string): void => writeFileSync(join(pohoda.inputDir, name), toWindows1250(xml))

  it('takes the files in the order of their names and answers under the same names below the folder', async () => {
    drop('b.xml', pack(item('B', order()), { id: 'b' }))
    drop('a.xml', pack(item('A', order()), { id: 'a' }))
    drop('half.tmp', 'not yet')
    mkdirSync(join(pohoda.inputDir, 'sub.xml'))
    await runScheduledImport(pohoda.stateDir, { database: pohoda.database, inputDir: pohoda.inputDir })
    expect(pohoda.orders().map((one) => one.itemId)).toEqual(['A', 'B'])
    expect(readdirSync(join(pohoda.inputDir, 'response')).sort()).toEqual(['a.xml', 'b.xml'])
  })

  it('imports what stays in the folder again when nobody checks duplicity, and not when the batch empties it', async () => {
    const job = { database: pohoda.database, inputDir: pohoda.inputDir, responseDir: pohoda.responseDir, checkDuplicity: false }
    drop('a.xml', pack(item('A', order())))
    await runScheduledImport(pohoda.stateDir, job)
    await runScheduledImport(pohoda.stateDir, job)
    expect(pohoda.orders()).toHaveLength(2)

    pohoda.remove()
    pohoda = createTestPohoda({ emptiesInputFolder: true })
    const emptying = { ...job, inputDir: pohoda.inputDir, responseDir: pohoda.responseDir }
    drop('a.xml', pack(item('A', order())))
    await runScheduledImport(pohoda.stateDir, emptying)
    await runScheduledImport(pohoda.stateDir, emptying)
    expect(readdirSync(pohoda.inputDir)).toEqual([])
    expect(pohoda.orders()).toHaveLength(1)
  })
})

const erp = sharedErp()
afterAll(() => {
  if (erp === undefined) return
  const kept = createTestPohoda()
  try {
    const files = answers.map((bytes, index) => {
      const file = join(kept.responseDir, `${index}.xml`)
      writeFileSync(file, bytes)
      return file
    })
    expect(files.length).toBeGreaterThan(20)
    const run = spawnSync('xmllint', ['--noout', '--nonet', '--schema', join(erp, 'pohoda-xsd', 'response.xsd'), ...files], {
      encoding: 'utf8',
    })
    expect(run.stderr.split('\n').filter((one) => one !== '' && !one.endsWith(' validates'))).toEqual([])
  } finally {
    kept.remove()
  }
})
