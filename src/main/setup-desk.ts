import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import type { Account } from '../shared/central-api/account'
import type { Activation } from '../shared/central-api/registration'
import { TEST_MARKER } from '../shared/central-api/test-orders'
import { inwardAgendaSchema } from '../shared/documents/agenda'
import { asFailure, Failure, type Problem, problem } from '../shared/failure'
import type { ScheduleView } from '../shared/schedule'
import { centralUrlSchema, type Language, type Settings } from '../shared/settings'
import type { Evidence, Missing, SetupState } from '../shared/setup-state'
import type { FoundOnComputer, SetupPreview, SetupView } from '../shared/setup-view'
import { abilitiesOf } from './abilities'
import { createRegistrationCalls, createSetupCalls } from './central/setup-calls'
import { enteredProxy, PROXY_PASSWORD_SECRET, proxyUrl } from './chosen-proxy'
import { type Client, systemClock, wayTools } from './client'
import { secretFields } from './connectors/connector'
import { connectorById, connectors } from './connectors/index'
import { createLog } from './diagnostics/log'
import { openWayOut } from './open-fetch'
import { openStoredIs } from './open-is'
import type { Schedule } from './schedule'
import { API_KEY_SECRET, connectorSecret, openSecrets } from './settings/secrets'
import { secretsFor } from './settings/secrets-for'
import { readAuthorities } from './setup/checks/certificate'
import { checkComputer } from './setup/checks/computer'
import { checkConnection } from './setup/checks/connection'
import { reportText } from './setup/checks/report'
import { connectorForm } from './setup/connector-form'
import { setupDraft } from './setup/draft'
import { missingIn, newSetup, type Outcome, stepsOf } from './setup/machine'
import type { CheckLine, ResolveProxy } from './setup/ports'
import { sampleOrder } from './setup/sample-order'
import { settingsOf, stateOf } from './setup/settings-of'
import { createSetup, type SetupCentral } from './setup/setup'
import { showTestOrder } from './setup/show-test-orders'
import type { SetupSurface } from './setup/surface'
import { surveyPage } from './setup/survey-page'
import { testOrderList } from './setup/test-order-list'
import { CLIENT_VERSION } from './version'

/** One world's set-up: its draft, its secrets, its client. What a trial is, is none of its business. */
export type SetupDesk = Omit<SetupSurface, 'purpose' | 'endTrial' | 'detect'> & {
  close(): Promise<void>
  choose(purpose: 'trial' | 'company'): void
  found(findings: readonly FoundOnComputer[]): void
  /** The same central side at another address (a practice one has another port after each start): what was seen stays true. */
  moveCentral(baseUrl: string): void
  /** Takes over an account whose key is known already, as a trial does. */
  takeAccount(account: Pick<Activation, 'apiKey' | 'companyId' | 'companyName' | 'mode'> & { ico: string }): void
}

export interface DeskOptions {
  client: Client
  language(): Language
  resolveProxy?: ResolveProxy | undefined
  trial: boolean
  /** Called before the first change: only one set-up may write at a time. Throws `engine-held`. */
  claim(): void
  autostart?: { possible: boolean; set(on: boolean): void } | undefined
  /** Absent for a trial: nothing of it runs by itself. */
  schedule?: Schedule | undefined
  /** How often a registration is asked about; absent: only when somebody asks. */
  pollMs?: number | undefined
}

const POLLED: readonly string[] = ['received', 'scheduled']
/** What a window shows at once; all of them stay in the draft and in the list for deleting. */
const MOST_SHOWN = 200

let made: ReturnType<typeof connectorForm>[] | undefined
/** They come from the connectors' schemas, which never change while the program runs. Made when first shown: they cost a tenth of the start. */
function forms(): ReturnType<typeof connectorForm>[] {
  made ??= connectors.map(connectorForm)
  return made
}

