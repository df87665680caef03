import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Sandbox } from '../../src/sandbox/server'
import { repository } from './desktop-app'
import { createTestPohoda, programSettings, type TestPohoda } from './pohoda'
import { temporarySandbox } from './sandbox'

/** Central side, information system and a client that was set up between them by its own command line, as a customer does. */
export interface DesktopWorld {
  sandbox: Sandbox
  pohoda: TestPohoda
  dataDir: string
  /** The file it was set up from. */
  preset: string
  /** `bi-client …` on the data folder; throws unless it ends with 0. */
  cli(...args: string[]): Promise<string>
  close(): Promise<void>
}

const run = promisify(execFile)

export interface DesktopWorldOptions {
  /** Another company's central side, which that one closes; absent: an own one. */
  at?: { sandbox: Sandbox; apiKey: string; ico: string }
}

export async function createDesktopWorld({ at }: DesktopWorldOptions = {}): Promise<DesktopWorld> {
  const sandbox = at?.sandbox ?? (await temporarySandbox())
  const pohoda = createTestPohoda(at ? { unit: { ico: at.ico } } : {})
  const folder = mkdtempSync(join(tmpdir(), 'bi-world-'))
  const dataDir = join(folder, 'data')
  const cli = async (...args: string[]): Promise<string> => {
    const { stdout } = await run(process.execPath, [join(repository, 'out/main/cli.js'), ...args, '--data-dir', dataDir])
    return stdout
  }
  const preset = join(folder, 'preset.json')
  const settings = { ...programSettings(pohoda), password: pohoda.password }
  writeFileSync(
    preset,
    JSON.stringify({
      language: 'cs',
      mode: 'test',
      central: { baseUrl: sandbox.url, apiKey: at?.apiKey ?? sandbox.keys.client },
      connector: { id: 'pohoda-xml', settings },
      // Long: what runs in a test is what the test asked for.
      sync: { intervalSeconds: 3600 },
    }),
  )
  await cli('setup', '--from', preset)
  return {
    sandbox,
    pohoda,
    dataDir,
    preset,
    cli,
    async close() {
      if (!at) await sandbox.close()
      pohoda.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
