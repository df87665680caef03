import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { bareEnvironment, command, packageFile } from './support'

test('the portable form runs from where it was unpacked', async () => {
  const folder = test.info().outputPath('přenosný klient')
  mkdirSync(folder, { recursive: true })
  await command('/usr/bin/tar', ['-xzf', packageFile('.tar.gz'), '-C', folder, '--strip-components=1'])
  const { stdout } = await command(join(folder, 'bi-client'), ['--version'], { env: bareEnvironment, cwd: '/' })
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
