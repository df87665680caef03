import { ask, Refusal, storedKey, storeKey } from './api.js'
import * as codes from './codes.js'
import * as companies from './companies.js'
import { refusalLines } from './dialogs.js'
import { button, field, h } from './dom.js'
import * as item from './item.js'
import * as queue from './queue.js'
import * as registration from './registration.js'
import * as registrations from './registrations.js'
import { language, setLanguage, t } from './words.js'

const REFRESH_MS = 10_000
const views = {
  registrations: { list: registrations, one: registration },
  codes: { list: codes },
  queue: { list: queue, one: item },
  companies: { list: companies },
}
const page = document.getElementById('page')
const notice = document.getElementById('notice')

/** `#/queue/ID` or `#/queue?state=waiting`: the address holds all that a view needs. */
function place() {
  const [path = '', search = ''] = location.hash.replace(/^#\/?/, '').split('?', 2)
  const [name = '', id = ''] = path.split('/').map(decodeURIComponent)
  const known = Object.hasOwn(views, name) ? name : 'registrations'
  return { name: known, id, filters: Object.fromEntries(new URLSearchParams(search)) }
}
const go = (name, filters) => {
  const given = Object.entries(filters).filter(([, value]) => value !== '')
  location.hash = `#/${name}${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}`
}

let shown = ''
let turn = 0

function say(text) {
  notice.textContent = text
}

function failed(error) {
  if (error instanceof Refusal && ['unauthorized', 'key-revoked', 'forbidden'].includes(error.code)) {
    storeKey('')
    signIn(error)
    return
  }
  const alert = document.getElementById('alert')
  alert?.replaceChildren(...refusalLines(error).filter(Boolean))
  if (alert) alert.hidden = false
}

/** Draws the view of the address. `fresh`: the person went somewhere, so the heading gets the focus. */
async function show(fresh) {
  if (storedKey() === '') return signIn()
  const where = place()
  const view = where.id !== '' && views[where.name].one ? views[where.name].one : views[where.name].list
  const mine = ++turn
  try {
    const data = await view.load(where)
    // A slower answer of an earlier view must not overwrite a later one.
    if (mine !== turn) return
    const now = JSON.stringify([where, language, data])
    const alert = document.getElementById('alert')
    if (alert) alert.hidden = true
    if (!fresh && now === shown) return
    shown = now
    draw(view.render(data, { ...where, go, failed, changed }), fresh)
  } catch (error) {
    if (mine !== turn) return
    if (document.querySelector('main') === null) draw([], fresh)
    failed(error)
  }
}
const changed = (text) => {
  say(text)
  return show(false)
}

function draw(content, fresh) {
  const focused = document.activeElement?.getAttribute('data-key')
  const { name } = place()
  document.documentElement.lang = language
  document.title = `${t[name].title} – ${t.title}`
  const alert = h('div', { id: 'alert', role: 'alert', class: 'alert', hidden: true })
  const main = h('main', { id: 'main' }, alert, content)
  page.replaceChildren(header(name), main)
  const again =
    focused && [...page.querySelectorAll('[data-key]')].find((element) => element.getAttribute('data-key') === focused)
  if (again) again.focus()
  else if (fresh || focused) main.querySelector('h1')?.focus()
}

function header(name) {
  const links = Object.keys(views).map((view) =>
    h('a', { href: `#/${view}`, 'aria-current': view === name && 'page' }, t[view].title),
  )
  return h(
    'header',
    {},
    h('div', { class: 'title' }, h('strong', {}, t.title), h('span', { class: 'hint' }, t.sandbox)),
    name !== undefined && h('nav', { 'aria-label': t.title }, links),
    h(
      'div',
      { class: 'tools' },
      languageButton(),
      name !== undefined &&
        button(t.signOut, () => {
          storeKey('')
          say('')
          signIn()
        }),
    ),
  )
}

function languageButton() {
  const other = language === 'cs' ? 'en' : 'cs'
  const label = other === 'en' ? 'English' : 'Česky'
  return button(
    label,
    () => {
      setLanguage(other)
      say('')
      return storedKey() === '' ? signIn() : show(false)
    },
    { key: 'language', lang: other },
  )
}

function signIn(error) {
  turn++
  shown = ''
  document.documentElement.lang = language
  document.title = t.title
  const alert = h('div', { role: 'alert', class: 'alert', hidden: error === undefined }, error && refusalLines(error))
  const input = h('input', { type: 'password', name: 'key', required: true, autocomplete: 'off', spellcheck: 'false' })
  const form = h(
    'form',
    { class: 'panel sign-in' },
    h('h1', {}, t.signIn.title),
    field(t.signIn.key, input, t.signIn.hint),
    alert,
    h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary' }, t.signIn.enter)),
  )
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const key = input.value.trim()
    try {
      await ask('GET', '/admin/registrations', undefined, { key })
      storeKey(key)
      await show(true)
    } catch (refused) {
      alert.replaceChildren(...refusalLines(refused).filter(Boolean))
      alert.hidden = false
      input.focus()
    }
  })
  page.replaceChildren(header(undefined), h('main', {}, form))
  input.focus()
}

addEventListener('hashchange', () => {
  say('')
  void show(true)
})
setInterval(() => {
  // Not under the hands of somebody who writes, chooses or reads a question.
  const busy =
    document.querySelector('dialog') !== null || document.activeElement?.matches('main input, main select, main textarea')
  // What was unfolded by hand, or loaded in addition, would fold again.
  const unfolded = document.querySelector('main details[open], main [data-more]') !== null
  if (!document.hidden && !busy && !unfolded && storedKey() !== '') void show(false)
}, REFRESH_MS)
void show(true)
