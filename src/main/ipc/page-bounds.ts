import { Failure, problem } from '../../shared/failure'
import type { Settings } from '../../shared/settings'
import { type SetupChange, type SetupState, setupChangeSchema } from '../../shared/setup-state'
import type { ConnectorForm, FoundOnComputer, SetupField, SetupView } from '../../shared/setup-view'
import { centralSide } from '../settings/secrets-for'
import type { SetupSurface } from '../setup/surface'

/** What the client would start, write to or speak with because a page has named it. */
export interface Named {
  kind: 'program' | 'folder' | 'data' | 'address' | 'server' | 'proxy'
  value: string
}

export interface PageBounds {
  /** The settings that the client runs with: what they name has been agreed to before. */
  settings(): Settings | undefined
  /** Asks the person in a dialog of the system, which no page can answer. */
  confirm(named: readonly Named[]): Promise<boolean>
}

export interface BoundSetup extends SetupSurface {
  /** The person has chosen this path in a dialog of the system. */
  chosen(path: string): void
}

/**
 * Setting up, as a window may do it. In the window a person types paths and addresses, so a page that somebody has taken over can name
 * any; therefore (docs/security.md, *What a page may name*):
 * - only settings that a form shows can be entered; a secret or an argument for a program can't;
 * - a trusted authority is added by the dialog alone;
 * - a trial's address and program are what the trial itself has made;
 * - a program, folder, address or proxy is first used when main knows it: from the settings, a dialog, this computer's own list of
 *   programs, or because the person has said yes.
 */
export function boundToPage(setup: SetupSurface, { settings, confirm }: PageBounds): BoundSetup {
  const said = new Set<string>()
  // A path that was chosen in a dialog may be used for what its field says.
  const keyOf = ({ kind, value }: Named): string => `${kind === 'program' || kind === 'data' ? 'folder' : kind} ${value}`
  let asking = false

  const unknown = (of: (state: SetupState, view: SetupView) => readonly Named[]): readonly Named[] => {
    const view = setup.view()
    // All that a trial uses was entered by main, and `enter` lets nobody change it.
    if (view.trial) return []
    const running = settings()
    const known = new Set([...said, ...namedInSettings(running, view).map(keyOf), ...foundHere(view.findings).map(keyOf)])
    return of(view.state, view).filter((one) => !known.has(keyOf(one)))
  }
  /** Acts in the same breath as it looks: between a look and a later act the page could enter something else. */
  async function agreed<T>(of: (state: SetupState, view: SetupView) => readonly Named[], act: () => T | Promise<T>): Promise<T> {
    for (;;) {
      const named = unknown(of)
      const [first] = named
      if (first === undefined) return act()
      const refused = new Failure(problem('not-confirmed', { path: first.value }), { effect: 'nothing', retry: false })
      // One question at a time: a page that asks a thousand times must not bury the screen.
      if (asking) throw refused
      asking = true
      try {
        if (!(await confirm(named))) throw refused
        for (const one of named) said.add(keyOf(one))
      } finally {
        asking = false
      }
    }
  }
  const central = <T>(act: () => T | Promise<T>): Promise<T> => agreed(addressesOf, act)

  return {
    ...setup,
    chosen: (path) => void said.add(keyOf({ kind: 'folder', value: path })),
    enter: (change) => setup.enter(bounded(change, setup.view())),
    register: (signal) => central(() => setup.register(signal)),
    poll: (signal) => central(() => setup.poll(signal)),
    activate: (code, signal) => central(() => setup.activate(code, signal)),
    useKey: (key, signal) => central(() => setup.useKey(key, signal)),
    check: (step, signal) =>
      agreed(
        (state, view) => [
          ...(step === 'information-system' ? [] : addressesOf(state)),
          ...(step === 'connection' ? [] : pathsOf(state, view)),
        ],
        () => setup.check(step, signal),
      ),
    // `preview` asks nobody: it is made anew at each letter typed, and opening a connector touches nothing (`connector.ts`).
    createTestOrders: (request, signal) => central(() => setup.createTestOrders(request, signal)),
    switchMode: (mode, signal) => central(() => setup.switchMode(mode, signal)),
  }
}

/** What a page enters, without what no form of ours lets a person enter. Throws `usage` for a connector that there is none of. */
function bounded(change: SetupChange, view: SetupView): SetupChange {
  const { entries } = view.state
  const result: SetupChange = { ...change }
  if (change.central) {
    const { extraCa } = entries.central
    const { extraCa: _, ...entered } = change.central
    result.central = view.trial ? entries.central : { ...entered, ...(extraCa === undefined ? {} : { extraCa }) }
  }
  if (change.connector) result.connector = boundedConnector(change.connector, view)
  // In the order of the schema: what has not changed must not look as if it had.
  return setupChangeSchema.parse(result)
}

