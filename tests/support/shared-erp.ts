import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * The folder with the information systems' schemas and samples, which is not ours to ship: `BI_SHARED_ERP`, or
 * `../shared/erp` beside the repository. Undefined: the caller skips and prints why; in CI that is an error.
 */
export function sharedErp(): string | undefined {
  const folder = process.env['BI_SHARED_ERP'] ?? resolve(import.meta.dirname, '../../../shared/erp')
  if (existsSync(join(folder, 'pohoda-xsd', 'data.xsd'))) return folder
  if (process.env['CI'] === 'true') throw new Error(`schemas of the information systems not found in ${folder}`)
  console.warn(`SKIPPED: no schemas of the information systems in ${folder} (set BI_SHARED_ERP)`)
  return undefined
}
