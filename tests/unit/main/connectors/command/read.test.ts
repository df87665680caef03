import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { stockProgram } from '../../../../../src/main/connectors/command/read'
import { commandSettingsSchema } from '../../../../../src/main/connectors/command/settings'
import { firstReadings } from '../../../../../src/main/connectors/wrap/first-readings'
import { isUnreadable } from '../../../../../src/main/engine/outward/ports'
import type { OutwardAgenda } from '../../../../../src/shared/documents/agenda'
import type { Failure } from '../../../../../src/shared/failure'

const signal = new AbortController().signal
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bi-command-read-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A program that does `body` when it is asked for stock or prices; `asked` is the question, `say` prints a line. */
const program = (body: string, changes: Record<string, unknown> = {}) => {
  const script = join(folder, 'read.mjs')
  writeFileSync(
    script,
    `import { readFileSync, writeFileSync } from 'node:fs'
const asked = JSON.parse(readFileSync(0, 'utf8'))
const say = (one) => process.stdout.write(typeof one === 'string' ? one : JSON.stringify(one) + '\\n')
writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(process.pid))
${body}`,
  )
  return stockProgram(
    commandSettingsSchema.parse({
      program: process.execPath,
      script,
      company: '1',
      reads: { stock: true, prices: true },
      ...changes,
    }),
  )
}
const read = async (source: ReturnType<typeof program>, agenda: OutwardAgenda = 'stock-levels') =>
  (await firstReadings(source, agenda, 100_000, signal)).readings
const failure = (body: string, changes?: Record<string, unknown>): Promise<Failure> =>
  read(program(body, changes)).then(
    () => {
      throw new Error('it was read')
    },
    (error: Failure) => error,
  )
const END = (count: number): string => `say({ end: true, count: ${count} })`

describe('stock and prices from a program', () => {
  it('are read line by line, with what it can not tell, and it learns since when', async () => {
    const source = program(`
say({ sku: 'A', physical: '12.50', reserved: '2', warehouse: 'HL', forSale: true, changedAt: '2026-03-02T08:00:00+01:00', more: 1 })
say({ sku: 'B', unreadable: 'Karta je zamčená.' })
say({ sku: asked.verb + asked.contract + asked.company + (asked.changedSince ?? ''), physical: '-1' })
${END(3)}`)
    const seen = await read(source)
    expect(seen[0]).toEqual({
      sku: 'A',
      physical: '12.50',
      reserved: '2',
      warehouse: 'HL',
      forSale: true,
      changedAt: '2026-03-02T08:00:00+01:00',
    })
    expect(seen[1]).toMatchObject({ sku: 'B', problem: { code: 'source-row-unfit', words: 'Karta je zamčená.' } })
    expect(seen[2]).toEqual({ sku: 'stock11', physical: '-1' })
    const since: string[] = []
    for await (const portion of source.readStock?.({ changedSince: '2026-03-02T00:00:00Z' }, signal) ?? [])
      since.push(...portion.map(({ sku }) => sku))
    expect(since.at(-1)).toBe('stock112026-03-02T00:00:00Z')
    const prices = program(
      `say({ sku: asked.verb, price: '9.9', priceIncludesVat: false, vatPercent: '21', priceLevel: 'A' })\n${END(1)}`,
    )
    expect(await read(prices, 'prices')).toEqual([
      { sku: 'prices', price: '9.9', priceIncludesVat: false, vatPercent: '21', priceLevel: 'A' },
    ])
  })

  it('a line of another form is told, and the others are read; a number that is no text is one of another form', async () => {
    const seen = await read(
      program(
        `say({ sku: 'A', physical: 1.1 })\nsay({ sku: 'B' })\nsay({ sku: 'C', physical: '1,5' })\nsay({ sku: 'D', physical: '1' })\n${END(4)}`,
      ),
    )
    expect(seen.map((one) => (isUnreadable(one) ? `${one.sku} ${one.problem.params['rowField']}` : one.sku))).toEqual([
      'A physical',
      'B physical',
      'C physical',
      'D',
    ])
  })

  it.each([
    ['says no end', "say({ sku: 'A', physical: '1' })", 'is-answer-unreadable'],
    ['counts otherwise', `say({ sku: 'A', physical: '1' })\n${END(2)}`, 'is-answer-unreadable'],
    ['goes on behind its end', `${END(0)}\nsay({ sku: 'A', physical: '1' })`, 'is-answer-unreadable'],
    ['is cut in the middle of a line', `say('{"sku":"A","phys')`, 'is-answer-unreadable'],
    ['prints something else', `say('hello\\n')\n${END(1)}`, 'is-answer-unreadable'],
    ['prints no UTF-8', `process.stdout.write(Buffer.from([0x22, 0xe8, 0x22, 10]))\n${END(1)}`, 'is-answer-unreadable'],
    [
      'prints a line without end',
      "const more = () => process.stdout.write('x'.repeat(50000), more)\nmore()",
      'is-answer-unreadable',
    ],
    ['ends with an error after its end', `${END(0)}\nprocess.exitCode = 1`, 'is-failed'],
    ['is closed', 'process.exitCode = 10', 'is-closed'],
    ['has no right', 'process.exitCode = 14', 'is-no-rights'],
    ['dies', `${END(0)}\nsetTimeout(() => process.kill(process.pid, 'SIGKILL'), 50)`, 'is-no-answer'],
  ])('a program that %s is not believed', async (_what, body, code) => {
    expect(await failure(body)).toMatchObject({ effect: 'nothing', problem: { code } })
  })

  it('one that takes too long is ended, and one that is not there is said', async () => {
    const hangs = "say({ sku: 'A', physical: '1' })\nsetInterval(() => {}, 1000)"
    expect((await failure(hangs, { readTimeoutSeconds: 1 })).problem.code).toBe('is-timeout')
    expect((await failure('', { program: '/nowhere/program' })).problem.code).toBe('is-not-found')
  })

  it('is read no faster than it is taken, and ended when nobody wants more', async () => {
    const source = program(
      "let i = 0\nconst more = () => process.stdout.write((JSON.stringify({ sku: 'K' + i++, physical: '1' }) + '\\n').repeat(100), more)\nmore()",
    )
    expect((await firstReadings(source, 'stock-levels', 5, signal)).more).toBe(true)
    expect(existsSync(join(folder, 'pid'))).toBe(true)
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), { timeout: 5000 })
  })

  it('only what the settings say is offered', () => {
    expect(program('', { reads: { stock: true } }).reads).toEqual({ 'stock-levels': { since: true } })
    expect(program('', { reads: {} }).reads).toEqual({})
  })
})
