import type { SetupChange, SetupEntries, SetupState } from '../../shared/setup-state'
import type { SetupView } from '../../shared/setup-view'

/** A value for a field that nobody has filled in yet, and where it comes from. */
export interface Suggestion {
  value: string | readonly string[]
  /** Seen on this computer, at this place. */
  foundAt?: string
  /** Taken over from this field. */
  from?: string
}

/** The entry at `company.ico` or `role`; undefined: nobody has entered or emptied it yet. */
export function valueAt(entries: SetupEntries | SetupChange, about: string): unknown {
  const [part = '', field] = about.split('.')
  const value: unknown = (entries as Readonly<Record<string, unknown>>)[part]
  if (field === undefined) return value
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[field] : undefined
}

/** The change that enters `value` at `about`: the whole part as it stands, with this one field changed. */
export function changeAt(entries: SetupEntries, about: string, value: unknown): SetupChange {
  const [part = '', field] = about.split('.')
  if (field === undefined) return { [part]: value } as SetupChange
  const before = (entries as Readonly<Record<string, unknown>>)[part]
  return { [part]: { ...(typeof before === 'object' ? before : {}), [field]: value } } as SetupChange
}

/**
 * What this computer and the other answers say already, by field. An entry that a person has made, also an emptied one,
 * is never replaced (`openSuggestions`).
 */
export function suggestions({ findings, state }: Pick<SetupView, 'findings' | 'state'>): Readonly<Record<string, Suggestion>> {
  const found: Record<string, Suggestion> = {}
  // The first of a kind counts; the others are offered as choices.
  for (const finding of [...findings].reverse())
    switch (finding.kind) {
      case 'operating-system':
        found['survey.operatingSystem'] = { value: finding.value, foundAt: finding.foundAt }
        break
      case 'server-name':
        found['survey.serverName'] = { value: finding.value, foundAt: finding.foundAt }
        break
      case 'information-system':
        found['survey.informationSystem'] = { value: finding.value, foundAt: finding.folder ?? finding.foundAt }
        if (finding.version !== undefined)
          found['survey.informationSystemVersion'] = { value: finding.version, foundAt: finding.foundAt }
        else delete found['survey.informationSystemVersion']
        break
      case 'mserver':
        found['survey.exchangeModules'] = { value: ['xml-import-export', 'api'], foundAt: finding.foundAt }
        break
    }
  // A version belongs to its own program only.
  const system = state.entries.survey.informationSystem
  if (system !== undefined && system !== found['survey.informationSystem']?.value) delete found['survey.informationSystemVersion']
  const decides = state.entries.decisionMaker.name
  if (decides?.trim()) found['consent.by'] = { value: decides, from: 'decisionMaker.name' }
  return found
}

/** Those that stand in a field because nobody has entered anything there. */
export const openSuggestions = (
  entries: SetupEntries,
  all: Readonly<Record<string, Suggestion>>,
): Readonly<Record<string, Suggestion>> =>
  Object.fromEntries(Object.entries(all).filter(([about]) => valueAt(entries, about) === undefined))

/** The form of the registration is open: nothing has been sent, or it came back. Elsewhere there is nothing to suggest. */
export const isRegistering = ({ at, account, registration }: SetupState): boolean =>
  at === 'registration' && !account && (!registration || registration.state === 'rejected')

/** All of them entered at once. */
export function acceptedChange(entries: SetupEntries, open: Readonly<Record<string, Suggestion>>): SetupChange {
  let next = entries
  const change: Record<string, unknown> = {}
  for (const [about, { value }] of Object.entries(open)) {
    const one = changeAt(next, about, typeof value === 'string' ? value : [...value])
    Object.assign(change, one)
    next = { ...next, ...one } as SetupEntries
  }
  return change as SetupChange
}

/** A note with this line in it, once. */
export const withLine = (note: string, line: string): string =>
  note.split('\n').includes(line) ? note : [...(note.trim() === '' ? [] : [note.trimEnd()]), line].join('\n')
export const withoutLine = (note: string, line: string): string =>
  note
    .split('\n')
    .filter((one) => one !== line)
    .join('\n')