type EnteredConnector = NonNullable<SetupChange['connector']>

function boundedConnector(entered: EnteredConnector, { trial, state, connectors }: SetupView): EnteredConnector {
  const stored = state.entries.connector
  const id = trial ? stored.id : entered.id
  if (id === undefined) return {}
  const form = connectors.find((one) => one.id === id)
  if (!form) throw new Failure(problem('usage', { call: 'setupEnter' }, 'no such connector'), { effect: 'nothing', retry: false })
  const known = stored.id === id ? (stored.settings ?? {}) : {}
  const isShown = (field: SetupField): boolean => field.kind !== 'secret' && (!trial || field.name.startsWith('mapping.'))
  const shown = form.fields.filter(isShown).map(({ name }) => name)
  return { id, settings: replaced(known, entered.settings ?? {}, shown) }
}

const own = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
const at = (settings: unknown, path: string): unknown => path.split('.').reduce(own, settings)

/** `known`, with the fields at these places as they are in `entered`. */
function replaced(
  known: Readonly<Record<string, unknown>>,
  entered: Readonly<Record<string, unknown>>,
  places: readonly string[],
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...known }
  const names = new Set(places.map((place) => place.split('.', 1)[0] ?? ''))
  for (const name of names) {
    const inner = places.filter((place) => place.startsWith(`${name}.`)).map((place) => place.slice(name.length + 1))
    const value = own(entered, name)
    if (inner.length === 0) {
      if (value === undefined) delete result[name]
      else result[name] = value
      continue
    }
    const group = replaced(record(own(known, name)), record(value), inner)
    if (Object.keys(group).length === 0) delete result[name]
    else result[name] = group
  }
  return result
}
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

/** Addresses beyond this computer that the client would speak with. */
function addressesOf({ entries: { central } }: Pick<SetupState, 'entries'>): readonly Named[] {
  const side = centralSide(central.baseUrl?.trim() ?? '')
  const proxy = central.proxyMode === undefined || central.proxyMode === 'system' ? '' : (central.proxyAddress?.trim() ?? '')
  return [
    ...(side === '' || side === 'localhost' ? [] : [{ kind: 'address' as const, value: side }]),
    ...(proxy === '' ? [] : [{ kind: 'proxy' as const, value: proxy }]),
  ]
}

/** The port counts, too: on a server, another account may listen on another. */
const serverOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address)

/** Also those that the way now chosen does not use: the checks of the computer look at folders before that. */
function pathsIn(connector: SetupState['entries']['connector'], forms: readonly ConnectorForm[]): readonly Named[] {
  const fields = forms.find((form) => form.id === connector.id)?.fields ?? []
  return fields.flatMap(({ name, kind, use, initial }): Named[] => {
    const value = at(connector.settings, name)
    if (typeof value !== 'string' || value === '') return []
    // The password goes there with the first question; what holds without being entered is ours.
    if (use === 'address') return value === initial ? [] : [{ kind: 'server', value: serverOf(value) }]
    if (kind !== 'file' && kind !== 'folder') return []
    return [{ kind: kind === 'folder' ? 'folder' : use === 'data' ? 'data' : 'program', value }]
  })
}
const pathsOf = ({ entries }: SetupState, { connectors }: SetupView): readonly Named[] => pathsIn(entries.connector, connectors)

/** What the client runs with was proved by a test that a person has started, or came from an administrator's file. */
function namedInSettings(running: Settings | undefined, { connectors }: SetupView): readonly Named[] {
  if (!running) return []
  const { baseUrl, proxy } = running.central
  const address = proxy && 'address' in proxy ? proxy.address : undefined
  return [
    { kind: 'address', value: centralSide(baseUrl) },
    ...(address === undefined ? [] : [{ kind: 'proxy' as const, value: address }]),
    ...pathsIn(running.connector, connectors),
  ]
}

/** Programs that this computer itself lists as installed. */
const foundHere = (findings: readonly FoundOnComputer[]): readonly Named[] =>
  findings.flatMap((one) =>
    one.kind === 'information-system' && one.folder !== undefined
      ? [{ kind: 'program' as const, value: `${one.folder.replace(/[\\/]+$/, '')}\\Pohoda.exe` }]
      : [],
  )
