import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../../../src/main/connectors/connector'
import type { Outcome } from '../../../../../src/main/engine/ports'
import { openIs } from '../../../../../src/main/open-is'
import type { FlexiFaults } from '../../../../../src/sandbox/simulators/abra-flexi/server'
import { Failure } from '../../../../../src/shared/failure'
import { makeAuthority } from '../../../../support/authority'
import { connectorTools, orderDocument, outcomes, prepared } from '../../../../support/connector-tools'
import { createTestFlexi } from '../../../../support/flexi'
import { order } from '../../../../support/orders'

const signal = new AbortController().signal
const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

function start(options?: Parameters<typeof createTestFlexi>[0]) {
  const { flexi, settings } = createTestFlexi(options)
  const tools = connectorTools()
  closing.push(() => flexi.close(), tools.remove)
  const open = async (changes: Record<string, unknown> = {}): Promise<OpenConnector> =>
    openIs({ id: 'abra-flexi', settings: { ...settings, baseUrl: await flexi.start(), ...changes } }, () => flexi.password, tools)
  const batch = (connector: OpenConnector, count: number, prefix = 'it') =>
    prepared(
      connector,
      Array.from({ length: count }, (_, i) => orderDocument(`${prefix}-${i}`, order(`OBJ-${prefix}-${i}`))),
    )
  const ids = () => flexi.books().orders.map(({ externalIds }) => externalIds[0])
  return {
    flexi,
    tools,
    open,
    batch,
    ids,
    saves: () => flexi.requests.filter((one) => one.startsWith('PUT') && !one.includes('dry-run')),
  }
}
const said = (given: readonly Outcome[]) =>
  given.map((outcome) => [
    outcome.itemId,
    outcome.kind === 'imported' ? `imported ${outcome.existed}` : `${outcome.kind} ${outcome.problem.code}`,
  ])
