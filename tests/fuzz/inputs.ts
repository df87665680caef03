import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { hostileTexts } from './hostile'

/** The kinds of input, each a folder of `tests/corpus`. */
export const kinds = [
  'document',
  'claim',
  'answer',
  'list',
  'stock',
  'settings',
  'preset',
  'request',
  'problem',
  'secrets',
  'text',
] as const
export type Kind = (typeof kinds)[number]

export type Corpus = Readonly<Record<Kind, readonly Buffer[]>>

/** What to begin with. `folder`: `tests/corpus`. Order by name, so that the same seed gives the same inputs. */
export const readCorpus = (folder: string): Corpus =>
  Object.fromEntries(
    kinds.map((kind) => {
      const own = join(folder, kind)
      const files = readdirSync(own).sort()
      return [kind, files.map((name) => readFileSync(join(own, name)))]
    }),
  ) as unknown as Corpus

export interface Random {
  /** In [0, below). */
  below(limit: number): number
  pick<T>(from: readonly T[]): T
}

/** Mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number): number => (limit <= 0 ? 0 : next() % limit)
  return { below, pick: (from) => from[below(from.length)] as (typeof from)[number] }
}

const hash = (seed: number, text: string, index: number): number => {
  let value = seed ^ 0x9e3779b9
  for (const char of `${text}:${index}`) value = Math.imul(value ^ char.charCodeAt(0), 0x01000193)
  return value >>> 0
}

const tokens: readonly string[] = [
  ...hostileTexts,
  ...['\0', '\ufeff', '1e400', '-0', '9'.repeat(40), '[', '{', '}', ']', '"', '\\', '\\u0000', '\\ud800', 'null', 'true'],
  ...['"__proto__":{},', '"constructor":1,', '"id":1,', '[[[[[[[[', '{"a":'],
  ...[
    '<',
    '>',
    '</',
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?x ',
    '&amp;',
    '&#0;',
    '&#x10ffff;',
    '&e;',
    'xmlns=""',
    '<!DOCTYPE x>',
  ],
  ...['state="ok"', 'state="error"', 'state=""', 'id=""', 'encoding="utf-16"', 'encoding="x"', '<rdc:id>7</rdc:id>'],
  ...['<rsp:errorDetail/>', '<rsp:recordDuplicity><rsp:id>7</rsp:id></rsp:recordDuplicity>', '</rsp:responsePackItem>', '556'],
]

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
  fc.constantFrom<unknown>(...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.double(),
  fc.constantFrom<unknown>('x'.repeat(10_000), [], {}, '', -1, 1e21, Number.MAX_SAFE_INTEGER + 2, [[[[[[]]]]]]),
)
const raw = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(text)),
)
const sampled = <T>(arbitrary: fc.Arbitrary<T>, random: Random): T =>
  fc.sample(arbitrary, { numRuns: 1, seed: random.below(0x7fffffff) })[0] as T

/** Changes one place of a JSON value; what isn't JSON stays as it is. */
function changedJson(bytes: Buffer, random: Random): Buffer {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    return bytes
  }
  let parent: Record<string, unknown> | undefined
  let key = ''
  for (let at: unknown = value; at !== null && typeof at === 'object'; ) {
    const names = Object.keys(at)
    if (names.length === 0 || (parent && random.below(6) === 0)) break
    parent = at as Record<string, unknown>
    key = random.pick(names)
    at = parent[key]
  }
  if (!parent) return Buffer.from(JSON.stringify(sampled(junk, random) ?? null))
  const what = random.below(10)
  if (what === 0 && !Array.isArray(parent)) delete parent[key]
  else if (what === 1)
    parent[random.pick(['__proto__x', 'constructor', 'toString', 'extra', ...Object.keys(parent)])] = parent[key]
  else if (what === 2 && Array.isArray(parent)) for (let i = 0; i < 50; i++) parent.push(parent[Number(key)])
  else parent[key] = sampled(junk, random)
  return Buffer.from(JSON.stringify(value))
}

/** Changes one value of an XML document, or takes an element out or makes it twice: still well-formed, as a rule. */
function changedXml(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString('latin1')
  const found = [
    ...text.matchAll(random.below(3) === 0 ? /<(\w+:\w+)[^<>]*(?:\/>|>.*?<\/\1>)/g : /(?<==")[^"]*(?=")|(?<=>)[^<>]+(?=<)/g),
  ]
  if (found.length === 0) return bytes
  const { 0: old, index } = random.pick(found)
  const element = old.startsWith('<')
  const other = random.pick(found)[0]
  const instead = element
    ? random.pick(['', old + old, other])
    : random.pick(['', 'ok', 'error', 'OK', '7', other, other, random.pick(tokens)])
  return Buffer.from(text.slice(0, index) + instead + text.slice(index + old.length), 'latin1')
}

function mutated(bytes: Buffer, others: readonly Buffer[], random: Random): Buffer {
  const at = random.below(bytes.length + 1)
  const length = random.below(Math.min(200, bytes.length - at) + 1)
  switch (random.below(10)) {
    case 0: {
      const copy = Buffer.from(bytes)
      for (let flips = 1 + random.below(8); flips > 0 && copy.length > 0; flips--) {
        const place = random.below(copy.length)
        copy[place] = (copy[place] ?? 0) ^ (1 << random.below(8))
      }
      return copy
    }
    case 1: {
      const other = random.pick(others)
      const from = random.below(other.length)
      return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + random.below(400)), bytes.subarray(at + length)])
    }
    case 2:
      return bytes.subarray(0, at)
    case 3:
      return Buffer.concat([
        bytes.subarray(0, at),
        ...Array<Buffer>(1 + random.below(60)).fill(bytes.subarray(at, at + length)),
        bytes.subarray(at),
      ])
    case 4:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(tokens)), bytes.subarray(at)])
    case 5:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
    case 6:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(tokens)), bytes.subarray(at + length)])
    default:
      return bytes[0] === 0x3c ? changedXml(bytes, random) : changedJson(bytes, random)
  }
}

/** Larger ones are not mutilated further: repeated three times over they would cost seconds and tell nothing new. Bytes. */
const LARGEST = 300_000

/** Input number `index`: the same for the same seed, corpus and version of fast-check. */
export function inputOf(corpus: Corpus, kind: Kind, seed: number, index: number): Buffer {
  const random = randomFrom(hash(seed, kind, index))
  const own = corpus[kind]
  // The corpus itself first.
  const first = own[index]
  if (first) return first
  if (random.below(20) === 0) return sampled(raw, random)
  let bytes = random.pick(own)
  for (let rounds = 1 + random.below(3); rounds > 0 && bytes.length < LARGEST; rounds--) bytes = mutated(bytes, own, random)
  return bytes
}
