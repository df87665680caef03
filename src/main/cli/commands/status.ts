import type { Ending } from '../answer'
import { type CommandContext, withClient } from '../context'
import { exitCodeOfStatus } from '../exit-codes'
import { statusLines } from '../show-status'
import { facts } from '../table'

export const status = (context: CommandContext): Promise<Ending> =>
  withClient(context, (client) => {
    const now = client.status()
    return {
      exitCode: exitCodeOfStatus(now),
      data: { dataDir: client.dataDir, status: now },
      lines: [...statusLines(now, context), ...facts([[context.texts.label.dataDir, client.dataDir]])],
      ...(now.problem ? { problem: now.problem } : {}),
    }
  })
