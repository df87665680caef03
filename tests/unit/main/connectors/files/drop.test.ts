import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDrop } from '../../../../../src/main/connectors/files/drop'
import { type FilesSettings, filesSettingsSchema } from '../../../../../src/main/connectors/files/settings'
import { Failure } from '../../../../../src/shared/failure'
import { connectorTools } from '../../../../support/connector-tools'

let root: string
let folder: string
let tools: ReturnType<typeof connectorTools>
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bi-drop-'))
  folder = join(root, 'Objednávky')
  mkdirSync(join(folder, 'ack'), { recursive: true })
  tools = connectorTools()
})
afterEach(() => {
  tools.remove()
  rmSync(root, { recursive: true, force: true })
})

const settings = (acknowledgement: FilesSettings['acknowledgement']): FilesSettings =>
  filesSettingsSchema.parse({ folder, format: 'json', acknowledgement })
const one = { itemId: 'it-1', file: 'order-it-1.json', bytes: Buffer.from('{}') }
const laid = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.json'))
const take = (): void => rmSync(join(folder, one.file))
const acknowledge = (text: string): void => writeFileSync(join(folder, 'ack', 'order-it-1.ack'), text)
const outgoing = (): string[] => readdirSync(join(folder, 'bi-client', 'outgoing'))
const markPath = (): string => {
  const handed = join(folder, 'bi-client', 'handed')
  const [group = ''] = readdirSync(handed)
  return join(handed, group, 'it-1.json')
}

describe('laying files into a folder', () => {
  it.each(['file', 'disappearance', 'drop'] as const)('lays an order once, however often it is handed over (%s)', async (way) => {
    const drop = openDrop(settings(way), tools)
    expect(await drop.handOver(one)).toBe(true)
    expect(laid()).toEqual([one.file])
    take()
    // Taken, and nobody has said so.
    expect(await drop.handOver(one)).toBe(false)
    expect(await openDrop(settings(way), tools).handOver({ ...one, bytes: Buffer.from('{"other":1}') })).toBe(false)
    expect(laid()).toEqual([])
  })

  it('nor does a second installation, with another data folder', async () => {
    await openDrop(settings('file'), tools).handOver(one)
    take()
    const other = connectorTools()
    expect(await openDrop(settings('file'), other).handOver(one)).toBe(false)
    other.remove()
    expect(laid()).toEqual([])
  })

  it('two at once lay one', async () => {
    const drops = Array.from({ length: 8 }, () => openDrop(settings('file'), tools))
    const given = await Promise.all(drops.map((drop) => drop.handOver(one)))
    expect(given.filter((isNew) => isNew)).toHaveLength(1)
    expect(outgoing()).toEqual([])
    expect(laid()).toEqual([one.file])
  })

  it('a crash before the rename: not handed over, and finished by the next attempt', async () => {
    const drop = openDrop(settings('disappearance'), tools)
    await drop.handOver(one)
    const mark = JSON.parse(readFileSync(markPath(), 'utf8')) as { generation: string }
    // As it was just before.
    renameSync(join(folder, one.file), join(folder, 'bi-client', 'outgoing', `it-1.${mark.generation}`))
    expect(await drop.standing('it-1')).toEqual({ kind: 'absent' })
    expect(await drop.handOver(one)).toBe(true)
    expect(laid()).toEqual([one.file])
    expect(await drop.standing('it-1')).toMatchObject({ kind: 'pending' })
  })

  it('a crash before the mark: not handed over, and what was left behind is never released', async () => {
    const drop = openDrop(settings('drop'), tools)
    await drop.standing('it-1')
    writeFileSync(join(folder, 'bi-client', 'outgoing', 'it-1.000000000000'), 'half')
    expect(await drop.standing('it-1')).toEqual({ kind: 'absent' })
    expect(await drop.handOver(one)).toBe(true)
    expect(readFileSync(join(folder, one.file), 'utf8')).toBe('{}')
  })

  it('a mark that can not be read stands for "handed over": nothing is laid, nothing is claimed', async () => {
    const drop = openDrop(settings('drop'), tools)
    await drop.handOver(one)
    take()
    writeFileSync(markPath(), '{"itemId":"it')
    await expect(drop.handOver(one)).rejects.toMatchObject({ effect: 'unknown', problem: { code: 'outcome-unknown' } })
    expect(await drop.standing('it-1')).toMatchObject({ kind: 'pending' })
    expect(laid()).toEqual([])
  })

  it('without its marks it lays nothing more: everything would come again', async () => {
    const drop = openDrop(settings('drop'), tools)
    await drop.handOver(one)
    take()
    rmSync(join(folder, 'bi-client'), { recursive: true })
    for (const ask of [() => drop.handOver(one), () => drop.standing('it-1')])
      await expect(ask()).rejects.toMatchObject({ effect: 'nothing', problem: { code: 'is-not-found' } })
    expect(laid()).toEqual([])
  })

  it('never makes the folder itself, and says so before anything is written', async () => {
    rmSync(folder, { recursive: true })
    const drop = openDrop(settings('drop'), tools)
    await expect(drop.handOver(one)).rejects.toBeInstanceOf(Failure)
    await expect(drop.handOver(one)).rejects.toMatchObject({ effect: 'nothing', problem: { code: 'is-not-found' } })
    expect(existsSync(folder)).toBe(false)
  })

  it('a folder that is gone is not an order that was taken', async () => {
    const drop = openDrop(settings('disappearance'), tools)
    await drop.handOver(one)
    renameSync(folder, `${folder} away`)
    await expect(drop.standing('it-1')).rejects.toMatchObject({ effect: 'nothing' })
    // A network drive that is not connected leaves an empty folder in its place.
    mkdirSync(folder)
    await expect(drop.standing('it-1')).rejects.toMatchObject({ effect: 'nothing' })
  })

  it('a foreign file of our name is not written over; the same file is taken for ours', async () => {
    const drop = openDrop(settings('drop'), tools)
    await drop.standing('it-1')
    writeFileSync(join(folder, one.file), 'somebody else')
    await expect(drop.handOver(one)).rejects.toMatchObject({ effect: 'unknown', problem: { code: 'outcome-unknown' } })
    expect(readFileSync(join(folder, one.file), 'utf8')).toBe('somebody else')
    writeFileSync(join(folder, one.file), '{}')
    expect(await drop.handOver(one)).toBe(false)
    expect(await drop.standing('it-1')).toMatchObject({ kind: 'taken' })
  })
})

