import { badge, h, said } from './dom.js'
import { texts } from './texts.js'

const LANGUAGE = 'administration-language'

export let language = localStorage.getItem(LANGUAGE) === 'en' ? 'en' : 'cs'
/** The words of the chosen language. */
export let t = texts[language]

export function setLanguage(wanted) {
  language = wanted
  t = texts[wanted]
  localStorage.setItem(LANGUAGE, wanted)
}

/** Fills `{name}` in. */
export const fill = (text, values) => text.replaceAll(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))

/** A word of the API in the person's language; one that we don't know stays as it is. */
export const word = (table, value) => (Object.hasOwn(table, value) ? table[value] : value)

const locale = () => (language === 'cs' ? 'cs-CZ' : 'en-GB')
const asDate = (text) => new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T12:00:00` : text)

/** A day or an instant, as the person writes it. */
export function time(text) {
  if (text === undefined) return undefined
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', ...(day ? {} : { timeStyle: 'short' }) })
  return h('time', { datetime: text, title: text }, format.format(asDate(text)))
}

/** "3 minutes ago" */
export function ago(text) {
  const seconds = (Date.parse(text) - Date.now()) / 1000
  const [amount, unit] =
    seconds > -90
      ? [seconds, 'second']
      : seconds > -5400
        ? [seconds / 60, 'minute']
        : seconds > -129_600
          ? [seconds / 3600, 'hour']
          : [seconds / 86_400, 'day']
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.round(Math.min(0, amount)), unit)
  return h('time', { datetime: text, title: text }, words)
}

export const number = (value) => new Intl.NumberFormat(locale()).format(value)

const tones = {
  received: 'busy',
  scheduled: 'busy',
  approved: 'good',
  rejected: 'bad',
  waiting: 'busy',
  claimed: 'busy',
  processed: 'good',
  cancelled: 'quiet',
  used: 'good',
  expired: 'quiet',
  withdrawn: 'quiet',
  production: 'good',
  test: 'quiet',
  ok: 'good',
  working: 'good',
  attention: 'bad',
  failed: 'bad',
}
/** The state of a thing as word and colour. */
export const state = (table, value) => badge(word(table, value), tones[value] ?? 'quiet')

/** What a company wrote, one or more lines. */
export const prose = (text) => (text === undefined ? undefined : h('span', { class: 'prose' }, said(text)))
