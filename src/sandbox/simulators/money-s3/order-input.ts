import { fieldsOf, listOf, textOf, type Value } from './graphql'
import { element, textElement } from './xml'

/**
 * `ReceivedOrderInput` as the API's queue makes XML of it. Fields are those that published clients send; any other is refused, as GraphQL
 * refuses what its schema doesn't have.
 */
type Known = Readonly<Record<string, 'text' | 'number' | 'word' | 'flag' | { readonly list: Known } | { readonly object: Known }>>

const named = { shortCut: 'text' } as const
const address = {
  name: 'text',
  street: 'text',
  municipality: 'text',
  municipalityPostalCode: { object: { postalCode: 'text' } },
  country: { object: { code: 'text' } },
  countryName: 'text',
} as const satisfies Known
const item = {
  description: 'text',
  note: 'text',
  amount: 'number',
  amountUnit: 'text',
  unitPriceHc: 'number',
  unitPrice: 'number',
  vatRate: 'number',
  priceType: 'word',
  discountPercentage: 'number',
  shortCut: 'text',
  catalogue: 'text',
  barCode: 'text',
  article: { object: { guid: 'text', catalogue: 'text', shortcut: 'text', barCode: 'text' } },
  warehouse: { object: { code: 'text', name: 'text' } },
} as const satisfies Known
const order: Known = {
  documentNumber: 'text',
  description: 'text',
  note: 'text',
  dateOfIssue: 'text',
  dateOfSettleBy: 'text',
  receivedDocumentNumber: 'text',
  variableSymbol: 'text',
  paymentMethod: 'text',
  shippingMethod: 'text',
  numericalSerie: { object: { prefix: 'text' } },
  centre: { object: named },
  jobOrder: { object: named },
  operation: { object: named },
  currency: { object: { code: 'text' } },
  partnerAddress: {
    object: {
      businessAddress: { object: address },
      billingAddress: { object: address },
      deliveryAddress: { object: address },
      identificationNumber: 'text',
      vatIdentificationNumber: 'text',
      vatIdentificationNumberSk: 'text',
      email: 'text',
      phoneNumber: 'text',
    },
  },
  items: { list: item },
}

function fault(value: Value, known: Known, path: string): string | undefined {
  for (const [name, given] of Object.entries(fieldsOf(value))) {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined
    const at = `${path}.${name}`
    if (kind === undefined) return `The specified input object field \`${name}\` does not exist. (${at})`
    if (typeof kind === 'object') {
      const inner = 'list' in kind ? kind.list : kind.object
      for (const one of 'list' in kind ? listOf(given) : [given]) {
        const found = fault(one, inner, at)
        if (found) return found
      }
      continue
    }
    const right =
      kind === 'text'
        ? typeof given === 'string'
        : kind === 'flag'
          ? typeof given === 'boolean'
          : typeof given === 'object' && !Array.isArray(given) && (kind === 'number' ? 'number' in given : 'word' in given)
    if (!right) return `The specified argument value does not match the argument type. (${at})`
  }
  return undefined
}

/** What GraphQL has against the input, before anything is done; `undefined`: nothing. */
export const inputFault = (receivedOrder: Value | undefined): string | undefined =>
  receivedOrder === undefined ? 'receivedOrder is required' : fault(receivedOrder, order, 'receivedOrder')

const some = (name: string, value: Value | undefined): string => {
  const text = textOf(value)
  return text === '' ? '' : textElement(name, text)
}

const addressXml = (name: string, value: Value | undefined): string => {
  const given = fieldsOf(value)
  return element(
    name,
    some('Ulice', given['street']) +
      some('Misto', given['municipality']) +
      some('PSC', fieldsOf(given['municipalityPostalCode'])['postalCode']) +
      some('Stat', given['countryName']) +
      some('KodStatu', fieldsOf(given['country'])['code']),
  )
}

const itemXml = (value: Value): string => {
  const given = fieldsOf(value)
  const article = fieldsOf(given['article'])
  const store = fieldsOf(given['warehouse'])
  const description = textOf(given['description'])
  return element(
    'Polozka',
    some('Popis', given['description']) +
      some('Poznamka', given['note']) +
      some('PocetMJ', given['amount']) +
      some('Cena', given['unitPriceHc']) +
      some('SazbaDPH', given['vatRate']) +
      textElement('TypCeny', textOf(given['priceType']) === 'WITH_VAT' ? '1' : '0') +
      some('Sleva', given['discountPercentage']) +
      some('Valuty', given['unitPrice']) +
      (given['article'] === undefined
        ? element(
            'NesklPolozka',
            some('MJ', given['amountUnit']) + some('Katalog', given['catalogue']) + some('BarCode', given['barCode']),
          )
        : element(
            'Sklad',
            textElement('Nazev', textOf(store['name'])) + some('KodSkladu', store['code']) + textElement('CenikSklad', '0'),
          ) +
          element(
            'KmKarta',
            textElement('Popis', description) +
              some('Zkrat', article['shortcut']) +
              some('Katalog', article['catalogue']) +
              some('BarCode', article['barCode']),
          )),
  )
}

/** The file that the queue keeps of it. */
export const orderInputXml = (receivedOrder: Value): string => {
  const given = fieldsOf(receivedOrder)
  const partner = fieldsOf(given['partnerAddress'])
  const business = fieldsOf(partner['businessAddress'])
  const currency = textOf(fieldsOf(given['currency'])['code'])
  return `<?xml version="1.0" encoding="UTF-8"?>${element(
    'MoneyData',
    element(
      'SeznamObjPrij',
      element(
        'ObjPrij',
        some('Popis', given['description']) +
          some('Poznamka', given['note']) +
          some('Vystaveno', given['dateOfIssue']) +
          some('Vyridit_do', given['dateOfSettleBy']) +
          element(
            'DodOdb',
            some('ObchNazev', business['name']) +
              addressXml('ObchAdresa', partner['businessAddress']) +
              some('ICO', partner['identificationNumber']) +
              some('DIC', partner['vatIdentificationNumber']) +
              some('DICSK', partner['vatIdentificationNumberSk']) +
              (partner['phoneNumber'] === undefined ? '' : element('Tel', some('Cislo', partner['phoneNumber']))) +
              some('EMail', partner['email']),
          ) +
          (partner['deliveryAddress'] === undefined
            ? ''
            : element(
                'KonecPrij',
                some('Nazev', fieldsOf(partner['deliveryAddress'])['name']) + addressXml('Adresa', partner['deliveryAddress']),
              )) +
          (currency === ''
            ? ''
            : element(
                'Valuty',
                element('Mena', textElement('Kod', currency)) + element('SouhrnDPH', '') + textElement('Celkem', '0'),
              )) +
          some('DRada', fieldsOf(given['numericalSerie'])['prefix']) +
          some('Stredisko', fieldsOf(given['centre'])['shortCut']) +
          some('Zakazka', fieldsOf(given['jobOrder'])['shortCut']) +
          some('Cinnost', fieldsOf(given['operation'])['shortCut']) +
          some('PlatPodm', given['paymentMethod']) +
          some('Doprava', given['shippingMethod']) +
          some('PrimDoklad', given['receivedDocumentNumber']) +
          some('VarSymbol', given['variableSymbol']) +
          listOf(given['items']).map(itemXml).join(''),
      ),
    ),
  )}`
}
