import type { Party } from '../../../shared/documents/party'
import type { SetupPreview } from '../../../shared/setup-view'
import { noteText } from '../../../shared/texts/note-text'
import { facts, plain, table } from '../table'
import { say, type Talk } from './talk'

/** The sample order as it comes, and then as it is handed over. */
export function showPreview(talk: Talk, { order, files, notes, problem }: SetupPreview): void {
  const { informationSystem: texts } = talk.texts
  const { columns } = texts
  const payments: Readonly<Record<string, string>> = talk.words.connectorChoices['pohoda-xml']['mapping.paymentTypes']
  const number = (decimal: string): string => (talk.language === 'en' ? decimal : decimal.replace('.', ','))
  const party = ({ name, ico }: Party): string => (ico ? `${name} (${ico})` : name)
  talk.heading(texts.order)
  talk.say(
    ...facts([
      [texts.number, order.number],
      [texts.issuedOn, order.issuedOn],
      [texts.buyer, party(order.buyer)],
      [texts.supplier, party(order.supplier)],
      [texts.payment, payments[order.paymentMethod] ?? order.paymentMethod],
      ...(order.deliveryMethod ? [[texts.delivery, order.deliveryMethod] as const] : []),
    ]),
    ...table(
      [
        { title: columns.sku, most: 20 },
        { title: columns.name, most: 40 },
        { title: columns.quantity },
        { title: columns.price },
        { title: columns.vat },
        { title: columns.total },
      ],
      [...order.lines, ...(order.charges ?? [])].map((line) => [
        line.sku ?? '',
        line.name,
        `${number(line.quantity)} ${line.unit ?? ''}`,
        number(line.unitPriceGross ?? line.unitPriceNet),
        number(line.vatPercent),
        number(line.totalGross ?? line.totalNet),
      ]),
    ),
    ...facts([
      [texts.payable, `${number(order.totals.payable)} ${order.currency}`],
      ...(order.note ? [[texts.note, order.note] as const] : []),
    ]),
  )
  if (notes.length > 0) talk.say(texts.notes, ...notes.map((note) => `  - ${plain(noteText(note, talk.language))}`))
  if (problem) talk.problem(problem)
  for (const file of files) {
    talk.heading(say(texts.file, { name: file.name }))
    talk.say(...file.text.split(/\r?\n/).map(asLine))
  }
}

/** Indentation is kept; what would steer a terminal is not. */
const asLine = (text: string): string => `${/^ */.exec(text)?.[0] ?? ''}${plain(text)}`
