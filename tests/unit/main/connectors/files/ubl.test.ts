import { describe, expect, it } from 'vitest'
import { filesMappingSchema } from '../../../../../src/main/connectors/files/settings'
import { ublOf } from '../../../../../src/main/connectors/files/ubl'
import { computeUbl, readXmlTree, textAt } from '../../../../../src/sandbox/simulators/files/read'
import type { Order } from '../../../../../src/shared/documents/order'
import { orderDocument } from '../../../../support/connector-tools'
import { line, order } from '../../../../support/orders'

const mapping = filesMappingSchema.parse({})
const ubl = (payload: Order) => ublOf(orderDocument('it-1', payload), mapping)
const text = (payload: Order): string => ubl(payload).bytes.toString('utf8')

describe('UBL 2.1 Order', () => {
  it('says by whose rules it is made, and which order it is', () => {
    const root = readXmlTree(ubl(order('OBJ-1')).bytes)
    expect(textAt(root, 'CustomizationID')).toBe('urn:fdc:peppol.eu:poacc:trns:order:3')
    expect(textAt(root, 'ProfileID')).toBe('urn:fdc:peppol.eu:poacc:bis:order_only:3')
    expect(textAt(root, 'OrderTypeCode')).toBe('220')
    const references = root.children.filter(({ name }) => name === 'AdditionalDocumentReference').map((one) => textAt(one, 'ID'))
    expect(references).toEqual(['it-1', 'ORD-OBJ-1'])
  })

  it('a discount is an allowance of the line, so that the line comes out to the cent', () => {
    const out = text(order('1', [line('1', '33.3333', '3', '21', '10')]))
    expect(out).toContain('<cbc:LineExtensionAmount currencyID="CZK">90.00</cbc:LineExtensionAmount>')
    expect(out).toContain(
      '<cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Sleva 10 %</cbc:AllowanceChargeReason><cbc:Amount currencyID="CZK">10.00</cbc:Amount>',
    )
  })

  it('returned goods and charges that are discounts keep their sums', () => {
    const lines = [line('1', '100', '5', '21'), line('2', '50', '-2', '21', '10')]
    const charges = [{ ...line('C1', '-30', '1', '21'), name: 'Věrnostní sleva' }]
    const all = order('1', [...lines, ...charges])
    const payload: Order = { ...all, lines, charges }
    expect(computeUbl(ubl(payload).bytes)).toEqual({ net: all.totals.net, payable: all.totals.payable })
    expect(text(payload)).toContain('<cbc:AllowanceTotalAmount currencyID="CZK">30.00</cbc:AllowanceTotalAmount>')
  })

  it('a unit without a code is held, not guessed', () => {
    expect(() => ubl(order('1', [{ ...line('1', '1', '1', '21'), unit: 'sáhy' }]))).toThrow(/mapping-incomplete/)
    expect(() => ubl(order('1', [{ ...line('1', '1', '1', '21'), unit: 'constructor' }]))).toThrow(/mapping-incomplete/)
    expect(text(order('1', [{ ...line('1', '1', '1', '21'), unit: 'KG' }]))).toContain('unitCode="KGM"')
  })

  it('names parties by the numbers that they have', () => {
    const { buyer, ...rest } = order('1')
    expect(text({ ...rest, buyer })).toContain('<cbc:EndpointID schemeID="9929">CZ27082440</cbc:EndpointID>')
    expect(text({ ...rest, buyer })).toContain('<cbc:CompanyID schemeID="0154">27082440</cbc:CompanyID>')
    expect(text({ ...rest, buyer: { ...buyer, gln: '8591234567890' } })).toContain(
      '<cbc:EndpointID schemeID="0088">8591234567890</cbc:EndpointID>',
    )
    const slovak = { ...buyer, dic: '2023456789', icDph: 'SK2023456789', address: { ...buyer.address, country: 'SK' } }
    const out = text({ ...rest, buyer: slovak })
    expect(out).toContain('<cbc:EndpointID schemeID="9950">SK2023456789</cbc:EndpointID>')
    expect(out).not.toContain('>2023456789<')
  })

  it('holds a name of which nothing can be written', () => {
    const plain = order('1')
    expect(() => ubl({ ...plain, buyer: { ...plain.buyer, name: '\u0007' } })).toThrow(/value-not-representable/)
  })
})
