import { generateOrder } from '../src/sandbox/seed/order'
import { createRandom } from '../src/sandbox/seed/random'
import { payloadSchemas } from '../src/shared/documents/agenda'

/** `node worker.mjs COUNT ROUNDS`: JSON.parse of so many orders, then the schema over what it gave. Prints the milliseconds of both, round by round. */
const count = Number(process.argv[2])
const rounds = Number(process.argv[3])
const random = createRandom(20260301)
const kinds = Array.from({ length: Math.min(count, 500) }, () => generateOrder(random, { lines: 12 }))
const texts = Array.from({ length: count }, (_, index) =>
  JSON.stringify({ ...kinds[index % kinds.length], number: `OBJ-${index}` }),
)

const told: Record<'parse' | 'zod', { ms: number }[]> = { parse: [], zod: [] }
for (let round = 0; round <= rounds; round++) {
  const begun = performance.now()
  const values: unknown[] = texts.map((text) => JSON.parse(text))
  const parsed = performance.now()
  let right = 0
  for (const value of values) if (payloadSchemas.orders.safeParse(value).success) right++
  const ended = performance.now()
  if (right !== count) throw new Error(`${right} of ${count} fit the schema`)
  // The first round only makes the code hot.
  if (round === 0) continue
  told.parse.push({ ms: parsed - begun })
  told.zod.push({ ms: ended - parsed })
}
console.log(JSON.stringify({ count, bytes: texts.reduce((sum, text) => sum + text.length, 0), told }))
