import type { ConnectorForm, SetupField, SetupView } from '../../shared/setup-view'

/** A connector's settings as a person enters them; names with dots are places in nested objects. */
export type SettingsTree = Readonly<Record<string, unknown>>

const isTree = (value: unknown): value is SettingsTree => typeof value === 'object' && value !== null && !Array.isArray(value)

export function readSetting(settings: SettingsTree, name: string): unknown {
  let at: unknown = settings
  for (const part of name.split('.')) at = isTree(at) && Object.hasOwn(at, part) ? at[part] : undefined
  return at
}

/** A copy with `value` at `name`; undefined takes it out. */
export function writeSetting(settings: SettingsTree, name: string, value: unknown): SettingsTree {
  const [first = '', ...rest] = name.split('.')
  const inner = settings[first]
  const next = rest.length === 0 ? value : writeSetting(isTree(inner) ? inner : {}, rest.join('.'), value)
  const { [first]: _, ...others } = settings
  return next === undefined || (rest.length > 0 && isTree(next) && Object.keys(next).length === 0)
    ? others
    : { ...others, [first]: next }
}

/** What holds: what was entered, else what holds without it. */
export const effective = (settings: SettingsTree, field: SetupField): unknown =>
  readSetting(settings, field.name) ?? field.initial

export function isShown(form: ConnectorForm, settings: SettingsTree, field: SetupField): boolean {
  const { when } = field
  if (!when) return true
  const other = form.fields.find(({ name }) => name === when.name)
  return other !== undefined && isShown(form, settings, other) && effective(settings, other) === when.value
}

/** Emptied texts are as if never entered: only the screen keeps them, so that what is being typed isn't filled in again. */
export function withoutEmpty(form: ConnectorForm, settings: SettingsTree): SettingsTree {
  let kept = settings
  for (const { name, kind } of form.fields) {
    const value = readSetting(kept, name)
    if (kind !== 'pairs' && value === '') kept = writeSetting(kept, name, undefined)
    if (kind === 'pairs' && isTree(value)) kept = writeSetting(kept, name, withoutEmptyPairs(value))
  }
  return kept
}

const withoutEmptyPairs = (pairs: SettingsTree): SettingsTree =>
  Object.fromEntries(Object.entries(pairs).filter(([key, value]) => key !== '' && value !== ''))

/** Required fields that hold nothing. */
export const emptyFields = (form: ConnectorForm, settings: SettingsTree, secretsKept: readonly string[]): readonly SetupField[] =>
  form.fields.filter((field) => {
    if (!field.required || !isShown(form, settings, field)) return false
    if (field.kind === 'secret') return !secretsKept.includes(field.name)
    const value = effective(settings, field)
    return value === undefined || (typeof value === 'string' && value.trim() === '')
  })

/**
 * In which part of the form a field stands. What is needed comes first, and what other fields hang on; how the way out reads has values that
 * hold nearly always.
 */
export function partOf(form: ConnectorForm, field: SetupField): 'main' | 'details' | 'mapping' {
  if (field.name.startsWith('mapping.')) return 'mapping'
  if (field.name.startsWith('reading.') && !field.required) return 'details'
  const leads = form.fields.some(({ when }) => when?.name === field.name)
  return field.required || field.kind === 'secret' || leads ? 'main' : 'details'
}

/** Whether a number field's value can stand; undefined: nothing entered. */
export function numberFault(field: SetupField, value: unknown): 'not-whole' | 'out-of-range' | undefined {
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'number') return 'not-whole'
  return value < (field.minimum ?? value) || value > (field.maximum ?? value) ? 'out-of-range' : undefined
}

/** A value that is known already, and how: from the company's own entries, or found on this computer. */
export interface KnownSetting {
  value: string
  foundAt?: string
}

/** What needn't be asked again: the company's IČO, and the program that was found here. */
export function knownSettings(form: ConnectorForm, view: SetupView): Readonly<Record<string, KnownSetting>> {
  const known: Record<string, KnownSetting> = {}
  const ico = view.state.account?.ico ?? view.state.entries.company.ico?.trim()
  if (ico && form.fields.some(({ name }) => name === 'ico')) known['ico'] = { value: ico }
  const found = view.findings.find(
    (finding) => finding.kind === 'information-system' && finding.value === 'POHODA' && form.id.startsWith('pohoda-'),
  )
  if (found?.kind === 'information-system' && found.folder)
    known['program'] = { value: `${found.folder.replace(/[\\/]+$/, '')}\\Pohoda.exe`, foundAt: found.foundAt }
  return known
}
