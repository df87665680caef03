import { type ProxyMode, proxyModeSchema } from '../../../shared/settings'
import { PROXY_PASSWORD_SECRET } from '../../chosen-proxy'
import { changeAt, entryAt } from './entries'
import { type Field, runForm } from './form'
import type { Away, Talk } from './talk'

/** Asks for the way out of the company's network: as the computer is set, by hand with a login, by a script, or none. */
export const askProxy = (talk: Talk): Promise<'done' | Away> =>
  // What is wrong with it is said by the check that follows, where it can also be seen.
  runForm(talk, { fields: [modeField(talk), addressField(talk), userField(talk), passwordField(talk)], missing: () => [] })

const standing = (talk: Talk): ProxyMode => talk.view().state.entries.central.proxyMode ?? 'system'
const enter = (talk: Talk, about: string, value: unknown): void =>
  talk.surface.enter(changeAt(talk.view().state.entries, about, value))

const modeField = (talk: Talk): Field => ({
  about: 'central.proxyMode',
  question: () => ({
    kind: 'choice',
    label: talk.words.fields['central.proxyMode'],
    required: true,
    choices: proxyModeSchema.options.map((value) => ({ value, label: talk.words.choices.proxyMode[value] })),
    present: standing(talk),
  }),
  keep: (value) => enter(talk, 'central.proxyMode', value),
})

const addressField = (talk: Talk): Field => ({
  about: 'central.proxyAddress',
  question({ state }) {
    const mode = standing(talk)
    if (mode !== 'manual' && mode !== 'pac') return undefined
    return {
      kind: 'text',
      label: talk.words.fields['central.proxyAddress'],
      help: talk.words.help[mode === 'pac' ? 'central.proxyScript' : 'central.proxyAddress'],
      required: true,
      present: entryAt(state.entries, 'central.proxyAddress'),
      most: 500,
    }
  },
  keep: (value) => enter(talk, 'central.proxyAddress', value),
})

const userField = (talk: Talk): Field => ({
  about: 'central.proxyUser',
  question: ({ state }) =>
    standing(talk) === 'manual'
      ? {
          kind: 'text',
          label: talk.words.fields['central.proxyUser'],
          help: talk.words.help['central.proxyUser'],
          required: false,
          present: entryAt(state.entries, 'central.proxyUser'),
          most: 255,
        }
      : undefined,
  keep: (value) => enter(talk, 'central.proxyUser', value),
})

const passwordField = (talk: Talk): Field => ({
  about: PROXY_PASSWORD_SECRET,
  question: ({ state, secretsKept }) =>
    standing(talk) === 'manual' && state.entries.central.proxyUser
      ? {
          kind: 'secret',
          label: talk.words.fields[PROXY_PASSWORD_SECRET],
          help: talk.words.help[PROXY_PASSWORD_SECRET],
          required: false,
          present: secretsKept.includes(PROXY_PASSWORD_SECRET),
          most: 512,
        }
      : undefined,
  // Enter keeps what is kept.
  keep: (value) => (value === undefined ? undefined : talk.surface.secret(PROXY_PASSWORD_SECRET, String(value))),
})
