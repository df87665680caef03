import { all, choice, foreign, type SimpleType, sequence, type Type, text, withAttributes, withDefault } from './schema'
import {
  anyText,
  boolean,
  date,
  double,
  integer,
  integerWithin,
  notEmptyUpTo,
  oneOf,
  percentage,
  positive,
  trueFalse,
  upTo,
} from './simple-types'

/** Types that several of POHODA's documents share. Facts read in type.xsd and filter.xsd of the set of 2026. */

export const string = (max: number): Type => text(upTo(max))
export const anyString = text(anyText)
export const id = text(positive)
export const flag = text(trueFalse)
export const flagWithDefault = withDefault(flag)
export const money = text(double)
export const float = text(double)
export const dateType = text(date)
/** The type may be the empty text, too. A union: libxml2 takes blanks around its members that it refuses around a date alone. */
export const orEmpty =
  (type: SimpleType): SimpleType =>
  (value) =>
    value === '' ? undefined : type(value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''))
export const dateOrNull = text(orEmpty(date))
const shortNumber = integerWithin(-32_768, 32_767)
// Around this one libxml2 takes no blanks.
export const short = withDefault(
  text((value) => (/\s/.test(value) ? `'${value}' is not a valid value of xs:short.` : shortNumber(value))),
)
export const version20 = oneOf('2.0')

export const extId = all({ 'typ:ids': string(64), 'typ:exSystemName': string(64), 'typ:exSystemText?': anyString })
export const reference = all({
  'typ:id?': id,
  'typ:ids?': string(19),
  'typ:extId?': extId,
  'typ:valueType?': text(oneOf('nullValue')),
})
export const storageReference = all({ 'typ:id?': id, 'typ:ids?': anyString })
export const number = all({
  'typ:id?': id,
  'typ:ids?': string(19),
  'typ:numberRequested?': withAttributes(text(notEmptyUpTo(32)), { checkDuplicity: trueFalse }),
})
export const accounting = all({
  'typ:id?': id,
  'typ:ids?': string(19),
  'typ:accountingType?': text(oneOf('withoutAccounting')),
})
export const classificationVAT = all({
  'typ:id?': id,
  'typ:ids?': string(19),
  'typ:classificationVATType?': withDefault(text(oneOf('inland', 'nonSubsume'))),
})
export const account = all({
  'typ:id?': id,
  'typ:ids?': string(19),
  'typ:accountNo?': string(34),
  'typ:bankCode?': string(11),
  'typ:extId?': extId,
})
export const MOSS = all({ 'typ:ids': string(2) })
export const resourcesMOSS = sequence({ 'typ:ids+': anyString })
export const carrier = all({ 'typ:id?': id, 'typ:ids?': string(20) })
export const regVATinEU = all({ 'typ:id?': id, 'typ:ids?': anyString })
export const validate = all({ 'typ:inStock?': flagWithDefault })

