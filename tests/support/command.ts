import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'libsql'
import type { InwardAgenda } from '../../src/shared/documents/agenda'

const root = resolve(import.meta.dirname, '../..')
/** The examples of docs/connectors/command.md. */
export const EXAMPLES = join(root, 'docs/connectors/examples')

/** Undefined (and said): there is no Python on this computer. */
export const pythonProgram = (): string | undefined => {
  try {
    return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim()
  } catch {
    if (process.env['CI'] === 'true') throw new Error('python3 is missing')
    console.warn('SKIPPED: the example in Python (python3 is not installed)')
    return undefined
  }
}

export interface RecordedByPython {
  agenda: InwardAgenda
  /** Our item, or the card's or partner's own id. */
  key: string
  id: string
  number: string
  document: unknown
}
const SERIES: Readonly<Record<InwardAgenda, string>> = {
  orders: 'OP',
  'delivery-notes': 'DL',
  invoices: 'FP',
  'stock-cards': 'SK',
  addresses: 'AD',
}

/** What the example in Python has recorded, in that order. */
export function recordedByPython(folder: string): readonly RecordedByPython[] {
  const file = join(folder, 'records.db')
  if (!existsSync(file)) return []
  const db = new Database(file)
  try {
    const rows = db.prepare('select number, agenda, key, document from records order by number').all() as {
      number: number
      agenda: InwardAgenda
      key: string
      document: string
    }[]
    return rows.map(({ number, agenda, key, document }) => ({
      agenda,
      key,
      id: String(number),
      number: `${SERIES[agenda]}${String(number).padStart(6, '0')}`,
      document: JSON.parse(document) as unknown,
    }))
  } finally {
    db.close()
  }
}

/** Settings that put what disturbs (`command-faults.mjs`) between the connector and a script, and the way to disturb. */
export const disturbed = (folder: string, program: string) => ({
  settings: { program: process.execPath, arguments: [join(root, 'tests/support/command-faults.mjs'), folder, program] },
  faults: (what: Record<string, unknown>): void => writeFileSync(join(folder, 'faults.json'), JSON.stringify(what)),
})
