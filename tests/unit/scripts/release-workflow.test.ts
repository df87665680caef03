import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'

const root = resolve(import.meta.dirname, '../../..')
const text = readFileSync(resolve(root, '.github/workflows/release.yml'), 'utf8')

test('the release workflow is YAML whose commands and files exist', async () => {
  // electron-builder's own reader.
  const { load } = (await import('js-yaml' as string)) as { load(source: string): unknown }
  const step = z.object({ uses: z.string().optional(), run: z.string().optional() })
  const { jobs } = z
    .object({ jobs: z.record(z.string(), z.object({ 'runs-on': z.string(), steps: z.array(step).min(3) })) })
    .parse(load(text))
  expect(Object.keys(jobs)).toEqual(['linux', 'windows', 'publish'])
  const commands = Object.values(jobs).flatMap((job) => job.steps.flatMap(({ run }) => (run === undefined ? [] : [run])))
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')))
  for (const [, name] of commands.join('\n').matchAll(/npm run ([\w-]+)/g)) expect(scripts, name).toHaveProperty(name ?? '')
  for (const [, file] of commands.join('\n').matchAll(/(scripts[\\/][\w.-]+)/g))
    expect(existsSync(resolve(root, (file ?? '').replaceAll('\\', '/'))), file).toBe(true)
})

test('each secret that the workflow uses is named in its head', () => {
  const used = [...text.matchAll(/\$\{\{ (?:secrets|vars)\.(\w+) \}\}/g)].map(([, name]) => name ?? '')
  const head = text.slice(0, text.indexOf('\nname:'))
  expect(used.length).toBeGreaterThan(5)
  for (const name of used) expect(head, name).toContain(name)
})
