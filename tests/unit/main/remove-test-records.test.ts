import { expect, test } from 'vitest'
import type { OpenConnector, OwnRecord } from '../../../src/main/connectors/connector'
import { removeTestRecords } from '../../../src/main/remove-test-records'
import type { DocumentDetail } from '../../../src/shared/documents/document-state'
import { settingsSchema } from '../../../src/shared/settings'

const never = new AbortController().signal
const settings = (mode: 'test' | 'production') =>
  settingsSchema.parse({
    version: 1,
    mode,
    central: { baseUrl: 'https://central.example/b2b/v1', companyId: 'c-1' },
    connector: { id: 'pohoda-xml', settings: {} },
  })
const document = (change: Partial<DocumentDetail['summary']>): DocumentDetail => ({
  summary: {
    itemId: 'a',
    agenda: 'orders',
    test: true,
    number: 'T-1',
    partner: '',
    state: 'imported',
    reportState: 'accepted',
    reference: { id: '11', number: '26OP11' },
    receivedAt: '2026-11-24T10:00:00Z',
    updatedAt: '2026-11-24T10:00:00Z',
    attempts: 1,
    ...change,
  },
  payloadSha256: '0'.repeat(64),
  events: [],
})

function parts(mode: 'test' | 'production', documents: Record<string, DocumentDetail>, canRemove = true) {
  const asked: OwnRecord[][] = []
  let closed = 0
  const is = {
    ...(canRemove
      ? {
          remove: async (records: readonly OwnRecord[]) => {
            asked.push([...records])
            return new Map(records.map(({ itemId }) => [itemId, undefined]))
          },
        }
      : {}),
    close: async () => void closed++,
  } as unknown as OpenConnector
  return {
    asked,
    closed: () => closed,
    run: (itemIds: string[]) =>
      removeTestRecords(
        { settings: settings(mode), reader: { detail: (itemId) => documents[itemId] }, openIs: async () => is },
        itemIds,
        never,
      ),
  }
}

test('recorded test orders are deleted by their own id, what was never recorded is left out', async () => {
  const { run, asked, closed } = parts('production', {
    a: document({}),
    b: document({ itemId: 'b', state: 'rejected' }),
    c: document({ itemId: 'c', reference: { number: '26OP12' } }),
  })
  expect(await run(['a', 'b', 'c'])).toEqual(new Map([['a', undefined]]))
  expect(asked).toEqual([[{ itemId: 'a', agenda: 'orders', id: '11' }]])
  expect(closed()).toBe(1)
})

test('a real order is never deleted, and nothing else of the same wish either', async () => {
  const { run, asked } = parts('production', { a: document({}), real: document({ itemId: 'real', test: false }) })
  await expect(run(['a', 'real'])).rejects.toMatchObject({ problem: { code: 'test-flag-mismatch', params: { itemId: 'real' } } })
  expect(asked).toEqual([])
})

test('in test mode, of an unknown document, or where the information system cannot, nothing is deleted', async () => {
  const inTest = parts('test', { a: document({}) })
  await expect(inTest.run(['a'])).rejects.toMatchObject({ problem: { code: 'wrong-mode' } })
  await expect(parts('production', {}).run(['a'])).rejects.toMatchObject({ problem: { code: 'document-not-found' } })
  const without = parts('production', { a: document({}) }, false)
  await expect(without.run(['a'])).rejects.toMatchObject({ problem: { code: 'usage' } })
  expect(without.closed()).toBe(1)
  expect(inTest.asked).toEqual([])
})

test('with nothing to delete the information system is not asked', async () => {
  const { run, asked } = parts('production', { b: document({ itemId: 'b', state: 'skipped' }) })
  expect(await run(['b'])).toEqual(new Map())
  expect(asked).toEqual([])
})
