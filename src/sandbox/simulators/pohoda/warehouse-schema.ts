import { all, foreign, mixedChoice, nillable, sequence, type Type, text, withAttributes, withDefault } from './schema'
import * as typ from './schema-types'
import { boolean, integer, oneOf, percentage } from './simple-types'

/** What prijemka.xsd and vydejka.xsd demand of a receipt and of an issue slip. */

/** What both headers have. A receipt has no id of another system and no number of an order (prijemka.xsd). */
const commonHeader = (prefix: string): Record<string, Type> => ({
  [`${prefix}:id?`]: typ.id,
  [`${prefix}:storno?`]: foreign,
  [`${prefix}:number?`]: typ.number,
  [`${prefix}:date?`]: typ.dateType,
  [`${prefix}:text?`]: typ.string(240),
  [`${prefix}:partnerIdentity?`]: typ.partner,
  [`${prefix}:acc?`]: typ.string(9),
  [`${prefix}:symPar?`]: typ.string(20),
  [`${prefix}:isExecuted?`]: typ.flag,
  [`${prefix}:isDelivered?`]: typ.flag,
  [`${prefix}:centre?`]: typ.reference,
  [`${prefix}:activity?`]: typ.reference,
  [`${prefix}:contract?`]: typ.reference,
  [`${prefix}:regVATinEU?`]: typ.regVATinEU,
  [`${prefix}:note?`]: typ.anyString,
  [`${prefix}:intNote?`]: typ.anyString,
  [`${prefix}:histRate?`]: typ.flagWithDefault,
  [`${prefix}:lock1?`]: typ.flagWithDefault,
  [`${prefix}:lock2?`]: typ.flagWithDefault,
  [`${prefix}:markRecord?`]: typ.flagWithDefault,
  [`${prefix}:labels?`]: typ.labels,
  [`${prefix}:parameters?`]: foreign,
  [`${prefix}:validate?`]: typ.validate,
})
const tail = (prefix: string): Record<string, Type> => ({
  [`${prefix}:linkedDocuments?`]: foreign,
  [`${prefix}:attachments?`]: foreign,
  [`${prefix}:print?`]: foreign,
})

const accessoryCharges = all({
  'pri:id?': typ.id,
  'pri:divideType?': text(oneOf('prices', 'basicUnitQuantity', 'regardlessUnitQuantity')),
  'pri:quantity?': typ.float,
  'pri:payVAT?': typ.flagWithDefault,
  'pri:rateVAT?': typ.rateVAT,
  'pri:percentVAT?': typ.float,
  'pri:discountPercentage?': withDefault(text(percentage)),
  'pri:homeCurrency?': typ.itemPrice,
  'pri:foreignCurrency?': typ.itemPrice,
  'pri:note?': typ.string(90),
  'pri:centre?': typ.reference,
  'pri:activity?': typ.reference,
  'pri:contract?': typ.reference,
  'pri:parameters?': foreign,
})

export const prijemka: Type = withAttributes(
  sequence({
    'pri:links?': foreign,
    'pri:prijemkaHeader?': all({
      ...commonHeader('pri'),
      'pri:dateOfReceipt?': typ.dateOrNull,
      'pri:notPost?': typ.flag,
    }),
    'pri:prijemkaDetail?': mixedChoice({
      'pri:prijemkaItem*': all({ ...typ.commonItem('pri'), 'pri:acc?': typ.string(9), 'pri:expirationDate?': typ.dateType }),
      'pri:roundingItem?': foreign,
      'pri:prijemkaAccessoryChargesItem*': accessoryCharges,
    }),
    'pri:prijemkaSummary?': typ.summary('pri'),
    ...tail('pri'),
  }),
  { 'version!': typ.version20 },
)

export const vydejka: Type = withAttributes(
  sequence({
    'vyd:links?': foreign,
    'vyd:vydejkaHeader?': all({
      ...commonHeader('vyd'),
      'vyd:extId?': typ.extId,
      'vyd:numberOrder?': typ.string(32),
      'vyd:dateOrder?': typ.dateOrNull,
      'vyd:priceLevel?': typ.reference,
      'vyd:paymentType?': nillable(typ.payment),
      'vyd:kasa?': typ.reference,
      'vyd:carrier?': nillable(typ.carrier),
      'vyd:MOSS?': typ.MOSS,
      'vyd:evidentiaryResourcesMOSS?': typ.resourcesMOSS,
      'vyd:accountingPeriodMOSS?': typ.string(7),
    }),
    'vyd:vydejkaDetail?': sequence({
      'vyd:vydejkaItem+': all({
        ...typ.commonItem('vyd'),
        'vyd:transferred?': typ.float,
        'vyd:typeServiceMOSS?': typ.MOSS,
        'vyd:guarantee?': text(integer),
        'vyd:guaranteeType?': typ.guaranteeType,
        'vyd:acc?': typ.string(9),
        'vyd:PDP?': text(boolean),
        'vyd:CodePDP?': typ.string(8),
        'vyd:recyclingContrib?': foreign,
        'vyd:expirationDate?': typ.dateType,
      }),
      'vyd:roundingItem?': foreign,
    }),
    'vyd:vydejkaSummary?': typ.summary('vyd'),
    ...tail('vyd'),
  }),
  { 'version!': typ.version20 },
)
