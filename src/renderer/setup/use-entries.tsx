import {
  createContext,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Missing, SetupChange, SetupEntries } from '../../shared/setup-state'
import type { SetupView } from '../../shared/setup-view'
import type { Ask } from '../ask'
import { acceptedChange, changeAt, isRegistering, openSuggestions, type Suggestion, suggestions, valueAt } from './entries'

/** A pause in typing after which an entry is saved. */
const SAVE_AFTER_MS = 350
/** An answer and the view that belongs to it come one after the other. */
const SETTLE_MS = 400

interface Entries {
  entries: SetupEntries
  /** What a field shows: the entry, or what is suggested for it. */
  entered(about: string): unknown
  suggestion(about: string): Suggestion | undefined
  /** Enters it; saved after a pause in typing, or by `flush`. */
  set(about: string, value: unknown): void
  /** Saves at once. Resolves when main has it. */
  flush(): Promise<void>
  /** Saves, with everything that is suggested and that nobody has changed: what a person saw and went on with. */
  accept(): Promise<void>
  /** What the step lacks as it stands; what is suggested counts as entered. */
  lacking: readonly Missing[]
  /** Shows what is missing at the fields and above them. */
  showMissing(missing: readonly Missing[]): void
}
const EntriesContext = createContext<Entries | undefined>(undefined)

export function useEntries(): Entries {
  const entries = useContext(EntriesContext)
  if (!entries) throw new Error('outside of the wizard')
  return entries
}

interface EntriesProviderProps {
  view: SetupView
  ask: Ask
  showMissing(missing: readonly Missing[]): void
  children: ReactNode
}

/**
 * Entries as a person types them, laid over those that main has. All fields of a part are sent together, so the parts under
 * way are kept in one place: two fields that each remembered the part by themselves would undo each other.
 */
export function EntriesProvider({ view, ask, showMissing, children }: EntriesProviderProps): ReactElement {
  const [draft, setDraft] = useState<SetupChange>({})
  const latest = useRef({ view, ask, draft: {} as SetupChange, unsent: {} as SetupChange, sending: Promise.resolve() })
  latest.current.view = view
  latest.current.ask = ask
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const current = useCallback(
    (): SetupEntries => ({ ...latest.current.view.state.entries, ...latest.current.draft }) as SetupEntries,
    [],
  )

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current)
    const now = latest.current
    const change = now.unsent
    if (Object.keys(change).length > 0) {
      now.unsent = {}
      const sent = window.client.setupEnter(change).then(async (answer) => {
        await now.ask(Promise.resolve(answer))
        if (!answer.ok) {
          // Said above; what was typed stays in its field, and is sent again with the next change.
          latest.current.unsent = { ...change, ...latest.current.unsent }
          return
        }
        setTimeout(() => {
          const rest = Object.entries(latest.current.draft).filter(([part, value]) => change[part as keyof SetupChange] !== value)
          latest.current.draft = Object.fromEntries(rest) as SetupChange
          setDraft(latest.current.draft)
        }, SETTLE_MS)
      })
      now.sending = Promise.all([now.sending, sent]).then(() => {})
    }
    await now.sending
  }, [])
  const enter = useCallback((change: SetupChange): void => {
    const now = latest.current
    now.unsent = { ...now.unsent, ...change }
    now.draft = { ...now.draft, ...change }
    setDraft(now.draft)
  }, [])
  const set = useCallback(
    (about: string, value: unknown): void => {
      enter(changeAt(current(), about, value))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), SAVE_AFTER_MS)
    },
    [current, enter, flush],
  )
  useEffect(() => () => void flush(), [flush])

  const value = useMemo((): Entries => {
    const entries = { ...view.state.entries, ...draft } as SetupEntries
    const all = suggestions({ findings: view.findings, state: { ...view.state, entries } })
    const open = isRegistering(view.state) ? openSuggestions(entries, all) : {}
    const missing = view.steps.find(({ step }) => step === view.state.at)?.missing ?? []
    return {
      entries,
      entered: (about) => valueAt(entries, about) ?? open[about]?.value,
      suggestion: (about) => all[about],
      set,
      flush,
      async accept() {
        const change = acceptedChange(current(), open)
        if (Object.keys(change).length > 0) enter(change)
        await flush()
      },
      lacking: missing.filter(({ about }) => about === undefined || !Object.hasOwn(open, about)),
      showMissing,
    }
  }, [view, draft, set, flush, current, enter, showMissing])
  return <EntriesContext value={value}>{children}</EntriesContext>
}
