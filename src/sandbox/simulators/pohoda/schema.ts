import type { XmlNode } from './xml'

/**
 * The part of XML Schema that POHODA's schemas use, as plain data: simple types check a text, complex types say which
 * children may come in which order. The types themselves are in `*-schema.ts`.
 */

/** Undefined: the text is valid. Otherwise what is wrong, in the words of the parser POHODA uses. */
export type SimpleType = (text: string) => string | undefined

export interface Particle {
  /** Undefined for a nested group. */
  name?: string
  type?: Type
  group?: { kind: 'sequence' | 'choice'; particles: readonly Particle[] }
  min: number
  max: number
}

export interface Type {
  /** `all`: any order, each at most once. `foreign`: the simulator does not know this part and makes no verdict. */
  kind: 'text' | 'all' | 'sequence' | 'foreign'
  text?: SimpleType
  particles?: readonly Particle[]
  attributes?: Readonly<Record<string, { type: SimpleType; required: boolean }>>
  /** An empty element with a default is valid and means the default. */
  hasDefault?: boolean
  nillable?: boolean
  /** Text may stand between the children. */
  mixed?: boolean
}

export const text = (check: SimpleType): Type => ({ kind: 'text', text: check })
export const foreign: Type = { kind: 'foreign' }
export const withDefault = (type: Type): Type => ({ ...type, hasDefault: true })
export const nillable = (type: Type): Type => ({ ...type, nillable: true })
export const withAttributes = (type: Type, attributes: Record<string, SimpleType>): Type => ({
  ...type,
  attributes: Object.fromEntries(
    Object.entries(attributes).map(([name, check]) => [name.replace('!', ''), { type: check, required: name.endsWith('!') }]),
  ),
})

/** `name` exactly one, `name?` at most one, `name*` any number, `name+` at least one. */
const particle = (spec: string, type: Type): Particle => {
  const mark = /[?*+]$/.exec(spec)?.[0]
  return {
    name: mark === undefined ? spec : spec.slice(0, -1),
    type,
    min: mark === '?' || mark === '*' ? 0 : 1,
    max: mark === '*' || mark === '+' ? Number.POSITIVE_INFINITY : 1,
  }
}
const particles = (children: Record<string, Type>): Particle[] =>
  Object.entries(children).map(([spec, type]) => particle(spec, type))

export const all = (children: Record<string, Type>): Type => ({ kind: 'all', particles: particles(children) })
export const sequence = (children: Record<string, Type>, max = 1): Type =>
  max === 1
    ? { kind: 'sequence', particles: particles(children) }
    : { kind: 'sequence', particles: [{ group: { kind: 'sequence', particles: particles(children) }, min: 1, max }] }
/** Exactly one of the given sequences. */
export const choice = (...alternatives: Record<string, Type>[]): Type => ({
  kind: 'sequence',
  particles: [
    {
      group: {
        kind: 'choice',
        particles: alternatives.map((one) => ({ group: { kind: 'sequence', particles: particles(one) }, min: 1, max: 1 })),
      },
      min: 1,
      max: 1,
    },
  ],
})

/** Any number of the given ones in any order, with any text between them. */
export const mixedChoice = (children: Record<string, Type>): Type => ({
  kind: 'sequence',
  mixed: true,
  particles: [{ group: { kind: 'choice', particles: particles(children) }, min: 1, max: Number.POSITIVE_INFINITY }],
})

/** What a check found. `unknown`: some part lies outside what the simulator knows, so a clean result proves nothing there. */
export interface Verdict {
  errors: string[]
  unknown: boolean
}

// Schemas of this kind are deterministic, so taking as much as fits needs no way back.
function consume(one: Particle, nodes: readonly XmlNode[], from: number): number | undefined {
  let at = from
  for (let count = 0; count < one.max; count += 1) {
    const next = consumeOnce(one, nodes, at)
    if (next === undefined || (next === at && count >= one.min)) return count >= one.min ? at : undefined
    at = next
  }
  return at
}

