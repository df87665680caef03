/**
 * VAT percents by country and date, for the countries whose information systems we serve. An unknown percent is never
 * guessed: the caller holds the document.
 *
 * Sources: CZ, Act 235/2004 § 47 and its amendments (47/2011 from 2012, 500/2012 from 2013, 262/2014 from 2015, 349/2023 from
 * 2024); SK, Act 222/2004 § 27 and its amendments (490/2010 from 2011, 222/2022 from 2023, 278/2024 from 2025).
 */

/** The classes that Czech and Slovak accounting programs know. `third`: CZ second reduced rate (2015–2023), SK 5 %. */
export type VatRate = 'high' | 'low' | 'third' | 'none'

interface Period {
  /** First day, `YYYY-MM-DD`; lasts until the next period of the same country begins. */
  from: string
  percents: ReadonlyMap<string, VatRate>
}

const period = (from: string, high: string, low: string, third?: string): Period => {
  const percents = new Map<string, VatRate>([
    [high, 'high'],
    [low, 'low'],
  ])
  if (third !== undefined) percents.set(third, 'third')
  percents.set('0', 'none')
  return { from, percents }
}

/** Newest first: nearly every document belongs to the first. */
const periods: ReadonlyMap<string, readonly Period[]> = new Map([
  [
    'CZ',
    [
      period('2024-01-01', '21', '12'),
      period('2015-01-01', '21', '15', '10'),
      period('2013-01-01', '21', '15'),
      period('2012-01-01', '20', '14'),
      period('2010-01-01', '20', '10'),
      period('2008-01-01', '19', '9'),
      period('2004-05-01', '19', '5'),
    ],
  ],
  [
    'SK',
    [
      period('2025-01-01', '23', '19', '5'),
      period('2023-01-01', '20', '10', '5'),
      period('2011-01-01', '20', '10'),
      period('2010-05-01', '19', '10', '6'),
      period('2007-01-01', '19', '10'),
    ],
  ],
])

const periodOf = (country: string, date: string): Period | undefined => periods.get(country)?.find(({ from }) => date >= from)

/** `"21.00"` → `"21"`. */
const plain = (percent: string): string => (percent.includes('.') ? percent.replace(/\.?0+$/, '') : percent)

/** Whether the percents of this country (ISO 3166-1 alpha-2) are known at all. */
export const knownCountry = (country: string): boolean => periods.has(country)

/**
 * The class of `percent` (decimal string) in `country` on `date` (`YYYY-MM-DD`). `0` is `none` everywhere, also in
 * countries we don't know. `undefined`: not a percent of that country on that day.
 */
export const vatRate = (country: string, percent: string, date: string): VatRate | undefined => {
  const value = plain(percent)
  return value === '0' ? 'none' : periodOf(country, date)?.percents.get(value)
}

/** The percents of that country on that day, highest class first, `"0"` last; empty when unknown. For messages. */
export const vatPercents = (country: string, date: string): readonly string[] => [
  ...(periodOf(country, date)?.percents.keys() ?? []),
]
