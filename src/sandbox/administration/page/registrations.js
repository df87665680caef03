import { ask, query } from './api.js'
import { field, h, said, select, table } from './dom.js'
import { state, t, time, word } from './words.js'

export const load = async ({ filters }) => ask('GET', `/admin/registrations${query({ state: filters.state })}`)

export function render({ registrations }, { filters, go }) {
  const states = Object.entries(t.registrationStates)
  const form = h(
    'form',
    { class: 'filters', role: 'search', on: { submit: (event) => event.preventDefault() } },
    field(
      t.state,
      select('state', [['', t.all], ...states], filters.state, {
        'data-key': 'state',
        on: { change: (event) => go('registrations', { state: event.target.value }) },
      }),
    ),
  )
  const list =
    registrations.length === 0
      ? h('p', { class: 'empty' }, t.registrations.none)
      : table(
          t.registrations.title,
          [
            [
              t.company,
              ({ registrationId, request }) =>
                h(
                  'a',
                  { href: `#/registrations/${encodeURIComponent(registrationId)}`, 'data-key': registrationId },
                  said(request.company.name),
                ),
            ],
            ['IČO', ({ request }) => said(request.company.ico)],
            [t.received, ({ receivedAt }) => time(receivedAt)],
            [t.registrations.system, ({ request }) => said(request.survey.informationSystem.name)],
            [t.registrations.role, ({ request }) => word(t.roles, request.role)],
            [
              t.state,
              (row) => [
                state(t.registrationStates, row.state),
                row.activatedAt !== undefined && h('span', { class: 'hint' }, ` ${t.registrations.activated}`),
              ],
            ],
            [t.registrations.day, ({ scheduledFor, request }) => time(scheduledFor ?? request.plannedDate) ?? '–'],
          ],
          registrations,
        )
  return [h('h1', { tabindex: '-1' }, t.registrations.title), form, list]
}