function consumeOnce(one: Particle, nodes: readonly XmlNode[], from: number): number | undefined {
  if (one.group === undefined) return nodes[from]?.name === one.name ? from + 1 : undefined
  if (one.group.kind === 'choice') {
    const ends = one.group.particles.map((alternative) => consume(alternative, nodes, from)).filter((end) => end !== undefined)
    // An alternative that may be absent fits everywhere: one that takes something goes first.
    return ends.find((end) => end > from) ?? ends[0]
  }
  let at: number | undefined = from
  for (const part of one.group.particles) {
    at = consume(part, nodes, at)
    if (at === undefined) return undefined
  }
  return at
}

const typesOf = (list: readonly Particle[]): [string, Type][] =>
  list.flatMap((one) =>
    one.group === undefined
      ? one.name && one.type
        ? [[one.name, one.type] as [string, Type]]
        : []
      : typesOf(one.group.particles),
  )

/** Checks the attributes only. */
export function checkAttributes(node: XmlNode, type: Type, verdict: Verdict): void {
  const known = type.attributes ?? {}
  for (const [name, value] of node.attributes) {
    if (name === 'xsi:type') verdict.unknown = true
    if (name === 'xsi:nil' && (type.nillable !== true || !/^(true|false|0|1)$/.test(value.trim()))) {
      verdict.errors.push(`Element '${node.name}' is not nillable.`)
    }
    if (name.startsWith('xsi:')) continue
    const attribute = known[name]
    if (attribute === undefined) {
      verdict.errors.push(`The attribute '${name}' on the element '${node.name}' is not defined in the DTD/Schema.`)
      continue
    }
    const error = attribute.type(value)
    if (error !== undefined) verdict.errors.push(`Attribute '${name}' of '${node.name}': ${error}`)
  }
  for (const [name, { required }] of Object.entries(known)) {
    if (required && !node.attributes.has(name)) {
      verdict.errors.push(`Required attribute '${name}' of '${node.name}' is missing.`)
    }
  }
}

/** Checks an element and all below it; what it finds is added to `verdict`. */
export function checkNode(node: XmlNode, type: Type, verdict: Verdict): void {
  if (type.kind === 'foreign') {
    verdict.unknown = true
    return
  }
  checkAttributes(node, type, verdict)
  const nil = node.attributes.get('xsi:nil')?.trim()
  if (nil === 'true' || nil === '1') {
    if (node.children.length > 0 || node.text !== '') verdict.errors.push(`Nilled element '${node.name}' must be empty.`)
    return
  }
  if (type.kind === 'text') {
    if (node.children.length > 0) verdict.errors.push(`Element '${node.name}' must not contain elements.`)
    else if (!(type.hasDefault === true && node.text === '')) {
      const error = type.text?.(node.text)
      if (error !== undefined) verdict.errors.push(error)
    }
    return
  }
  if (type.mixed !== true && /[^ \t\r\n]/.test(node.text)) verdict.errors.push(`Element '${node.name}' must not contain text.`)
  checkChildren(node, type, verdict)
}

/** Checks which children are there and in which order, then each of them. */
function checkChildren(node: XmlNode, type: Type, verdict: Verdict): void {
  const parts = type.particles ?? []
  const types = new Map(typesOf(parts))
  const fits =
    type.kind === 'all'
      ? node.children.every((one) => types.has(one.name)) &&
        parts.every((part) => {
          const count = node.children.filter((one) => one.name === part.name).length
          return count >= part.min && count <= part.max
        })
      : consumeOnce({ group: { kind: 'sequence', particles: parts }, min: 1, max: 1 }, node.children, 0) === node.children.length
  if (!fits) {
    const expecting = [...types.keys()].join(', ')
    verdict.errors.push(
      `Element content of '${node.name}' is invalid according to the DTD/Schema (${node.children.map((one) => one.name).join(', ')}). Expecting: ${expecting}.`,
    )
  }
  for (const one of node.children) {
    const known = types.get(one.name)
    if (known !== undefined) checkNode(one, known, verdict)
  }
}
