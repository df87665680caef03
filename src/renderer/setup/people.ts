import type { SetupState } from '../../shared/setup-state'

/** Who is most likely sitting here, by what was entered last: so that nobody is asked their name twice. */
export function likelyPerson({ entries, testOrders }: SetupState): string {
  const judges = testOrders
    .flatMap(({ verdict }) => (verdict ? [verdict] : []))
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
  const names = [judges[0]?.by, entries.production.by, entries.consent.by, entries.it.name, entries.decisionMaker.name]
  return names.find((name) => name?.trim())?.trim() ?? ''
}
