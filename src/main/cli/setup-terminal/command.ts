import { asFailure, type Problem } from '../../../shared/failure'
import { setupTerminalTexts } from '../../../shared/texts/setup-terminal'
import type { Client } from '../../client'
import { ensureDataFolder } from '../../settings/data-folder'
import { openSetupWorld } from '../../setup-world'
import type { Ending } from '../answer'
import type { CommandContext } from '../context'
import { exitCodes } from '../exit-codes'
import { holdAll } from '../hold'
import type { WizardClient } from './talk'
import type { Terminal } from './terminal'
import { runWizard } from './wizard'

/** How often the central side is asked about a registration that waits, and how often what is waited for is fetched. */
const POLL_MS = 20_000
const SYNC_MS = 15_000

/**
 * Guided set-up. That another process runs the engine, or sets up, is said before anything is asked. Ends with 130 on
 * Ctrl+C, else with 0: everything is kept either way.
 */
export async function setupInTerminal(openTerminal: () => Terminal, context: CommandContext): Promise<Ending> {
  const { io, colour } = context
  const dataDir = ensureDataFolder(context.dataDir)
  // Only asked: test orders need the engine themselves later.
  holdAll(dataDir).release()
  const world = await openSetupWorld({
    dataDir: context.dataDir,
    surface: 'cli',
    spoken: context.language,
    pollMs: POLL_MS,
    program: io.program,
    async startTrial(folder) {
      const { startTrialWith } = await import('../start-trial')
      return startTrialWith(io.program ?? { program: process.execPath, args: [] })(folder)
    },
  })
  try {
    const { setup } = world
    // Goes nowhere, but from now on nobody else sets up.
    setup.move(setup.view().state.at)
    const terminal = openTerminal()
    try {
      const { state } = setup.view()
      const language = context.languageAsked
        ? context.language
        : (state.entries.language ?? world.client.language() ?? context.language)
      const ended = await runWizard(setup, terminal, { language, colour, client: wizardClient(world.client) })
      const texts = setupTerminalTexts[ended.language]
      const interrupted = terminal.signal.aborted
      return {
        exitCode: interrupted ? exitCodes.interrupted : exitCodes.ok,
        data: { dataDir },
        lines: [ended.end === 'finished' ? texts.production.finished : texts.quit],
      }
    } finally {
      terminal.close()
    }
  } finally {
    await world.close()
  }
}

export function wizardClient(client: Client): WizardClient {
  return {
    setLanguage: (language) => client.setLanguage(language),
    retryDocument: (itemId) => client.retryDocument(itemId),
    keepSyncing(tell) {
      const stop = new AbortController()
      let told = ''
      const once = (problem: Problem | undefined): void => {
        const now = problem ? JSON.stringify(problem) : ''
        if (problem && now !== told && !stop.signal.aborted) tell(problem)
        told = now
      }
      const run = async (): Promise<void> => {
        try {
          once((await client.syncNow(stop.signal)).problem)
        } catch (error) {
          once(asFailure(error).problem)
        }
      }
      void run()
      const timer = setInterval(() => void run(), SYNC_MS)
      return () => {
        clearInterval(timer)
        stop.abort()
      }
    },
  }
}
