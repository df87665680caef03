import { readXml, type XmlLimits, XmlUnreadable } from '../wrap/xml-reader'

/** What Money's import definition (`_Import.xsd`) says about received orders; for the check only. */
export interface Definition {
  enabled: boolean
  keys: readonly string[]
  newValue: string
  existingValue: string
  noValue: string
}

const LIMITS: XmlLimits = { maxBytes: 4 * 1024 * 1024, maxDepth: 32, maxTextLength: 64 * 1024 }

/** `undefined`: no word on received orders in it. Throws `XmlUnreadable`. */
export const parseDefinition = async (chunks: AsyncIterable<Uint8Array>): Promise<Definition | undefined> => {
  const path: string[] = []
  let found: (Omit<Definition, 'keys'> & { keys: string[] }) | undefined
  let inside = false
  let root = false
  await readXml(
    chunks,
    {
      open(_uri, local, attributes) {
        path.push(local)
        const attribute = (name: string): string => (attributes.get(name) ?? '').slice(0, 64)
        if (local === 'Import') root = true
        if (local === 'Entity') {
          // By its element's name, or by a path that ends with it.
          inside = /(?:^|[/.])ObjPrij$/i.test(attribute('name'))
          if (inside) {
            const enabled = !['0', 'false'].includes(attribute('enabled'))
            found = { enabled, keys: [], newValue: '', existingValue: '', noValue: '' }
          }
        } else if (inside && found && path.includes('StandAlone')) {
          if (local === 'Field' && found.keys.length < 20) found.keys.push(attribute('name'))
          else if (local === 'Mode') {
            found.newValue = attribute('newValue')
            found.existingValue = attribute('existingValue')
            found.noValue = attribute('noValue')
          }
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
