import type { Evidence } from '../../shared/setup-state'
import type { Client } from '../client'
import { reportText } from '../setup/checks/report'
import type { SetupSurface } from '../setup/surface'
import type { AppInfoKeeper } from '../shell/app-info'
import type { SetupDialogs } from '../shell/setup-dialogs'
import type { UpdateActs } from '../shell/update-acts'
import { CLIENT_VERSION } from '../version'
import type { Handlers } from './answer-call'
import { boundToPage } from './page-bounds'

export interface Handled {
  client: Client
  info: Pick<AppInfoKeeper, 'setLanguage' | 'language'>
  setup: SetupSurface
  dialogs: SetupDialogs
  /** Absent: nobody looks for updates. */
  updates?: UpdateActs
}

/** The window's calls, a line for each; an action's own result stays here, its effect comes as a pushed state. */
export function clientHandlers({ client, info, setup: unbound, dialogs, updates }: Handled): Handlers {
  const setup = boundToPage(unbound, { settings: () => readable(client), confirm: dialogs.confirm })
  // What a person waits for is ended by closing the program, and a check also by its own button.
  const never = new AbortController().signal
  let checking = new AbortController()
  /** What was seen of it last. */
  let network: Evidence | undefined
  return {
    syncNow: () => silent(client.syncNow()),
    setPaused: ({ paused }) => silent(client.setPaused(paused)),
    setLanguage: ({ language }) => silent(info.setLanguage(language)),
    listDocuments: (query) => client.listDocuments(query),
    showDocument: ({ itemId }) => client.showDocument(itemId),
    retryDocument: ({ itemId }) => silent(client.retryDocument(itemId)),
    setAgenda: (change) => silent(client.agendas.change(change)),
    setTimer: (change) => silent(client.agendas.changeTimer(change)),
    setOutward: (change) => silent(client.agendas.changeOutward(change)),
    previewOutward: (request) => client.agendas.preview(request, never),
    uploadNow: ({ agenda }) => begun(client.upload([agenda], { full: true, again: true })),
    confirmFall: ({ agenda }) => begun(client.confirmFall(agenda)),
    async checkNetwork() {
      const lines: Evidence['lines'] = []
      for await (const line of client.checkNetwork(never)) lines.push(line)
      network = { at: new Date().toISOString(), lines }
      return { lines }
    },
    copyNetworkReport: () =>
      silent(network && dialogs.copy(reportText(network, info.language(), { clientVersion: CLIENT_VERSION }))),
    updateDownload: () => silent(updates?.download()),
    updateInstall: () => silent(updates?.install()),
    updateCopyCommand: () => silent(updates?.copyCommand()),
    setupPurpose: ({ purpose }) => silent(setup.purpose(purpose)),
    setupEndTrial: () => silent(setup.endTrial()),
    setupEnter: (change) => silent(setup.enter(change)),
    setupSecret: ({ field, value }) => silent(setup.secret(field, value)),
    setupMove: ({ to }) => ({ missing: [...setup.move(to)] }),
    setupRegister: async () => ({ missing: [...(await setup.register(never))] }),
    setupPoll: () => silent(setup.poll(never)),
    setupActivate: ({ code }) => silent(setup.activate(code, never)),
    setupUseKey: ({ key }) => silent(setup.useKey(key, never)),
    setupCheck({ step }) {
      checking.abort()
      checking = new AbortController()
      return silent(setup.check(step, checking.signal))
    },
    setupStopCheck: () => silent(checking.abort()),
    setupCopyReport: ({ step }) => silent(dialogs.copy(setup.report(step, info.language()))),
    async setupPickAuthority() {
      const pem = await dialogs.readAuthority()
      if (pem !== undefined) setup.addAuthority(pem)
      return { chosen: pem !== undefined }
    },
    setupForgetAuthority: () => silent(setup.forgetAuthority()),
    async setupPickPath({ kind }) {
      const picked = await dialogs.pickPath(kind)
      if (picked.path !== undefined) setup.chosen(picked.path)
      return picked
    },
    setupPreview: () => setup.preview(),
    setupTestOrders: (request) => silent(setup.createTestOrders(request, never)),
    setupVerdict: (verdict) => silent(setup.verdict(verdict)),
    setupSaveTestOrders: () => dialogs.saveTestOrders(setup.testOrderList(info.language())),
    async setupRemoveTestOrders() {
      const { removed, kept } = await setup.removeTestOrders(never)
      return { removed, kept: [...kept] }
    },
    setupSchedule: ({ act, account }) => silent(setup.schedule(act, account)),
    setupSwitch: async ({ mode }) => ({ missing: [...(await setup.switchMode(mode, never))] }),
    setupSavePdf: () => dialogs.savePdf(setup.surveyPage(info.language())),
  }
}

/** Settings that can't be read agree to nothing. */
function readable(client: Client): ReturnType<Client['settings']> {
  try {
    return client.settings()
  } catch {
    return undefined
  }
}

/** What takes long is shown by the status; only what keeps it from beginning is said here. */
const BEGUN_MS = 1000
async function begun(action: Promise<unknown>): Promise<undefined> {
  let timer: NodeJS.Timeout | undefined
  const later = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, BEGUN_MS)
  })
  try {
    await Promise.race([action, later])
  } finally {
    clearTimeout(timer)
    // How it ends is in the status.
    action.catch(() => {})
  }
}

async function silent(action: unknown): Promise<undefined> {
  await action
}
