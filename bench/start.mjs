/** From the start of the process to the icon in the tray, and, without a window, to the first request; each against a bare Electron. */
import { cpuOf, openStage, until } from './electrons.mjs'
import { figure, inTurn, median, ratios } from './measure.mjs'

export const what = 'process start to icon in the tray and to first request, against bare Electrons'

const LOOK_EVERY_MS = 4

export async function run({ short, rounds = short ? 1 : 15, say }) {
  const stage = await openStage({ intervalSeconds: 3600, say })
  try {
    /** Until the desktop's tray has been told of the icon, over D-Bus. */
    const toTray = (start, says) => async () => {
      await until(async () => (await stage.tray.items()) === 0, 'the tray to be empty')
      const program = start()
      await until(async () => (await stage.tray.items()) > 0, 'an icon in the tray', { everyMs: LOOK_EVERY_MS })
      const ms = performance.now() - program.startedAt
      const cpuMs = cpuOf(program.pid)
      // Ours may make it twice: the first is gone when it is asked.
      await until(async () => (await stage.tray.tooltip().catch(() => '')).startsWith(says), `an icon that says ${says}`)
      await program.end()
      return { ms, cpuMs }
    }
    /** Until the central side's gate has it; the run then goes on to its end, which must be a good one. */
    const toRequest = (start, fits) => async () => {
      stage.gate.seen.length = 0
      const program = start()
      await until(() => stage.gate.seen.length > 0, 'a request', { everyMs: LOOK_EVERY_MS })
      const cpuMs = cpuOf(program.pid)
      const code = await program.exited
      const endMs = performance.now() - program.startedAt
      const [first] = stage.gate.seen
      if (code !== 0 || !fits(first)) throw new Error(`ended with ${code}, asked ${JSON.stringify(first)}: ${program.output()}`)
      return { ms: first.at - program.startedAt, cpuMs, endMs }
    }
    const told = await inTurn(
      {
        tray: toTray(stage.ourTray, 'B2B klient'),
        'bare tray': toTray(stage.bareTray, 'bare'),
        headless: toRequest(
          () => stage.ourHeadless(['--once']),
          ({ signed, status }) => signed && status === 200,
        ),
        'bare headless': toRequest(stage.bareHeadless, ({ path }) => path === '/bare'),
      },
      { rounds, say },
    )
    const ms = (name, key = 'ms') => told[name].map((figures) => figures[key])
    return {
      figures: [
        figure('icon in the tray / bare Electron', ratios(told.tray, told['bare tray']), { aim: 1.5 }),
        figure('first request without a window / bare Electron', ratios(told.headless, told['bare headless']), { aim: 1.5 }),
        figure('icon in the tray', ms('tray'), { unit: ' ms' }),
        figure('icon in the tray, bare', ms('bare tray'), { unit: ' ms' }),
        figure('first request without a window', ms('headless'), { unit: ' ms' }),
        figure('first request without a window, bare', ms('bare headless'), { unit: ' ms' }),
        figure('icon in the tray / bare, by processor time', ratios(told.tray, told['bare tray'], 'cpuMs'), {}),
        figure('first request / bare, by processor time', ratios(told.headless, told['bare headless'], 'cpuMs'), {}),
        figure('an empty run without a window, whole', ms('headless', 'endMs'), { unit: ' ms' }),
      ],
      facts: {
        electron: stage.electron,
        lookEveryMs: LOOK_EVERY_MS,
        cpuMs: Object.fromEntries(Object.keys(told).map((name) => [name, median(ms(name, 'cpuMs'))])),
        rounds: told,
      },
    }
  } finally {
    await stage.close()
  }
}
