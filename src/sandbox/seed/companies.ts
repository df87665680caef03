import type { Address, Party } from '../../shared/documents/party'
import type { Random } from './random'

type Country = 'CZ' | 'SK'

/** Adds the check digit (weights 8…2, modulo 11) to seven digits. See `isValidIco`. */
export const icoFrom = (sevenDigits: string): string => {
  let weighted = 0
  for (let i = 0; i < 7; i++) weighted += Number(sevenDigits[i]) * (8 - i)
  return `${sevenDigits}${(11 - (weighted % 11)) % 10}`
}

export interface SupplierFacts {
  name: string
  ico: string
  /** As the company registered. */
  party?: Party | undefined
}
/** The companies whose client keys the sandbox gives out. */
export const suppliers = {
  CZ: { name: 'Velkoobchod Příkladný, s.r.o.', ico: icoFrom('2759843') },
  SK: { name: 'Veľkoobchod Príkladný, s.r.o.', ico: icoFrom('3572914') },
} as const satisfies Record<Country, SupplierFacts>

/** Companies that buy from them, with their own blocks in documents. */
export const buyers = {
  CZ: {
    name: 'Maloobchod Vzorový, a.s.',
    ico: icoFrom('4618273'),
    party: {
      name: 'Maloobchod Vzorový, a.s.',
      ico: icoFrom('4618273'),
      dic: `CZ${icoFrom('4618273')}`,
      email: 'nakup@vzorovy.example',
      phone: '+420 541 555 017',
      address: { street: 'Nádražní 1234/7', city: 'Ústí nad Labem', postalCode: '400 01', country: 'CZ' },
    },
  },
  SK: {
    name: 'Maloobchod Vzorový, a. s.',
    ico: icoFrom('4618274'),
    party: {
      name: 'Maloobchod Vzorový, a. s.',
      ico: icoFrom('4618274'),
      dic: '2023456780',
      icDph: 'SK2023456780',
      email: 'nakup@vzorovy.example',
      phone: '+421 2 5555 0117',
      address: { street: 'Štúrova 7', city: 'Košice', postalCode: '040 01', country: 'SK' },
    },
  },
} as const satisfies Record<Country, SupplierFacts>

/** Companies that only sell, with their own blocks in documents. */
export const makers = {
  CZ: {
    name: 'Výrobna Ukázková, spol. s r.o.',
    ico: icoFrom('2581947'),
    party: {
      name: 'Výrobna Ukázková, spol. s r.o.',
      ico: icoFrom('2581947'),
      dic: `CZ${icoFrom('2581947')}`,
      email: 'prodej@ukazkova.example',
      phone: '+420 541 555 015',
      address: { street: 'Průmyslová 5', city: 'Žďár nad Sázavou', postalCode: '591 01', country: 'CZ' },
    },
  },
  SK: {
    name: 'Výrobňa Ukážková, spol. s r. o.',
    ico: icoFrom('3581947'),
    party: {
      name: 'Výrobňa Ukážková, spol. s r. o.',
      ico: icoFrom('3581947'),
      dic: '2023456781',
      icDph: 'SK2023456781',
      email: 'predaj@ukazkova.example',
      phone: '+421 2 5555 0115',
      address: { street: 'Priemyselná 5', city: 'Liptovský Mikuláš', postalCode: '031 01', country: 'SK' },
    },
  },
} as const satisfies Record<Country, SupplierFacts>

/** A company's own block in its documents: as it registered, else that of the usual supplier. */
export const supplierParty = (company: SupplierFacts): Party => {
  if (company.party) return company.party
  return company.ico === suppliers.SK.ico
    ? {
        name: company.name,
        ico: company.ico,
        dic: '2023456789',
        icDph: 'SK2023456789',
        email: 'objednavky@prikladny.example',
        phone: '+421 2 5555 0199',
        address: { street: 'Mlynské nivy 12/B', city: 'Bratislava', postalCode: '821 09', country: 'SK' },
      }
    : {
        name: company.name,
        ico: company.ico,
        dic: `CZ${company.ico}`,
        email: 'objednavky@prikladny.example',
        phone: '+420 541 555 019',
        address: { street: 'Křenová 89/19', city: 'Brno', postalCode: '602 00', country: 'CZ' },
      }
}

