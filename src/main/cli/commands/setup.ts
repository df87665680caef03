import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Failure } from '../../../shared/failure'
import { fill } from '../../../shared/texts/format'
import { confStore } from '../../settings/conf-store'
import { ensureDataFolder } from '../../settings/data-folder'
import { openSecrets } from '../../settings/secrets'
import { settingsFile, settingsInvalid } from '../../settings/store'
import { errorCode } from '../../system/atomic-file'
import type { Ending } from '../answer'
import { splitPreset } from '../apply-preset'
import type { CommandContext } from '../context'
import { exitCodes } from '../exit-codes'
import { holdAll } from '../hold'
import { usageFailure } from '../language'
import { facts } from '../table'

const MOST_BYTES = 1024 * 1024

async function readPreset(from: string, context: CommandContext): Promise<{ text: string; path: string; warnings: string[] }> {
  const { setup } = context.texts
  const tooLarge = (path: string) => settingsInvalid(path, fill(setup.tooLarge, { path, limit: MOST_BYTES }))
  if (from === '-') {
    const text = await context.io.readStdin()
    if (text.length > MOST_BYTES) throw tooLarge('stdin')
    return { text, path: 'stdin', warnings: [] }
  }
  const path = resolve(from)
  try {
    const file = statSync(path)
    if (file.size > MOST_BYTES) throw tooLarge(path)
    const open = process.platform !== 'win32' && (file.mode & 0o077) !== 0
    return { text: readFileSync(path, 'utf8'), path, warnings: open ? [fill(setup.readable, { path })] : [] }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw settingsInvalid(path, fill(setup.notFound, { path, code: errorCode(error) ?? '?' }), error)
  }
}

/** With a file: unattended. Without one: a person is led through it, at a terminal. */
export async function setup(options: { from?: string }, context: CommandContext): Promise<Ending> {
  if (options.from !== undefined) return setupFrom(options.from, context)
  const { usage } = context.texts
  const { openTerminal } = context.io
  if (context.json) throw usageFailure(usage.setupJson)
  if (!openTerminal) throw usageFailure(usage.setupTerminal)
  // Loaded only here: nothing else that is done headless has a use for it.
  const { setupInTerminal } = await import('../setup-terminal/command')
  return setupInTerminal(openTerminal, context)
}

async function setupFrom(from: string, context: CommandContext): Promise<Ending> {
  const { text, path, warnings } = await readPreset(from, context)
  const dataDir = ensureDataFolder(context.dataDir)
  // A running engine would go on with the old settings, and write the company it learned into the new ones.
  const lock = holdAll(dataDir)
  try {
    const file = settingsFile(confStore(dataDir))
    const split = splitPreset(text, path, context.texts, file.read())
    // Secrets first: settings without their secrets don't work, secrets without settings harm nobody.
    openSecrets(dataDir).replaceAll(split.secrets)
    file.write(split.settings)
    const names = Object.keys(split.secrets).filter((name) => !name.endsWith('.side'))
    const { texts } = context
    if (!context.json) for (const warning of warnings) context.io.stderr.write(`${warning}\n`)
    return {
      exitCode: exitCodes.ok,
      data: { dataDir, settingsFile: file.path, secrets: names, warnings },
      lines: [
        texts.setup.done,
        ...facts([
          [texts.label.dataDir, dataDir],
          [texts.setup.file, file.path],
          [texts.setup.secrets, names.join(', ')],
        ]),
        texts.setup.next,
      ],
    }
  } finally {
    lock.release()
  }
}
