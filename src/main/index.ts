import { join } from 'node:path'
import { app, session } from 'electron'
import { electronStore } from './settings/electron-store'
import { localLanguage } from './shell/app-info'
import { autostart } from './shell/autostart'
import { runDesktop } from './shell/desktop'
import { readLaunch } from './shell/launch'

/** One program, three surfaces: a command runs without windows, a trial plays POHODA, anything else is the desktop app. */
const own = process.argv.slice(process.defaultApp ? 2 : 1)
const launch = readLaunch(own)

/** How often the central side is asked about a registration that waits. */
const POLL_MS = 20_000

if (launch.kind === 'desktop')
  runDesktop({
    launch,
    appRoot: join(import.meta.dirname, '../..'),
    async openUpdates(folder, release) {
      const [{ updatesOfProgram }, { dataFolderPath }, { settingsFile }] = await Promise.all([
        import('./update/for-program'),
        import('./settings/data-folder'),
        import('./settings/store'),
      ])
      // The company's, also while a trial is open: the program is one.
      const dataDir = dataFolderPath(folder)
      const settings = settingsFile(electronStore(dataDir))
      const resolveProxy = (url: string) => session.defaultSession.resolveProxy(url)
      const { args } = thisProgram()
      return updatesOfProgram({ dataDir, surface: 'desktop', settings: settings.read, release, switches: args, resolveProxy })
    },
    async open(dataDir) {
      const { openSetupWorld } = await import('./setup-world')
      return openSetupWorld({
        dataDir,
        surface: 'desktop',
        spoken: localLanguage(),
        store: electronStore,
        // Chromium knows what the operating system says of proxies, scripts included.
        resolveProxy: (url) => session.defaultSession.resolveProxy(url),
        autostart: autostart(dataDir),
        program: thisProgram(),
        pollMs: POLL_MS,
        async startTrial(folder) {
          const { startTrialWith } = await import('./cli/start-trial')
          return startTrialWith(thisProgram())(folder)
        },
      })
    },
  })
else if (launch.kind === 'pohoda')
  void import('./cli/simulate-pohoda').then(({ simulatePohoda }) => simulatePohoda(launch.argv)).then(() => app.exit(0))
else
  void Promise.all([import('./cli/index'), import('./cli/process-io')])
    .then(([{ runCli }, { processIo }]) => runCli(launch.argv, processIo(thisProgram())))
    .then((code) => app.exit(code))

/** As we were started, without a window: the switches that Chromium needs on this computer come along. */
function thisProgram() {
  const switches = process.argv.filter((word) => word === '--no-sandbox' || word.startsWith('--ozone-platform'))
  const headless =
    process.platform === 'linux' && !switches.some((word) => word.startsWith('--ozone'))
      ? ['--ozone-platform=headless', '--disable-gpu']
      : []
  return {
    program: process.execPath,
    args: [...switches, ...headless, ...(process.defaultApp ? [app.getAppPath()] : [])],
  }
}
