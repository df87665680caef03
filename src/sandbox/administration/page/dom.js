// Elements are made here and nowhere else, from texts only: what a company wrote can't become markup.

/** `on`: listeners by event. Attributes that are `undefined` or `false` are left out. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== undefined && value !== false) element.setAttribute(name, value)
  }
  element.append(...children.flat(9).filter((child) => child !== undefined && child !== false))
  return element
}

// Controls, and the signs that turn the direction of writing: with those a name could show as another one.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** A text of somebody else with nothing hidden in it. */
export const plain = (text) => String(text).replaceAll(HIDDEN, '\ufffd')

/** The same as an element: its direction of writing touches none of ours. */
export const said = (text) => h('bdi', { class: 'said' }, plain(text))

export const button = (label, onClick, { kind = 'plain', key, ...attributes } = {}) =>
  h('button', { type: 'button', class: kind, 'data-key': key, ...attributes, on: { click: onClick } }, label)

/** A label with its field; `hint` below it. */
export function field(label, control, hint) {
  const id = control.id || `f-${Math.random().toString(36).slice(2)}`
  control.id = id
  if (hint !== undefined) control.setAttribute('aria-describedby', `${id}-hint`)
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label),
    control,
    hint === undefined ? undefined : h('p', { class: 'hint', id: `${id}-hint` }, hint),
  )
}

export const select = (name, options, chosen, attributes) =>
  h(
    'select',
    { name, ...attributes },
    options.map(([value, label]) => h('option', { value, selected: value === (chosen ?? '') }, plain(label))),
  )

/** Pairs of name and value; those without a value are left out. */
export const facts = (pairs) =>
  h(
    'dl',
    {},
    pairs
      .filter(([, value]) => value !== undefined && value !== false && value !== '')
      .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  )

/** `columns`: heading and what a row shows; the first column heads the row. A wide table scrolls by itself, also by keyboard. */
export function table(caption, columns, rows) {
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', { class: 'unseen' }, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          columns.map(([heading]) => h('th', { scope: 'col' }, heading)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            columns.map(([, show], index) => (index === 0 ? h('th', { scope: 'row' }, show(row)) : h('td', {}, show(row)))),
          ),
        ),
      ),
    ),
  )
}

/** `tone`: good, busy, bad, quiet. The word says it all; the colour only helps. */
export const badge = (word, tone) => h('span', { class: `badge ${tone}` }, word)

export const panel = (heading, ...content) => h('section', { class: 'panel' }, h('h2', {}, heading), ...content)
