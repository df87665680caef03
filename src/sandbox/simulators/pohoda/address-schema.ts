import { all, choice, foreign, nillable, sequence, type Type, text, withAttributes } from './schema'
import * as typ from './schema-types'
import { dateTime, double, oneOf, trueFalse } from './simple-types'
import { orOtherwise } from './stock-schema'

/** What addressbook.xsd demands of an address, and filter.xsd of the filters by which one is found. */

const ownNumber = all({
  'typ:id?': typ.id,
  'typ:ids?': typ.string(19),
  'typ:numberRequested?': withAttributes(typ.string(20), { checkDuplicity: trueFalse }),
})
export const requestAddressBook = sequence({
  'ftr:filter?': all({
    'ftr:id?': typ.id,
    'ftr:extId?': typ.extId,
    'ftr:company?': typ.string(255),
    'ftr:name?': typ.string(32),
    'ftr:city?': typ.string(45),
    'ftr:street?': typ.string(64),
    'ftr:zip?': typ.string(15),
    'ftr:ico?': typ.string(15),
    'ftr:dic?': typ.string(18),
    'ftr:number?': ownNumber,
    'ftr:lastChanges?': text(dateTime),
  }),
  'ftr:queryFilter?': foreign,
  'ftr:userFilterName?': typ.anyString,
})
const action = withAttributes(requestAddressBook, orOtherwise)

const moneyOrNull = text(typ.orEmpty(double))
const header = all({
  'adb:id?': typ.id,
  'adb:identity?': typ.partner,
  'adb:region?': typ.string(32),
  'adb:phone?': typ.string(40),
  'adb:mobil?': typ.string(24),
  'adb:fax?': typ.string(24),
  'adb:email?': typ.string(98),
  'adb:web?': typ.string(96),
  'adb:ICQ?': typ.string(12),
  'adb:Skype?': typ.string(32),
  'adb:GPS?': typ.string(38),
  'adb:adGroup?': typ.string(255),
  'adb:adKey?': typ.string(255),
  'adb:credit?': moneyOrNull,
  'adb:creditMax?': moneyOrNull,
  'adb:priceIDS?': typ.string(10),
  'adb:maturity?': typ.short,
  'adb:maturityCommitments?': typ.short,
  'adb:paymentType?': nillable(typ.payment),
  'adb:agreement?': typ.string(12),
  'adb:number?': ownNumber,
  'adb:ost1?': typ.string(32),
  'adb:ost2?': typ.string(32),
  'adb:function?': typ.string(32),
  'adb:personalIdentificationNumber?': typ.string(11),
  'adb:salutation?': typ.string(32),
  'adb:sex?': foreign,
  'adb:dateOfBirth?': typ.dateType,
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((key) => [`adb:p${key}?`, typ.flagWithDefault])),
  'adb:message?': typ.string(64),
  'adb:note?': typ.anyString,
  'adb:intNote?': typ.anyString,
  'adb:accountingReceivedInvoice?': typ.accounting,
  'adb:accountingIssuedInvoice?': typ.accounting,
  'adb:classificationVATReceivedInvoice?': typ.classificationVAT,
  'adb:classificationVATIssuedInvoice?': typ.classificationVAT,
  'adb:classificationKVDPHReceivedInvoice?': typ.reference,
  'adb:classificationKVDPHIssuedInvoice?': typ.reference,
  'adb:accountForInvoicing?': typ.account,
  'adb:textVAT?': nillable(typ.rateVAT),
  'adb:stockVAT?': nillable(text(oneOf('none'))),
  'adb:responsiblePerson?': foreign,
  'adb:toleranceMaturity?': typ.short,
  'adb:foreignCurrency?': typ.reference,
  'adb:centre?': typ.reference,
  'adb:activity?': typ.reference,
  'adb:contract?': typ.reference,
  'adb:turnover?': foreign,
  'adb:turnover2?': foreign,
  'adb:parameters?': foreign,
  'adb:refAddress?': foreign,
  'adb:markRecord?': typ.flagWithDefault,
  'adb:labels?': typ.labels,
  'adb:carrier?': nillable(typ.carrier),
})

export const addressbook: Type = withAttributes(
  sequence({
    'adb:actionType?': choice({ 'adb:add': action }, { 'adb:update': action }, { 'adb:delete': requestAddressBook }),
    'adb:addressbookHeader?': header,
    'adb:addressbookAccount?': foreign,
    'adb:addressbookGDPR?': foreign,
    'adb:attachments?': foreign,
    'adb:print?': foreign,
  }),
  { 'version!': typ.version20 },
)
