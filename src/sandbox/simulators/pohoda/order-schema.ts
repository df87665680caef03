import { all, choice, foreign, nillable, sequence, type Type, text, withAttributes, withDefault } from './schema'
import {
  anyText,
  boolean,
  date,
  dateTime,
  double,
  empty,
  integer,
  integerWithin,
  notEmptyUpTo,
  oneOf,
  percentage,
  positive,
  trueFalse,
  upTo,
} from './simple-types'

/**
 * What POHODA's schemas (version 2.0, set of 2026) demand of a pack with received orders and of the requests that the
 * simulator answers. Facts read in order.xsd, type.xsd, filter.xsd, list.xsd and data.xsd; parts we do not play are `foreign`.
 */

const string = (max: number): Type => text(upTo(max))
const anyString = text(anyText)
const id = text(positive)
const flag = text(trueFalse)
const flagWithDefault = withDefault(flag)
const money = text(double)
const dateType = text(date)

const extId = all({ 'typ:ids': string(64), 'typ:exSystemName': string(64), 'typ:exSystemText?': anyString })
const reference = all({ 'typ:id?': id, 'typ:ids?': string(19), 'typ:extId?': extId, 'typ:valueType?': text(oneOf('nullValue')) })
const number = all({
  'typ:id?': id,
  'typ:ids?': string(19),
  'typ:numberRequested?': withAttributes(text(notEmptyUpTo(32)), { checkDuplicity: trueFalse }),
})

const address = withAttributes(
  all({
    'typ:company?': string(255),
    'typ:division?': string(32),
    'typ:name?': string(64),
    'typ:city?': string(45),
    'typ:street?': string(64),
    'typ:zip?': string(15),
    'typ:ico?': string(15),
    'typ:dic?': string(18),
    'typ:VATPayerType?': text(oneOf('payer', 'non-payer', 'identified-person', '')),
    'typ:icDph?': string(18),
    'typ:country?': reference,
    'typ:phone?': string(40),
    'typ:mobilPhone?': string(24),
    'typ:fax?': string(24),
    'typ:email?': string(98),
  }),
  { linkToAddress: boolean },
)
const shipToAddress = all({
  'typ:actionType?': foreign,
  'typ:id?': id,
  'typ:extId?': string(64),
  'typ:company?': string(255),
  'typ:division?': string(32),
  'typ:name?': string(64),
  'typ:city?': string(45),
  'typ:street?': string(64),
  'typ:zip?': string(15),
  'typ:country?': reference,
  'typ:phone?': string(40),
  'typ:email?': string(98),
  'typ:defaultShipAddress?': flagWithDefault,
})
const partner = sequence({ 'typ:id?': id, 'typ:extId*': extId, 'typ:address?': address, 'typ:shipToAddress*': shipToAddress })

const payments = ['draft', 'cash', 'postal', 'delivery', 'creditcard', 'advance', 'encashment', 'cheque', 'compensation']
const label = withAttributes(all({ 'typ:id?': id, 'typ:ids?': anyString }), { actionType: oneOf('add', 'delete') })

const header = all({
  'ord:id?': id,
  'ord:extId?': extId,
  'ord:orderType?': text(oneOf('issuedOrder', 'receivedOrder')),
  'ord:storno?': foreign,
  'ord:number?': number,
  'ord:numberOrder?': string(32),
  'ord:date?': dateType,
  'ord:dateDelivery?': dateType,
  'ord:dateFrom?': dateType,
  'ord:dateTo?': dateType,
  'ord:text?': string(240),
  'ord:partnerIdentity?': partner,
  'ord:myIdentity?': foreign,
  'ord:paymentType?': nillable(all({ 'typ:id?': id, 'typ:ids?': string(32), 'typ:paymentType?': text(oneOf(...payments)) })),
  'ord:priceLevel?': reference,
  'ord:isExecuted?': flagWithDefault,
  'ord:isDelivered?': flag,
  'ord:isReserved?': flagWithDefault,
  'ord:iShop?': reference,
  'ord:iShopName?': string(35),
  'ord:dateCancellation?': dateType,
  'ord:centre?': reference,
  'ord:activity?': reference,
  'ord:contract?': reference,
  'ord:regVATinEU?': all({ 'typ:id?': id, 'typ:ids?': anyString }),
  'ord:MOSS?': all({ 'typ:ids': string(2) }),
  'ord:evidentiaryResourcesMOSS?': sequence({ 'typ:ids+': anyString }),
  'ord:accountingPeriodMOSS?': string(7),
  'ord:permamentDocument?': flagWithDefault,
  'ord:permanentDocument?': flagWithDefault,
  'ord:note?': anyString,
  'ord:carrier?': all({ 'typ:id?': id, 'typ:ids?': string(20) }),
  'ord:intNote?': anyString,
  'ord:histRate?': flagWithDefault,
  'ord:lock1?': flagWithDefault,
  'ord:lock2?': flagWithDefault,
  'ord:markRecord?': flagWithDefault,
  // One to ten: written out, because a count is all that the list has.
  'ord:labels?': { kind: 'sequence', particles: [{ name: 'typ:label', type: label, min: 1, max: 10 }] },
  'ord:parameters?': foreign,
})

