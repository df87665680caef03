import { expect, it } from 'vitest'
import { idSchema } from '../../../../src/shared/documents/party'

it.each(['Q-1', 'a.b:c_d', '...', '.a', '1', 'CON', 'a:b', 'x'.repeat(64)])('%j is an id', (id) => {
  expect(idSchema.safeParse(id).success).toBe(true)
})

it.each(['', '.', '..', '../x', '..\\x', 'a/b', 'a b', 'x'.repeat(65), 'x\n', 'х', 'a\0', 'a%2fb', '\u202ea'])(
  '%j is none: in an address or a file name it would mean something else',
  (id) => {
    expect(idSchema.safeParse(id).success).toBe(false)
  },
)
