import { ask } from './api.js'
import { askFor, reasonField, showCode } from './dialogs.js'
import { button, facts, field, h, panel, said } from './dom.js'
import { fill, prose, state, t, time, word } from './words.js'

export async function load({ id }) {
  const { registrations } = await ask('GET', '/admin/registrations')
  const registration = registrations.find(({ registrationId }) => registrationId === id)
  if (registration === undefined) return { missing: true }
  const others = registrations.filter(
    (other) =>
      other.registrationId !== id && other.request.company.ico === registration.request.company.ico && other.state !== 'rejected',
  )
  return { registration, others: others.map(({ registrationId, receivedAt, state }) => ({ registrationId, receivedAt, state })) }
}

const contact = (who) => who && [said(who.name), h('br'), said(who.email), h('br'), said(who.phone)]
const list = (table, values) => values.map((value) => word(table, value)).join(', ')

function actions({ registration }, { changed }) {
  const { registrationId, request, state: now, activatedAt } = registration
  const path = `/admin/registrations/${encodeURIComponent(registrationId)}`
  const { name } = request.company
  const message = () => field(t.registrations.message, reasonField('message', { maxlength: '4000' }), t.registrations.messageHint)
  const given = (value) => (value === '' ? {} : { message: value })
  const approve = async () => {
    const answer = await askFor({
      title: t.registrations.approve,
      text: t.registrations.approveText,
      fields: [message()],
      confirm: t.registrations.approve,
      work: (values) => ask('POST', `${path}/approval`, given(values.message)),
    })
    // Drawn anew first: what is behind a closed dialog must not change under the hands.
    if (answer) await changed(t.registrations.approved)
    if (answer?.activationCode !== undefined) await showCode(answer.activationCode, name)
  }
  const schedule = async () => {
    const day = /^\d{4}-\d{2}-\d{2}/.exec(registration.scheduledFor ?? request.plannedDate ?? '')?.[0]
    const answer = await askFor({
      title: t.registrations.schedule,
      fields: [
        field(t.registrations.date, h('input', { type: 'date', name: 'date', required: true, value: day })),
        field(t.registrations.time, h('input', { type: 'time', name: 'time' }), t.registrations.timeHint),
        message(),
      ],
      confirm: t.registrations.schedule,
      work: ({ date, time: hour, message: said }) =>
        ask('POST', `${path}/schedule`, {
          scheduledFor: hour === '' ? date : new Date(`${date}T${hour}`).toISOString(),
          ...given(said),
        }),
    })
    if (answer) changed(t.registrations.scheduledDone)
  }
  const reject = async () => {
    const answer = await askFor({
      title: t.registrations.reject,
      text: now === 'approved' ? t.registrations.rejectApproved : undefined,
      fields: [
        field(t.registrations.reason, reasonField('message', { required: true, maxlength: '4000' }), t.registrations.messageHint),
      ],
      confirm: t.registrations.reject,
      danger: true,
      work: (values) => ask('POST', `${path}/rejection`, { message: values.message }),
    })
    if (answer) changed(t.registrations.rejectedDone)
  }
  const newCode = async () => {
    const idempotencyKey = crypto.randomUUID()
    const answer = await askFor({
      title: t.codes.another,
      text: t.codes.anotherText,
      confirm: t.codes.issue,
      work: () => ask('POST', '/admin/activation-codes', { registrationId }, { idempotencyKey }),
    })
    if (answer) await changed(t.codes.issued)
    if (answer) await showCode(answer.activationCode, name)
  }
  const open = now === 'received' || now === 'scheduled'
  const buttons = [
    open && button(t.registrations.approve, approve, { kind: 'primary', key: 'approve' }),
    open && button(now === 'scheduled' ? t.registrations.reschedule : t.registrations.schedule, schedule, { key: 'schedule' }),
    now === 'approved' && activatedAt === undefined && button(t.codes.another, newCode, { key: 'code' }),
    (open || (now === 'approved' && activatedAt === undefined)) &&
      button(t.registrations.reject, reject, { kind: 'danger', key: 'reject' }),
  ]
  return buttons.some(Boolean) && h('div', { class: 'actions' }, buttons)
}

export function render(data, context) {
  if (data.missing)
    return [h('h1', { tabindex: '-1' }, t.registrations.title), h('p', { class: 'empty' }, t.problems['not-found'])]
  const { registration, others } = data
  const { request, company } = registration
  const { survey, consent, contacts } = request
  const { address } = request.company
  const warnings = [
    company &&
      registration.activatedAt === undefined && [
        t.registrations.exists,
        ' ',
        said(company.companyName),
        '. ',
        t.registrations.existsText,
      ],
    others.length > 0 && [
      t.registrations.others,
      ' ',
      others.map((other) => [
        h('a', { href: `#/registrations/${encodeURIComponent(other.registrationId)}` }, time(other.receivedAt)),
        ' (',
        word(t.registrationStates, other.state),
        ') ',
      ]),
    ],
  ].filter(Boolean)
  return [
    h('p', {}, h('a', { href: '#/registrations' }, `← ${t.registrations.title}`)),
    h('h1', { tabindex: '-1' }, said(request.company.name), ' ', state(t.registrationStates, registration.state)),
    warnings.map((warning) => h('p', { class: 'warning' }, warning)),
    actions(data, context),
    h(
      'div',
      { class: 'flow' },
      panel(
        t.registrations.course,
        facts([
          [t.received, time(registration.receivedAt)],
          [t.registrations.planned, time(request.plannedDate)],
          [t.registrations.scheduledFor, time(registration.scheduledFor)],
          [t.registrations.decided, time(registration.decidedAt)],
          [t.registrations.activatedAt, time(registration.activatedAt)],
          [t.registrations.message, prose(registration.message)],
        ]),
      ),
      panel(
        t.company,
        facts([
          [t.registrations.name, said(request.company.name)],
          ['IČO', said(request.company.ico)],
          ['DIČ', request.company.dic && said(request.company.dic)],
          ['IČ DPH', request.company.icDph && said(request.company.icDph)],
          [
            t.registrations.address,
            [said(address.street), h('br'), said(`${address.postalCode} ${address.city}`), h('br'), said(address.country)],
          ],
          [t.registrations.role, word(t.roles, request.role)],
        ]),
      ),
      panel(
        t.registrations.contacts,
        facts([
          [t.registrations.decisionMaker, contact(contacts.decisionMaker)],
          [t.registrations.it, contact(contacts.it)],
        ]),
      ),
      panel(
        t.registrations.survey,
        facts([
          [
            t.registrations.system,
            [
              said(survey.informationSystem.name),
              survey.informationSystem.version !== undefined && [', ', said(survey.informationSystem.version)],
            ],
          ],
          [t.registrations.operation, word(t.operations, survey.operation)],
          [t.registrations.exchange, list(t.exchangeModules, survey.exchangeModules)],
          [t.registrations.remote, list(t.remoteAccess, survey.remoteAccess)],
          [t.registrations.operatingSystem, said(survey.operatingSystem)],
          [t.registrations.server, survey.serverName && said(survey.serverName)],
          [t.registrations.note, survey.note && prose(survey.note)],
        ]),
      ),
      panel(
        t.registrations.consent,
        facts([
          [t.registrations.consentTo, word(t.consents, consent.to)],
          [t.registrations.consentNote, consent.otherIntegrationNote && prose(consent.otherIntegrationNote)],
          [t.registrations.consentBy, said(consent.by)],
          [t.registrations.consentAt, time(consent.at)],
        ]),
      ),
    ),
    h('p', { class: 'hint' }, fill(t.id, { id: registration.registrationId })),
  ]
}