const itemPrice = all({ 'typ:unitPrice?': money, 'typ:price?': money, 'typ:priceVAT?': money, 'typ:priceSum?': money })
const rates = ['none', 'high', 'low', 'third', 'historyHigh', 'historyLow', 'historyThird']
const stockReference = withAttributes(
  all({ 'typ:id?': id, 'typ:ids?': string(64), 'typ:extId?': extId, 'typ:EAN?': string(20), 'typ:PLU?': text(integer) }),
  { insertAttachStock: boolean, applyUserSettingsFilterOnTheStore: boolean },
)
const eet = ['BezTypu', 'CestovniSluzba', 'Osvobozene', 'Poukaz', 'PouziteZakladni', 'PouziteSnizena1', 'PouziteSnizena2']

const item = all({
  'ord:link?': foreign,
  'ord:linkedDocument?': foreign,
  'ord:id?': id,
  'ord:extId?': string(64),
  'ord:parentCompStock?': all({ 'typ:id?': id, 'typ:extId?': string(64) }),
  'ord:text?': string(90),
  'ord:quantity?': text(double),
  'ord:delivered?': text(double),
  'ord:unit?': string(10),
  'ord:coefficient?': withDefault(text(double)),
  'ord:payVAT?': flagWithDefault,
  'ord:rateVAT?': withDefault(withAttributes(text(oneOf(...rates)), { value: double })),
  'ord:percentVAT?': text(double),
  'ord:discountPercentage?': withDefault(text(percentage)),
  'ord:homeCurrency?': itemPrice,
  'ord:foreignCurrency?': itemPrice,
  'ord:typeServiceMOSS?': all({ 'typ:ids': string(2) }),
  'ord:note?': string(90),
  'ord:code?': string(64),
  'ord:stockItem?': all({
    'typ:store?': reference,
    'typ:stockItem': stockReference,
    'typ:serialNumber?': string(48),
    'typ:serialNumberExtId?': extId,
  }),
  'ord:linkToStock?': all({ 'typ:id?': id, 'typ:extId?': extId }),
  'ord:PDP?': text(boolean),
  'ord:CodePDP?': string(8),
  'ord:recyclingContrib?': foreign,
  'ord:centre?': reference,
  'ord:activity?': reference,
  'ord:contract?': reference,
  'ord:EETItem?': text(oneOf(...eet)),
  'ord:parameters?': foreign,
})

const round = choice(
  { 'typ:priceRound': money },
  { 'typ:rateVATround': money, 'typ:priceRoundSum': money, 'typ:priceRoundSumVAT': money },
)
const vatMoney = withAttributes(money, { rate: double })
const summary = all({
  'ord:roundingDocument?': text(
    oneOf(
      ...['none', 'math2one', 'math2half', 'math2tenth', 'math5cent'],
      ...['up2one', 'up2half', 'up2tenth', 'down2one', 'down2half', 'down2tenth'],
    ),
  ),
  'ord:roundingVAT?': text(
    oneOf(
      ...['none', 'math2tenthEveryItem', 'math2halfEveryItem', 'math2intEveryItem', 'noneEveryRate'],
      ...['math2tenthEveryRate', 'math2halfEveryRate', 'math2intEveryRate', 'up2tenthEveryItem', 'up2tenthEveryRate'],
    ),
  ),
  'ord:calculateVAT?': withDefault(text(boolean)),
  'ord:typeCalculateVATInclusivePrice?': text(oneOf('VATNewMethod', 'VATOriginalMethod')),
  'ord:homeCurrency?': all({
    'typ:priceNone?': money,
    'typ:priceLow?': money,
    'typ:priceLowVAT?': vatMoney,
    'typ:priceLowSum?': money,
    'typ:priceHigh?': money,
    'typ:priceHighVAT?': vatMoney,
    'typ:priceHighSum?': money,
    'typ:price3?': money,
    'typ:price3VAT?': vatMoney,
    'typ:price3Sum?': money,
    'typ:round?': round,
  }),
  'ord:foreignCurrency?': all({
    'typ:currency': reference,
    'typ:rate?': text(double),
    'typ:amount?': text(integer),
    'typ:priceSum?': money,
    'typ:round?': round,
  }),
})

