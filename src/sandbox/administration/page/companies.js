import { ask } from './api.js'
import { askFor } from './dialogs.js'
import { badge, button, facts, h, panel, plain, said } from './dom.js'
import { ago, fill, number, state, t, time, word } from './words.js'

export const load = async () => ask('GET', '/admin/companies')

/** When it was heard of last, and how it said it fares. */
function contact({ heartbeat, lastHeartbeatAt, silent }) {
  if (lastHeartbeatAt === undefined)
    return [badge(silent ? t.companies.silent : t.companies.newcomer, silent ? 'bad' : 'quiet'), ' ', t.companies.never]
  const words = [ago(lastHeartbeatAt)]
  if (silent) return [badge(t.companies.silent, 'bad'), ' ', words]
  return [state(t.clientStates, heartbeat?.state ?? 'unknown'), ' ', words]
}

/** What shops see of an agenda, and the upload that it comes from. */
function offered({ rows, lastUpload, openSince }) {
  if (lastUpload === undefined && openSince === undefined) return t.companies.noUpload
  return [
    `${number(rows)} ${t.companies.rows}`,
    lastUpload && [
      ` – ${word(t.uploadKinds, lastUpload.kind)} (${number(lastUpload.rows)}) `,
      ago(lastUpload.committedAt),
      lastUpload.rejected > 0 && [' ', badge(`${number(lastUpload.rejected)} ${t.companies.rejectedRows}`, 'bad')],
    ],
    openSince !== undefined && [` – ${t.companies.uploading} `, ago(openSince)],
  ]
}

function keyLine(key, { changed }) {
  const revoke = async () => {
    const answer = await askFor({
      title: t.companies.revoke,
      text: t.companies.revokeText,
      confirm: t.companies.revoke,
      danger: true,
      work: () => ask('POST', `/admin/keys/${encodeURIComponent(key.keyId)}/revocation`),
    })
    if (answer) changed(t.companies.revoked)
  }
  return h(
    'li',
    {},
    `${word(t.keyKinds, key.kind)}, ${t.companies.issued} `,
    time(key.createdAt),
    key.revokedAt === undefined
      ? [' ', button(t.companies.revoke, revoke, { kind: 'small', key: key.keyId })]
      : [' – ', t.companies.revokedAt, ' ', time(key.revokedAt)],
  )
}

function card(company, context) {
  const { heartbeat, queue } = company
  const counts = heartbeat?.counts
  const waits = `${number(queue.waiting)} ${t.companies.waiting}, ${number(queue.claimed)} ${t.companies.claimed}`
  return panel(
    said(company.companyName),
    facts([
      ['IČO', said(company.ico)],
      [t.mode, state(t.modes, company.mode)],
      [t.registrations.role, word(t.roles, company.role)],
      [t.companies.contact, contact(company)],
      [t.companies.success, heartbeat?.lastSuccessAt && ago(heartbeat.lastSuccessAt)],
      [t.companies.client, heartbeat && said(`${heartbeat.clientVersion} · ${heartbeat.host.os}, ${heartbeat.host.arch}`)],
      [
        t.companies.counts,
        counts &&
          Object.entries(t.counts).map(
            ([name, label], index) => `${index > 0 ? ' · ' : ''}${label}: ${number(counts[name] ?? 0)}`,
          ),
      ],
      [
        t.queue.title,
        [
          waits,
          queue.oldestReceivedAt !== undefined && [` – ${t.companies.oldest} `, ago(queue.oldestReceivedAt)],
          ' ',
          h(
            'a',
            {
              href: `#/queue?companyId=${encodeURIComponent(company.companyId)}`,
              'aria-label': `${t.companies.show}: ${plain(company.companyName)}`,
            },
            t.companies.show,
          ),
        ],
      ],
      ...company.catalogues.map((catalogue) => [word(t.agendas, catalogue.agenda), offered(catalogue)]),
      [t.companies.joined, time(company.joinedAt)],
    ]),
    h(
      'details',
      {},
      h('summary', {}, `${t.companies.keys} (${number(company.keys.length)})`),
      h(
        'ul',
        {},
        company.keys.map((key) => keyLine(key, context)),
      ),
    ),
  )
}

export function render({ companies }, context) {
  const silent = companies.filter((company) => company.silent)
  const others = companies.filter((company) => !company.silent)
  return [
    h('h1', { tabindex: '-1' }, t.companies.title),
    h(
      'p',
      { class: silent.length > 0 ? 'warning' : 'hint' },
      silent.length > 0
        ? fill(t.companies.someSilent, { silent: silent.length, all: companies.length })
        : fill(t.companies.allHeard, { all: companies.length }),
    ),
    h(
      'div',
      { class: 'columns two' },
      [...silent, ...others].map((company) => card(company, context)),
    ),
  ]
}
