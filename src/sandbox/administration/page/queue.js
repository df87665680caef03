import { ask, query } from './api.js'
import { badge, button, field, h, said, select, table } from './dom.js'
import { number, state, t, time, word } from './words.js'

// These come from companies and never lie in the queue.
const OUTWARD = ['stock-levels', 'prices']
const names = ['state', 'companyId', 'agenda', 'test', 'text']

export async function load({ filters }) {
  const wanted = Object.fromEntries(names.map((name) => [name, filters[name]]))
  const [page, { companies }] = await Promise.all([ask('GET', `/admin/queue${query(wanted)}`), ask('GET', '/admin/companies')])
  return { ...page, wanted, companies: companies.map(({ companyId, companyName, ico }) => ({ companyId, companyName, ico })) }
}

export function render({ items, nextCursor, wanted, companies }, { filters, go, failed }) {
  const nameOf = (companyId) => companies.find((company) => company.companyId === companyId)?.companyName ?? companyId
  const form = h('form', { class: 'filters', role: 'search' })
  const submit = () => go('queue', Object.fromEntries(new FormData(form)))
  const chosen = (name, options) =>
    select(name, [['', t.all], ...options], filters[name], { 'data-key': name, on: { change: submit } })
  form.append(
    field(
      t.queue.text,
      h('input', {
        type: 'search',
        name: 'text',
        maxlength: '200',
        value: filters.text,
        'data-key': 'text',
        placeholder: t.queue.textHint,
      }),
    ),
    field(t.state, chosen('state', Object.entries(t.itemStates))),
    field(
      t.company,
      chosen(
        'companyId',
        companies.map(({ companyId, companyName, ico }) => [companyId, `${companyName} (${ico})`]),
      ),
    ),
    field(
      t.queue.agenda,
      chosen(
        'agenda',
        Object.entries(t.agendas).filter(([agenda]) => !OUTWARD.includes(agenda)),
      ),
    ),
    field(
      t.queue.kind,
      chosen('test', [
        ['false', t.queue.real],
        ['true', t.queue.test],
      ]),
    ),
    h('button', { type: 'submit', class: 'primary' }, t.search),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  const rows = [...items]
  let cursor = nextCursor
  const columns = [
    [
      t.queue.number,
      (item) =>
        h('a', { href: `#/queue/${encodeURIComponent(item.itemId)}`, 'data-key': item.itemId }, said(item.number || item.itemId)),
    ],
    [t.queue.partner, ({ partner }) => said(partner)],
    [t.company, ({ companyId }) => said(nameOf(companyId))],
    [t.queue.agenda, ({ agenda }) => word(t.agendas, agenda)],
    [t.state, (item) => [state(t.itemStates, item.state), item.test && [' ', badge(t.queue.test, 'quiet')]]],
    [t.queue.priority, ({ priority }) => h('span', { class: priority === 5 ? '' : 'strong' }, number(priority))],
    [t.received, ({ receivedAt }) => time(receivedAt)],
    [t.queue.reference, ({ erpReference }) => (erpReference ? said(erpReference.number ?? erpReference.id ?? '') : '–')],
  ]
  const list = h('div')
  const draw = () => {
    const more = async () => {
      try {
        const page = await ask('GET', `/admin/queue${query({ ...wanted, cursor })}`)
        rows.push(...page.items)
        list.dataset.more = ''
        cursor = page.nextCursor
        draw()
      } catch (error) {
        failed(error)
      }
    }
    list.replaceChildren(
      ...(rows.length === 0
        ? [h('p', { class: 'empty' }, t.queue.none)]
        : [
            table(t.queue.title, columns, rows),
            h(
              'p',
              { class: 'hint', role: 'status' },
              `${t.queue.shown}: ${number(rows.length)}${cursor === undefined ? '' : '+'}`,
            ),
            cursor === undefined ? '' : button(t.queue.more, more, { key: 'more' }),
          ]),
    )
  }
  draw()
  return [h('h1', { tabindex: '-1' }, t.queue.title), form, list]
}
