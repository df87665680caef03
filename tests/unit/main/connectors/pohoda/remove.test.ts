import { expect, test } from 'vitest'
import { type RemoveParts, removeWith } from '../../../../../src/main/connectors/pohoda/remove'
import type { ResponseItem, ResponsePack } from '../../../../../src/main/connectors/pohoda/response'
import { Failure } from '../../../../../src/shared/failure'

const signal = new AbortController().signal
const gone = (place: number, id: string, more: Partial<ResponseItem> = {}): ResponseItem => ({
  id: String(place),
  state: 'ok',
  note: '',
  inner: { name: 'order:orderResponse', state: 'ok' },
  details: [],
  produced: { id, number: `26OP${id}`, code: '', actionType: 'delete', extId: '' },
  records: [],
  ambiguous: false,
  ...more,
})
const pack = (items: ResponseItem[], more: Partial<ResponsePack> = {}): ResponsePack => ({
  id: 'x',
  state: 'ok',
  note: '',
  programVersion: '',
  ico: '',
  items,
  ...more,
})
/** POHODA holds these records under our ids, and answers a deletion so. */
function pohoda(there: Record<string, string>, answer: (asked: string) => ResponsePack) {
  const asked: string[] = []
  const parts: RemoveParts = {
    ico: '12345678',
    find: async (itemIds) => new Map(itemIds.flatMap((itemId) => (there[itemId] ? [[itemId, { id: there[itemId] }]] : []))),
    ask: async (bytes) => {
      asked.push(Buffer.from(bytes).toString('latin1'))
      return answer(asked.at(-1) ?? '')
    },
  }
  return { asked, remove: removeWith(parts) }
}

test('only the record that carries our id under its own number is deleted; one that is gone is no trouble', async () => {
  const { asked, remove } = pohoda({ a: '11', b: '99' }, () => pack([gone(0, '11')]))
  const result = await remove(
    [
      { itemId: 'a', id: '11' },
      { itemId: 'b', id: '22' },
      { itemId: 'c', id: '33' },
    ],
    signal,
  )
  expect([...result].map(([itemId, why]) => [itemId, why?.code])).toEqual([
    ['b', 'outcome-unknown'],
    ['c', undefined],
    ['a', undefined],
  ])
  expect(asked).toHaveLength(1)
  expect(asked[0]).toContain(
    '<ord:order version="2.0"><ord:actionType><ord:delete><ftr:filter agenda="prijate_objednavky"><ftr:id>11</ftr:id></ftr:filter></ord:delete></ord:actionType></ord:order>',
  )
  expect(asked[0]).not.toContain('<ftr:id>22<')
})

test('records of other agendas stay with a person, and are never called gone', async () => {
  const { asked, remove } = pohoda({ a: '11' }, () => pack([gone(0, '11')]))
  const result = await remove(
    [
      { itemId: 'd', agenda: 'delivery-notes', id: '11' },
      { itemId: 'c', agenda: 'stock-cards', id: '12' },
      { itemId: 'a', agenda: 'orders', id: '11' },
    ],
    signal,
  )
  expect([...result].map(([itemId, why]) => [itemId, why?.code])).toEqual([
    ['d', 'is-not-removable'],
    ['c', 'is-not-removable'],
    ['a', undefined],
  ])
  expect(asked).toHaveLength(1)
})

test('nothing is asked when there is nothing of ours', async () => {
  const { asked, remove } = pohoda({}, () => pack([]))
  expect(await remove([{ itemId: 'a', id: '1' }], signal)).toEqual(new Map([['a', undefined]]))
  expect(await remove([], signal)).toEqual(new Map())
  expect(asked).toEqual([])
})

test.each<[string, ResponseItem[], string | undefined]>([
  ['says that it is deleted', [gone(0, '1')], undefined],
  ['refuses', [gone(0, '1', { state: 'error', note: 'Doklad je uzamčen.' })], 'is-rejected'],
  ['refuses inside', [gone(0, '1', { inner: { name: 'order:orderResponse', state: 'error' } })], 'is-rejected'],
  ['speaks of another record', [gone(0, '2')], 'outcome-unknown'],
  [
    'says that it has added',
    [gone(0, '1', { produced: { id: '1', number: '', code: '', actionType: 'add', extId: '' } })],
    'outcome-unknown',
  ],
  ['says nothing of it', [], 'outcome-unknown'],
  ['says it twice', [gone(0, '1'), gone(0, '1')], 'outcome-unknown'],
  ['contradicts itself', [gone(0, '1', { ambiguous: true })], 'outcome-unknown'],
])('when POHODA %s, that and nothing else is told', async (_what, items, code) => {
  const { remove } = pohoda({ a: '1' }, () => pack(items))
  expect((await remove([{ itemId: 'a', id: '1' }], signal)).get('a')?.code).toBe(code)
})

test('a pack that is refused as a whole is a failure', async () => {
  const { remove } = pohoda({ a: '1' }, () => pack([], { state: 'error', note: 'Špatné IČO' }))
  await expect(remove([{ itemId: 'a', id: '1' }], signal)).rejects.toBeInstanceOf(Failure)
})

test('many are asked about in parts', async () => {
  const there = Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`i${n}`, String(n + 1)]))
  const { asked, remove } = pohoda(there, (text) => {
    const ids = [...text.matchAll(/<ftr:id>(\d+)</g)].map(([, id]) => id ?? '')
    return pack(ids.map((id, place) => gone(place, id)))
  })
  const result = await remove(
    Object.entries(there).map(([itemId, id]) => ({ itemId, id })),
    signal,
  )
  expect([...result.values()].every((why) => why === undefined)).toBe(true)
  expect(result.size).toBe(250)
  expect(asked).toHaveLength(3)
})
