import { SaxesParser } from 'saxes'
import type { InwardAgenda } from '../../../shared/documents/agenda'
import { type Problem, problem } from '../../../shared/failure'
import type { Note, ParsedDocument } from '../../engine/ports'
import { type Charset, unicode, windows1250 } from '../wrap/fit-text'
import { createFitter, type Fitter, hold } from '../wrap/fitter'
import { encodeWindows1250 } from '../wrap/windows-1250'
import { writeXml, type XmlElement } from '../wrap/xml-writer'
import { type Field, fieldOf, LISTS, type List, rowsOf, type Source } from './fields'
import type { FilesMapping } from './settings'

/**
 * The customer's own XML: their document with places to be filled, `{field}` or `{field|filter|filter}`. Data, no code: fields of our
 * list, five filters, and two attributes of our namespace: `bi:each` repeats an element for each line or place, `bi:if` leaves it out
 * when a field is empty. Values are always escaped; what would not be XML can't come out. Whole description: docs/connectors/files.md.
 */
export const TEMPLATE_NAMESPACE = 'urn:business-integrator:template'
const MAX_LENGTH = 256 * 1024
const MAX_DEPTH = 32
const MAX_ELEMENTS = 5000
/** What our writer takes: ASCII only. */
const NAME = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/

export class TemplateInvalid extends Error {
  override readonly name = 'TemplateInvalid'
}
const invalid = (why: string): never => {
  throw new TemplateInvalid(why)
}

type Filter = { name: 'comma' } | { name: 'cz-date' } | { name: 'date' } | { name: 'upper' } | { name: 'max'; limit: number }
type Part = { text: string } | { field: string; filters: readonly Filter[] }

interface Node {
  name: string
  attributes: readonly (readonly [string, readonly Part[]])[]
  each: List | undefined
  onlyIf: string | undefined
  children: readonly Node[]
  text: readonly Part[]
}
export interface Template {
  root: Node
  elements: number
}
/** As it was found when the connector was opened. */
export type LoadedTemplate = { read: Template } | { problem: Problem }

const filterOf = (text: string, field: Field, place: string): Filter => {
  const [, name = '', limit] = /^\s*([a-z-]+)(?::(\d{1,4}))?\s*$/.exec(text) ?? []
  if (name === 'max' && limit !== undefined && Number(limit) > 0) return { name, limit: Number(limit) }
  if (limit === undefined) {
    if (name === 'comma' && field.kind === 'number') return { name }
    if ((name === 'cz-date' || name === 'date') && field.kind === 'date') return { name }
    if (name === 'upper' && field.kind !== 'number') return { name }
  }
  return invalid(`${place}: filter "${text.trim()}"`)
}

/** `{{` and `}}` are braces. */
function partsOf(text: string, agenda: InwardAgenda, inRow: boolean): readonly Part[] {
  const parts: Part[] = []
  for (const [piece, place] of text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]/g)) {
    if (piece === '{{' || piece === '}}') parts.push({ text: piece.charAt(0) })
    else if (place === undefined && /^[{}]$/.test(piece)) invalid(`a lone "${piece}" in "${text.trim().slice(0, 60)}"`)
    else if (place === undefined) parts.push({ text: piece })
    else {
      const [name = '', ...filters] = place.split('|')
      const field = fieldOf(agenda, name.trim()) ?? invalid(`{${place}}: no such field`)
      if (field.inRow && !inRow) invalid(`{${place}}: only inside bi:each`)
      parts.push({ field: name.trim(), filters: filters.map((filter) => filterOf(filter, field, `{${place}}`)) })
    }
  }
  return parts
}

interface Draft extends Omit<Node, 'children' | 'text'> {
  children: Node[]
  raw: string
  inRow: boolean
}

