import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { join, win32 } from 'node:path'
import { fill } from '../../../shared/texts/format'
import { scheduleTexts } from '../../../shared/texts/schedule'
import type { Client } from '../../client'
import { dataFolderPath } from '../../settings/data-folder'
import { fromConsole, parseRegistry } from '../../setup/checks/registry'
import { setupDraft } from '../../setup/draft'
import { autostartFile } from '../../system/autostart-entry'
import { type ScheduleHost, thisScheduleHost } from '../../system/schedule/choose'
import type { Ending } from '../answer'
import { type CommandContext, withClient } from '../context'
import { exitCodes } from '../exit-codes'
import { holdAll } from '../hold'
import { usageFailure } from '../language'
import { facts } from '../table'
import { scheduleOf } from './schedule'

export interface RetireOptions {
  deleteData?: boolean
  yes?: boolean
}

/** All that the client ever makes in its folder; what else lies there is somebody's own (docs/operations.md, "Data folder"). */
const OURS: readonly RegExp[] = [
  /^ledger\.(db(-wal|-shm|-journal)?|made)$/,
  /^(ledger-backups|requests|logs|connectors|trial|updates)$/,
  /^ledger-replaced-[\w.:-]+$/,
  /^(settings|secrets|setup|update|language|early-language)(\.v\d+(-[\w.:-]+)?)?\.json$/,
  /^machine\.key$/,
  /^\.(access-)?[0-9a-f]{16}\.tmp$/,
  /^\.probe$/,
]
const LOCKS = /^(engine|setup)(\.lock(-journal|-wal|-shm)?|-holder\.json)$/
const RUN_KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run'

/** The start at this person's sign-in. Others' go with their own profiles, or with the package that made them. */
async function removeAutostart(host: ScheduleHost, program: string): Promise<string[]> {
  if (host.platform !== 'win32') {
    const path = autostartFile(host.env, host.home)
    if (!existsSync(path) || !readFileSync(path, 'utf8').startsWith('[Desktop Entry]')) return []
    rmSync(path)
    return [path]
  }
  const reg = win32.join(host.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe')
  const answer = await host.run(reg, ['query', RUN_KEY])
  const [key] = answer?.exitCode === 0 ? parseRegistry(fromConsole(answer.stdout)) : []
  const gone: string[] = []
  // Ours is the one that starts this very program to the tray.
  for (const { name, data } of key?.values.values() ?? [])
    if (data.toLowerCase().includes(program.toLowerCase()) && data.includes('--hidden')) {
      const deleted = await host.run(reg, ['delete', RUN_KEY, '/v', name, '/f'])
      if (deleted?.exitCode === 0) gone.push(`${RUN_KEY}\\${name}`)
    }
  return gone
}

/** What must be typed so that nobody deletes by a slip. */
function nameToType(client: Client): string {
  try {
    const name = setupDraft(client.dataDir).read()?.account?.companyName
    if (name) return name
  } catch {
    // A draft that can't be read keeps nobody from leaving.
  }
  return safe(() => client.settings()?.central.companyId) ?? client.dataDir
}
const safe = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch {
    return undefined
  }
}

async function expectConfirmed(client: Client, options: RetireOptions, context: CommandContext): Promise<void> {
  if (options.yes) return
  const texts = scheduleTexts[context.language].retire
  const terminal = context.io.openTerminal?.()
  if (!terminal || context.json) {
    await terminal?.close()
    throw usageFailure(texts.needsTerminal)
  }
  const name = nameToType(client)
  const { counts } = client.status()
  const { imported, rejected, quarantined, unknown, skipped, inWork, unreported } = counts
  try {
    terminal.print(
      fill(texts.confirm, {
        path: client.dataDir,
        documents: imported + rejected + quarantined + unknown + skipped + inWork,
        unreported,
        name,
      }),
    )
    const typed = await terminal.ask('> ')
    if (typed === 'ended' || typed === 'until' || typed.line.trim() !== name) throw usageFailure(texts.notConfirmed)
  } finally {
    await terminal.close()
  }
}

/** Deletes what is ours, then the folder if nothing else is in it. What stays. The locks are held, and go last. */
function deleteData(dataDir: string, lock: { release(): void }): string[] {
  const names = readdirSync(dataDir)
  for (const name of names)
    if (OURS.some((pattern) => pattern.test(name))) rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 })
  lock.release()
  for (const name of names) if (LOCKS.test(name)) rmSync(join(dataDir, name), { force: true })
  const left = readdirSync(dataDir)
  if (left.length === 0) rmdirSync(dataDir)
  return left.map((name) => join(dataDir, name))
}

/**
 * Before the program is uninstalled: what starts it goes, and only when asked and confirmed the data. Whoever holds the engine
 * is named and left alone. Nothing that isn't ours is touched.
 */
export async function retire(options: RetireOptions, context: CommandContext): Promise<Ending> {
  const { io } = context
  const host = io.scheduleHost ?? thisScheduleHost(io.env)
  const texts = scheduleTexts[context.language].retire
  const dataDir = dataFolderPath(context.dataDir)
  const hasData = existsSync(dataDir)
  const program = io.program?.program ?? process.execPath
  if (!hasData && !options.deleteData) {
    // An uninstaller runs it also where nobody has ever set anything up: no folder is made for that.
    const autostart = await removeAutostart(host, program)
    return ended({ tasks: [], autostart, dataDir, deleted: false, left: [] })
  }
  let lock: { release(): void } | undefined
  try {
    const gone = await withClient(context, async (client) => {
      if (options.deleteData) await expectConfirmed(client, options, context)
      // Before anything is taken away: half a retirement would leave a program that runs without its schedule.
      lock = holdAll(dataDir)
      const tasks = [...(await scheduleOf(client, context).removeAll())]
      return { tasks, autostart: await removeAutostart(host, program) }
    })
    // Only now: closing the client writes into its log.
    const left = options.deleteData && lock ? deleteData(dataDir, lock) : []
    return ended({ ...gone, dataDir, deleted: options.deleteData === true, left })
  } finally {
    lock?.release()
  }

  function ended(done: { tasks: string[]; autostart: string[]; dataDir: string; deleted: boolean; left: string[] }): Ending {
    const list = (names: readonly string[]): string => (names.length === 0 ? texts.nothing : names.join(', '))
    return {
      exitCode: exitCodes.ok,
      data: done,
      lines: [
        ...facts([
          [texts.tasks, list(done.tasks)],
          [texts.autostart, list(done.autostart)],
          [done.deleted ? texts.deleted : texts.kept, done.dataDir],
          ...(done.left.length > 0 ? ([[texts.left, done.left.join(', ')]] as [string, string][]) : []),
        ]),
        texts.next,
      ],
    }
  }
}
