import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outcomesOf, readAnswer } from '../../src/main/connectors/pohoda/answer'
import { pohodaXml } from '../../src/main/connectors/pohoda-xml'
import { pohodaSettingsSchema } from '../../src/main/connectors/pohoda-xml/settings'
import type { InformationSystem, Outcome } from '../../src/main/engine/ports'
import { asFailure, Failure, problem } from '../../src/shared/failure'
import { goodAnswer, listAnswer } from '../fuzz/pohoda-answer'
import { connectorTools } from '../support/connector-tools'
import { closeWorld, createEngineWorld, expectAllSettled, expectNothingLostOrDoubled, settle } from '../support/engine-world'

const FLOOD = Number(process.env['BI_FLOOD'] ?? 10_000)

describe('a flood', () => {
  const deep = (depth: number): unknown => {
    let value: unknown = 1
    for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value }
    return value
  }
  const poisons: readonly ((good: Record<string, unknown>) => unknown)[] = [
    () => null,
    () => 'text',
    () => [],
    () => deep(20_000),
    (good) => ({ ...good, lines: deep(20_000) }),
    (good) => ({ ...good, lines: [null] }),
    (good) => ({ ...good, number: 1e21 }),
    (good) => ({ ...good, number: 'x'.repeat(1_000_000) }),
    (good) => ({ ...good, buyer: { ...(good['buyer'] as object), name: '\u0000' } }),
    (good) => ({ ...good, issuedOn: '0000-00-00' }),
    (good) => JSON.parse(`{"__proto__":${JSON.stringify(good)}}`) as unknown,
  ]

  test(`${FLOOD} waiting orders, each hundredth of which crashes a naive parser: all others are imported once (BI_FLOOD sets the number)`, async () => {
    const world = createEngineWorld({ batchSize: 100 })
    const tools = connectorTools()
    try {
      const { prepare } = await pohodaXml.open(
        pohodaSettingsSchema.parse({ way: 'folder', importFolder: tools.dataDir, ico: '45274649' }),
        tools,
      )
      const ids = world.addOrders(FLOOD, (good, at) =>
        at % 100 === 50 ? (poisons[Math.floor(at / 100) % poisons.length] ?? (() => null))(good) : good,
      )
      const bad = new Set(ids.filter((_, at) => at % 100 === 50))
      const started = performance.now()
      const run = await world.machine().run((ports) => ({ ...ports, is: { ...ports.is, prepare } }))
      const seconds = (performance.now() - started) / 1000
      expect(run).toMatchObject({ outcome: 'ok', received: FLOOD, imported: FLOOD - bad.size, quarantined: bad.size })
      expect(
        world.books
          .records()
          .map(({ itemId }) => itemId)
          .sort(),
      ).toEqual(ids.filter((id) => !bad.has(id)).sort())
      for (const document of world.machine().documents()) {
        expect(document.state).toBe(bad.has(document.itemId) ? 'quarantined' : 'imported')
        // Not "internal": that would be our own stumbling.
        if (bad.has(document.itemId)) expect(['payload-unreadable', 'value-not-representable']).toContain(document.problem?.code)
      }
      expectAllSettled(world)
      console.log(`${FLOOD} orders in ${seconds.toFixed(1)} s, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`)
    } finally {
      await closeWorld(world)
      tools.remove()
    }
  }, 120_000)
})

const PACK = 'BI-company-1'
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bi-hostile-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Ids = readonly [string, string, string]
/** What the answer says for the first order: that it is there, nothing, or it can't be read at all. */
type Said = 'imported' | 'unknown' | 'unreadable'

const cp1250 = (text: string): Buffer => iconv.encode(text, 'windows-1250')
const first = (ids: Ids, from: string, to: string): Buffer => cp1250(goodAnswer(PACK, ids).replace(from, () => to))
const all = (ids: Ids, from: string | RegExp, to: string): Buffer => cp1250(goodAnswer(PACK, ids).replaceAll(from, () => to))
const doctype = (ids: Ids, type: string, use: string): Buffer =>
  cp1250(
    goodAnswer(PACK, ids)
      .replace('?>\n', () => `?>\n${type}\n`)
      .replace('note=""', () => `note="${use}"`),
  )

