import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sharedErp } from './shared-erp'

const erp = sharedErp()
const there = spawnSync('xmllint', ['--version']).error === undefined
if (!there && process.env['CI'] === 'true') throw new Error('xmllint is missing (libxml2-utils)')
if (!there) console.warn('SKIPPED: xmllint is not installed (libxml2-utils)')

/**
 * What an XML schema of the shared folder (or another, by its whole path) has against these documents, one line for each complaint. `undefined`:
 * schema or xmllint is not on this computer (said once). All in one call: compiling the schema is the slow part.
 */
export function schemaComplaints(schema: string, documents: readonly Uint8Array[]): readonly string[] | undefined {
  if (erp === undefined || !there) return undefined
  if (documents.length === 0) return []
  const folder = mkdtempSync(join(tmpdir(), 'bi-xsd-'))
  try {
    const names = documents.map((bytes, place) => {
      writeFileSync(join(folder, `${place}.xml`), bytes)
      return `${place}.xml`
    })
    const run = spawnSync('xmllint', ['--noout', '--nonet', '--schema', resolve(erp, schema), ...names], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    if (run.error) throw run.error
    const told = run.stderr.split('\n').filter((line) => line !== '' && !line.endsWith(' validates'))
    return run.status === 0 ? [] : told.length > 0 ? told : [`xmllint ended with ${run.status}`]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
