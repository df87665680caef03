import type { XmlNode } from './xml'

/**
 * How the parts of Money's schema are written down: every type is a sequence, so what stands in the wrong order is refused as well as what is
 * too long.
 */
export type Simple =
  | { kind: 'text'; max?: number; length?: number; among?: readonly string[] }
  | { kind: 'decimal'; digits: number; places: number }
  | { kind: 'date' | 'time' | 'boolean' | 'long' | 'byte' }
export interface Complex {
  kind: 'sequence'
  parts: readonly Part[]
}
export interface Part {
  name: string
  type: Simple | Complex
  min: 0 | 1
  many: boolean
}

export const text = (max?: number): Simple => (max === undefined ? { kind: 'text' } : { kind: 'text', max })
export const exactly = (length: number): Simple => ({ kind: 'text', length })
export const among = (...words: string[]): Simple => ({ kind: 'text', among: words })
export const decimal = (digits: number, places: number): Simple => ({ kind: 'decimal', digits, places })
export const amount = decimal(15, 4)
export const date: Simple = { kind: 'date' }
export const yesNo: Simple = { kind: 'boolean' }
export const byte: Simple = { kind: 'byte' }
export const sequence = (...parts: Part[]): Complex => ({ kind: 'sequence', parts })
export const may = (name: string, type: Simple | Complex): Part => ({ name, type, min: 0, many: false })
export const must = (name: string, type: Simple | Complex): Part => ({ name, type, min: 1, many: false })
export const list = (name: string, type: Simple | Complex, min: 0 | 1 = 0): Part => ({ name, type, min, many: true })

const digitsOf = (value: string): { all: number; places: number } => {
  const [whole = '', fraction = ''] = value.replace(/^[+-]/, '').split('.')
  const kept = fraction.replace(/0+$/, '')
  return { all: whole.replace(/^0+/, '').length + kept.length, places: kept.length }
}

function simpleFault(value: string, type: Simple): string | undefined {
  switch (type.kind) {
    case 'text':
      if (type.among && !type.among.includes(value)) return 'no such word'
      if (type.max !== undefined && value.length > type.max) return `longer than ${type.max}`
      return type.length !== undefined && value.length !== type.length ? `not ${type.length} characters` : undefined
    case 'decimal': {
      if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(value)) return 'no decimal'
      const { all, places } = digitsOf(value)
      return all > type.digits || places > type.places ? 'too many digits' : undefined
    }
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? undefined : 'no date'
    case 'time':
      return /^\d{2}:\d{2}:\d{2}$/.test(value) ? undefined : 'no time'
    case 'boolean':
      return ['0', '1', 'true', 'false'].includes(value) ? undefined : 'no boolean'
    case 'long':
      return /^-?\d{1,19}$/.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value) ? undefined : 'no long'
    case 'byte':
      return /^\d{1,3}$/.test(value) ? undefined : 'no byte'
  }
}

export function faultIn(node: XmlNode, type: Simple | Complex, path: string): string | undefined {
  if (type.kind !== 'sequence') {
    if (node.children.length > 0) return `${path}: elements in a text`
    const fault = simpleFault(node.text, type)
    return fault && `${path}: ${fault} "${node.text.slice(0, 40)}"`
  }
  if (node.text.trim() !== '') return `${path}: text between elements`
  let at = 0
  for (const part of type.parts) {
    let count = 0
    for (let one = node.children[at]; one?.name === part.name && (part.many || count === 0); one = node.children[at]) {
      const fault = faultIn(one, part.type, `${path}/${part.name}`)
      if (fault) return fault
      at++
      count++
    }
    if (count < part.min) return `${path}: ${part.name} missing`
  }
  const over = node.children[at]
  return over && `${path}: ${over.name} not expected here`
}
