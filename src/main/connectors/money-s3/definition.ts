import { readXml, type XmlLimits, XmlUnreadable } from '../wrap/xml-reader'

/** What Money's import definition (`_Import.xsd`) does with one entity; for the check only. */
export interface Instructions {
  keys: readonly string[]
  newValue: string
  existingValue: string
  noValue: string
}
export interface Entity {
  enabled: boolean
  /** As a record of its own, and inside another one (the stock card of a line). */
  standAlone: Instructions
  embedded: Instructions
}
/** By the entity's name, which may be a path that ends with it. */
export type Definition = ReadonlyMap<string, Entity>

const LIMITS: XmlLimits = { maxBytes: 4 * 1024 * 1024, maxDepth: 32, maxTextLength: 64 * 1024 }
const MAX_ENTITIES = 500
const nothing = (): Instructions & { keys: string[] } => ({ keys: [], newValue: '', existingValue: '', noValue: '' })

/** Throws `XmlUnreadable`. */
export const parseDefinition = async (chunks: AsyncIterable<Uint8Array>): Promise<Definition> => {
  const path: string[] = []
  const found = new Map<string, Entity>()
  let entity: { enabled: boolean; standAlone: ReturnType<typeof nothing>; embedded: ReturnType<typeof nothing> } | undefined
  let root = false
  await readXml(
    chunks,
    {
      open(_uri, local, attributes) {
        path.push(local)
        const attribute = (name: string): string => (attributes.get(name) ?? '').slice(0, 64)
        if (local === 'Import') root = true
        const instructions = path.includes('StandAlone')
          ? entity?.standAlone
          : path.includes('Embedded')
            ? entity?.embedded
            : undefined
        if (local === 'Entity') {
          if (found.size >= MAX_ENTITIES) throw new XmlUnreadable('too many entities')
          entity = { enabled: !['0', 'false'].includes(attribute('enabled')), standAlone: nothing(), embedded: nothing() }
          const name = attribute('name').split(/[/.]/).at(-1) ?? ''
          // Money's own names some of the inner ones twice; the first holds.
          if (!found.has(name)) found.set(name, entity)
        } else if (instructions && local === 'Field' && instructions.keys.length < 20) {
          instructions.keys.push(attribute('name'))
        } else if (instructions && local === 'Mode') {
          instructions.newValue = attribute('newValue')
          instructions.existingValue = attribute('existingValue')
          instructions.noValue = attribute('noValue')
        }
      },
      close() {
        path.pop()
      },
    },
    LIMITS,
  )
  if (!root) throw new XmlUnreadable('not an import definition')
  return found
}
