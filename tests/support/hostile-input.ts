import fc from 'fast-check'
import type { z } from 'zod'

/** What a page that somebody has taken over may send: the shape that a call expects, with something hostile in it. */
export function hostileInput(schema: z.ZodType, texts: readonly string[]): fc.Arbitrary<unknown> {
  const hostile = hostileValue(texts)
  return fc.oneof({ weight: 4, arbitrary: like(schema, hostile, texts) }, { weight: 1, arbitrary: hostile })
}

const nested = (depth: number): unknown => {
  let value: unknown = 'x'
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { a: value }
  return value
}
/** As JSON makes it: own keys with the names of what every object has. */
const polluting = (): unknown =>
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1,"length":-1}')

const hostileValue = (texts: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...texts) },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom<(() => unknown)[]>(
          () => 'x'.repeat(70_000),
          () => '\u0000'.repeat(300),
          () => nested(3000),
          () => Array.from({ length: 5000 }, (_, at) => at),
          polluting,
          () => new Map([['limit', 1]]),
          () => new Date(Number.NaN),
          () => 10n,
          () => new Uint8Array(1000),
          () => /x/g,
          () => null,
          () => undefined,
          () => Number.NaN,
          () => -0,
          () => 2 ** 53,
          () => true,
        )
        .map((make) => make()),
    },
    { weight: 2, arbitrary: fc.anything({ withDate: true, withBigInt: true, withNullPrototype: false }) },
  )

interface Def {
  type: string
  shape?: Record<string, z.ZodType>
  entries?: Record<string, string>
  options?: readonly z.ZodType[]
  innerType?: z.ZodType
  element?: z.ZodType
  valueType?: z.ZodType
  values?: readonly unknown[]
}

function like(schema: z.ZodType, hostile: fc.Arbitrary<unknown>, texts: readonly string[]): fc.Arbitrary<unknown> {
  const def = schema.def as unknown as Def
  const inner = (one: z.ZodType): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 5, arbitrary: like(one, hostile, texts) }, { weight: 1, arbitrary: hostile })
  switch (def.type) {
    case 'object': {
      const fields = Object.fromEntries(Object.entries(def.shape ?? {}).map(([name, one]) => [name, inner(one)]))
      return fc
        .tuple(fc.record(fields, { requiredKeys: [] }), fc.boolean(), fc.nat({ max: 9 }))
        .map(([value, whole, luck]) => (whole && luck === 0 ? { ...(value as object), ...(polluting() as object) } : value))
    }
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? {}))
    case 'literal':
      return fc.constantFrom(...(def.values ?? []))
    case 'union':
      return fc.oneof(...(def.options ?? []).map((one) => like(one, hostile, texts)))
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
      return def.innerType ? inner(def.innerType) : hostile
    case 'array':
      return def.element ? fc.array(inner(def.element), { maxLength: 9 }) : hostile
    case 'record':
      return fc.dictionary(
        fc.constantFrom('way', 'program', 'programArguments', 'password', 'importFolder', ...texts.slice(0, 4)),
        hostile,
        {
          maxKeys: 6,
        },
      )
    case 'string':
      return fc.oneof(fc.constantFrom(...texts), fc.string({ maxLength: 80 }))
    case 'number':
      return fc.oneof(fc.integer(), fc.double())
    case 'boolean':
      return fc.boolean()
    case 'undefined':
    case 'never':
      return fc.constant(undefined)
    default:
      return hostile
  }
}
