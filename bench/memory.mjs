/**
 * Memory of all processes of the program (proportional set size), against bare Electrons in the same state: without a window, in the tray
 * with no window ever opened, with the window, with the window closed again after its pages were used, and after many runs.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { openStage, pssOf, until } from './electrons.mjs'
import { figure, inTurn, median, ratios } from './measure.mjs'

export const what = 'memory of all processes in each state of the program, against bare Electrons; growth over 1,000 runs'

/** Where readings are taken on the way through the many runs, as parts of them. */
const PARTS = [0.1, 0.25, 0.5, 0.75, 1]
/** Every so many runs have an order to bring in. */
const ORDER_EVERY = 10

const MB = 1e6
const tabs = `[...document.querySelectorAll('nav [role=tab]')]`

export async function run({ short, rounds = short ? 1 : 3, say }) {
  const settleMs = short ? 500 : 8000
  const runs = short ? 10 : 1000
  // Short, so that it polls really while it is looked at.
  const stage = await openStage({ intervalSeconds: 15, say })
  try {
    /** At rest: read three times, a second apart, after the pause. */
    const atRest = async (program, state) => {
      await wait(settleMs)
      const readings = [pssOf(program.pid)]
      while (readings.length < 3) {
        await wait(short ? 200 : 1000)
        readings.push(pssOf(program.pid))
      }
      const middle = median(readings.map(({ bytes }) => bytes))
      const reading = readings.find(({ bytes }) => bytes === middle)
      const beside = reading.strangers > 0 ? ', too small: another Electron or Chromium runs' : ''
      say(`${state}: ${(middle / MB).toFixed(1)} MB${beside}`)
      return reading
    }

    const inTray = async (start, says) => {
      await until(async () => (await stage.tray.items()) === 0, 'the tray to be empty')
      const program = start({ driven: true })
      await until(async () => (await stage.tray.tooltip().catch(() => '')).startsWith(says), `an icon that says ${says}`)
      return program
    }
    const ourTray = async () => {
      const program = await inTray(stage.ourTray, 'B2B klient')
      await idle()
      return program
    }
    /** A run has ended and nothing is at work. */
    const idle = () =>
      until(async () => (await stage.tray.tooltip().catch(() => '')).includes('Vše je zpracováno'), 'the client to be at rest', {
        everyMs: 5,
      })

    const withWindow = async (program, name, use) => {
      const tray = await atRest(program, `${name}, tray`)
      if ((await program.ask('windows')) !== 0) throw new Error('a window was open before it was asked for')
      await stage.tray.activate()
      await until(async () => (await program.ask('windows')) === 1, 'the window')
      await use.shown(program)
      const window = await atRest(program, `${name}, window`)
      const pages = await use.walk(program)
      await program.ask('close')
      await until(async () => (await program.ask('windows')) === 0, 'the window to be gone')
      const closed = await atRest(program, `${name}, window closed`)
      await program.end()
      return { tray, window, closed, pages }
    }
    const ourPage = {
      shown: (program) => until(() => program.ask('inWindow', { script: `${tabs}.length > 0` }), 'the page'),
      async walk(program) {
        const count = await program.ask('inWindow', { script: `${tabs}.length` })
        const pages = []
        for (let time = 0; time < (short ? 1 : 3); time++)
          for (let at = 0; at < count; at++) {
            pages.push(await program.ask('inWindow', { script: `${tabs}[${at}].click(), ${tabs}[${at}].id` }))
            await wait(500)
          }
        if (new Set(pages).size < 4) throw new Error(`only these pages were seen: ${pages.join(', ')}`)
        return [...new Set(pages)]
      },
    }
    const plainPage = {
      shown: (program) => until(() => program.ask('inWindow', { script: `document.querySelector('h1') !== null` }), 'the page'),
      walk: async () => [],
    }

    const headless = async (name, program, asked) => {
      await until(
        () => stage.gate.seen.some((one) => one.at > program.startedAt && one.status === 200 && asked(one)),
        'a request',
      )
      const figures = await atRest(program, name)
      await program.end()
      return { headless: figures }
    }

    /** The many runs, each asked for in the tray's menu as a person does, and a bare Electron that rests beside for its tray's figure. */
    const manyRuns = async () => {
      const program = await ourTray()
      const readings = [{ runs: 0, ...(await atRest(program, 'tray before the runs')), main: await program.ask('memory') }]
      const recordedBefore = stage.recorded()
      let ordered = 0
      const started = performance.now()
      let restedMs = 0
      for (let done = 1; done <= runs; done++) {
        if (done % ORDER_EVERY === 1) {
          await stage.order(1)
          ordered++
        }
        const before = polls()
        await until(() => clicked(), 'the menu to offer a run', { everyMs: 2 })
        await until(() => polls() > before, 'a run', { everyMs: 2 })
        await idle()
        if (PARTS.some((part) => Math.round(part * runs) === done)) {
          const at = performance.now()
          readings.push({ runs: done, ...(await atRest(program, `tray after ${done} runs`)), main: await program.ask('memory') })
          // Once the first orders are through, all that will be loaded is. What it shrinks spreads again in the runs that follow.
          if (readings.length === 2) readings[1].liveHeap = await program.ask('liveHeap')
          restedMs += performance.now() - at
        }
      }
      const recorded = stage.recorded() - recordedBefore
      if (recorded !== ordered) throw new Error(`${ordered} orders were given in ${runs} runs, and ${recorded} were recorded`)
      const msPerRun = (performance.now() - started - restedMs) / runs
      readings.at(-1).liveHeap = await program.ask('liveHeap')
      await program.end()
      return { readings, recorded, msPerRun }
    }
    /** A run asks for its account first. */
    const polls = () => stage.gate.seen.reduce((sum, { path }) => sum + (path.endsWith('/account') ? 1 : 0), 0)
    const clicked = () =>
      stage.tray.click('Synchronizovat nyní').then(
        () => true,
        () => false,
      )

    const signed = ({ signed }) => signed
    const isBare = ({ path }) => path === '/bare'
    const ways = {
      headless: () => headless('without a window', stage.ourHeadless(['--watch']), signed),
      'bare headless': () => headless('without a window, bare', stage.bareHeadless({ env: { BI_BENCH_STAY: '1' } }), isBare),
      tray: async () => withWindow(await ourTray(), 'ours', ourPage),
      'bare tray': async () => withWindow(await inTray(stage.bareTray, 'bare'), 'bare', plainPage),
      runs: manyRuns,
    }
    // Each once before: the first start of a profile makes what later ones find.
    for (const first of [ourTray, () => inTray(stage.bareTray, 'bare')]) await (await first()).end()
    const told = await inTurn(ways, { rounds, warmUp: false, say: () => {} })

    const flat = (name, state) => told[name].map((figures) => ({ bytes: figures[state].bytes }))
    const against = (state, ours, bare) => ratios(flat(ours, state), flat(bare, state), 'bytes')
    const mb = (name, state) => flat(name, state).map(({ bytes }) => bytes / MB)
    const reading = (at, key) => told.runs.map(({ readings }) => ({ bytes: readings.at(at)[key] }))
    /** Growth by what is this program's alone: the rest moves with whoever shares the libraries in these minutes. */
    const grown = (from) => ratios(reading(-1, 'anonymousBytes'), reading(from, 'anonymousBytes'), 'bytes')
    const states = [
      ['without a window', 'headless', 'headless', 'bare headless'],
      ['tray only', 'tray', 'tray', 'bare tray'],
      ['window open', 'window', 'tray', 'bare tray'],
      ['window closed again', 'closed', 'tray', 'bare tray'],
    ]
    return {
      figures: [
        ...states.map(([words, state, ours, bare]) =>
          figure(`${words} / bare Electron`, against(state, ours, bare), { aim: 1.15 }),
        ),
        figure(`tray after ${runs} runs / bare Electron`, ratios(reading(-1, 'bytes'), flat('bare tray', 'tray'), 'bytes'), {
          aim: 1.15,
        }),
        // Until it has run for a while the heap of any program spreads; growth is what goes on after that.
        figure(`own memory after ${runs} runs / after half of them`, grown(3), { aim: 1.05 }),
        figure(`own memory after ${runs} runs / before them`, grown(0), {}),
        figure(
          `live heap after ${runs} runs / after ${PARTS[0] * runs}`,
          ratios(reading(-1, 'liveHeap'), reading(1, 'liveHeap'), 'bytes'),
          {
            aim: 1.05,
          },
        ),
        ...states.flatMap(([words, state, ours, bare]) => [
          figure(words, mb(ours, state), { unit: ' MB' }),
          figure(`${words}, bare`, mb(bare, state), { unit: ' MB' }),
        ]),
      ],
      facts: { electron: stage.electron, settleMs, intervalSeconds: 15, runs, orderEvery: ORDER_EVERY, rounds: told },
    }
  } finally {
    await stage.close()
  }
}
