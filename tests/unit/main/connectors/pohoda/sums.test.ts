import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapChecked } from '../../../../../src/main/connectors/pohoda/map-document'
import { mapOrder } from '../../../../../src/main/connectors/pohoda/map-order'
import { itemBytes, packBytes } from '../../../../../src/main/connectors/pohoda/pack'
import { mappingSchema } from '../../../../../src/main/connectors/pohoda/settings'
import { pohodaSums } from '../../../../../src/main/connectors/pohoda/sums'
import { format } from '../../../../../src/shared/documents/decimal'
import type { Order } from '../../../../../src/shared/documents/order'
import { Failure } from '../../../../../src/shared/failure'
import { orderDocument } from '../../../../support/connector-tools'
import { line, order } from '../../../../support/orders'
import { pohodaComputes } from '../../../../support/pohoda-seen'

const settings = { mapping: mappingSchema.parse({}), exSystemName: 'BI' }
const heldFor = (payload: Order) => {
  try {
    mapChecked(orderDocument('it', payload), settings)
    return undefined
  } catch (error) {
    if (error instanceof Failure) return error.problem
    throw error
  }
}

describe('sums that POHODA will compute', () => {
  it('an order that adds up goes through', () => {
    expect(heldFor(order('A', [line('1', '100', '2', '21'), line('2', '33.33', '3', '12')]))).toBeUndefined()
  })

  it('cents that differ on each line and add up are held, with both amounts', () => {
    // Each line is within a cent, as the check of every document allows; together they are not.
    const lines = Array.from({ length: 5 }, (_, i) => {
      const one = line(String(i + 1), '10', '1', '21')
      return { ...one, totalNet: '10.01' }
    })
    const payload = order('A', lines)
    expect(heldFor(payload)).toMatchObject({
      code: 'totals-mismatch',
      params: { what: 'POHODA, net', expected: '50.00', found: payload.totals.net },
    })
  })

  it('one cent is put up with', () => {
    expect(heldFor(order('A', [{ ...line('1', '10', '1', '21'), totalNet: '10.01' }]))).toBeUndefined()
  })

  it('are what the simulated POHODA computes, to the cent, for whatever lines', () => {
    const anyLine = fc.record({
      price: fc.integer({ min: 1, max: 999_999 }),
      quantity: fc.integer({ min: 1, max: 999 }),
      percent: fc.constantFrom('21', '12', '0'),
    })
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 12 }), (some) => {
        const payload = order(
          'A',
          some.map(({ price, quantity, percent }, i) => line(String(i + 1), (price / 100).toFixed(2), String(quantity), percent)),
        )
        const { item, rounding } = mapOrder(orderDocument('it', payload), settings)
        const bytes = packBytes({ id: 'p', note: '', items: [itemBytes(item)] })
        const seen = pohodaComputes([{ name: 'x', bytes, encoding: 'windows-1250' }], 'CZ')
        const { net, payable } = pohodaSums(payload, rounding)
        expect([format(net, 2), format(payable, 2)]).toEqual([seen.net, seen.payable])
      }),
      { numRuns: 200, seed: 20261129 },
    )
  })
})
