import type { Language } from '../settings'
import { uiTexts } from './ui'

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>

const mode = {
  cs: { test: 'zkušební', production: 'ostrý provoz' },
  sk: { test: 'skúšobný', production: 'ostrá prevádzka' },
  en: { test: 'test', production: 'production' },
}
const itemState = {
  cs: { waiting: 'čeká', claimed: 'převzato', processed: 'zpracováno', rejected: 'odmítnuto', cancelled: 'zrušeno' },
  sk: { waiting: 'čaká', claimed: 'prevzaté', processed: 'spracované', rejected: 'odmietnuté', cancelled: 'zrušené' },
  en: { waiting: 'waiting', claimed: 'claimed', processed: 'processed', rejected: 'rejected', cancelled: 'cancelled' },
}
const what = {
  cs: { net: 'celkem bez DPH', gross: 'celkem s DPH', payable: 'k úhradě' },
  sk: { net: 'spolu bez DPH', gross: 'spolu s DPH', payable: 'na úhradu' },
  en: { net: 'total without VAT', gross: 'total with VAT', payable: 'amount payable' },
}
const secretReason = {
  cs: {
    missing: 'soubor chybí',
    'readable by others': 'soubor mohou číst i jiní uživatelé',
    'wrong length': 'soubor nemá správnou délku',
    'not a file': 'není to soubor',
    'a link': 'je to odkaz jinam',
    'writable by others': 'mohou do ní zapisovat i jiní uživatelé',
    'owned by another account': 'patří jinému účtu',
    'too large': 'soubor je příliš velký',
    'too long': 'hodnota je příliš dlouhá',
    'not JSON': 'soubor je poškozený',
    'unexpected content': 'soubor má neznámý obsah',
    'another key, or changed by hand': 'patří k jinému klíči, nebo byl změněn',
  },
  sk: {
    missing: 'súbor chýba',
    'readable by others': 'súbor môžu čítať aj iní používatelia',
    'wrong length': 'súbor nemá správnu dĺžku',
    'not a file': 'nie je to súbor',
    'a link': 'je to odkaz inam',
    'writable by others': 'môžu do neho zapisovať aj iní používatelia',
    'owned by another account': 'patrí inému účtu',
    'too large': 'súbor je príliš veľký',
    'too long': 'hodnota je príliš dlhá',
    'not JSON': 'súbor je poškodený',
    'unexpected content': 'súbor má neznámy obsah',
    'another key, or changed by hand': 'patrí k inému kľúču alebo bol zmenený',
  },
  en: {
    missing: 'the file is missing',
    'readable by others': 'other users can read the file',
    'wrong length': 'the file has a wrong length',
    'not a file': 'it is no file',
    'a link': 'it is a link to elsewhere',
    'writable by others': 'other users can write to it',
    'owned by another account': 'it belongs to another account',
    'too large': 'the file is too large',
    'too long': 'the value is too long',
    'not JSON': 'the file is damaged',
    'unexpected content': 'the file has an unknown content',
    'another key, or changed by hand': 'it belongs to another key, or was changed',
  },
}

const rowField = {
  cs: {
    available: 'množství k prodeji',
    physical: 'množství na skladě',
    price: 'cena',
    vatPercent: 'sazba DPH',
    currency: 'měna',
    validFrom: 'platnost od',
    warehouse: 'sklad',
    priceLevel: 'cenová hladina',
  },
  sk: {
    available: 'množstvo na predaj',
    physical: 'množstvo na sklade',
    price: 'cena',
    vatPercent: 'sadzba DPH',
    currency: 'mena',
    validFrom: 'platnosť od',
    warehouse: 'sklad',
    priceLevel: 'cenová hladina',
  },
  en: {
    available: 'quantity for sale',
    physical: 'quantity in stock',
    price: 'price',
    vatPercent: 'VAT rate',
    currency: 'currency',
    validFrom: 'valid from',
    warehouse: 'warehouse',
    priceLevel: 'price level',
  },
}

const of = (language: Language): Words => ({
  mode: mode[language],
  centralMode: mode[language],
  state: { ...uiTexts[language].documentState, ...itemState[language] },
  what: what[language],
  agenda: { ...uiTexts[language].agenda, ...uiTexts[language].outwardAgenda },
  rowField: rowField[language],
  reason: secretReason[language],
})

/** Values of problem params that are words of the program, by param name, said in each language. */
export const paramWords: Readonly<Record<Language, Words>> = { cs: of('cs'), sk: of('sk'), en: of('en') }
