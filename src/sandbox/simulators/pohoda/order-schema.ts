import { all, choice, foreign, nillable, sequence, type Type, text, withAttributes } from './schema'
import * as typ from './schema-types'
import { boolean, oneOf } from './simple-types'

/** What order.xsd demands of a received order. */

const header = all({
  'ord:id?': typ.id,
  'ord:extId?': typ.extId,
  'ord:orderType?': text(oneOf('issuedOrder', 'receivedOrder')),
  'ord:storno?': foreign,
  'ord:number?': typ.number,
  'ord:numberOrder?': typ.string(32),
  'ord:date?': typ.dateType,
  'ord:dateDelivery?': typ.dateType,
  'ord:dateFrom?': typ.dateType,
  'ord:dateTo?': typ.dateType,
  'ord:text?': typ.string(240),
  'ord:partnerIdentity?': typ.partner,
  'ord:myIdentity?': foreign,
  'ord:paymentType?': nillable(typ.payment),
  'ord:priceLevel?': typ.reference,
  'ord:isExecuted?': typ.flagWithDefault,
  'ord:isDelivered?': typ.flag,
  'ord:isReserved?': typ.flagWithDefault,
  'ord:iShop?': typ.reference,
  'ord:iShopName?': typ.string(35),
  'ord:dateCancellation?': typ.dateType,
  'ord:centre?': typ.reference,
  'ord:activity?': typ.reference,
  'ord:contract?': typ.reference,
  'ord:regVATinEU?': typ.regVATinEU,
  'ord:MOSS?': typ.MOSS,
  'ord:evidentiaryResourcesMOSS?': typ.resourcesMOSS,
  'ord:accountingPeriodMOSS?': typ.string(7),
  'ord:permamentDocument?': typ.flagWithDefault,
  'ord:permanentDocument?': typ.flagWithDefault,
  'ord:note?': typ.anyString,
  'ord:carrier?': typ.carrier,
  'ord:intNote?': typ.anyString,
  'ord:histRate?': typ.flagWithDefault,
  'ord:lock1?': typ.flagWithDefault,
  'ord:lock2?': typ.flagWithDefault,
  'ord:markRecord?': typ.flagWithDefault,
  'ord:labels?': typ.labels,
  'ord:parameters?': foreign,
})

const item = all({
  ...typ.commonItem('ord'),
  'ord:delivered?': typ.float,
  'ord:typeServiceMOSS?': typ.MOSS,
  'ord:PDP?': text(boolean),
  'ord:CodePDP?': typ.string(8),
  'ord:recyclingContrib?': foreign,
  'ord:EETItem?': typ.EETItem,
})

const agendas = [
  ...['adresar', 'banka', 'cenove_akce', 'cenove_skupiny', 'cleneni_skladu', 'evidencni_cisla', 'interni_doklady', 'inventura'],
  ...['inventurni_seznamy', 'ostatni_pohledavky', 'ostatni_zavazky', 'pohyby', 'pokladna', 'prevod', 'prijate_faktury'],
  ...['prijate_nabidky', 'prijate_objednavky', 'prijate_poptavky', 'prijate_zalohove_faktury', 'prijemky', 'prodejky'],
  ...['prodejni_ceny', 'reklamace', 'servis', 'sklady', 'uzivatelska_agenda', 'vydane_faktury', 'vydane_nabidky'],
  ...['vydane_objednavky', 'vydane_poptavky', 'vydane_zalohove_faktury', 'vydejky', 'vyroba', 'vyrobni_pozadavky'],
  ...['zakazky', 'zasoby'],
]
export const order: Type = withAttributes(
  sequence({
    'ord:links?': foreign,
    'ord:actionType?': choice(
      { 'ord:add': typ.anyString },
      {
        'ord:delete': all({
          'ftr:filter?': withAttributes(all({ 'ftr:id?': typ.id, 'ftr:number?': typ.string(10) }), {
            'agenda!': oneOf(...agendas),
          }),
        }),
      },
    ),
    'ord:orderHeader?': header,
    'ord:orderDetail?': sequence({ 'ord:orderItem+': item, 'ord:roundingItem?': foreign }),
    'ord:orderSummary?': typ.summary('ord'),
    'ord:linkedDocuments?': foreign,
    'ord:attachments?': foreign,
    'ord:print?': foreign,
  }),
  { 'version!': typ.version20 },
)
