import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFingerprints, createIdSet, FINGERPRINT_LENGTH } from '../../../../../src/main/engine/outward/known-rows'

const print = (text: string): string => hash('sha256', text, 'base64').slice(0, FINGERPRINT_LENGTH)

test('each fingerprint finds its row, and no other does', () => {
  const texts = Array.from({ length: 5000 }, (_, index) => `row ${index}`)
  const known = createFingerprints(texts.length)
  for (let from = 0; from < texts.length; from += 700) {
    const page = texts.slice(from, from + 700)
    known.add(
      page.map((_, index) => from + index + 1),
      page.map(print).join(''),
    )
  }
  for (const [index, text] of texts.entries()) expect(known.find(print(text))).toBe(index + 1)
  for (let index = 0; index < 5000; index++) expect(known.find(print(`other ${index}`))).toBe(0)
  expect(createFingerprints(0).find(print('a'))).toBe(0)
})

test('a set of ids is a set of ids', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 200_000 })), (ids) => {
      const set = createIdSet()
      const like = new Set<number>()
      for (const id of ids) {
        expect(set.add(id)).toBe(!like.has(id))
        like.add(id)
      }
      for (const id of [...ids, 1, 31, 32, 33, 199_999]) expect(set.has(id)).toBe(like.has(id))
    }),
  )
})
