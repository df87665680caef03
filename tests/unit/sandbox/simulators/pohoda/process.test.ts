import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { toWindows1250 } from '../../../../../src/sandbox/simulators/pohoda/encoding'
import { readPack } from '../../../../../src/sandbox/simulators/pohoda/process-pack'
import { textAt } from '../../../../../src/sandbox/simulators/pohoda/xml'
import { createTestPohoda, runProgram, simulatorProgram, type TestPohoda } from '../../../../support/pohoda'
import { answerOf, item, order, pack, producedNumber } from './packs'

/** The bundled program as a child process: what must hold when it is killed or started twice. */

let pohoda: TestPohoda
beforeEach(() => {
  pohoda = createTestPohoda()
})
afterEach(() => pohoda.remove())

const job = (name: string, xml: string): { ini: string; response: string } => {
  const input = join(pohoda.inputDir, `${name}.xml`)
  const response = join(pohoda.responseDir, `${name}.xml`)
  const ini = join(pohoda.stateDir, `${name}.ini`)
  writeFileSync(input, toWindows1250(xml))
  // The real program reads its job file in the computer's own code page; here the folders have Czech names.
  writeFileSync(
    ini,
    toWindows1250(
      `[XML]\r\ninput_xml=${input}\r\nresponse_xml=${response}\r\ndatabase=${pohoda.database}\r\ncheck_duplicity=1\r\nformat_output=0\r\n`,
    ),
  )
  return { ini, response }
}
const orders = (...ids: string[]): string => pack(ids.map((id) => item(id, order({ numberOrder: id }))).join(''))

it('calls itself a simulator in its help', () => {
  const help = execFileSync(process.execPath, [simulatorProgram(), '--help'], { encoding: 'utf8' })
  expect(help).toContain('simulator')
  expect(help).toContain('not POHODA')
})

it('imports by a job file in Windows-1250, and its exit code says nothing', async () => {
  const { ini, response } = job('ok', orders('A'))
  expect(await runProgram(pohoda, ini)).toMatchObject({ exitCode: 0, signal: undefined })
  expect(producedNumber(readPack(readFileSync(response)), 'A')).toBe('261000001')
  expect(await runProgram(pohoda, ini, { user: 'Admin', password: 'wrong' })).toMatchObject({ exitCode: 0 })
  expect(readPack(readFileSync(response)).attributes.get('state')).toBe('error')
  expect(await runProgram(pohoda, join(pohoda.stateDir, 'missing.ini'))).toMatchObject({ exitCode: 0 })
})

it('killed after it wrote: the orders are there, the answer is not, and the next run knows them', async () => {
  pohoda.faults({ killAfterWrite: { times: 1 } })
  const { ini, response } = job('killed', orders('A', 'B'))
  expect((await runProgram(pohoda, ini)).signal).toBe('SIGKILL')
  expect(existsSync(response)).toBe(false)
  expect(pohoda.orders().map((one) => one.itemId)).toEqual(['A', 'B'])
  expect((await runProgram(pohoda, ini)).signal).toBeUndefined()
  const answer = readPack(readFileSync(response))
  for (const [id, number] of [
    ['A', '261000001'],
    ['B', '261000002'],
  ] as const) {
    expect(textAt(answerOf(answer, id), 'rsp:errorDetail', 'rsp:recordDuplicity', 'rsp:number')).toBe(number)
  }
  expect(pohoda.orders()).toHaveLength(2)
})

it('killed in the middle leaves the first part, killed before leaves nothing', async () => {
  pohoda.faults({ killBeforeWrite: { times: 1 }, killAfterWrite: { times: 1, afterItems: 2 } })
  const { ini } = job('middle', orders('A', 'B', 'C'))
  expect((await runProgram(pohoda, ini)).signal).toBe('SIGKILL')
  expect(pohoda.orders()).toEqual([])
  expect((await runProgram(pohoda, ini)).signal).toBe('SIGKILL')
  expect(pohoda.orders().map((one) => one.itemId)).toEqual(['A', 'B'])
  await runProgram(pohoda, ini)
  expect(pohoda.orders().map((one) => one.itemId)).toEqual(['A', 'B', 'C'])
})

it('works on one accounting unit one job after the other, however many are started at once', async () => {
  pohoda.faults({ delayMs: { afterWrite: 50 } })
  const jobs = ['p1', 'p2', 'p3', 'p4'].map((name) =>
    job(name, pack(['a', 'b', 'c', 'd', 'e'].map((id) => item(id, order())).join(''), { id: name })),
  )
  await Promise.all(jobs.map(({ ini }) => runProgram(pohoda, ini)))
  const packs = pohoda.orders().map((one) => one.packId)
  expect(packs).toHaveLength(20)
  // Serial: the documents of each pack stand together.
  expect(packs.filter((id, index) => id !== packs[index - 1])).toHaveLength(4)
  expect(new Set(pohoda.orders().map((one) => one.number)).size).toBe(20)
})

it('watches a folder as a scheduled task does, until it is stopped', async () => {
  const ini = join(pohoda.stateDir, 'watch.ini')
  writeFileSync(
    ini,
    toWindows1250(
      `[XML]\ninput_dir=${pohoda.inputDir}\nresponse_dir=${pohoda.responseDir}\ndatabase=${pohoda.database}\ncheck_duplicity=1\n`,
    ),
  )
  const child = spawn(pohoda.program, ['--watch', '0.05', '/XML', pohoda.user, pohoda.password, ini], { stdio: 'ignore' })
  const ended = new Promise((done) => child.once('exit', done))
  try {
    for (const name of ['first', 'second']) {
      writeFileSync(join(pohoda.inputDir, `${name}.xml`), toWindows1250(pack(item(name, order()), { id: name })))
      await expect.poll(() => readdirSync(pohoda.responseDir), { timeout: 10_000 }).toContain(`${name}.xml`)
    }
  } finally {
    child.kill()
    await ended
  }
  expect(pohoda.orders().map((one) => one.itemId)).toEqual(['first', 'second'])
})
