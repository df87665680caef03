import type { Missing, SetupEntries, SetupState } from '../../../shared/setup-state'
import { type SetupChange, setupChangeSchema } from '../../../shared/setup-state'
import { missingIn } from '../../setup/machine'

/** The entry of a field path (`company.ico`). `consent` and `connector` alone mean what is said yes to, and which. */
export function entryAt(entries: SetupEntries, about: string): unknown {
  const [part = '', name = HEADS[about]] = about.split('.')
  const whole = (entries as Record<string, unknown>)[part]
  return name === undefined ? whole : (whole as Record<string, unknown> | undefined)?.[name]
}

/** The change that puts a value there: its part, whole. An absent value takes the old one out. */
export function changeAt(entries: SetupEntries, about: string, value: unknown): SetupChange {
  const [part = '', name = HEADS[about]] = about.split('.')
  if (name === undefined) return setupChangeSchema.parse({ [part]: value ?? '' })
  const { [name]: _, ...rest } = ((entries as Record<string, unknown>)[part] ?? {}) as Record<string, unknown>
  return setupChangeSchema.parse({ [part]: value === undefined ? rest : { ...rest, [name]: value } })
}
const HEADS: Readonly<Record<string, string>> = { consent: 'given', connector: 'id' }

/** Who has given a name already: nobody is asked for it twice. */
export function knownPerson({ entries, testOrders }: SetupState): string | undefined {
  const judge = testOrders.flatMap(({ verdict }) => (verdict ? [verdict.by] : [])).at(-1)
  return judge || entries.consent.by || entries.decisionMaker.name || undefined
}

/** A value inside a connector's settings (`mapping.series`). */
export function settingAt(settings: Readonly<Record<string, unknown>>, name: string): unknown {
  let value: unknown = settings
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

/** The settings with that value in; an absent one is taken out. */
export function withSetting(settings: Readonly<Record<string, unknown>>, name: string, value: unknown): Record<string, unknown> {
  const [part = '', ...deeper] = name.split('.')
  const { [part]: present, ...rest } = settings
  if (deeper.length === 0) return value === undefined ? rest : { ...rest, [part]: value }
  const inner = typeof present === 'object' && present !== null ? (present as Record<string, unknown>) : {}
  return { ...rest, [part]: withSetting(inner, deeper.join('.'), value) }
}

/** What is wrong with the registration's entries themselves, also of one that was sent and rejected. */
export function entriesMissing(state: SetupState): readonly Missing[] {
  const { registration: _, account: __, ...entered } = state
  return missingIn(entered, 'registration').filter(({ code }) => code !== 'not-registered')
}
