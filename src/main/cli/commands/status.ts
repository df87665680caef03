import type { Ending } from '../answer'
import { type CommandContext, withClient } from '../context'
import { exitCodeOfStatus } from '../exit-codes'
import { statusLines } from '../show-status'
import { facts } from '../table'
import { updateLines, withUpdates } from './update'

export const status = (context: CommandContext): Promise<Ending> =>
  withClient(context, async (client) => {
    const now = client.status()
    const update = await withUpdates(context, client.dataDir, (updates) => updates.view())
    return {
      exitCode: exitCodeOfStatus(now),
      data: { dataDir: client.dataDir, status: now, update },
      lines: [
        ...statusLines(now, context),
        ...facts([[context.texts.label.dataDir, client.dataDir]]),
        ...updateLines(update, context),
      ],
      ...(now.problem ? { problem: now.problem } : {}),
    }
  })
