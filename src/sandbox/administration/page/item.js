import { ask } from './api.js'
import { askFor, reasonField } from './dialogs.js'
import { badge, button, facts, field, h, panel, said, select } from './dom.js'
import { fill, number, prose, state, t, time, word } from './words.js'

export async function load({ id }) {
  const [item, { companies }] = await Promise.all([
    ask('GET', `/admin/queue/${encodeURIComponent(id)}`),
    ask('GET', '/admin/companies'),
  ])
  return { item, companyName: companies.find(({ companyId }) => companyId === item.companyId)?.companyName ?? item.companyId }
}

function actions(item, { changed, failed }) {
  const path = `/admin/queue/${encodeURIComponent(item.itemId)}`
  const decide = (call, words, danger) => async () => {
    const answer = await askFor({
      title: words.title,
      text: words.text,
      fields: [field(t.queue.why, reasonField('reason'), t.queue.whyHint)],
      confirm: words.title,
      danger,
      work: ({ reason }) => ask('POST', `${path}/${call}`, reason === '' ? {} : { reason }),
    })
    if (answer) changed(words.done)
  }
  const priorities = Array.from({ length: 10 }, (_, index) => [String(9 - index), word(t.priorities, String(9 - index))])
  const form = h(
    'form',
    { class: 'filters' },
    field(t.queue.priority, select('priority', priorities, String(item.priority), { 'data-key': 'priority' })),
    h('button', { type: 'submit', 'data-key': 'save' }, t.queue.setPriority),
  )
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    try {
      await ask('PATCH', path, { priority: Number(new FormData(form).get('priority')) })
      changed(t.queue.prioritySet)
    } catch (error) {
      failed(error)
    }
  })
  const finished = item.state === 'processed' || item.state === 'rejected' || item.state === 'cancelled'
  return [
    !finished && form,
    h(
      'div',
      { class: 'actions' },
      finished && button(t.queue.requeue.title, decide('requeue', t.queue.requeue, false), { kind: 'primary', key: 'requeue' }),
      item.state !== 'processed' &&
        button(t.queue.processed.title, decide('processed', t.queue.processed, false), { key: 'processed' }),
      item.state !== 'processed' &&
        item.state !== 'cancelled' &&
        button(t.queue.cancel.title, decide('cancellation', t.queue.cancel, true), { kind: 'danger', key: 'cancel' }),
    ),
  ]
}

const factsOf = (event) =>
  Object.entries(event.facts ?? {})
    .map(
      ([name, value]) =>
        `${word(t.facts, name)}: ${typeof value === 'object' ? JSON.stringify(value) : word(t.values, String(value))}`,
    )
    .join(' · ')

export function render({ item, companyName }, context) {
  const reference = item.erpReference
  return [
    h('p', {}, h('a', { href: '#/queue' }, `← ${t.queue.title}`)),
    h(
      'h1',
      { tabindex: '-1' },
      said(item.number || item.itemId),
      ' ',
      state(t.itemStates, item.state),
      item.test && [' ', badge(t.queue.test, 'quiet')],
    ),
    actions(item, context),
    h(
      'div',
      { class: 'columns two' },
      panel(
        t.queue.document,
        facts([
          [t.company, said(companyName)],
          [t.queue.partner, said(item.partner)],
          [t.queue.agenda, word(t.agendas, item.agenda)],
          [t.queue.externalId, item.externalId && said(item.externalId)],
          [t.received, time(item.receivedAt)],
          [t.queue.priority, number(item.priority)],
          [t.queue.deliveries, number(item.deliveryCount)],
          [t.queue.lease, time(item.leaseExpiresAt)],
          [t.queue.outcome, item.outcome && word(t.values, item.outcome)],
          [
            t.queue.reference,
            reference && said([reference.number, reference.id && `id ${reference.id}`].filter(Boolean).join(', ')),
          ],
          [t.queue.code, item.code && said(item.code)],
          [t.queue.message, prose(item.message)],
          [t.queue.finished, time(item.finishedAt)],
        ]),
      ),
      panel(
        t.queue.history,
        h(
          'ol',
          { class: 'history' },
          item.history.map((event) =>
            h(
              'li',
              {},
              h('div', {}, h('strong', {}, word(t.events, event.event)), ' – ', word(t.actors, event.by)),
              h('div', { class: 'hint' }, time(event.at)),
              event.facts !== undefined && h('div', { class: 'prose' }, said(factsOf(event))),
            ),
          ),
        ),
      ),
    ),
    h(
      'details',
      { class: 'panel' },
      h('summary', {}, t.queue.payload),
      h('pre', { tabindex: '0', role: 'region', 'aria-label': t.queue.payload }, said(JSON.stringify(item.payload, null, 2))),
    ),
    h('p', { class: 'hint' }, fill(t.id, { id: item.itemId })),
  ]
}
