import { describe, expect, it } from 'vitest'
import { filesMappingSchema } from '../../../../../src/main/connectors/files/settings'
import { ublDespatchAdvice } from '../../../../../src/main/connectors/files/ubl-despatch-advice'
import { ublInvoice } from '../../../../../src/main/connectors/files/ubl-invoice'
import { ublOrder } from '../../../../../src/main/connectors/files/ubl-order'
import { computeUbl, readXmlTree, textAt, type XmlNode } from '../../../../../src/sandbox/simulators/files/read'
import { computeUblInvoice } from '../../../../../src/sandbox/simulators/files/read-others'
import type { Order } from '../../../../../src/shared/documents/order'
import { orderDocument } from '../../../../support/connector-tools'
import { deliveryNote, invoice, inwardDocument } from '../../../../support/documents'
import { line, order } from '../../../../support/orders'

const mapping = filesMappingSchema.parse({})
const ubl = (payload: Order) => ublOrder(orderDocument('it-1', payload), mapping)
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

describe('UBL 2.1 Despatch Advice', () => {
  const advice = (...args: Parameters<typeof deliveryNote>) =>
    ublDespatchAdvice(inwardDocument('delivery-notes', 'it-1', deliveryNote(...args)), mapping).bytes
  const at = (root: XmlNode, ...path: string[]): XmlNode | undefined =>
    path.reduce<XmlNode | undefined>((node, name) => node?.children.find((child) => child.name === name), root)

  it('is by Peppol, names the order and the day of dispatch, and has the prices as properties', () => {
    const root = readXmlTree(advice('DL-1'))
    expect(textAt(root, 'CustomizationID')).toBe('urn:fdc:peppol.eu:poacc:trns:despatch_advice:3')
    expect(textAt(root, 'ProfileID')).toBe('urn:fdc:peppol.eu:poacc:bis:despatch_advice:3')
    expect(textAt(root, 'OrderReference', 'ID')).toBe('OBJ-DL-1')
    expect(textAt(root, 'Shipment', 'Delivery', 'Despatch', 'ActualDespatchDate')).toBe('2026-03-03')
    const properties = at(root, 'DespatchLine', 'Item')?.children.filter(({ name }) => name === 'AdditionalItemProperty') ?? []
    expect(Object.fromEntries(properties.map((one) => [textAt(one, 'Name'), textAt(one, 'Value')]))).toEqual({
      UnitPriceNet: '100',
      VatPercent: '21',
      TotalNet: '200.00',
      Currency: 'CZK',
    })
  })

  it('has only elements of Peppol’s model: what has no place there stands in the note', () => {
    const charges = [{ ...line('C1', '99', '1', '21'), name: 'Doprava' }]
    const root = readXmlTree(advice('DL-1', { charges, note: 'Křehké' }))
    expect(root.children.map(({ name }) => name)).not.toContain('AdditionalDocumentReference')
    expect(textAt(root, 'Note')?.split('\n')).toEqual([
      'Křehké',
      'Doprava: 99.00 CZK bez DPH, DPH 21 %',
      'Celkem bez DPH 389.00 CZK, s DPH 462.59 CZK, k úhradě 462.59 CZK',
      'Business Integrator: it-1, DN-DL-1',
    ])
  })

  it('goes to the place of delivery, and by the buyer’s electronic address when the place has none', () => {
    const { buyer } = deliveryNote('1')
    const deliverTo = { name: 'Prodejna Zlín', address: { ...buyer.address, city: 'Zlín' } }
    const root = readXmlTree(advice('DL-1', { deliverTo }))
    expect(textAt(root, 'DeliveryCustomerParty', 'Party', 'PostalAddress', 'CityName')).toBe('Zlín')
    expect(textAt(root, 'DeliveryCustomerParty', 'Party', 'EndpointID')).toBe('CZ27082440')
    expect(textAt(root, 'BuyerCustomerParty', 'Party', 'PartyName', 'Name')).toBe(buyer.name)
    expect(textAt(root, 'BuyerCustomerParty', 'Party', 'PartyIdentification', 'ID')).toBe('27082440')
  })

  it('goods that come back are held: they are no despatch', () => {
    expect(() => advice('DL-1', { lines: [line('1', '10', '-2', '21')] })).toThrow(/value-not-representable/)
  })
})

describe('UBL 2.1 Invoice', () => {
  const made = (...args: Parameters<typeof invoice>) =>
    ublInvoice(inwardDocument('invoices', 'it-1', invoice(...args)), mapping).bytes

  it('is by BIS Billing 3, with its dates, the sums of each rate, the symbol and the account', () => {
    const root = readXmlTree(made('7', { bankAccount: '19-2000145399/0800' }))
    expect(textAt(root, 'CustomizationID')).toBe('urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0')
    expect(textAt(root, 'ProfileID')).toBe('urn:fdc:peppol.eu:2017:poacc:billing:01:1.0')
    expect([textAt(root, 'TaxPointDate'), textAt(root, 'DueDate')]).toEqual(['2026-03-02', '2026-03-16'])
    expect(textAt(root, 'PaymentMeans', 'PaymentMeansCode')).toBe('30')
    expect(textAt(root, 'PaymentMeans', 'PaymentID')).toBe('7')
    expect(textAt(root, 'PaymentMeans', 'PayeeFinancialAccount', 'ID')).toBe('19-2000145399/0800')
    const totals = root.children.find(({ name }) => name === 'TaxTotal')?.children.filter(({ name }) => name === 'TaxSubtotal')
    expect(
      totals?.map((one) => [textAt(one, 'TaxCategory', 'Percent'), textAt(one, 'TaxableAmount'), textAt(one, 'TaxAmount')]),
    ).toEqual([
      ['21', '200.00', '42.00'],
      ['12', '90.00', '10.80'],
    ])
  })

  it('a transfer without an account says how it is paid in words, not by a code that needs one', () => {
    const root = readXmlTree(made('7'))
    const code = root.children.find(({ name }) => name === 'PaymentMeans')?.children[0]
    expect([code?.text, code?.attributes.get('name')]).toEqual(['1', 'Bankovní převod'])
  })

  it('a credit note has sums below zero; one with sums above zero is held, since nothing would tell it from an invoice', () => {
    const lines = [line('1', '100', '-2', '21')]
    const root = readXmlTree(made('7', { kind: 'credit-note', lines }))
    expect(textAt(root, 'InvoiceTypeCode')).toBe('380')
    expect(textAt(root, 'LegalMonetaryTotal', 'PayableAmount')).toBe('-242.00')
    expect(textAt(root, 'Note')).toContain('dobropis')
    expect(() => made('7', { kind: 'credit-note' })).toThrow(/value-not-representable/)
  })

  it('a price below zero moves its sign to the quantity, and the sum stays', () => {
    const bytes = made('7', { lines: [line('1', '100', '5', '21'), line('2', '-30', '1', '21')] })
    expect(computeUblInvoice(bytes)).toEqual({ net: '470.00', payable: '568.70' })
    const [, second] = readXmlTree(bytes).children.filter(({ name }) => name === 'InvoiceLine')
    expect([textAt(second, 'InvoicedQuantity'), textAt(second, 'Price', 'PriceAmount')]).toEqual(['-1', '30'])
  })
})
