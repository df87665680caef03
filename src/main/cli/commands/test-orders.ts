import { join } from 'node:path'
import { fill } from '../../../shared/texts/format'
import { createSetupCalls } from '../../central/setup-calls'
import { systemClock } from '../../client'
import { createLog } from '../../diagnostics/log'
import { API_KEY_SECRET, openSecrets } from '../../settings/secrets'
import { secretsFor } from '../../settings/secrets-for'
import { CLIENT_VERSION } from '../../version'
import type { Ending } from '../answer'
import { type CommandContext, needSettings, withClient } from '../context'
import { exitCodes } from '../exit-codes'
import { table } from '../table'

export const testOrders = (count: number, options: { scenario?: 'mixed' | 'simple' }, context: CommandContext): Promise<Ending> =>
  withClient(context, async (client) => {
    const settings = needSettings(client)
    const apiKey = secretsFor(openSecrets(client.dataDir), () => settings.central.baseUrl).get(API_KEY_SECRET)
    const log = createLog({ folder: join(client.dataDir, 'logs'), name: 'cli' })
    log.addSecret(apiKey)
    const calls = createSetupCalls({
      baseUrl: settings.central.baseUrl,
      apiKey,
      clientVersion: CLIENT_VERSION,
      log,
      clock: systemClock,
    })
    const created = await calls.createTestOrders({ count, ...options }, context.io.signal)
    const { texts } = context
    return {
      exitCode: exitCodes.ok,
      data: { ...created },
      lines: [
        fill(texts.testOrders.created, { count: created.orders.length, marker: created.marker }),
        ...table(
          [{ title: texts.label.itemId }, { title: '' }],
          created.orders.map((order) => [order.itemId, order.number]),
        ),
        texts.testOrders.next,
      ],
    }
  })
