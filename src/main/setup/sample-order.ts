import type { Order } from '../../shared/documents/order'
import type { Party } from '../../shared/documents/party'

const parties: Record<'CZ' | 'SK', { supplier: Party; buyer: Party }> = {
  CZ: {
    supplier: {
      name: 'Ukázkový dodavatel s.r.o.',
      ico: '00000027',
      address: { street: 'Vzorová 1', city: 'Praha 1', postalCode: '110 00', country: 'CZ' },
    },
    buyer: {
      name: 'Ukázkový odběratel, spol. s r.o.',
      ico: '00000019',
      dic: 'CZ00000019',
      email: 'nakup@example.cz',
      address: { street: 'Příkladná 12', city: 'Brno', postalCode: '602 00', country: 'CZ' },
    },
  },
  SK: {
    supplier: {
      name: 'Ukážkový dodávateľ s. r. o.',
      ico: '00000027',
      address: { street: 'Vzorová 1', city: 'Bratislava', postalCode: '811 01', country: 'SK' },
    },
    buyer: {
      name: 'Ukážkový odberateľ, spol. s r. o.',
      ico: '00000019',
      email: 'nakup@example.sk',
      address: { street: 'Príkladná 12', city: 'Žilina', postalCode: '010 01', country: 'SK' },
    },
  },
}
const money = {
  CZ: {
    percents: ['21', '12'],
    lines: [
      ['250', '1000.00'],
      ['19.9', '199.00'],
    ],
    charge: '99.00',
    totals: {
      net: '1298.00',
      vat: [
        { percent: '21', base: '1099.00', amount: '230.79' },
        { percent: '12', base: '199.00', amount: '23.88' },
      ],
      gross: '1552.67',
      payable: '1552.67',
    },
  },
  SK: {
    percents: ['23', '19'],
    lines: [
      ['25', '100.00'],
      ['1.99', '19.90'],
    ],
    charge: '4.90',
    totals: {
      net: '124.80',
      vat: [
        { percent: '23', base: '104.90', amount: '24.13' },
        { percent: '19', base: '19.90', amount: '3.78' },
      ],
      gross: '152.71',
      payable: '152.71',
    },
  },
} as const

/** An order as it comes from the queue, for the preview. `today`: `YYYY-MM-DD`. Its IČOs are made up. */
export function sampleOrder(country: 'CZ' | 'SK', marker: string, today: string): Order {
  const { percents, lines, charge, totals } = money[country]
  const [first, second] = lines
  return {
    orderId: 'SAMPLE-1',
    number: 'UKAZKA-0001',
    issuedOn: today,
    currency: country === 'CZ' ? 'CZK' : 'EUR',
    ...parties[country],
    paymentMethod: 'bank-transfer',
    deliveryMethod: country === 'CZ' ? 'Zásilková služba' : 'Zásielková služba',
    lines: [
      {
        lineId: '1',
        sku: 'ABC-100',
        ean: '8594000000018',
        name: country === 'CZ' ? 'Šroubovák křížový, sada' : 'Skrutkovač krížový, sada',
        quantity: '4',
        unit: 'ks',
        unitPriceNet: first[0],
        vatPercent: percents[0],
        totalNet: first[1],
      },
      {
        lineId: '2',
        sku: 'ABC-200',
        name: country === 'CZ' ? 'Čaj bylinný 20 sáčků' : 'Čaj bylinný 20 vrecúšok',
        quantity: '10',
        unit: 'ks',
        unitPriceNet: second[0],
        vatPercent: percents[1],
        totalNet: second[1],
      },
    ],
    charges: [
      {
        lineId: 'D1',
        name: 'Doprava',
        quantity: '1',
        unit: 'ks',
        unitPriceNet: charge,
        vatPercent: percents[0],
        totalNet: charge,
      },
    ],
    totals: { ...totals, vat: totals.vat.map((one) => ({ ...one })) },
    note: `${marker} ${country === 'CZ' ? 'Volejte před doručením.' : 'Volajte pred doručením.'}`,
  }
}