export function openSetupDesk(options: DeskOptions): SetupDesk {
  const { client } = options
  const { dataDir } = client
  const clock = systemClock
  const log = createLog({ folder: join(dataDir, 'logs'), name: 'setup' })
  const secrets = openSecrets(dataDir)
  /** The key and the registration's token go to the central side that gave them, whatever address is entered since. */
  const centralSecrets = secretsFor(secrets, () => setup.state().entries.central.baseUrl?.trim() ?? '')
  const tools = wayTools(options.resolveProxy)
  const wayOut = openWayOut(tools, clock.monotonicMs)
  const listeners = new Set<(view: SetupView) => void>()
  let findings: readonly FoundOnComputer[] = []
  let running: SetupView['running']
  let polled: { at: string; problem?: Problem } | undefined
  let closed = false
  let scheduled: ScheduleView | undefined
  /** What was shown last. */
  let told: SetupView | undefined

  const apiKey = (): string | undefined => {
    if (!centralSecrets.has(API_KEY_SECRET)) return undefined
    const key = centralSecrets.get(API_KEY_SECRET)
    log.addSecret(key)
    return key
  }
  /** Only for the proxy that is entered now. */
  const proxyPassword = () => secretsFor(secrets, () => proxyUrl(setup.state().entries.central.proxyAddress ?? ''))
  const way = (state: SetupState) => {
    const baseUrl = state.entries.central.baseUrl?.trim() ?? ''
    if (!centralUrlSchema.safeParse(baseUrl).success)
      throw new Failure(problem('settings-invalid', { path: 'central.baseUrl', reason: baseUrl === '' ? 'empty' : 'URL' }), {
        effect: 'nothing',
        retry: false,
      })
    const { extraCa } = state.entries.central
    return { baseUrl, ...(extraCa ? { extraCa } : {}), proxy: enteredProxy(state.entries.central, secrets, log.addSecret) }
  }
  const transport = () => {
    const where = way(setup.state())
    return { baseUrl: where.baseUrl, clientVersion: CLIENT_VERSION, log, clock, fetch: wayOut.fetch(where) }
  }
  const withKey = (key = apiKey()) => createSetupCalls({ ...transport(), ...(key === undefined ? {} : { apiKey: key }) })
  const central: SetupCentral = {
    register: (request, key, signal) => createRegistrationCalls(transport()).register(request, key, signal),
    registration: (id, token, signal) => createRegistrationCalls(transport()).registration(id, token, signal),
    activate: (request, key, signal) => createRegistrationCalls(transport()).activate(request, key, signal),
    createTestOrders: (request, signal) => withKey().createTestOrders(request, signal),
    switchMode: (request, signal) => withKey().switchMode(request, signal),
    account: (signal, key) => withKey(key).account(signal),
  }

  /** The ledger of this data folder is one company's: another one's orders must never get into it. */
  const expectSameCompany = (companyId: string): void => {
    const known = client.settings()?.central.companyId
    if (known === undefined || known === companyId) return
    throw new Failure(problem('wrong-company', { expected: known, found: companyId }), { effect: 'nothing', retry: false })
  }

  const setup = createSetup({
    draft: withInitial(setupDraft(dataDir), () => {
      const settings = client.settings()
      return settings ? stateOf(settings, client.status().companyName) : newSetup()
    }),
    central,
    secrets: centralSecrets,
    keepAccount({ apiKey: key, companyId }) {
      expectSameCompany(companyId)
      log.addSecret(key)
      centralSecrets.set(API_KEY_SECRET, key)
    },
    keepMode(mode) {
      const settings = client.settings()
      if (settings) client.keepSettings({ ...settings, mode })
    },
    checks: { computer: checkThisComputer, connection: checkWay, 'information-system': checkIs },
    now: clock.now,
    newKey: () => crypto.randomUUID(),
  })

  function checkThisComputer(state: SetupState, signal: AbortSignal): AsyncIterable<CheckLine> {
    const { connector, survey } = state.entries
    const folder = connector.settings?.['importFolder']
    return checkComputer(
      {
        dataDir,
        importFolders: typeof folder === 'string' && folder !== '' ? [folder] : [],
        needsCzechCodePage: connector.id === undefined ? undefined : connector.id.startsWith('pohoda'),
        remoteAccess: survey.remoteAccess,
        central: {
          ...way(state),
          clientVersion: CLIENT_VERSION,
          clock,
          systemAuthorities: true,
          resolveProxy: options.resolveProxy,
          run: tools.run,
        },
        clock,
        run: tools.run,
      },
      signal,
    )
  }

  function checkWay(state: SetupState, signal: AbortSignal): AsyncIterable<CheckLine> {
    return checkConnection(
      {
        ...way(state),
        apiKey: apiKey(),
        clientVersion: CLIENT_VERSION,
        clock,
        expectedIco: options.trial ? undefined : (state.account?.ico ?? state.entries.company.ico?.trim()) || undefined,
        expectedMode: state.account?.mode ?? state.mode,
        systemAuthorities: true,
        resolveProxy: options.resolveProxy,
        run: tools.run,
      },
      signal,
    )
  }

  const chosen = (state: SetupState): Settings['connector'] => {
    const { id, settings } = state.entries.connector
    if (id) return { id, settings: settings ?? {} }
    throw new Failure(problem('settings-invalid', { path: 'connector', reason: 'not chosen' }), {
      effect: 'nothing',
      retry: false,
    })
  }
  const open = (state: SetupState, onlyToAsk = false) =>
    openStoredIs(chosen(state), {
      onlyToAsk,
      dataDir,
      secrets,
      log,
      clock,
      companyId: state.account?.companyId ?? 'check',
      http: wayOut.toInformationSystem,
    })

  async function* checkIs(state: SetupState, signal: AbortSignal): AsyncIterable<CheckLine> {
    const line = companyLine(state)
    if (line) yield line
    // Settings that can't be read are a failed line like any other: the check itself must not stop with an error.
    let connector: Awaited<ReturnType<typeof open>>
    try {
      connector = await open(state)
    } catch (error) {
      yield { id: 'is.settings', status: 'failed', evidence: '', problem: asFailure(error).problem, durationMs: 0 }
      return
    }
    try {
      yield* connector.check(signal)
    } finally {
      await connector.close()
    }
  }

  const allViews = () => setup.state().testOrders.map((order) => showTestOrder(order, detailOf(order.itemId)))
  function detailOf(itemId: string) {
    try {
      return client.showDocument(itemId)
    } catch {
      // Not downloaded yet; a ledger that can't be read is told by the status.
      return undefined
    }
  }
  /** The first real one that came after the switch. */
  function firstDocument(state: SetupState): SetupView['firstDocument'] {
    if (!state.switched) return undefined
    try {
      const since = Date.parse(state.switched.at)
      return client
        .listDocuments({ limit: 200 })
        .documents.filter((document) => !document.test && Date.parse(document.receivedAt) >= since)
        .at(-1)
    } catch {
      return undefined
    }
  }

  function view(): SetupView {
    const state = setup.state()
    const definition = connectorById(state.entries.connector.id ?? '')
    const first = firstDocument(state)
    return {
      state,
      steps: stepsOf(state).map((step) => ({ step, missing: [...missingIn(state, step)] })),
      findings: [...findings],
      ...(running ? { running } : {}),
      connectors: forms(),
      secretsKept: [
        ...(proxyPassword().has(PROXY_PASSWORD_SECRET) ? [PROXY_PASSWORD_SECRET] : []),
        ...(definition ? secretFields(definition).filter((field) => secrets.has(connectorSecret(definition.id, field))) : []),
      ],
      hasKey: centralSecrets.has(API_KEY_SECRET),
      ...authorityOf(state),
      trial: options.trial,
      ...(polled ? { polledAt: polled.at, ...(polled.problem ? { pollProblem: polled.problem } : {}) } : {}),
      testOrders: state.testOrders.slice(-MOST_SHOWN).map((order) => showTestOrder(order, detailOf(order.itemId))),
      removal: removalOf(state),
      testAgendas: testAgendas(state),
      autostart: options.autostart?.possible ? 'possible' : 'impossible',
      ...(scheduled ? { schedule: scheduled } : {}),
      ...(first ? { firstDocument: first } : {}),
    }
  }
  const abilities = abilitiesOf(
    () => open(setup.state(), true),
    () => tell(),
  )
  /** Of which agendas test documents can go the whole way, and which of the account's have no place in the information system. */
  function testAgendas(state: SetupState): SetupView['testAgendas'] {
    const can = abilities.now(JSON.stringify([state.entries.connector, state.account?.companyId]))
    const ofAccount = inwardAgendaSchema.options.filter((agenda) => (state.account?.agendas ?? ['orders']).includes(agenda))
    return {
      possible: ofAccount.filter((agenda) => (can?.agendas ?? ['orders']).includes(agenda)),
      withoutPlace: can ? ofAccount.filter((agenda) => !can.agendas.includes(agenda)) : [],
    }
  }
  const tell = (): void => {
    if (closed || listeners.size === 0) return
    told = view()
    for (const listener of listeners) listener(told)
  }

  /** After each change: the client goes by what has been proved, and the window sees it. */
  function changed(): void {
    const existing = client.settings()
    const settings = settingsOf(setup.state(), existing, options.language())
    if (settings && JSON.stringify(settings) !== JSON.stringify(existing)) {
      expectSameCompany(settings.central.companyId ?? '')
      client.keepSettings(settings)
    }
    tell()
  }
  async function acting<T>(act: () => Promise<T>): Promise<T> {
    options.claim()
    try {
      return await act()
    } finally {
      // Also after a failure: what was done before it is kept, and must be seen.
      changed()
    }
  }
  const missingOf = (outcome: Outcome): readonly Missing[] => (outcome.ok ? [] : outcome.missing)

  async function poll(signal: AbortSignal): Promise<void> {
    const at = new Date(clock.now()).toISOString()
    try {
      await setup.poll(signal)
      polled = { at }
    } catch (error) {
      polled = { at, problem: asFailure(error).problem }
      throw error
    }
  }
  const polling =
    options.pollMs === undefined
      ? undefined
      : setInterval(() => {
          const { registration, account } = setup.state()
          if (account || !registration || !POLLED.includes(registration.state)) return
          // What went wrong is shown; nobody has asked, so nobody is to be told by an error.
          void acting(() => poll(AbortSignal.timeout(60_000))).catch(() => {})
        }, options.pollMs)
  polling?.unref()

  let revision = -1
  const unfollow = client.onStatus((status) => {
    if (status.revision === revision) return
    revision = status.revision
    // A document of regular operation is no news here, and a view reads every test order.
    if (!told || awaitsDocuments(told)) tell()
  })

  return {
    view,
    onView(listener) {
      listeners.add(listener)
      told = view()
      listener(told)
      return () => listeners.delete(listener)
    },
    choose(purpose) {
      options.claim()
      setup.apply({ kind: 'purpose', purpose })
      changed()
    },
    moveCentral(baseUrl) {
      setup.moveCentral(baseUrl)
      changed()
    },
    found(next) {
      findings = next
      tell()
    },
    takeAccount({ apiKey: key, companyId, companyName, mode, ico }) {
      options.claim()
      centralSecrets.set(API_KEY_SECRET, key)
      setup.apply({ kind: 'activated', companyId, companyName, mode, ico })
      changed()
    },
    enter(change) {
      options.claim()
      setup.apply({ kind: 'entered', entries: change })
      if (change.operation?.autostart !== undefined) options.autostart?.set(change.operation.autostart)
      changed()
    },
    secret(field, value) {
      options.claim()
      if (field === PROXY_PASSWORD_SECRET) {
        if (value === '') proxyPassword().delete(field)
        else {
          log.addSecret(value)
          proxyPassword().set(field, value)
        }
        setup.forget('connection')
        return changed()
      }
      const state = setup.state()
      const { id } = chosen(state)
      const definition = connectorById(id)
      if (!definition || !secretFields(definition).includes(field))
        throw new Failure(problem('usage', { call: 'secret' }, field), { effect: 'nothing', retry: false })
      const name = connectorSecret(id, field)
      if (value === '') secrets.delete(name)
      else {
        log.addSecret(value)
        secrets.set(name, value)
      }
      // What was seen with the old one says nothing about this one.
      setup.forget('information-system')
      changed()
    },
    move(to) {
      options.claim()
      const missing = missingOf(setup.apply(to === 'next' || to === 'back' ? { kind: to } : { kind: 'go', step: to }))
      changed()
      return missing
    },
    register: (signal) => acting(async () => missingOf(await setup.register(signal))),
    poll: (signal) => acting(() => poll(signal)),
    activate: (code, signal) => acting(async () => void (await setup.activate(code, signal))),
    useKey: (key, signal) =>
      acting(async () => {
        log.addSecret(key.trim())
        await setup.useKey(key, signal)
      }),
    check: (step, signal) =>
      acting(async () => {
        if (running) throw new Failure(problem('usage', { call: 'check' }, running.step), { effect: 'nothing', retry: true })
        running = { step, lines: [] }
        tell()
        try {
          await setup.check(step, signal, (line) => {
            running = { step, lines: [...(running?.lines ?? []), line] }
            tell()
          })
          // The key may be of an account that nobody has asked about yet: its IČO is compared from here on.
          // Also when something else failed: an account that was switched meanwhile would otherwise shut this step for ever.
          if (step === 'connection' && taken(setup.state().evidence.connection)) await learnAccount(signal)
        } catch (error) {
          // Ended by the person: half a check is none.
          if (!signal.aborted) throw error
        } finally {
          running = undefined
        }
      }),
    report: (step, language) => {
      const evidence = setup.state().evidence[step] ?? { at: new Date(clock.now()).toISOString(), lines: [] }
      return reportText(evidence, language, {
        clientVersion: CLIENT_VERSION,
        secrets: [apiKey(), enteredProxy(setup.state().entries.central, secrets, log.addSecret)?.login?.password],
      })
    },
    addAuthority(pem) {
      options.claim()
      const all = readAuthorities(pem)
      if (all.length === 0) throw new Failure(problem('connection-authority-unusable', {}), { effect: 'nothing', retry: false })
      setup.apply({ kind: 'entered', entries: { central: { ...setup.state().entries.central, extraCa: all.join('\n') } } })
      changed()
    },
    forgetAuthority() {
      options.claim()
      const { extraCa: _, ...rest } = setup.state().entries.central
      setup.apply({ kind: 'entered', entries: { central: rest } })
      changed()
    },
    preview: () => preview(),
    createTestOrders: (request, signal) =>
      acting(async () => {
        await setup.createTestOrders(request, signal)
        // Shown by the status as it goes; a run that fails is tried again by itself.
        void client.syncNow().catch((error: unknown) => log.warn('test orders were not synchronised', { error: String(error) }))
      }),
    verdict({ itemId, right, by, note }) {
      options.claim()
      const at = new Date(clock.now()).toISOString()
      const outcome = setup.apply({
        kind: 'verdict',
        itemId,
        verdict: { right, by: by.trim(), at, ...(note?.trim() ? { note: note.trim() } : {}) },
      })
      if (!outcome.ok) throw new Failure(problem('document-not-found', { itemId }), { effect: 'nothing', retry: false })
      changed()
    },
    testOrderList: (language) => testOrderList(allViews(), language),
    removeTestOrders: (signal) =>
      acting(async () => {
        const open = allViews().filter((order) => order.state === 'imported' && order.removedAt === undefined)
        const result = await client.removeTestRecords(
          open.map(({ itemId }) => itemId),
          signal,
        )
        const gone = [...result].flatMap(([itemId, why]) => (why ? [] : [itemId]))
        if (gone.length > 0) setup.apply({ kind: 'removed', itemIds: gone, at: new Date(clock.now()).toISOString() })
        return { removed: gone.length, kept: [...result].flatMap(([itemId, why]) => (why ? [{ itemId, problem: why }] : [])) }
      }),
    async schedule(act, account) {
      const { schedule } = options
      if (!schedule) return
      // Looking writes nothing, so whoever sets up elsewhere is not in its way.
      if (act !== 'look') options.claim()
      try {
        scheduled = await (act === 'install'
          ? schedule.install({ account })
          : act === 'remove'
            ? schedule.remove()
            : schedule.view())
      } catch (error) {
        scheduled = await schedule.view().catch(() => scheduled)
        throw error
      } finally {
        tell()
      }
    },
    switchMode: (mode, signal) =>
      acting(async () => {
        if (mode === 'production') return missingOf(await setup.switchToProduction(signal))
        await setup.switchToTest(signal)
        return []
      }),
    surveyPage: (language) =>
      surveyPage(setup.state(), { language, version: CLIENT_VERSION, now: new Date(clock.now()).toISOString().slice(0, 10) }),
    async close() {
      closed = true
      clearInterval(polling)
      unfollow()
      await wayOut.close()
    },
  }

  async function learnAccount(signal: AbortSignal): Promise<void> {
    const known = setup.state().account
    if (!known) return
    let account: Account
    try {
      account = await withKey().account(signal)
    } catch {
      // The test has just passed: it is asked again with the next one.
      return
    }
    const { companyId, companyName, mode, ico, agendas } = account
    if (companyId === known.companyId) setup.apply({ kind: 'activated', companyId, companyName, mode, ico, agendas })
  }

  async function preview(): Promise<SetupPreview> {
    const state = setup.state()
    const settings = state.entries.connector.settings ?? {}
    const mapping = settings['mapping'] as { vatCountry?: unknown } | undefined
    const country = mapping?.vatCountry === 'SK' || state.entries.company.country === 'SK' ? 'SK' : 'CZ'
    const order = sampleOrder(country, TEST_MARKER, new Date(clock.now()).toISOString().slice(0, 10))
    const connector = await open(state)
    try {
      const prepared = connector.prepare({ itemId: 'ukazka', agenda: 'orders', test: true, payload: order })
      if (!prepared.ok) return { order, files: [], notes: [], problem: prepared.problem }
      const files = connector.preview(prepared.prepared).map(({ name, bytes, encoding }) => ({
        name,
        text: indented(new TextDecoder(encoding).decode(bytes)),
      }))
      return { order, files, notes: prepared.prepared.notes.map((note) => ({ ...note })) }
    } finally {
      await connector.close()
    }
  }
}

