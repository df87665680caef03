import { join } from 'node:path'
import { chosenProxy } from '../chosen-proxy'
import { systemClock, wayTools } from '../client'
import { createLog } from '../diagnostics/log'
import { openWayOut } from '../open-fetch'
import { openSecrets } from '../settings/secrets'
import type { ResolveProxy } from '../setup/ports'
import { CLIENT_VERSION } from '../version'
import { installedForm } from './package-form'
import { publisherFeed, publisherKeys } from './publisher'
import { openUpdates, type Updates, type UpdatesOptions } from './updates'

export interface UpdatesOfProgram extends Pick<UpdatesOptions, 'dataDir' | 'settings' | 'release' | 'switches'> {
  surface: 'desktop' | 'cli'
  resolveProxy?: ResolveProxy | undefined
}

/** Updates of this very program, on the same way out as its calls to the central side. */
export function updatesOfProgram({ surface, resolveProxy, ...options }: UpdatesOfProgram): Updates {
  const { dataDir } = options
  const log = createLog({ folder: join(dataDir, 'logs'), name: `${surface}-update` })
  return openUpdates({
    ...options,
    version: CLIENT_VERSION,
    installed: installedForm(),
    publisher: { keys: publisherKeys, feed: publisherFeed },
    log,
    now: Date.now,
    atScreen: surface === 'desktop',
    way(feed, settings) {
      const out = openWayOut(wayTools(resolveProxy), systemClock.monotonicMs)
      const { extraCa, proxy } = settings?.central ?? {}
      const chosen = chosenProxy(proxy, openSecrets(dataDir), log.addSecret)
      return { fetch: out.fetch({ baseUrl: feed, extraCa, proxy: chosen }), close: out.close }
    },
  })
}