const cities = {
  CZ: [
    ['Praha 9 – Újezd nad Lesy', '190 16'],
    ['Ústí nad Labem', '400 01'],
    ['Žďár nad Sázavou', '591 01'],
    ['Brandýs nad Labem-Stará Boleslav', '250 01'],
    ['Frýdek-Místek', '738 01'],
    ['České Budějovice', '370 01'],
    ['Rožnov pod Radhoštěm', '756 61'],
    ['Týniště nad Orlicí', '517 21'],
  ],
  SK: [
    ['Bratislava – mestská časť Petržalka', '851 01'],
    ['Košice', '040 01'],
    ['Liptovský Mikuláš', '031 01'],
    ['Spišská Nová Ves', '052 01'],
    ['Nové Mesto nad Váhom', '915 01'],
    ['Dolný Kubín', '026 01'],
    ['Vyšný Žipov', '094 33'],
    ['Ružomberok', '034 01'],
  ],
} as const satisfies Record<Country, readonly (readonly [string, string])[]>
const streets = {
  CZ: ['Nádražní', 'U Dvořiště', 'Třída Míru', 'Pod Šibeničním vrchem', 'Ječná', 'Říční', 'Na Příkopě', 'Sídliště Ďáblice'],
  SK: ['Štúrova', 'Ľ. Podjavorinskej', 'Hlavná', 'Námestie SNP', 'Športová', 'Kĺzavá', 'Pri mýte', 'Vŕšok'],
} as const satisfies Record<Country, readonly string[]>
const trades = {
  CZ: [
    'Železářství',
    'Potraviny',
    'Elektro',
    'Stavebniny',
    'Zahradnictví',
    'Papírnictví',
    'Lékárna',
    'Koupelny',
    'Pekařství',
    'Knihkupectví',
  ],
  SK: [
    'Železiarstvo',
    'Potraviny',
    'Elektro',
    'Stavebniny',
    'Záhradníctvo',
    'Papiernictvo',
    'Lekáreň',
    'Kúpeľne',
    'Pekáreň',
    'Kníhkupectvo',
  ],
} as const satisfies Record<Country, readonly string[]>
const surnames = {
  CZ: ['Novák', 'Dvořáková', 'Černý', 'Růžička', 'Šťastný', 'Kučeřík', 'Žižka', 'Ňorek', 'Ouředník', 'Hýbl', 'Ťulpík', 'Ďásek'],
  SK: ['Kováč', 'Horváthová', 'Ďurica', 'Šťastný', 'Ľupták', 'Môcik', 'Mäsiar', 'Kŕč', 'Ťažký', 'Ňuchaj', 'Stĺpik', 'Žiška'],
} as const satisfies Record<Country, readonly string[]>
const firstNames = {
  CZ: ['Jiří', 'Zdeňka', 'Ondřej', 'Božena', 'Matěj', 'Květoslava'],
  SK: ['Ľubomír', 'Zdenka', 'Ján', 'Božena', 'Matúš', 'Želmíra'],
} as const satisfies Record<Country, readonly string[]>
const forms = {
  CZ: ['s.r.o.', 'a.s.', 'spol. s r.o.', 'v.o.s.', 'k.s.', ', družstvo', '(OSVČ)'],
  SK: ['s.r.o.', 'a.s.', 'spol. s r. o.', 'v.o.s.', 'k.s.', ', družstvo', '(SZČO)'],
} as const satisfies Record<Country, readonly string[]>

