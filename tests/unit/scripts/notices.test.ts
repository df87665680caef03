import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'

interface Part {
  name: string
  version: string
}
const { writeNotices } = (await import('../../../scripts/package/notices.mjs' as string)) as {
  writeNotices(options: { root: string; folder: string; electronVersion: string }): Part[]
}

const folder = mkdtempSync(join(tmpdir(), 'bi-notices-'))
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

test('the bill of materials has each part that ships, also where development packages are left out of installations', () => {
  vi.stubEnv('NODE_ENV', 'production')
  vi.stubEnv('NPM_CONFIG_OMIT', 'dev')
  const parts = writeNotices({ root: resolve(import.meta.dirname, '../../..'), folder, electronVersion: '1.2.3' })
  const { components } = JSON.parse(readFileSync(join(folder, 'sbom.cdx.json'), 'utf8')) as {
    components: { 'bom-ref': string }[]
  }
  const listed = components.map((one) => one['bom-ref']).sort()
  expect(listed).toEqual([...parts.map(({ name, version }) => `${name}@${version}`), 'electron@1.2.3'].sort())
  expect(parts.map((one) => one.name)).toEqual(expect.arrayContaining(['react', 'zod', 'libsql']))
})