describe('acknowledgements', () => {
  it('are believed when they have stopped growing, and taken away', async () => {
    const drop = openDrop(settings('file'), tools)
    await drop.handOver(one)
    take()
    expect(await drop.standing('it-1')).toMatchObject({ kind: 'pending' })
    let text = 'OK 1'
    acknowledge(text)
    const writing = setInterval(() => {
      text += '7'
      acknowledge(text)
    }, 10)
    expect(await drop.standing('it-1')).toMatchObject({ kind: 'pending' })
    clearInterval(writing)
    acknowledge('OK 17 OP17\n')
    expect(await drop.standing('it-1')).toEqual({ kind: 'taken', reference: { id: '17', number: 'OP17' } })
    expect(readdirSync(join(folder, 'ack'))).toEqual([])
    // It is kept with the marks, so it is known for ever.
    expect(await openDrop(settings('file'), tools).standing('it-1')).toEqual({
      kind: 'taken',
      reference: { id: '17', number: 'OP17' },
    })
  })

  it('after a refusal was told, the same order may be laid again, and the old refusal is not taken for a new one', async () => {
    const drop = openDrop(settings('file'), tools)
    await drop.handOver(one)
    take()
    acknowledge('ERROR Neznámé zboží')
    expect(await drop.standing('it-1')).toEqual({ kind: 'refused', words: 'Neznámé zboží' })
    // Not told yet (it came late): no second file.
    expect(await drop.handOver(one)).toBe(false)
    await drop.closeRefused('it-1')
    expect(await drop.standing('it-1')).toEqual({ kind: 'absent' })
    expect(await drop.handOver(one)).toBe(true)
    expect(await drop.standing('it-1')).toMatchObject({ kind: 'pending' })
    expect(laid()).toEqual([one.file])
  })

  it('one that is there before the order was laid tells that it had been laid before', async () => {
    acknowledge('OK 17')
    const drop = openDrop(settings('file'), tools)
    expect(await drop.handOver(one)).toBe(false)
    expect(laid()).toEqual([])
    expect(await drop.standing('it-1')).toEqual({ kind: 'taken', reference: { id: '17' } })
  })

  it('where only a person knows, their "try again" lays it again, unless it lies there still', async () => {
    const drop = openDrop(settings('person'), tools)
    expect(await drop.handOver(one)).toBe(true)
    expect(await drop.standing('it-1')).toMatchObject({ kind: 'pending' })
    expect(await drop.handOver(one)).toBe(false)
    take()
    expect(await drop.handOver(one)).toBe(true)
    expect(laid()).toEqual([one.file])
  })
})
