import { join } from 'node:path'
import { app, net } from 'electron'
import { openClient } from './client'
import { electronStore } from './settings/electron-store'
import { runDesktop } from './shell/desktop'
import { readLaunch } from './shell/launch'

/** One program, two surfaces: a command runs without windows, anything else is the desktop app. */
const launch = readLaunch(process.argv.slice(process.defaultApp ? 2 : 1))

if (launch.kind === 'desktop')
  runDesktop({
    launch,
    appRoot: join(import.meta.dirname, '../..'),
    // The desktop's own store and network stack, which knows the company's proxy.
    openClient: (dataDir) => openClient({ dataDir, surface: 'desktop', store: electronStore, fetch: net.fetch as typeof fetch }),
  })
else void import('./cli/index').then(({ runCli }) => runCli(launch.argv)).then((code) => app.exit(code))
