import { type RegistrationRequest, registrationRequestSchema } from '../../shared/central-api/registration'
import { Failure, problem } from '../../shared/failure'
import type { SetupEntries } from '../../shared/setup-state'

const filled = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}

/**
 * What a person entered, as the central side takes it. `at`: when the consent was given, RFC 3339. Throws Failure
 * `central-validation` with the first field that is wrong: the machine (`missingIn`) lets nothing of that kind through, so
 * this is a second guard. Pure.
 */
export function toRegistrationRequest(entries: SetupEntries, at: string): RegistrationRequest {
  const { company, survey, consent, decisionMaker, it } = entries
  const contact = (from: typeof it) => ({ name: filled(from.name), email: filled(from.email), phone: filled(from.phone) })
  const hasIt = Object.values(it).some((value) => filled(value) !== undefined)
  // The trading system is no field of its own at the central side: the operator reads it in the survey's note.
  const trading = filled(entries.trading.system)
  const note = [
    filled(survey.note),
    trading === undefined
      ? undefined
      : `Online trading system: ${trading} (integrated: ${entries.trading.integrated ?? 'unknown'})`,
  ]
    .filter((line) => line !== undefined)
    .join('\n')
  const parsed = registrationRequestSchema.safeParse({
    company: {
      name: filled(company.name),
      ico: filled(company.ico),
      dic: filled(company.dic),
      icDph: filled(company.icDph),
      address: {
        street: filled(company.street),
        city: filled(company.city),
        postalCode: filled(company.postalCode),
        country: company.country,
      },
      country: company.country,
    },
    role: entries.role,
    contacts: { decisionMaker: contact(decisionMaker), ...(hasIt ? { it: contact(it) } : {}) },
    survey: {
      informationSystem: { name: filled(survey.informationSystem), version: filled(survey.informationSystemVersion) },
      operation: survey.operation,
      exchangeModules: survey.exchangeModules,
      remoteAccess: survey.remoteAccess,
      operatingSystem: filled(survey.operatingSystem),
      serverName: filled(survey.serverName),
      note: filled(note),
    },
    consent: {
      given: consent.given,
      by: filled(consent.by),
      at,
      to: consent.to,
      otherIntegrationNote: filled(consent.otherIntegrationNote),
    },
    plannedDate: filled(entries.plannedDate),
  })
  // Through JSON: what is not there must not be there as undefined.
  if (parsed.success) return JSON.parse(JSON.stringify(parsed.data)) as RegistrationRequest
  const path = parsed.error.issues.map((issue) => issue.path.join('.')).slice(0, 10)
  throw new Failure(problem('central-validation', { path: path[0] ?? '' }, path.join(', ')), { effect: 'nothing', retry: false })
}