export const address = withAttributes(
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
const itemFilter = sequence({ 'ftr:filter?': all({ 'ftr:id?': id, 'ftr:extId?': extId }) })
/** What is to be done with one of a record's places, accounts and the like. */
const itemAction = choice({ 'typ:add': anyString }, { 'typ:update': itemFilter }, { 'typ:delete': itemFilter })
const shipToAddress = all({
  'typ:actionType?': itemAction,
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
export const partner = sequence({
  'typ:id?': id,
  'typ:extId*': extId,
  'typ:address?': address,
  'typ:shipToAddress*': shipToAddress,
})

const payments = ['draft', 'cash', 'postal', 'delivery', 'creditcard', 'advance', 'encashment', 'cheque', 'compensation']
export const payment = all({ 'typ:id?': id, 'typ:ids?': string(32), 'typ:paymentType?': text(oneOf(...payments)) })
const label = withAttributes(all({ 'typ:id?': id, 'typ:ids?': anyString }), { actionType: oneOf('add', 'delete') })
// One to ten: written out, because a count is all that the list has.
export const labels: Type = { kind: 'sequence', particles: [{ name: 'typ:label', type: label, min: 1, max: 10 }] }

export const itemPrice = all({
  'typ:unitPrice?': money,
  'typ:price?': money,
  'typ:priceVAT?': money,
  'typ:priceSum?': money,
})
const rates = oneOf('none', 'high', 'low', 'third', 'historyHigh', 'historyLow', 'historyThird')
export const rateVAT = withDefault(withAttributes(text(rates), { value: double }))
export const guaranteeType = text(oneOf('none', 'hour', 'day', 'month', 'year', 'life'))
export const EETItem = text(
  oneOf('BezTypu', 'CestovniSluzba', 'Osvobozene', 'Poukaz', 'PouziteZakladni', 'PouziteSnizena1', 'PouziteSnizena2'),
)
const stockReference = withAttributes(
  all({ 'typ:id?': id, 'typ:ids?': string(64), 'typ:extId?': extId, 'typ:EAN?': string(20), 'typ:PLU?': text(integer) }),
  { insertAttachStock: boolean, applyUserSettingsFilterOnTheStore: boolean },
)
export const stockItem = all({
  'typ:store?': reference,
  'typ:stockItem': stockReference,
  'typ:serialNumber?': string(48),
  'typ:serialNumberExtId?': extId,
})

/** What the lines of all documents have, by the document's prefix. */
export const commonItem = (prefix: string): Record<string, Type> => ({
  [`${prefix}:link?`]: foreign,
  [`${prefix}:linkedDocument?`]: foreign,
  [`${prefix}:id?`]: id,
  [`${prefix}:extId?`]: string(64),
  [`${prefix}:parentCompStock?`]: all({ 'typ:id?': id, 'typ:extId?': string(64) }),
  [`${prefix}:text?`]: string(90),
  [`${prefix}:quantity?`]: float,
  [`${prefix}:unit?`]: string(10),
  [`${prefix}:coefficient?`]: withDefault(float),
  [`${prefix}:payVAT?`]: flagWithDefault,
  [`${prefix}:rateVAT?`]: rateVAT,
  [`${prefix}:percentVAT?`]: float,
  [`${prefix}:discountPercentage?`]: withDefault(text(percentage)),
  [`${prefix}:homeCurrency?`]: itemPrice,
  [`${prefix}:foreignCurrency?`]: itemPrice,
  [`${prefix}:note?`]: string(90),
  [`${prefix}:code?`]: string(64),
  [`${prefix}:stockItem?`]: stockItem,
  [`${prefix}:linkToStock?`]: all({ 'typ:id?': id, 'typ:extId?': extId }),
  [`${prefix}:centre?`]: reference,
  [`${prefix}:activity?`]: reference,
  [`${prefix}:contract?`]: reference,
  [`${prefix}:parameters?`]: foreign,
})

const round = choice(
  { 'typ:priceRound': money },
  { 'typ:rateVATround': money, 'typ:priceRoundSum': money, 'typ:priceRoundSumVAT': money },
)
const vatMoney = withAttributes(money, { rate: double })
/** The sums of a document and how they are rounded, by the document's prefix. */
export const summary = (prefix: string): Type =>
  all({
    [`${prefix}:roundingDocument?`]: text(
      oneOf(
        ...['none', 'math2one', 'math2half', 'math2tenth', 'math5cent'],
        ...['up2one', 'up2half', 'up2tenth', 'down2one', 'down2half', 'down2tenth'],
      ),
    ),
    [`${prefix}:roundingVAT?`]: text(
      oneOf(
        ...['none', 'math2tenthEveryItem', 'math2halfEveryItem', 'math2intEveryItem', 'noneEveryRate'],
        ...['math2tenthEveryRate', 'math2halfEveryRate', 'math2intEveryRate', 'up2tenthEveryItem', 'up2tenthEveryRate'],
      ),
    ),
    [`${prefix}:calculateVAT?`]: withDefault(text(boolean)),
    [`${prefix}:typeCalculateVATInclusivePrice?`]: text(oneOf('VATNewMethod', 'VATOriginalMethod')),
    [`${prefix}:homeCurrency?`]: all({
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
    [`${prefix}:foreignCurrency?`]: all({
      'typ:currency': reference,
      'typ:rate?': float,
      'typ:amount?': text(integer),
      'typ:priceSum?': money,
      'typ:round?': round,
    }),
  })

export const limit = all({ 'ftr:idFrom?': text(integer), 'ftr:count?': text(integerWithin(1, 10_000)) })
