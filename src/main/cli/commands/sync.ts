import { Failure, problem } from '../../../shared/failure'
import type { SyncStatus } from '../../../shared/sync-status'
import { fill } from '../../../shared/texts/format'
import { updateUnderWay } from '../../system/machine-lock'
import type { Ending } from '../answer'
import { type CommandContext, needSettings, withClient } from '../context'
import { exitCodeOfStatus, exitCodes } from '../exit-codes'
import { usageFailure } from '../language'
import { scheduledSync } from '../scheduled-sync'
import { statusLines } from '../show-status'
import { withUpdates } from './update'

const LOOK_FOR_UPDATE_MS = 10_000

export interface SyncOptions {
  once?: boolean
  /** As the operating system's scheduler starts it. */
  scheduled?: boolean
  watch?: boolean
}

const endingOf = (status: SyncStatus, context: CommandContext): Ending => ({
  exitCode: exitCodeOfStatus(status),
  data: { status },
  lines: statusLines(status, context),
  ...(status.problem ? { problem: status.problem } : {}),
})

export function sync(options: SyncOptions, context: CommandContext): Promise<Ending> {
  if (options.once === options.watch || (options.scheduled && !options.once)) throw usageFailure(context.texts.sync.either)
  if (options.scheduled) return scheduledSync(context)
  return withClient(context, async (client) => {
    const settings = needSettings(client)
    // The files of this very program may be exchanged now: the next scheduled run does it all.
    const by = updateUnderWay(client.dataDir)
    if (by !== undefined) throw new Failure(problem('update-running', { by }), { effect: 'nothing', retry: true })
    const { texts, io } = context
    const unsubscribe = client.onStatus((status) => {
      if (status.state === 'working' && status.progress) context.progress(fill(texts.sync.progress, status.progress))
    })
    try {
      if (options.once) {
        const status = await client.syncNow(io.signal)
        // Where only the scheduler runs, this is who looks; the answer is for `status`.
        if (!io.signal.aborted) await withUpdates(context, client.dataDir, (updates) => updates.checkIfDue(LOOK_FOR_UPDATE_MS))
        const ending = endingOf(status, context)
        return io.signal.aborted ? { ...ending, exitCode: exitCodes.interrupted } : ending
      }
      context.progress(fill(texts.sync.watching, { seconds: settings.sync.intervalSeconds }))
      let shown: string | undefined
      const unwatch = client.onStatus((status) => {
        // One line for each run that has ended; the moving figures between are for `progress`.
        if (status.state === 'working' || status.lastSyncAt === undefined || status.lastSyncAt === shown) return
        shown = status.lastSyncAt
        context.print('sync', endingOf(status, context))
      })
      client.start()
      await new Promise<void>((resolve) => {
        if (io.signal.aborted) resolve()
        else io.signal.addEventListener('abort', () => resolve(), { once: true })
      })
      unwatch()
      context.progress(texts.sync.stopping)
      return { exitCode: exitCodes.ok, data: {}, lines: [] }
    } finally {
      unsubscribe()
      context.progressDone()
    }
  })
}
