import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, problem } from '../shared/failure'
import type { Language } from '../shared/settings'
import type { FoundOnComputer, SetupView } from '../shared/setup-view'
import { type Client, type ClientOptions, openClient } from './client'
import { clientSlot } from './client-slot'
import { openSchedule } from './schedule'
import { ensureDataFolder } from './settings/data-folder'
import { openSecrets } from './settings/secrets'
import { detectHost } from './setup/checks/detect'
import { runSystemProgram } from './setup/checks/run-system-program'
import { SETUP_FILE } from './setup/draft'
import type { SetupSurface } from './setup/surface'
import type { StartTrial, TrialWorld } from './setup/trial'
import { type DeskOptions, openSetupDesk, type SetupDesk } from './setup-desk'
import { acquireMachineLock, holderText, type MachineLock, thisHolder } from './system/machine-lock'

export interface SetupWorldOptions extends ClientOptions {
  startTrial: StartTrial
  autostart?: DeskOptions['autostart']
  /** How this program is started again, for the operating system's scheduler; absent: nothing is scheduled from here. */
  program?: { program: string; args: readonly string[] } | undefined
  /** What the surface speaks as long as nobody has chosen; the settings get it. Czech when absent. */
  spoken?: Language
  /** How often a sent registration is asked about by itself; absent: only when somebody asks. */
  pollMs?: number
}

export interface SetupWorld {
  /** The company's, or the trial's while there is one. */
  client: Client
  setup: SetupSurface
  close(): Promise<void>
}

/** The trial lies below the data folder and has everything of its own: settings, secrets, ledger, central side. */
export const TRIAL_FOLDER = 'trial'

interface Inside {
  client: Client
  desk: SetupDesk
  trial?: TrialWorld
}

/**
 * The program with its set-up. While a trial's folder is there, that is what is open; the company's own data wait untouched.
 * Throws as `openClient` does.
 */
export async function openSetupWorld(options: SetupWorldOptions): Promise<SetupWorld> {
  const { surface, autostart, pollMs } = options
  const dataDir = ensureDataFolder(options.dataDir)
  const trialDir = join(dataDir, TRIAL_FOLDER)
  let lock: MachineLock | undefined

  /** Only one set-up writes at a time, whoever is logged in; kept until the program ends. */
  function claim(): void {
    if (lock) return
    const acquired = acquireMachineLock(dataDir, thisHolder(surface), 'setup')
    if (!acquired.held) {
      const by = acquired.heldBy ? holderText(acquired.heldBy) : ''
      throw new Failure(problem('engine-held', { by }), { effect: 'nothing', retry: true })
    }
    lock = acquired.lock
  }
  const deskOn = (client: Client, trial: boolean): SetupDesk =>
    openSetupDesk({
      client,
      language: () => client.language() ?? options.spoken ?? 'cs',
      resolveProxy: options.resolveProxy,
      trial,
      claim,
      autostart,
      schedule: trial || !options.program ? undefined : openSchedule({ client, program: options.program }),
      pollMs,
    })
  async function openCompany(): Promise<Inside> {
    const client = await openClient({ ...options, dataDir })
    return { client, desk: deskOn(client, false) }
  }
  async function openTrial(language: Language | undefined): Promise<Inside> {
    ensureDataFolder(trialDir)
    const trial = await options.startTrial(trialDir)
    try {
      const client = await openClient({ ...options, dataDir: trialDir })
      const desk = deskOn(client, true)
      // Its central side has another port after each start.
      const settings = client.settings()
      if (settings && settings.central.baseUrl !== trial.baseUrl)
        client.keepSettings({ ...settings, central: { ...settings.central, baseUrl: trial.baseUrl } })
      const { state } = desk.view()
      if (language && !settings) client.setLanguage(language)
      if (state.purpose !== 'trial') begin(desk, trial, trialDir)
      else desk.moveCentral(trial.baseUrl)
      return { client, desk, trial }
    } catch (error) {
      await trial.close()
      throw error
    }
  }

  let inside = existsSync(join(trialDir, SETUP_FILE)) ? await openTrial(undefined) : await openCompany()
  const slot = clientSlot(inside.client)
  const listeners = new Set<{ listener: (view: SetupView) => void; end: () => void }>()
  let findings: readonly FoundOnComputer[] = []

  async function closeInside(): Promise<void> {
    await inside.desk.close()
    await inside.client.close()
    await inside.trial?.close()
  }
  async function turnTo(open: () => Promise<Inside>, between: () => void = () => {}): Promise<void> {
    await closeInside()
    between()
    inside = await open()
    inside.desk.found(findings)
    slot.swap(inside.client)
    for (const one of listeners) {
      one.end()
      one.end = inside.desk.onView(one.listener)
    }
  }

  const setup: SetupSurface = {
    view: () => inside.desk.view(),
    onView(listener) {
      const one = { listener, end: inside.desk.onView(listener) }
      listeners.add(one)
      return () => {
        one.end()
        listeners.delete(one)
      }
    },
    async detect(signal) {
      findings = await detectHost({ run: runSystemProgram() }, signal)
      inside.desk.found(findings)
    },
    async purpose(purpose) {
      claim()
      if (purpose === 'trial' && !inside.trial) {
        const language = inside.client.language() ?? options.spoken
        await turnTo(() => openTrial(language))
      } else if (purpose === 'company' && inside.trial) await setup.endTrial()
      if (!inside.trial) inside.desk.choose(purpose)
    },
    async endTrial() {
      claim()
      if (!inside.trial) return
      await turnTo(openCompany, () => rmSync(trialDir, { recursive: true, force: true, maxRetries: 5 }))
    },
    enter: (change) => inside.desk.enter(change),
    secret: (field, value) => inside.desk.secret(field, value),
    move: (to) => inside.desk.move(to),
    register: (signal) => inside.desk.register(signal),
    poll: (signal) => inside.desk.poll(signal),
    activate: (code, signal) => inside.desk.activate(code, signal),
    useKey: (key, signal) => inside.desk.useKey(key, signal),
    check: (step, signal) => inside.desk.check(step, signal),
    report: (step, language) => inside.desk.report(step, language),
    addAuthority: (pem) => inside.desk.addAuthority(pem),
    forgetAuthority: () => inside.desk.forgetAuthority(),
    preview: () => inside.desk.preview(),
    createTestOrders: (request, signal) => inside.desk.createTestOrders(request, signal),
    verdict: (verdict) => inside.desk.verdict(verdict),
    testOrderList: (language) => inside.desk.testOrderList(language),
    removeTestOrders: (signal) => inside.desk.removeTestOrders(signal),
    schedule: (act, account) => inside.desk.schedule(act, account),
    switchMode: (mode, signal) => inside.desk.switchMode(mode, signal),
    surveyPage: (language) => inside.desk.surveyPage(language),
  }
  return {
    client: slot.client,
    setup,
    async close() {
      await closeInside()
      lock?.release()
    },
  }
}

/** A fresh trial is filled in as far as a person would have to: only what is worth seeing is left to do. */
function begin(desk: SetupDesk, trial: TrialWorld, trialDir: string): void {
  desk.choose('trial')
  const { connector, account, baseUrl } = trial
  const secrets = openSecrets(trialDir)
  for (const [field, value] of Object.entries(connector.secrets)) secrets.set(`connector.${connector.id}.${field}`, value)
  desk.enter({
    central: { baseUrl },
    company: { name: account.companyName, ico: account.ico },
    connector: { id: connector.id, settings: connector.settings },
    operation: { intervalSeconds: 60 },
  })
  desk.takeAccount(account)
}