/** Reads a template for documents of one agenda; its own texts must fit `charset`. Throws `TemplateInvalid` with the reason. */
export function readTemplate(source: string, agenda: InwardAgenda, charset: Charset): Template {
  const lists: readonly string[] = LISTS[agenda]
  if (source.length > MAX_LENGTH) invalid(`longer than ${MAX_LENGTH} characters`)
  const fitted = charset.fit(source)
  for (const foreign of [...fitted.replaced, ...fitted.removed])
    invalid(`a character that the encoding does not have: ${foreign}`)
  const parser = new SaxesParser({ xmlns: true, position: false })
  const around: Draft[] = []
  let root: Node | undefined
  let elements = 0
  parser.on('error', (error) => invalid(error.message))
  parser.on('doctype', () => invalid('a document type declaration'))
  parser.on('processinginstruction', () => invalid('a processing instruction'))
  parser.on('opentag', (tag) => {
    if (++elements > MAX_ELEMENTS) invalid(`more than ${MAX_ELEMENTS} elements`)
    if (around.length >= MAX_DEPTH) invalid(`nested deeper than ${MAX_DEPTH}`)
    for (const name of [tag.name, ...Object.keys(tag.attributes)]) if (!NAME.test(name)) invalid(`the name ${name}`)
    if (tag.uri === TEMPLATE_NAMESPACE) invalid(`<${tag.name}>: there are no elements of our namespace`)
    const outer = around.at(-1)
    const own = new Map<string, string>()
    const attributes: [string, string][] = []
    for (const { uri, local, name, value } of Object.values(tag.attributes)) {
      if (uri === TEMPLATE_NAMESPACE) own.set(local, value)
      // The declaration of our namespace is of no use in the result.
      else if (!(name.startsWith('xmlns') && value === TEMPLATE_NAMESPACE)) attributes.push([name, value])
    }
    for (const name of own.keys()) if (name !== 'each' && name !== 'if') invalid(`bi:${name}: there is only bi:each and bi:if`)
    const each = own.get('each')
    if (each !== undefined && !lists.includes(each)) invalid(`bi:each="${each}": ${lists.join(', ')}`)
    if (each !== undefined && (outer?.inRow || around.length === 0)) invalid('bi:each inside another, or on the root')
    const inRow = (outer?.inRow ?? false) || each !== undefined
    const onlyIf = own.get('if')
    if (onlyIf !== undefined) {
      const field = fieldOf(agenda, onlyIf) ?? invalid(`bi:if="${onlyIf}": no such field`)
      if (field.inRow && !inRow) invalid(`bi:if="${onlyIf}": only inside bi:each`)
      if (around.length === 0) invalid('bi:if on the root')
    }
    around.push({
      name: tag.name,
      // Declarations of namespaces are copied, never filled.
      attributes: attributes.map(([name, value]) => [
        name,
        /^xmlns(?::|$)/.test(name) ? [{ text: value }] : partsOf(value, agenda, inRow),
      ]),
      each: each as List | undefined,
      onlyIf,
      children: [],
      raw: '',
      inRow,
    })
  })
  const addText = (text: string): void => {
    const open = around.at(-1)
    if (open) open.raw += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const { raw, inRow, children, ...draft } = around.pop() as Draft
    const blank = raw.trim() === ''
    if (!blank && children.length > 0) invalid(`<${draft.name}>: text beside elements`)
    const node: Node = { ...draft, children, text: blank ? [] : partsOf(raw.trim(), agenda, inRow) }
    const outer = around.at(-1)
    if (outer) outer.children.push(node)
    else root = node
  })
  parser.write(fitted.text.replace(/^\ufeff/, '')).close()
  return { root: root ?? invalid('empty'), elements }
}

const filled = (part: Part, source: Source, fitter: Fitter): string => {
  if ('text' in part) return part.text
  const field = fieldOf(source.document.agenda, part.field)
  if (!field) throw new TypeError(`no field ${part.field}`)
  const limit = part.filters.find((filter) => filter.name === 'max')?.limit ?? Number.POSITIVE_INFINITY
  const raw = field.value(source)
  let value =
    field.kind === 'text'
      ? fitter.text(raw, part.field, limit)
      : field.kind === 'exact'
        ? fitter.exact(raw, part.field, limit)
        : raw.length > limit
          ? hold(problem('id-too-long', { field: part.field, limit: String(limit), value: raw }))
          : raw
  for (const { name } of part.filters) {
    if (name === 'comma') value = value.replace('.', ',')
    else if (name === 'upper') value = value.toUpperCase()
    else if (name === 'cz-date') value = value.split('-').toReversed().join('.')
    else if (name === 'date') value = value.replaceAll('-', '')
  }
  return value
}

const elementsOf = (node: Node, outer: Source, fitter: Fitter): readonly XmlElement[] => {
  const { document, mapping } = outer
  const sources: readonly Source[] =
    node.each === undefined ? [outer] : rowsOf(document, node.each).map((row) => ({ document, mapping, row }))
  return sources
    .filter((source) => node.onlyIf === undefined || fieldOf(document.agenda, node.onlyIf)?.value(source) !== '')
    .map((source) => ({
      name: node.name,
      attributes:
        node.attributes.length === 0
          ? undefined
          : Object.fromEntries(
              node.attributes.map(([name, parts]) => [name, parts.map((part) => filled(part, source, fitter)).join('')]),
            ),
      content:
        node.text.length > 0
          ? node.text.map((part) => filled(part, source, fitter)).join('')
          : node.children.flatMap((child) => elementsOf(child, source, fitter)),
    }))
}

/** The template of its agenda filled with one document. Pure. Throws `Failure` for a document that must be held. */
export function fillTemplate(
  { root }: Template,
  document: ParsedDocument,
  mapping: FilesMapping,
): { bytes: Buffer; notes: readonly Note[] } {
  const ansi = mapping.encoding === 'windows-1250'
  const fitter = createFitter(ansi ? windows1250 : unicode)
  const [element] = elementsOf(root, { document, mapping }, fitter)
  if (!element) throw new TypeError('a template without its root')
  const text = `<?xml version="1.0" encoding="${ansi ? 'Windows-1250' : 'UTF-8'}"?>\n${writeXml(element)}\n`
  return { bytes: ansi ? encodeWindows1250(text) : Buffer.from(text, 'utf8'), notes: fitter.notes() }
}