const LONG: Record<Country, string> = {
  CZ: 'Sdružení obchodníků s železářským, domácím a zahradním zbožím a se stavebním materiálem Horního Poohří, Šluknovska a přilehlých oblastí',
  SK: 'Združenie obchodníkov so železiarskym, domácim a záhradným tovarom a so stavebným materiálom Horného Liptova, Kysúc a priľahlých oblastí',
}
/** Every letter of the language that isn't ASCII. */
const PANGRAM: Record<Country, string> = {
  CZ: 'Příliš žluťoučký kůň úpěl ďábelské ódy – ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ „& synové“ <Ing. Ňouma>',
  SK: 'Kŕdeľ šťastných ďatľov učí pri ústí Váhu mĺkveho koňa obhrýzať kôru a žrať čerstvé mäso – ÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ "& synovia"',
}

const ascii = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .toLowerCase()

function companyName(random: Random, country: Country): string {
  const roll = random.next()
  // 255 is what databases like to allow, and information systems don't.
  if (roll < 0.01) return `${LONG[country]}, ${LONG[country]}`.slice(0, 255)
  if (roll < 0.05) return `${LONG[country]} ${random.pick(forms[country])}`
  if (roll < 0.07) return PANGRAM[country]
  const base = `${random.pick(trades[country])} ${random.pick(surnames[country])}`
  return random.chance(0.2)
    ? `${base} & ${random.pick(surnames[country])} ${random.pick(forms[country])}`
    : `${base} ${random.pick(forms[country])}`
}

const address = (random: Random, country: Country): Address => {
  const [city, postalCode] = random.pick<readonly [string, string]>(cities[country])
  const number = random.chance(0.5) ? `${random.int(1, 3000)}/${random.int(1, 150)}` : String(random.int(1, 2500))
  return { street: `${random.pick(streets[country])} ${number}`, city, postalCode, country }
}

/** A buyer. `plain`: a short name and all fields filled. */
export function buyerParty(random: Random, country: Country, plain = false): Party {
  const ico = icoFrom(`${random.int(1, 5)}${random.digits(6)}`)
  const surname = random.pick(surnames[country])
  const contactName = `${random.pick(firstNames[country])} ${surname}`
  const taxpayer = plain || random.chance(0.85)
  const skDic = `20${random.digits(8)}`
  return {
    name: plain ? `${random.pick(trades[country])} ${surname} ${random.pick(['s.r.o.', 'a.s.'])}` : companyName(random, country),
    ico,
    ...(country === 'CZ' ? taxpayer && { dic: `CZ${ico}` } : { dic: skDic, ...(taxpayer && { icDph: `SK${skDic}` }) }),
    ...(!plain && random.chance(0.1) && { gln: `859${random.digits(10)}` }),
    ...((plain || random.chance(0.7)) && {
      contactName,
      email: `${ascii(contactName)}@${ascii(surname)}.example`,
      phone:
        country === 'CZ'
          ? `+420 ${random.int(600, 799)} ${random.digits(3)} ${random.digits(3)}`
          : `+421 9${random.digits(2)} ${random.digits(3)} ${random.digits(3)}`,
    }),
    address: address(random, country),
  }
}

/** Where the goods go, when it isn't the buyer's seat: a shop, a warehouse, a building site. */
export const deliveryParty = (random: Random, buyer: Party): Party => {
  const country = buyer.address.country === 'SK' ? 'SK' : 'CZ'
  const place = random.pick(
    country === 'CZ'
      ? ['sklad – rampa č. 3', 'prodejna', 'stavba „Na Růžku“']
      : ['sklad – rampa č. 3', 'predajňa', 'stavba „Na rožku“'],
  )
  return {
    name: `${buyer.name.slice(0, 200)}, ${place}`,
    ...(random.chance(0.5) && { contactName: `${random.pick(firstNames[country])} ${random.pick(surnames[country])}` }),
    ...(random.chance(0.5) && {
      phone: `+42${country === 'CZ' ? '0' : '1'} ${random.digits(3)} ${random.digits(3)} ${random.digits(3)}`,
    }),
    address: address(random, country),
  }
}
