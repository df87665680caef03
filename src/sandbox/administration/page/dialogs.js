import { Refusal } from './api.js'
import { button, h, said } from './dom.js'
import { t, word } from './words.js'

/** Where our word alone doesn't say what to do. */
const DETAILED = ['validation', 'conflict', 'internal']

/** What went wrong, in words: ours for the code, the server's for the details. */
export function refusalLines(error) {
  if (!(error instanceof Refusal)) return [t.problems.internal]
  const details = error.errors.map(({ path, message }) =>
    h('li', {}, Object.hasOwn(t.faults, path) ? t.faults[path] : said(`${path}: ${message}`)),
  )
  return [
    h('p', {}, word(t.problems, error.code)),
    DETAILED.includes(error.code) && h('p', { class: 'hint' }, said(error.message)),
    details.length > 0 && h('ul', {}, details),
  ]
}

let count = 0
function open(title, content) {
  const id = `dialog-${++count}`
  const dialog = h('dialog', { 'aria-labelledby': id }, h('h2', { id }, title), content)
  document.body.append(dialog)
  dialog.addEventListener('close', () => dialog.remove())
  dialog.showModal()
  return dialog
}

/**
 * Asks for `fields` and does `work` with them; stays open with the reason when that is refused. Gives what `work` gave, or
 * undefined when the person turned back. The browser keeps the focus inside and gives it back.
 */
export function askFor({ title, text, fields = [], confirm, danger = false, work }) {
  return new Promise((resolve) => {
    let result
    const alert = h('div', { role: 'alert', class: 'alert', hidden: true })
    const yes = h('button', { type: 'submit', class: danger ? 'danger' : 'primary' }, confirm)
    const form = h(
      'form',
      {},
      text === undefined ? undefined : h('p', {}, text),
      fields,
      alert,
      h(
        'div',
        { class: 'actions' },
        yes,
        button(t.back, () => dialog.close()),
      ),
    )
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      yes.disabled = true
      alert.hidden = true
      try {
        result = await work(Object.fromEntries(new FormData(form)))
        dialog.close()
      } catch (error) {
        alert.replaceChildren(...refusalLines(error).filter(Boolean))
        alert.hidden = false
        yes.disabled = false
      }
    })
    const dialog = open(title, form)
    dialog.addEventListener('close', () => resolve(result))
  })
}

/** A code that is seen once. */
export function showCode(code, companyName) {
  return new Promise((resolve) => {
    const copied = h('p', { role: 'status', class: 'hint' })
    const dialog = open(
      t.codes.shownOnce,
      h(
        'div',
        {},
        h('p', {}, t.codes.passOn, ' ', said(companyName)),
        h('p', { class: 'code', 'data-code': '' }, code),
        copied,
        h(
          'div',
          { class: 'actions' },
          button(
            t.copy,
            async () => {
              try {
                await navigator.clipboard.writeText(code)
                copied.textContent = t.copied
              } catch {
                copied.textContent = t.notCopied
              }
            },
            { kind: 'primary' },
          ),
          button(t.codes.passedOn, () => dialog.close()),
        ),
      ),
    )
    dialog.addEventListener('close', () => resolve(undefined))
  })
}

export const reasonField = (name, { required = false, rows = '3', maxlength = '1000' } = {}) =>
  h('textarea', { name, rows, maxlength, required })
