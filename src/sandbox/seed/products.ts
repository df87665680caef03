import type { Random } from './random'

export interface Product {
  sku: string
  ean: string | undefined
  name: string
  unit: string
  /** Sold by weight or length, so its quantity has decimals. */
  measured: boolean
}

const things = [
  'Šroub vratový M8×60 pozinkovaný',
  'Žárovka LED E27 9 W teplá bílá',
  'Kůň houpací dřevěný „Šemík“',
  'Barva vnější 5 l – odstín žluťoučký',
  'Hřebík stavební 2,8×63',
  'Kávovar pákový Příma',
  'Mäkčidlo do práčky ľanové 2 l',
  'Stĺpik záhradný ø 60 mm',
  'Kôra mulčovacia 70 l',
  'Čaj černý Ďáblík 100 g',
  'Fréza ruční 1 200 W, ±0,1 mm',
  'Papír A4 80 g/m², 500 listů',
  'Těsnění ½" & kroužek <DN15>',
  "Kladivo 500 g 'Řemeslník'",
  'Mouka hladká T 530',
  'Kabel CYKY-J 3×2,5 mm²',
] as const
const LONG_TAIL =
  ' – provedení s prodlouženou zárukou, náhradními díly, návodem v češtině, slovenštině a angličtině, v recyklovaném obalu bez plastů, skladem i na objednávku do dvou pracovních dnů, množstevní slevy dohodou'

/** Check digit of EAN-13 (GS1 General Specifications, 7.9). */
const ean13 = (twelve: string): string => {
  let total = 0
  for (let i = 0; i < 12; i++) total += Number(twelve[i]) * (i % 2 === 0 ? 1 : 3)
  return `${twelve}${(10 - (total % 10)) % 10}`
}

/** One article of the supplier's range. `plain`: no rare lengths and characters. */
export function productOf(random: Random, plain: boolean): Product {
  const measured = random.chance(0.1)
  const base = random.pick(things)
  const roll = plain ? 1 : random.next()
  const name = roll < 0.03 ? `${base}${LONG_TAIL}` : roll < 0.05 ? `${base}\u00a0č.\u00a0${random.int(1, 99)}\u2009™` : base
  return {
    sku: roll < 0.02 ? `SKU/${random.digits(8)}-dlouhé označení zboží ${random.digits(20)}` : `P${random.digits(5)}`,
    ean: random.chance(0.7) ? ean13(`859${random.digits(9)}`) : undefined,
    name,
    unit: measured ? random.pick(['kg', 'm', 'l', 'm²']) : random.pick(['ks', 'ks', 'ks', 'bal', 'kart', 'pár']),
    measured,
  }
}