/** Only with the settings that the client runs with, and only in production (see `removeTestRecords`). */
function removalOf(state: SetupState): SetupView['removal'] {
  const definition = connectorById(state.entries.connector.id ?? '')
  const parsed = definition?.settings.safeParse(state.entries.connector.settings ?? {})
  if (!definition || !parsed?.success || !definition.removes?.(parsed.data)) return 'never'
  return state.mode === 'production' ? 'now' : 'in-production'
}

const isSettled = ({ state, reportState }: { state?: string | undefined; reportState?: string | undefined }): boolean =>
  state === 'imported' && reportState === 'accepted'
/** Whether any document can still change what is shown. */
const awaitsDocuments = ({ testOrders, state, firstDocument: first }: SetupView): boolean =>
  !testOrders.every(isSettled) || (state.switched !== undefined && !(first && isSettled(first)))

/** The central side has taken the key. */
const taken = (evidence: Evidence | undefined): boolean =>
  evidence?.lines.some((line) => line.id === 'connection.key' && line.status === 'ok') ?? false

/** Orders must get into the books of the company whose account it is. */
function companyLine(state: SetupState): CheckLine | undefined {
  const own = state.account?.ico ?? state.entries.company.ico?.trim()
  const books = state.entries.connector.settings?.['ico']
  if (!own || typeof books !== 'string' || books === '') return undefined
  const evidence = `${books} / ${own}`
  return own === books
    ? { id: 'is.company', status: 'ok', evidence, durationMs: 0 }
    : {
        id: 'is.company',
        status: 'failed',
        evidence,
        problem: problem('is-wrong-company', { expected: own, found: books }),
        durationMs: 0,
      }
}

