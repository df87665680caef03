import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documents } from '../../../../../src/sandbox/simulators/pohoda/documents-schema'
import { toWindows1250 } from '../../../../../src/sandbox/simulators/pohoda/encoding'
import { namespaces } from '../../../../../src/sandbox/simulators/pohoda/names'
import { readPack } from '../../../../../src/sandbox/simulators/pohoda/process-pack'
import type { Particle, Type } from '../../../../../src/sandbox/simulators/pohoda/schema'
import { checkEnvelope, checkItem } from '../../../../../src/sandbox/simulators/pohoda/validate'
import { sharedErp } from '../../../../support/shared-erp'

/**
 * The simulator's checks against the real schemas: random packs, made from the simulator's own tables and then spoiled in
 * random ways, must get the same verdict from it as from xmllint.
 */

type Below = (limit: number) => number
interface Node {
  name: string
  attributes: [string, string][]
  children: Node[]
  text: string
}

const lengths = [1, 2, 3, 7, 8, 10, 15, 18, 19, 20, 24, 32, 35, 40, 45, 48, 64, 90, 98, 100, 240, 255]
const texts = [
  ...[
    '',
    ' ',
    'true',
    'false',
    'True',
    'TRUE',
    ' true',
    'true\n',
    '0',
    '1',
    '-1',
    '+1',
    '007',
    '5.',
    '.5',
    '.',
    '1.5',
    '1,5',
    ' 7 ',
  ],
  ...[
    '1e3',
    '1E-3',
    '1e',
    '1e1.5',
    'INF',
    '-INF',
    'NaN',
    '1 000',
    '12345678',
    '0x10',
    '10000',
    '10001',
    '999',
    '999.5',
    '-999',
    '-1000',
  ],
  ...[
    '2026-09-01',
    '2026-9-1',
    '2026-02-29',
    '2024-02-29',
    '2026-09-01Z',
    '2026-09-01+13:00',
    ' 2026-09-01 ',
    '2026-13-01',
    '01.09.2026',
  ],
  ...['2026-09-01T10:00:00', '2026-09-01T10:00:00.5Z', '2026-09-01T25:00:00', '2026-09-01T10:00', '2.0', '1.0', 'current'],
  ...[
    'none',
    'high',
    'third',
    'historyLow',
    'receivedOrder',
    'issuedOrder',
    'draft',
    'creditcard',
    'nullValue',
    'payer',
    'math2one',
  ],
  ...[
    'math5cent',
    'noneEveryRate',
    'up2tenthEveryItem',
    'VATNewMethod',
    'Osvobozene',
    'add',
    'delete',
    'prijate_objednavky',
    'EUR',
  ],
  ...['\n UD\n', 'Příliš žluťoučký', '×', '→', '&<>"\'', 'a\tb'],
]
const anyText = (below: Below): string => {
  if (below(3) > 0) return texts[below(texts.length)] ?? ''
  const length = (lengths[below(lengths.length)] ?? 1) + below(2)
  return (below(2) === 0 ? 'a' : 'ž').repeat(length - 1) + (below(4) === 0 ? '\n' : 'z')
}
/** Mostly a value the table takes, so that most of a pack is valid before it is spoiled. */
const fittingText = (type: Type, below: Below): string => {
  const start = below(texts.length)
  const rotated = [...texts.slice(start), ...texts.slice(0, start)]
  for (const one of [anyText(below), ...rotated]) if (type.text?.(one) === undefined) return one
  return type.text?.('12.5') === undefined ? '12.5' : 'none'
}
const enumerated = ['prijate_objednavky', '2.0', 'true', '1', 'receivedOrder', 'current', 'add', 'x']

function attributesOf(type: Type, below: Below): [string, string][] {
  return Object.entries(type.attributes ?? {}).flatMap(([name, { type: check, required }]): [string, string][] => {
    if (!required && below(2) === 0) return []
    const value = enumerated.find((one) => check(one) === undefined) ?? '1'
    return [[name, value]]
  })
}