const failureOf = async (run: Promise<unknown>): Promise<Failure> => {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`)
  return error
}

const made = new Map<string, { key: string; cert: string }>()
/** A server's certificate without an authority, by the `openssl` program; the same for the same name. */
function selfSigned(name = 'flexi'): { key: string; cert: string } {
  const known = made.get(name)
  if (known) return known
  const folder = mkdtempSync(join(tmpdir(), 'bi-flexi-'))
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key]
    const own = ['-subj', '/CN=ABRA Flexi', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '30', '-out', cert]
    execFileSync('openssl', ['req', '-x509', ...newKey, ...own], { stdio: 'ignore' })
    const identity = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
    made.set(name, identity)
    return identity
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('handing over to ABRA Flexi', () => {
  it.each([true, false])(
    'what is there already is found, not changed: a clerk’s work stays (sums asked for: %s)',
    async (sumsByFlexi) => {
      const { flexi, open, batch } = start()
      const connector = await open({ sumsByFlexi })
      await outcomes(connector.deliver(batch(connector, 2), signal))
      const [first] = flexi.books().orders
      if (!first) throw new Error('nothing there')
      const edited = { ...first, values: { ...first.values, popis: 'upraveno obsluhou' }, lines: first.lines.slice(0, 1) }
      flexi.change({ orders: flexi.books().orders.map((one) => (one.id === first.id ? edited : one)) })
      const again = await outcomes(connector.deliver(batch(connector, 3), signal))
      expect(said(again)).toEqual([
        ['it-0', 'imported true'],
        ['it-1', 'imported true'],
        ['it-2', 'imported false'],
      ])
      expect(flexi.books().orders).toHaveLength(3)
      expect(flexi.books().orders[0]).toEqual(edited)
      expect(again[0]).toMatchObject({ reference: { id: String(first.id), number: first.kod } })
    },
  )

  it.each([20, 120])('two hand-overs of the same at once leave one record of it (%d ms)', async (delayMs) => {
    const { flexi, open, batch } = start()
    const connector = await open({ sumsByFlexi: false })
    flexi.faults({ delayMs })
    const both = await Promise.all([1, 2].map(() => outcomes(connector.deliver(batch(connector, 2), signal))))
    expect(flexi.books().orders).toHaveLength(2)
    expect(both.flat().every(({ kind }) => kind === 'imported')).toBe(true)
  })

  it.each<[string, FlexiFaults, 'there' | 'not there']>([
    ['lost', { loseAnswer: 1 }, 'there'],
    ['cut', { cutAnswer: 1 }, 'there'],
    ['a page of an error, after it was saved', { pageOf500: 'after' }, 'there'],
    ['broken off before it was saved', { dieBeforeSave: 1 }, 'not there'],
  ])('an answer that is %s leaves its order unknown; find tells, and a repeat makes no second', async (_what, faults, there) => {
    const { flexi, open, batch, ids } = start()
    const connector = await open({ sumsByFlexi: false })
    flexi.faults(faults)
    expect((await failureOf(outcomes(connector.deliver(batch(connector, 1), signal)))).effect).toBe('unknown')
    flexi.faults({})
    const found = await connector.find(['it-0'], signal)
    expect(found.size).toBe(there === 'there' ? 1 : 0)
    await outcomes(connector.deliver(batch(connector, 1), signal))
    expect(ids()).toEqual(['ext:BI:it-0'])
  })

  it('an answer that can not be read is settled by the list at once', async () => {
    const { flexi, open, batch, ids } = start()
    const connector = await open({ sumsByFlexi: false })
    flexi.faults({ garbledAnswer: 1 })
    expect(said(await outcomes(connector.deliver(batch(connector, 2), signal)))).toEqual([
      ['it-0', 'imported false'],
      ['it-1', 'imported false'],
    ])
    expect(ids()).toHaveLength(2)
  })

  it('one lost answer does not hold up the others', async () => {
    const { flexi, open, batch, ids } = start()
    const connector = await open({ sumsByFlexi: false })
    flexi.faults({ loseAnswer: 1 })
    const given = await outcomes(connector.deliver(batch(connector, 3), signal))
    expect(new Map(given.map(({ itemId, kind }) => [itemId, kind]))).toEqual(
      new Map([
        ['it-0', 'unknown'],
        ['it-1', 'imported'],
        ['it-2', 'imported'],
      ]),
    )
    expect(ids()).toHaveLength(3)
  })

  it('after three lost in a row the rest waits, untouched', async () => {
    const { flexi, open, batch, saves, ids } = start()
    const connector = await open({ sumsByFlexi: false })
    flexi.faults({ loseAnswer: 100 })
    const seen: Outcome[] = []
    const failure = await failureOf(
      (async () => {
        for await (const outcome of connector.deliver(batch(connector, 6), signal)) seen.push(outcome)
      })(),
    )
    expect(failure.effect).toBe('unknown')
    expect(said(seen)).toEqual(['it-3', 'it-4', 'it-5'].map((itemId) => [itemId, 'postponed is-try-again']))
    expect(saves()).toHaveLength(3)
    expect(ids()).toHaveLength(3)
  })

  it('a request that takes too long ends the batch: those behind it would wait as long', async () => {
    const { flexi, open, batch, saves, ids } = start()
    const connector = await open({ sumsByFlexi: false, timeoutSeconds: 1 })
    flexi.faults({ delayMs: 1300 })
    const seen: Outcome[] = []
    const failure = await failureOf(
      (async () => {
        for await (const outcome of connector.deliver(batch(connector, 3), signal)) seen.push(outcome)
      })(),
    )
    expect([failure.problem.code, failure.effect]).toEqual(['is-timeout', 'unknown'])
    expect(said(seen).map(([, what]) => what)).toEqual(['postponed is-try-again', 'postponed is-try-again'])
    expect(saves()).toHaveLength(1)
    // ABRA Flexi goes on with what it was given.
    await flexi.idle()
    expect(ids()).toEqual(['ext:BI:it-0'])
  })

  it('when it stops taking anything in the middle, what was handed over keeps its outcome and the rest waits', async () => {
    const { flexi, open, batch, ids } = start()
    const connector = await open({ sumsByFlexi: false })
    let count = 0
    const original = flexi.requests as string[]
    const push = original.push.bind(original)
    original.push = (...lines: string[]) => {
      if (lines[0]?.startsWith('PUT') && ++count === 2) flexi.faults({ noWriteLicence: true })
      return push(...lines)
    }
    const given = await outcomes(connector.deliver(batch(connector, 3), signal))
    expect(said(given)).toEqual([
      ['it-0', 'imported false'],
      ['it-1', 'postponed is-no-licence'],
      ['it-2', 'postponed is-no-licence'],
    ])
    expect(ids()).toHaveLength(1)
  })

  it('an order whose sums ABRA Flexi would make otherwise is not saved', async () => {
    const { flexi, open, batch, ids } = start()
    const connector = await open()
    const [one] = batch(connector, 1)
    if (!one) throw new Error('nothing prepared')
    // As if its arithmetic were another than the one we know.
    const content = one.content as { expected: { value: string }[] }
    const other = { ...one, content: { ...content, expected: content.expected.map((sum) => ({ ...sum, value: '999.00' })) } }
    const given = await outcomes(connector.deliver([other], signal))
    expect(said(given)).toEqual([['it-0', 'rejected totals-mismatch']])
    expect(ids()).toEqual([])
    expect(flexi.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(1)
  })

  it('a document mapped to the rates of another country is never saved', async () => {
    const { flexi, open, batch, ids } = start({ books: { country: 'SK' } })
    const connector = await open({ sumsByFlexi: false })
    const given = await outcomes(connector.deliver(batch(connector, 2), signal))
    expect(said(given)).toEqual([
      ['it-0', 'rejected books-country-differs'],
      ['it-1', 'rejected books-country-differs'],
    ])
    expect([ids(), flexi.requests.filter((request) => request.startsWith('PUT'))]).toEqual([[], []])
  })

  it('a server that does not know test savings makes one record, not two', async () => {
    const { flexi, open, batch, ids } = start()
    const connector = await open()
    flexi.faults({ savesDryRuns: true })
    const given = await outcomes(connector.deliver(batch(connector, 2), signal))
    expect(given.every(({ kind }) => kind === 'imported')).toBe(true)
    expect(ids()).toEqual(['ext:BI:it-0', 'ext:BI:it-1'])
  })

  it('an older version that says less is asked more', async () => {
    const { flexi, open, batch } = start()
    const connector = await open()
    flexi.faults({ older: true })
    const given = await outcomes(connector.deliver(batch(connector, 3), signal))
    expect(given.map((outcome) => outcome.kind === 'imported' && outcome.reference.number)).toEqual([
      'OBP0001/2026',
      'OBP0002/2026',
      'OBP0003/2026',
    ])
    const found = await connector.find(['it-2', 'it-absent', 'it-0'], signal)
    expect([...found.keys()]).toEqual(['it-2', 'it-0'])
  })

  it('orders are found without a filter, too, and absence is told', async () => {
    const { flexi, open, batch } = start()
    const connector = await open()
    await outcomes(connector.deliver(batch(connector, 2), signal))
    flexi.faults({ noFilters: true })
    const found = await connector.find(['it-0', 'it-absent', 'it-1'], signal)
    expect([...found]).toEqual(flexi.books().orders.map(({ id, kod }, i) => [`it-${i}`, { id: String(id), number: kod }]))
  })

  it('hundreds are looked up in parts, all of them', async () => {
    const { flexi, open, batch } = start()
    const connector = await open({ sumsByFlexi: false })
    await outcomes(connector.deliver(batch(connector, 45), signal))
    const wanted = [...Array.from({ length: 45 }, (_, i) => `it-${i}`), ...Array.from({ length: 30 }, (_, i) => `no-${i}`)]
    expect((await connector.find(wanted, signal)).size).toBe(45)
    expect(flexi.requests.filter((one) => one.includes('id in')).length).toBe(4)
  })

  it.each<[string, FlexiFaults, string]>([
    ['starting', { starting: true }, 'is-closed'],
    ['too many requests', { tooMany: true }, 'is-try-again'],
  ])('a look-up that can not be answered never says "not there": %s', async (_what, faults, code) => {
    const { flexi, open } = start()
    const connector = await open()
    flexi.faults(faults)
    expect(await failureOf(connector.find(['it-0'], signal))).toMatchObject({ effect: 'nothing', problem: { code } })
  })

  it.each([{ ico: '27082440' }, { company: 'jina' }])(
    'a look-up in another company never says "not there": %o',
    async (changes) => {
      const { open } = start()
      const connector = await open(changes)
      expect(await failureOf(connector.find(['it-0'], signal))).toMatchObject({ problem: { code: 'is-wrong-company' } })
    },
  )

  it('the password is nowhere but in its header', async () => {
    const { flexi, tools, open, batch } = start()
    const connector = await open({ user: 'nikdo' })
    const failure = await failureOf(outcomes(connector.deliver(batch(connector, 1), signal)))
    const all = JSON.stringify([failure.problem, failure.message, flexi.requests, tools.log.text(), connector.target])
    for (const secret of [flexi.password, Buffer.from(`nikdo:${flexi.password}`).toString('base64')])
      expect(all).not.toContain(secret)
  })
})

describe('clearing away test orders', () => {
  it('deletes only what still carries our id and is the record that was made', async () => {
    const { flexi, open, batch, ids } = start()
    const connector = await open({ sumsByFlexi: false })
    await outcomes(connector.deliver(batch(connector, 3), signal))
    const [first, second] = flexi.books().orders
    const result = await connector.remove?.(
      [
        { itemId: 'it-0', id: String(first?.id) },
        { itemId: 'it-1', id: '999' },
        { itemId: 'it-gone', id: String(second?.id) },
      ],
      signal,
    )
    expect([...(result ?? [])].map(([itemId, problem]) => [itemId, problem?.code])).toEqual([
      ['it-0', undefined],
      ['it-1', 'outcome-unknown'],
      ['it-gone', undefined],
    ])
    expect(ids()).toEqual(['ext:BI:it-1', 'ext:BI:it-2'])
  })
})

describe('the connection test', () => {
  const lines = async (connector: OpenConnector) => {
    const seen: [id: string, status: string, evidence: string, words: string][] = []
    for await (const { id, status, evidence, problem } of connector.check(signal))
      seen.push([id, status, evidence, problem ? `${problem.code} ${problem.words ?? ''}` : ''])
    return seen
  }

  it('tries every code of the mapping without saving anything', async () => {
    const { flexi, open } = start()
    const mapping = {
      stock: 'HLAVNI',
      centre: 'C',
      paymentForms: { cash: 'HOTOVE', card: 'KARTA' },
      deliveryForms: { 'PPL Sprint': 'PPL', Osobně: 'OSOBNE', Kurýr: 'PPL' },
    }
    const seen = await lines(await open({ mapping }))
    expect(seen.map(([id, status]) => [id, status])).toEqual([
      ['flexi.server', 'ok'],
      ['flexi.company', 'ok'],
      ['flexi.codes', 'ok'],
      ['flexi.delivery-notes', 'ok'],
      ['flexi.invoices', 'ok'],
      ['flexi.cards', 'ok'],
      ['flexi.addresses', 'ok'],
      ['flexi.reading', 'ok'],
      ['flexi.duplicity', 'ok'],
    ])
    expect(seen[2]?.[2]).toBe('dry-run: OBP, HLAVNI, C, HOTOVE, KARTA, PPL, OSOBNE, KS')
    expect(flexi.requests.filter((one) => one.startsWith('PUT'))).toHaveLength(3 + 4)
    expect(flexi.requests.filter((one) => one.startsWith('PUT') && !one.includes('dry-run=true'))).toEqual([])
    expect(flexi.books().orders).toEqual([])
  })

  it.each<[string, object, string]>([
    ['type of document', { documentType: 'NIC' }, 'Typ dokladu (typDokl)'],
    ['stock', { stock: 'NIC' }, 'Sklad (sklad)'],
    ['the last form of payment', { paymentForms: { cash: 'HOTOVE', card: 'NIC' } }, 'Forma úhrady (formaUhradyCis)'],
    ['a form of delivery', { deliveryForms: { X: 'NIC' } }, 'Forma dopravy (formaDopravy)'],
    ['a unit', { units: { ks: 'KS', bal: 'NIC' } }, 'Měrná jednotka (mj)'],
  ])('names a code that ABRA Flexi does not have: %s', async (_what, mapping, words) => {
    const { open } = start()
    const [, , codes] = await lines(await open({ mapping }))
    expect(codes?.slice(0, 2)).toEqual(['flexi.codes', 'failed'])
    expect(codes?.[3]).toContain(words)
  })

  it.each<[string, object, string, string]>([
    ['stock documents', { deliveryNotes: { documentType: 'NIC' } }, 'flexi.delivery-notes', 'Typ dokladu (typDokl)'],
    ['their stock', { deliveryNotes: { stock: 'NIC' } }, 'flexi.delivery-notes', 'Sklad (sklad)'],
    ['invoices', { invoices: { documentType: 'NIC' } }, 'flexi.invoices', 'Typ dokladu (typDokl)'],
    ['credit notes', { invoices: { creditNoteType: 'NIC' } }, 'flexi.invoices', 'Typ dokladu (typDokl)'],
    ['goods', { cards: { group: 'NIC' } }, 'flexi.cards', 'Skupina zboží (skupZboz)'],
  ])('warns of a code of another agenda that is not there, and lets orders work: %s', async (_what, part, check, words) => {
    const { open } = start()
    const seen = await lines(await open({ mapping: { stock: 'HLAVNI', ...part } }))
    expect(seen.filter(([, status]) => status !== 'ok').map(([id, status]) => [id, status])).toEqual([[check, 'warning']])
    expect(seen.find(([, status]) => status === 'warning')?.[3]).toContain(words)
  })

  it('what nobody reached is left out, not called wrong', async () => {
    const { flexi, open } = start()
    const connector = await open()
    await flexi.close()
    expect((await lines(connector)).map(([, status]) => status)).toEqual(['failed', ...Array(7).fill('skipped')])
  })

  it('sees that a test saving was saved', async () => {
    const { flexi, open } = start()
    const connector = await open()
    flexi.faults({ savesDryRuns: true })
    expect((await lines(connector)).at(-1)?.slice(0, 2)).toEqual(['flexi.duplicity', 'failed'])
  })
})

describe('the server’s own certificate', () => {
  const authority = makeAuthority('flexi')
  const tls = authority.issue('IP:127.0.0.1')

  it('may be one that vouches for itself, as ABRA Flexi makes it', async () => {
    const { tools, open, batch } = start({ tls: selfSigned() })
    const certificateFile = join(tools.dataDir, 'flexi.pem')
    writeFileSync(certificateFile, selfSigned().cert)
    const connector = await open({ certificateFile })
    expect((await outcomes(connector.deliver(batch(connector, 1), signal)))[0]?.kind).toBe('imported')
    // Another one of the same name is another one.
    const other = await start({ tls: selfSigned('other') }).open({ certificateFile })
    expect(await failureOf(other.find(['it-0'], signal))).toMatchObject({ problem: { code: 'is-certificate' } })
  })

  it('is trusted when its file is in the settings, and else nothing is sent', async () => {
    const { flexi, tools, open, batch, ids } = start({ tls })
    const certificateFile = join(tools.dataDir, 'flexi.pem')
    writeFileSync(certificateFile, authority.cert)
    const strange = await open()
    const failure = await failureOf(outcomes(strange.deliver(batch(strange, 1), signal)))
    expect(failure.effect).toBe('nothing')
    expect(failure.problem.code).toBe('is-certificate')
    expect(flexi.requests).toEqual([])
    const connector = await open({ certificateFile })
    await outcomes(connector.deliver(batch(connector, 1), signal))
    expect(ids()).toEqual(['ext:BI:it-0'])
  })

  it('a file that is none says so; put right, it is read again', async () => {
    const { tools, open, batch } = start({ tls })
    const certificateFile = join(tools.dataDir, 'flexi.pem')
    const connector = await open({ certificateFile })
    for (const write of [() => {}, () => writeFileSync(certificateFile, 'x')]) {
      write()
      const failure = await failureOf(outcomes(connector.deliver(batch(connector, 1), signal)))
      expect([failure.problem.code, failure.effect]).toEqual(['connection-authority-unusable', 'nothing'])
    }
    writeFileSync(certificateFile, authority.cert)
    expect((await outcomes(connector.deliver(batch(connector, 1), signal)))[0]?.kind).toBe('imported')
  })
})