function authorityOf(state: SetupState): Pick<SetupView, 'authority'> {
  const [first] = readAuthorities(state.entries.central.extraCa ?? '')
  if (first === undefined) return {}
  const { subject, validTo } = new X509Certificate(first)
  return { authority: { subject: subject.replaceAll('\n', ', '), validTo: new Date(validTo).toISOString() } }
}

/** A line for each element that holds others, for reading only; what is sent has no such spaces. A text stays as it is. */
export function indented(xml: string): string {
  const lines: string[] = []
  let depth = 0
  const put = (text: string): void => void lines.push('  '.repeat(Math.max(0, depth)) + text)
  // An element with nothing but text in it, or any other tag.
  for (const [whole, , name] of xml.matchAll(/<(([\w:.-]+)[^<>]*)>[^<]*<\/\2>|<[^<>]*>/g)) {
    if (whole.startsWith('</')) {
      depth--
      put(whole)
    } else {
      put(whole)
      if (name === undefined && !/^<[?!]|\/>$/.test(whole)) depth++
    }
  }
  return lines.join('\n')
}

/**
 * A draft that can't be read, or settings that can't, must not keep the program from working: setting up then shows what is
 * known, and every act says what is wrong. Neither file is touched.
 */
function withInitial(draft: ReturnType<typeof setupDraft>, initial: () => SetupState): ReturnType<typeof setupDraft> {
  let unreadable: unknown
  const begun = (): SetupState => {
    try {
      return initial()
    } catch (error) {
      unreadable ??= error
      return newSetup()
    }
  }
  return {
    ...draft,
    read() {
      try {
        return draft.read() ?? begun()
      } catch (error) {
        unreadable = error
        return begun()
      }
    },
    write(state) {
      if (unreadable !== undefined) throw unreadable
      draft.write(state)
    },
  }
}