const hostile: readonly [string, Said, (ids: Ids) => Buffer][] = [
  [
    'a billion laughs',
    'unreadable',
    (ids) => {
      const levels = Array.from({ length: 10 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')
      return doctype(ids, `<!DOCTYPE x [<!ENTITY l0 "ha">${levels}]>`, '&l10;')
    },
  ],
  ['an external entity', 'unreadable', (ids) => doctype(ids, '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;')],
  ['an external document type', 'unreadable', (ids) => doctype(ids, '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', '')],
  ['an entity that nobody declared', 'unreadable', (ids) => first(ids, 'note=""', 'note="&constructor;"')],
  [
    'depth 100,000',
    'unreadable',
    (ids) => first(ids, '<ord:orderResponse', `${'<x>'.repeat(100_000)}${'</x>'.repeat(100_000)}<ord:orderResponse`),
  ],
  ['an attribute of 50 MB', 'unreadable', (ids) => first(ids, 'note=""', `note="${'x'.repeat(50_000_000)}"`)],
  [
    'a comment of 50 MB',
    'unreadable',
    (ids) => first(ids, '<rsp:responsePackItem', `<!--${'x'.repeat(50_000_000)}--><rsp:responsePackItem`),
  ],
  ['an id of a megabyte', 'unknown', (ids) => first(ids, '<rdc:id>1<', `<rdc:id>${'1'.repeat(1_000_000)}<`)],
  [
    'a million attributes',
    'unreadable',
    (ids) => first(ids, 'note=""', Array.from({ length: 1_000_000 }, (_, at) => `a${at}=""`).join(' ')),
  ],
  [
    'declared UTF-8, in truth Windows-1250',
    'unreadable',
    (ids) => cp1250(goodAnswer(PACK, ids, { encoding: 'UTF-8', note: 'žluťoučký' })),
  ],
  [
    'declared Windows-1250, in truth UTF-8: only its words are garbled',
    'imported',
    (ids) => Buffer.from(goodAnswer(PACK, ids, { note: 'žluťoučký' })),
  ],
  [
    'UTF-16 with its mark',
    'imported',
    (ids) => iconv.encode(goodAnswer(PACK, ids, { encoding: 'UTF-16' }), 'utf-16le', { addBOM: true }),
  ],
  [
    'UTF-16 with its mark, declared Windows-1250',
    'imported',
    (ids) => iconv.encode(goodAnswer(PACK, ids), 'utf-16be', { addBOM: true }),
  ],
  [
    'UTF-16 without its mark',
    'unreadable',
    (ids) => iconv.encode(goodAnswer(PACK, ids, { encoding: 'UTF-16' }), 'utf-16le', { addBOM: false }),
  ],
  ['declared UTF-16, in truth single bytes', 'unreadable', (ids) => Buffer.from(goodAnswer(PACK, ids, { encoding: 'UTF-16' }))],
  ['an unknown encoding', 'unreadable', (ids) => Buffer.from(goodAnswer(PACK, ids, { encoding: 'Klingon-1' }))],
  ['an encoding of many bytes a letter', 'imported', (ids) => Buffer.from(goodAnswer(PACK, ids, { encoding: 'gb18030' }))],
  [
    'cut in the middle of a letter',
    'unreadable',
    (ids) => {
      const bytes = Buffer.from(goodAnswer(PACK, ids, { encoding: 'UTF-8' }).replace('</rsp:responsePack>', 'ž'))
      return bytes.subarray(0, bytes.length - 1)
    },
  ],
  [
    'namespaces swapped',
    'unreadable',
    (ids) =>
      cp1250(
        goodAnswer(PACK, ids)
          .replace('xmlns:rsp', 'xmlns:XXX')
          .replace('xmlns:ord', 'xmlns:rsp')
          .replace('xmlns:XXX', 'xmlns:ord'),
      ),
  ],
  [
    'the namespaces of the inner parts swapped',
    'unknown',
    (ids) =>
      cp1250(
        goodAnswer(PACK, ids)
          .replace('xmlns:rdc', 'xmlns:XXX')
          .replace('xmlns:typ', 'xmlns:rdc')
          .replace('xmlns:XXX', 'xmlns:typ'),
      ),
  ],
  ['another program’s namespace', 'unreadable', (ids) => all(ids, 'www.stormware.cz', 'www.stormware.cz.example')],
  ['no namespace', 'unreadable', (ids) => all(ids, /(?<=<\/?)\w+:/g, '')],
  ['the same id twice', 'unknown', (ids) => all(ids, `id="${ids[1]}"`, `id="${ids[0]}"`)],
  ['an answer to another pack', 'unreadable', (ids) => all(ids, PACK, 'BI-company-2')],
  ['an answer without the pack’s id', 'unreadable', (ids) => all(ids, `id="${PACK}"`, 'id=""')],
  ['OK instead of ok', 'unknown', (ids) => all(ids, 'state="ok"', 'state="OK"')],
  ['OK in the pack only', 'unknown', (ids) => first(ids, 'state="ok"', 'state="OK"')],
  [
    'no items and a state that is none',
    'unknown',
    (ids) =>
      cp1250(
        goodAnswer(PACK, ids)
          .replace(/<rsp:responsePackItem.*Item>/, '')
          .replace('state="ok"', 'state="Error"'),
      ),
  ],
  ['no items', 'unknown', (ids) => cp1250(goodAnswer(PACK, ids).replace(/<rsp:responsePackItem.*Item>/, ''))],
  ['two packs in one file', 'unreadable', (ids) => cp1250(goodAnswer(PACK, ids) + goodAnswer(PACK, ids).replace(/^.*\n/, ''))],
  ['two whole documents in one file', 'unreadable', (ids) => cp1250(goodAnswer(PACK, ids).repeat(2))],
  ['something after its end', 'unreadable', (ids) => cp1250(`${goodAnswer(PACK, ids)}garbage`)],
  ['zeros after its end', 'unreadable', (ids) => cp1250(`${goodAnswer(PACK, ids)}${'\0'.repeat(4096)}`)],
  ['something before its beginning', 'unreadable', (ids) => cp1250(` ${goodAnswer(PACK, ids)}`)],
  ['ids with look-alikes', 'unknown', (ids) => cp1250(goodAnswer(PACK, ids).replaceAll('id="0', 'id="O'))],
  ['ids with blanks', 'unknown', (ids) => all(ids, `id="${ids[0]}"`, `id=" ${ids[0]}"`)],
  [
    'ids with a zero-width letter',
    'unknown',
    (ids) => Buffer.from(goodAnswer(PACK, ids, { encoding: 'UTF-8' }).replaceAll(`id="${ids[0]}"`, `id="${ids[0]}\u200b"`)),
  ],
  ['records of the other order', 'unknown', (ids) => all(ids, `<typ:ids>${ids[0]}<`, `<typ:ids>${ids[1]}<`)],
  ['an answer to a question instead of an import', 'unknown', (ids) => cp1250(listAnswer(PACK, ids))],
  [
    'an item inside an item',
    'unknown',
    (ids) =>
      cp1250(
        goodAnswer(PACK, ids).replace(
          /(<rsp:responsePackItem .*?<\/rsp:responsePackItem>)/,
          '<rsp:responsePackItem id="x" state="ok">$1</rsp:responsePackItem>',
        ),
      ),
  ],
  [
    'our item in a comment',
    'unknown',
    (ids) => cp1250(goodAnswer(PACK, ids).replace(/(<rsp:responsePackItem .*?<\/rsp:responsePackItem>)/, '<!--$1-->')),
  ],
  [
    'our item as text',
    'unknown',
    (ids) => cp1250(goodAnswer(PACK, ids).replace(/(<rsp:responsePackItem .*?<\/rsp:responsePackItem>)/, '<![CDATA[$1]]>')),
  ],
  ['a page of HTML', 'unreadable', () => Buffer.from('<html><body>502 Bad Gateway</body></html>')],
  ['nothing but zeros', 'unreadable', () => Buffer.alloc(100_000)],
]

const deliver = async (bytes: Buffer, ids: readonly string[]): Promise<readonly Outcome[]> => {
  const path = join(folder, 'answer.xml')
  writeFileSync(path, bytes)
  const pack = await readAnswer(path)
  if (!pack) throw new Error('no answer')
  return outcomesOf(PACK, ids, pack)
}

describe('hostile answers of the information system', () => {
  const IDS: Ids = ['0A-1', '0A-2', '0A-3']

  test.each(hostile)('%s: %s', async (_what, said, make) => {
    const bytes = make(IDS)
    expect(bytes.equals(cp1250(goodAnswer(PACK, IDS))), 'it is another answer').toBe(false)
    const before = process.resourceUsage().maxRSS
    const started = performance.now()
    const result = await deliver(bytes, IDS).then(
      (outcomes) => outcomes[0]?.kind,
      (error: unknown) => {
        const failure = asFailure(error)
        // Never a promise that nothing was written.
        expect(failure).toMatchObject({ effect: 'unknown', problem: { code: 'is-answer-unreadable' } })
        return 'unreadable'
      },
    )
    expect(result).toBe(said)
    expect(performance.now() - started).toBeLessThan(10_000)
    expect((process.resourceUsage().maxRSS - before) / 1024, 'MB').toBeLessThan(300)
  })

  test.each(hostile)(
    '%s (%s): the order is there once in the end, whether it had been written or not',
    async (_what, _said, make) => {
      for (const written of [true, false]) {
        const world = createEngineWorld({ guard: 'searchable' })
        try {
          world.addOrders(3)
          let spoiled = 0
          const spoil = (is: InformationSystem): InformationSystem => ({
            ...is,
            async *deliver(batch, signal) {
              if (written) for await (const _ of is.deliver(batch, signal));
              const ids = batch.map(({ itemId }) => itemId)
              // Were they three by three, as asked for.
              const [a = 'a', b = 'b', c = 'c'] = ids
              spoiled++
              for (const outcome of await deliver(make([a, b, c]), ids)) {
                // What it says of numbers is its own; that it lies about being there is another test.
                if (outcome.kind !== 'imported') yield outcome
              }
            },
          })
          await world.machine().run((ports) => ({ ...ports, is: spoil(ports.is) }))
          expect(spoiled).toBe(1)
          expectNothingLostOrDoubled(world)
          await settle(world)
          expectAllSettled(world)
          expect(world.books.records()).toHaveLength(3)
        } finally {
          await closeWorld(world)
        }
      }
    },
    60_000,
  )

  test('an answer that is cut off anywhere tells nothing', async () => {
    const whole = cp1250(goodAnswer(PACK, IDS.slice(0, 1)))
    for (let length = 1; length < whole.length; length++) {
      await expect(deliver(whole.subarray(0, length), IDS), `${length} bytes`).rejects.toThrow(Failure)
    }
    expect((await deliver(whole, IDS.slice(0, 1)))[0]?.kind).toBe('imported')
  })

  test('an answer file of 200 MB is read in flat memory, one of 300 MB is given up', async () => {
    const [head = '', tail = ''] = goodAnswer(PACK, IDS).split('<rsp:responsePackItem', 2)
    const rest = goodAnswer(PACK, IDS).slice(head.length)
    expect(tail).not.toBe('')
    const filler = cp1250(`<rsp:more a="b"><rsp:x>${'Příliš žluťoučký '.repeat(200)}</rsp:x></rsp:more>`.repeat(20))
    const path = join(folder, 'large.xml')
    const write = (megabytes: number): void => {
      const file = openSync(path, 'w')
      writeSync(file, cp1250(head))
      for (let written = 0; written < megabytes * 1024 * 1024; written += filler.length) writeSync(file, filler)
      writeSync(file, cp1250(rest))
      closeSync(file)
    }
    write(200)
    const before = process.resourceUsage().maxRSS
    const started = performance.now()
    const pack = await readAnswer(path)
    if (!pack) throw new Error('no answer')
    expect(outcomesOf(PACK, IDS, pack).map(({ kind }) => kind)).toEqual(['imported', 'imported', 'imported'])
    const grown = (process.resourceUsage().maxRSS - before) / 1024
    console.log(`200 MB in ${((performance.now() - started) / 1000).toFixed(1)} s, ${Math.round(grown)} MB more memory`)
    expect(grown).toBeLessThan(300)
    write(300)
    await expect(readAnswer(path)).rejects.toMatchObject({
      problem: problem('is-answer-unreadable', { path }, 'document too large'),
    })
    rmSync(path)
  }, 120_000)
})
