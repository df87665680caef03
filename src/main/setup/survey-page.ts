import type { Language } from '../../shared/settings'
import type { SetupState } from '../../shared/setup-state'
import { setupFileTexts } from '../../shared/texts/setup-files'
import { setupWords } from '../../shared/texts/setup-words'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`).replace(/\r?\n/g, '<br>')

/** The survey as a page to be printed and filed: HTML that is complete in itself, without scripts. Pure. */
export function surveyPage(state: SetupState, facts: { language: Language; version: string; now: string }): string {
  const { language } = facts
  const { fields, choices } = setupWords[language]
  const { survey: words } = setupFileTexts[language]
  const { entries, registration } = state
  const { company, survey, trading, consent, decisionMaker, it } = entries
  const pick = (names: Readonly<Record<string, string>>, value: string | undefined): string | undefined =>
    value === undefined ? undefined : (names[value] ?? value)
  const list = (names: Readonly<Record<string, string>>, values: readonly string[] | undefined): string | undefined =>
    values?.map((value) => names[value] ?? value).join(', ')
  const row = (label: string, value: string | undefined): string =>
    value === undefined || value.trim() === '' ? '' : `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value)}</td></tr>`
  const part = (title: string, rows: readonly string[]): string => {
    const shown = rows.join('')
    return shown === '' ? '' : `<h2>${escaped(title)}</h2><table>${shown}</table>`
  }
  const contact = (who: 'decisionMaker' | 'it', values: typeof it): string[] => [
    row(fields[`${who}.name`], values.name),
    row(fields[`${who}.email`], values.email),
    row(fields[`${who}.phone`], values.phone),
  ]
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escaped(words.title)}</title><style>
body{font:10pt/1.35 "Segoe UI",system-ui,sans-serif;color:#1b1b1b;margin:14mm 12mm}
h1{font-size:18pt;font-weight:600;margin:0 0 2mm}h2{font-size:12pt;font-weight:600;margin:5mm 0 1mm}
p{margin:0;color:#555;font-size:9pt}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.9mm 0;border-bottom:.2mm solid #d9d9d9}
th{width:42%;font-weight:400;color:#555;padding-right:6mm}tr{break-inside:avoid}
.sign{display:flex;gap:12mm;margin-top:16mm;break-inside:avoid}.sign div{flex:1;border-top:.2mm solid #555;padding-top:1mm;font-size:9pt;color:#555}
</style></head><body><h1>${escaped(words.title)}</h1>
<p>${escaped(words.made)}: ${escaped(facts.now)} · ${escaped(words.version)} ${escaped(facts.version)}</p>
${part(words.company, [
  row(words.registrationId, registration?.registrationId),
  row(words.state, registration ? choices.registrationState[registration.state] : words.notSent),
  row(fields['company.name'], company.name),
  row(fields['company.ico'], company.ico),
  row(fields['company.dic'], company.dic),
  row(fields['company.icDph'], company.icDph),
  row(fields['company.street'], company.street),
  row(fields['company.city'], company.city),
  row(fields['company.postalCode'], company.postalCode),
  row(fields['company.country'], pick(choices.country, company.country)),
  row(fields.role, pick(choices.role, entries.role)),
])}
${part(words.contacts, [...contact('decisionMaker', decisionMaker), ...contact('it', it)])}
${part(words.it, [
  row(fields['survey.informationSystem'], survey.informationSystem),
  row(fields['survey.informationSystemVersion'], survey.informationSystemVersion),
  row(fields['survey.operation'], pick(choices.operation, survey.operation)),
  row(fields['survey.exchangeModules'], list(choices.exchangeModules, survey.exchangeModules)),
  row(fields['survey.remoteAccess'], list(choices.remoteAccess, survey.remoteAccess)),
  row(fields['survey.operatingSystem'], survey.operatingSystem),
  row(fields['survey.serverName'], survey.serverName),
  row(fields['trading.system'], trading.system),
  row(fields['trading.integrated'], pick(choices.integrated, trading.integrated)),
  row(fields['survey.note'], survey.note),
])}
${part(words.consent, [
  row(fields['consent.by'], consent.given ? consent.by : undefined),
  row(fields['consent.to'], consent.given ? pick(choices.consentTo, consent.to) : undefined),
  row(fields['consent.otherIntegrationNote'], consent.otherIntegrationNote),
  row(fields.plannedDate, entries.plannedDate),
])}
<div class="sign"><div>${escaped(words.date)}</div><div>${escaped(words.signature)}</div></div></body></html>`
}
