import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { Line } from '../../shared/documents/line'
import type { Order } from '../../shared/documents/order'
import type { Address, Party } from '../../shared/documents/party'
import { fill } from '../../shared/texts/format'
import type { SetupUseTexts } from '../../shared/texts/setup-use.cs'
import { useLanguage } from '../i18n/texts'
import { amountText, dateText } from './amounts'
import { choiceWord, useUseTexts, useWords } from './words'

const useStyles = makeStyles({
  sheet: { display: 'grid', gap: tokens.spacingVerticalL, minWidth: 0, userSelect: 'text' },
  facts: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(120px, 1fr))',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  term: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  fact: { margin: 0, overflowWrap: 'anywhere' },
  strong: { fontWeight: tokens.fontWeightSemibold },
  parties: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
  },
  party: { overflowWrap: 'anywhere' },
  small: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  table: { width: '100%', borderCollapse: 'collapse', overflowWrap: 'anywhere' },
  head: {
    padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS} 0`,
    textAlign: 'start',
    verticalAlign: 'bottom',
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  cell: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS} 0`,
    textAlign: 'start',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightRegular,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  number: { textAlign: 'end', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  last: { paddingRight: 0 },
  totals: { margin: 0, marginLeft: 'auto', display: 'grid', gap: tokens.spacingVerticalXXS, minWidth: 'min(260px, 100%)' },
  total: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalXL },
  payable: {
    marginTop: tokens.spacingVerticalXS,
    paddingTop: tokens.spacingVerticalXS,
    borderTop: `1px solid ${tokens.colorNeutralStroke1}`,
    fontWeight: tokens.fontWeightSemibold,
  },
})

/** An order as a person reads it. */
export function OrderSheet({ order }: { order: Order }): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().preview
  const words = useWords()
  const language = useLanguage()
  // The words for kinds of payment stand with the connector's settings that translate them.
  const payment = choiceWord(words, 'pohoda-xml', 'mapping.paymentTypes', order.paymentMethod)
  const facts: [term: string, fact: string | undefined][] = [
    [texts.number, order.number],
    [texts.issuedOn, dateText(order.issuedOn, language)],
    [texts.deliverOn, order.requestedDeliveryOn && dateText(order.requestedDeliveryOn, language)],
    [texts.payment, payment],
    [texts.delivery, order.deliveryMethod],
  ]
  return (
    <div className={styles.sheet}>
      <dl className={styles.facts}>
        {facts.map(([term, fact], index) =>
          fact ? (
            <div key={term}>
              <dt className={styles.term}>{term}</dt>
              <dd className={mergeClasses(styles.fact, index === 0 && styles.strong)}>{fact}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <div className={styles.parties}>
        <PartyBlock title={texts.buyer} party={order.buyer} texts={texts} />
        {order.deliverTo && <PartyBlock title={texts.deliverTo} party={order.deliverTo} texts={texts} />}
      </div>
      <Lines order={order} texts={texts} />
      <Totals order={order} texts={texts} />
      {order.note && (
        <div>
          <div className={styles.term}>{texts.note}</div>
          <div className={styles.party}>{order.note}</div>
        </div>
      )}
    </div>
  )
}

type Texts = SetupUseTexts['preview']

const place = ({ street, city, postalCode, country }: Address): string =>
  [street, [postalCode, city].filter(Boolean).join(' '), country].filter(Boolean).join(', ')

function PartyBlock({ title, party, texts }: { title: string; party: Party; texts: Texts }): ReactElement {
  const styles = useStyles()
  const numbers = [
    party.ico && fill(texts.ico, { value: party.ico }),
    party.dic && fill(texts.dic, { value: party.dic }),
    party.icDph && fill(texts.icDph, { value: party.icDph }),
  ].filter(Boolean)
  const contact = [party.contactName, party.phone, party.email].filter(Boolean)
  return (
    <div className={styles.party}>
      <div className={styles.term}>{title}</div>
      <div className={styles.strong}>{party.name}</div>
      <div className={styles.small}>{place(party.address)}</div>
      {numbers.length > 0 && <div className={styles.small}>{numbers.join(' · ')}</div>}
      {contact.length > 0 && <div className={styles.small}>{contact.join(' · ')}</div>}
    </div>
  )
}

function Lines({ order, texts }: { order: Order; texts: Texts }): ReactElement {
  const styles = useStyles()
  const language = useLanguage()
  const amount = (decimal: string): string => amountText(decimal, language)
  const row = (line: Line): ReactElement => {
    const facts = [
      line.sku ?? line.ean,
      `${texts.vat} ${amount(line.vatPercent)} %`,
      line.discountPercent && fill(texts.discount, { percent: amount(line.discountPercent) }),
    ].filter(Boolean)
    return (
      <tr key={line.lineId}>
        <td className={styles.cell}>
          {line.name}
          <div className={styles.small}>{facts.join(' · ')}</div>
        </td>
        <td className={mergeClasses(styles.cell, styles.number)}>
          {amount(line.quantity)} {line.unit}
          <div className={styles.small}>{amount(line.unitPriceNet)}</div>
        </td>
        <td className={mergeClasses(styles.cell, styles.number, styles.last)}>{amount(line.totalNet)}</td>
      </tr>
    )
  }
  return (
    <table className={styles.table} aria-label={texts.lines}>
      <thead>
        <tr>
          <th scope="col" className={styles.head}>
            {texts.name}
          </th>
          <th scope="col" className={mergeClasses(styles.head, styles.number)}>
            {texts.quantity}
            <div>{texts.unitPrice}</div>
          </th>
          <th scope="col" className={mergeClasses(styles.head, styles.number, styles.last)}>
            {texts.lineTotal}
          </th>
        </tr>
      </thead>
      <tbody>{[...order.lines, ...(order.charges ?? [])].map(row)}</tbody>
    </table>
  )
}

function Totals({ order: { totals, currency }, texts }: { order: Order; texts: Texts }): ReactElement {
  const styles = useStyles()
  const language = useLanguage()
  const rows: [term: string, amount: string][] = totals.vat.flatMap(({ percent, base, amount }): [string, string][] => [
    [fill(texts.net, { percent: amountText(percent, language) }), base],
    [fill(texts.vatAmount, { percent: amountText(percent, language) }), amount],
  ])
  if (totals.rounding !== undefined) rows.push([texts.rounding, totals.rounding])
  return (
    <dl className={styles.totals}>
      {rows.map(([term, amount]) => (
        <div key={term} className={mergeClasses(styles.total, styles.small)}>
          <dt>{term}</dt>
          <dd className={mergeClasses(styles.fact, styles.number)}>{amountText(amount, language)}</dd>
        </div>
      ))}
      <div className={mergeClasses(styles.total, styles.payable)}>
        <dt>{texts.payable}</dt>
        <dd className={mergeClasses(styles.fact, styles.number)}>
          {amountText(totals.payable, language)} {currency}
        </dd>
      </div>
    </dl>
  )
}
