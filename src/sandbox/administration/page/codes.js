import { ask } from './api.js'
import { refusalLines, showCode } from './dialogs.js'
import { button, field, h, panel, plain, said, select, table } from './dom.js'
import { state, t, time } from './words.js'

export const load = async () => {
  const [{ codes }, { companies }] = await Promise.all([ask('GET', '/admin/activation-codes'), ask('GET', '/admin/companies')])
  return { codes, companies: companies.map(({ companyId, companyName, ico }) => ({ companyId, companyName, ico })) }
}

/** One form of two: it gives the request and the company's name. */
function issueForm(heading, text, fields, requestOf, { changed }) {
  const alert = h('div', { role: 'alert', class: 'alert', hidden: true })
  let idempotencyKey = crypto.randomUUID()
  const form = h(
    'form',
    {},
    text && h('p', { class: 'hint' }, text),
    fields,
    alert,
    h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary', 'data-key': heading }, t.codes.issue)),
  )
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    alert.hidden = true
    const { body, name } = requestOf(Object.fromEntries(new FormData(form)))
    try {
      const { activationCode } = await ask('POST', '/admin/activation-codes', body, { idempotencyKey })
      form.reset()
      // Drawn anew first: what is behind a closed dialog must not change under the hands.
      await changed(t.codes.issued)
      await showCode(activationCode, name)
    } catch (error) {
      alert.replaceChildren(...refusalLines(error).filter(Boolean))
      alert.hidden = false
    }
    // A lost answer is asked for again with the same key; anything else is another request.
    idempotencyKey = crypto.randomUUID()
  })
  return panel(heading, form)
}

export function render({ codes, companies }, context) {
  const joined = issueForm(
    t.codes.forJoined,
    t.codes.forJoinedText,
    [
      field(
        t.company,
        select(
          'companyId',
          companies.map(({ companyId, companyName, ico }) => [companyId, `${companyName} (${ico})`]),
        ),
      ),
    ],
    ({ companyId }) => ({
      body: { companyId },
      name: companies.find((company) => company.companyId === companyId)?.companyName ?? '',
    }),
    context,
  )
  const input = (name, attributes) => h('input', { name, required: true, autocomplete: 'off', ...attributes })
  const newcomer = issueForm(
    t.codes.forNew,
    t.codes.forNewText,
    [
      field(t.registrations.name, input('name', { maxlength: '255' })),
      h(
        'div',
        { class: 'beside' },
        field('IČO', input('ico', { inputmode: 'numeric', maxlength: '8', pattern: '[0-9]{8}' })),
        field(
          t.country,
          select('country', [
            ['CZ', t.countries.CZ],
            ['SK', t.countries.SK],
          ]),
        ),
        field(t.registrations.role, select('role', Object.entries(t.roles))),
      ),
    ],
    ({ name, ico, country, role }) => ({ body: { company: { name, ico, country }, role }, name }),
    context,
  )
  const withdraw = async (codeId) => {
    try {
      await ask('POST', `/admin/activation-codes/${encodeURIComponent(codeId)}/withdrawal`)
      context.changed(t.codes.withdrawn)
    } catch (error) {
      context.failed(error)
    }
  }
  return [
    h('h1', { tabindex: '-1' }, t.codes.title),
    h('div', { class: 'columns two' }, companies.length > 0 && joined, newcomer),
    panel(
      t.codes.given,
      codes.length === 0
        ? h('p', { class: 'empty' }, t.codes.none)
        : table(
            t.codes.given,
            [
              [t.company, ({ companyName }) => said(companyName)],
              ['IČO', ({ ico }) => said(ico)],
              [t.codes.issuedAt, ({ createdAt }) => time(createdAt)],
              [t.codes.expires, ({ expiresAt }) => time(expiresAt)],
              [t.state, (code) => [state(t.codeStates, code.state), code.usedAt !== undefined && [' ', time(code.usedAt)]]],
              [
                t.actions,
                (code) =>
                  code.state === 'waiting'
                    ? button(t.codes.withdraw, () => withdraw(code.codeId), {
                        kind: 'small',
                        key: code.codeId,
                        'aria-label': `${t.codes.withdraw}: ${plain(code.companyName)}`,
                      })
                    : '–',
              ],
            ],
            codes,
          ),
    ),
  ]
}