function fill(particles: readonly Particle[], below: Below, depth: number): Node[] {
  return particles.flatMap((one) => {
    const most = Math.min(one.max, one.min + 2)
    const count = one.min + (most > one.min ? below(most - one.min + 1) : 0)
    return Array.from({ length: count }, (): Node[] => {
      if (one.group?.kind === 'choice') {
        const chosen = one.group.particles[below(one.group.particles.length)]
        return chosen === undefined ? [] : fill([chosen], below, depth)
      }
      if (one.group !== undefined) return fill(one.group.particles, below, depth)
      return one.name === undefined || one.type === undefined || one.type.kind === 'foreign'
        ? []
        : [make(one.name, one.type, below, depth + 1)]
    }).flat()
  })
}

function make(name: string, type: Type, below: Below, depth = 0): Node {
  const children = type.kind === 'text' ? [] : fill(type.particles ?? [], below, depth)
  if (type.kind === 'all') for (let at = children.length - 1; at > 0; at -= 1) swap(children, at, below(at + 1))
  return { name, attributes: attributesOf(type, below), children, text: type.kind === 'text' ? fittingText(type, below) : '' }
}

function swap(nodes: Node[], a: number, b: number): void {
  const [first, second] = [nodes[a], nodes[b]]
  if (first === undefined || second === undefined) return
  nodes[a] = second
  nodes[b] = first
}

const flatten = (node: Node): Node[] => [node, ...node.children.flatMap(flatten)]
const namesIn = (particles: readonly Particle[]): string[] =>
  particles.flatMap((one) =>
    one.group !== undefined
      ? namesIn(one.group.particles)
      : [...(one.name !== undefined && one.type?.kind !== 'foreign' ? [one.name] : []), ...namesIn(one.type?.particles ?? [])],
  )
const allNames = [...new Set(Object.values(documents).flatMap((type) => namesIn(type.particles ?? [])))]
const otherNames = [
  'typ:bogus',
  'ord:unitPrice',
  'typ:quantity',
  'dat:dataPackItem',
  'ord:orderItems',
  'typ:exSystemItemId',
  'ord:extid',
]
const attributeNames = [
  ...['version', 'id', 'ico', 'key', 'period', 'application', 'note', 'programVersion', 'linkToAddress', 'checkDuplicity'],
  ...['agenda', 'orderType', 'orderVersion', 'extSystem', 'value', 'rate', 'bogus', 'xsi:nil', 'actionType', 'insertAttachStock'],
]
const pick = <T>(list: readonly T[], below: Below): T | undefined => list[below(list.length)]