const agendas = [
  ...['adresar', 'banka', 'cenove_akce', 'cenove_skupiny', 'cleneni_skladu', 'evidencni_cisla', 'interni_doklady', 'inventura'],
  ...['inventurni_seznamy', 'ostatni_pohledavky', 'ostatni_zavazky', 'pohyby', 'pokladna', 'prevod', 'prijate_faktury'],
  ...['prijate_nabidky', 'prijate_objednavky', 'prijate_poptavky', 'prijate_zalohove_faktury', 'prijemky', 'prodejky'],
  ...['prodejni_ceny', 'reklamace', 'servis', 'sklady', 'uzivatelska_agenda', 'vydane_faktury', 'vydane_nabidky'],
  ...[
    'vydane_objednavky',
    'vydane_poptavky',
    'vydane_zalohove_faktury',
    'vydejky',
    'vyroba',
    'vyrobni_pozadavky',
    'zakazky',
    'zasoby',
  ],
]
const version20 = oneOf('2.0')
export const order: Type = withAttributes(
  sequence({
    'ord:links?': foreign,
    'ord:actionType?': choice(
      { 'ord:add': anyString },
      {
        'ord:delete': all({
          'ftr:filter?': withAttributes(all({ 'ftr:id?': id, 'ftr:number?': string(10) }), { 'agenda!': oneOf(...agendas) }),
        }),
      },
    ),
    'ord:orderHeader?': header,
    'ord:orderDetail?': sequence({ 'ord:orderItem+': item, 'ord:roundingItem?': foreign }),
    'ord:orderSummary?': summary,
    'ord:linkedDocuments?': foreign,
    'ord:attachments?': foreign,
    'ord:print?': foreign,
  }),
  { 'version!': version20 },
)

export const listOrderRequest: Type = withAttributes(
  sequence(
    {
      'lst:limit?': all({ 'ftr:idFrom?': text(integer), 'ftr:count?': text(integerWithin(1, 10_000)) }),
      'lst:requestOrder': all({
        'ftr:filter?': all({
          'ftr:id?': id,
          'ftr:extId?': extId,
          'ftr:dateFrom?': dateType,
          'ftr:dateTill?': dateType,
          'ftr:selectedNumbers?': sequence({ 'ftr:number+': number }),
          'ftr:selectedCompanys?': sequence({ 'ftr:company+': string(255) }),
          'ftr:selectedIco?': sequence({ 'ftr:ico+': string(15) }),
          'ftr:lastChanges?': text(dateTime),
        }),
        'ftr:queryFilter?': foreign,
        'ftr:userFilterName?': anyString,
      }),
      'lst:restrictionData?': foreign,
    },
    255,
  ),
  { 'version!': version20, 'orderType!': oneOf('issuedOrder', 'receivedOrder'), 'orderVersion!': version20, extSystem: upTo(64) },
)

export const listAccountingUnitRequest: Type = withAttributes(text(empty), { 'version!': anyText })

/** Attributes of the envelope; its content is checked item by item. */
export const dataPack: Type = withAttributes(sequence({ 'dat:transformation?': foreign, 'dat:dataPackItem+': foreign }), {
  'version!': version20,
  'id!': upTo(64),
  ico: upTo(15),
  key: upTo(64),
  period: oneOf('current', 'following'),
  'application!': upTo(100),
  programVersion: anyText,
  'note!': anyText,
})
export const dataPackItem: Type = withAttributes(sequence({}), { 'version!': oneOf('1.0', '2.0'), 'id!': upTo(64) })
/** Documents and requests that the simulator plays. */
export const documents: Readonly<Record<string, Type>> = {
  'ord:order': order,
  'lst:listOrderRequest': listOrderRequest,
  'acu:listAccountingUnitRequest': listAccountingUnitRequest,
}