/** One random spoiling of one random place. Some change nothing that matters; both sides must see that too. */
function spoil(root: Node, below: Below): void {
  const node = pick(flatten(root), below) ?? root
  const at = below(node.children.length + 1)
  const acts: (() => void)[] = [
    () => {
      if (node.children.length === 0) node.text = anyText(below)
      else node.text = below(2) === 0 ? '\n\t' : 'x'
    },
    () => {
      if (node.children.length === 0) node.text = `\n${node.text}\n`
    },
    () => node.children.splice(at, 1),
    () => {
      const copy = node.children[at]
      if (copy !== undefined) node.children.splice(below(node.children.length + 1), 0, structuredClone(copy))
    },
    () => swap(node.children, at, below(node.children.length + 1)),
    () => {
      const other = pick([...allNames, ...otherNames], below) ?? 'typ:bogus'
      node.children.splice(at, 0, { name: other, attributes: [], children: [], text: anyText(below) })
    },
    () => {
      if (node !== root) node.name = pick([...allNames, ...otherNames], below) ?? node.name
    },
    () => node.attributes.splice(below(node.attributes.length + 1), 1),
    () => {
      const name = pick(attributeNames, below) ?? 'bogus'
      node.attributes = [...node.attributes.filter(([one]) => one !== name), [name, anyText(below)]]
    },
  ]
  pick(acts, below)?.()
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
const write = (node: Node): string => {
  const attributes = node.attributes.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')
  return `<${node.name}${attributes}>${escaped(node.text)}${node.children.map(write).join('')}</${node.name}>`
}

function makePack(below: Below): Buffer {
  const kinds = ['ord:order', 'ord:order', ...Object.keys(documents)]
  const items = Array.from({ length: 1 + below(2) }, (_, index): Node => {
    const kind = pick(kinds, below) ?? 'ord:order'
    const type = documents[kind]
    return {
      name: 'dat:dataPackItem',
      attributes: [
        ['version', below(2) === 0 ? '2.0' : '1.0'],
        ['id', `item-${index}`],
      ],
      children: type === undefined ? [] : [make(kind, type, below)],
      text: '',
    }
  })
  const root: Node = {
    name: 'dat:dataPack',
    attributes: [
      ['version', '2.0'],
      ['id', 'pack'],
      ['ico', '12345678'],
      ['application', 'tests'],
      ['note', ''],
    ],
    children: items,
    text: '',
  }
  for (let count = below(4); count > 0; count -= 1) spoil(root, below)
  const declared = Object.entries(namespaces).map(([prefix, uri]): [string, string] => [`xmlns:${prefix}`, uri])
  return toWindows1250(
    `<?xml version="1.0" encoding="Windows-1250"?>${write({ ...root, attributes: [...root.attributes, ...declared] })}`,
  )
}

function ownVerdict(pack: Buffer): 'valid' | 'invalid' | 'unknown' {
  const root = readPack(pack)
  const verdicts = [checkEnvelope(root), ...root.children.filter((one) => one.name === 'dat:dataPackItem').map(checkItem)]
  if (verdicts.some((one) => one.errors.length > 0)) return 'invalid'
  return verdicts.some((one) => one.unknown) ? 'unknown' : 'valid'
}

/** Verdicts of the real schemas, in the order of the packs; one run of xmllint reads the schemas once for all. */
function realVerdicts(schemas: string, packs: readonly Buffer[]): { valid: boolean; why: string }[] {
  const folder = mkdtempSync(join(tmpdir(), 'bi-xsd-'))
  try {
    const files = packs.map((pack, index) => {
      const file = join(folder, `${index}.xml`)
      writeFileSync(file, pack)
      return file
    })
    const schema = join(schemas, 'pohoda-xsd', 'data.xsd')
    const run = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, ...files], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    const lines = run.stderr.split('\n')
    return files.map((file) => ({
      valid: lines.includes(`${file} validates`),
      why: lines.filter((line) => line.startsWith(`${file}:`)).join('\n'),
    }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const erp = sharedErp()

describe.skipIf(erp === undefined)('the simulator refuses what the real schemas refuse', () => {
  it('gives every random, spoiled pack the verdict of the real schemas', () => {
    const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31)
    const packs = fc.sample(
      fc.gen().map((g) => makePack((limit) => (limit <= 1 ? 0 : g(fc.nat, { max: limit - 1 })))),
      { numRuns: Number(process.env['PACKS'] ?? 600), seed },
    )
    const real = realVerdicts(erp ?? '', packs)
    const own = packs.map(ownVerdict)
    const differing = own.flatMap((verdict, index) =>
      verdict === 'unknown' || (verdict === 'valid') === real[index]?.valid
        ? []
        : [
            `${verdict} here, there ${real[index]?.valid ? 'valid' : real[index]?.why}\n${new TextDecoder('windows-1250').decode(packs[index])}`,
          ],
    )
    expect(differing.slice(0, 3), `seed ${seed}, ${differing.length} of ${packs.length}`).toEqual([])
    // The comparison is worth something only when both answers are frequent.
    expect(own.filter((one) => one === 'valid').length).toBeGreaterThan(packs.length / 10)
    expect(own.filter((one) => one === 'invalid').length).toBeGreaterThan(packs.length / 10)
  })
})
