import { expect, test, vi } from 'vitest'
import { answerCall, LARGEST_INPUT_CHARACTERS } from '../../../../src/main/ipc/answer-call'
import { clientHandlers } from '../../../../src/main/ipc/handlers'
import { callNames, contract, pushNames } from '../../../../src/shared/ipc/contract'
import { fakeClient } from '../../../support/fake-client'
import { fakeSetup } from '../../../support/fake-setup'
import { scene } from '../../../support/scenes'

const client = () => fakeClient(scene('attention'))
const never = () => Promise.reject(new Error('no dialog in this test'))
const dialogs = { confirm: never, copy: () => {}, pickPath: never, readAuthority: never, saveTestOrders: never, savePdf: never }
const handlers = (of = client()) =>
  clientHandlers({
    client: of,
    info: { setLanguage: of.setLanguage, language: () => 'cs' },
    setup: fakeSetup(undefined),
    dialogs,
  })

test('each call and push of the contract has a name, and no name is both', () => {
  expect([...callNames, ...pushNames].sort()).toEqual(Object.keys(contract).sort())
})

test('an honest call is answered with what the contract names, and nothing more', async () => {
  const withMore = { ...handlers(), listDocuments: () => ({ documents: [], secret: 'key' }) }
  expect(await answerCall('listDocuments', withMore, { limit: 1 })).toEqual({ ok: true, value: { documents: [] } })
  const answer = await answerCall('listDocuments', handlers(), { limit: 5, states: ['rejected'] })
  expect(answer.ok && answer.value).toMatchObject({ documents: [{ state: 'rejected' }] })
})

test('a call reaches the client once, with what was asked', async () => {
  const fake = client()
  expect(await answerCall('setPaused', handlers(fake), { paused: true })).toEqual({ ok: true, value: undefined })
  expect(await answerCall('retryDocument', handlers(fake), { itemId: 'itm-909997' })).toEqual({ ok: true, value: undefined })
  expect(fake.asked).toEqual(['setPaused true', 'retry itm-909997'])
})

test('what the contract does not allow never reaches a handler', async () => {
  const listDocuments = vi.fn(() => ({ documents: [] }))
  for (const input of [undefined, null, 1, 'x', [], { limit: 0 }, { limit: 1, more: 1 }, { limit: 1, text: 'x'.repeat(201) }])
    expect(await answerCall('listDocuments', { ...handlers(), listDocuments }, input)).toMatchObject({
      ok: false,
      failure: { code: 'usage' },
    })
  const cyclic: Record<string, unknown> = { limit: 1 }
  cyclic['self'] = cyclic
  for (const input of [cyclic, { limit: 1n }, { limit: 1, text: 'x'.repeat(LARGEST_INPUT_CHARACTERS) }])
    expect((await answerCall('listDocuments', { ...handlers(), listDocuments }, input)).ok).toBe(false)
  expect(listDocuments).not.toHaveBeenCalled()
})

test("a client's own failure is told; anything unforeseen keeps its words inside", async () => {
  expect(await answerCall('showDocument', handlers(), { itemId: 'none' })).toEqual({
    ok: false,
    failure: { code: 'document-not-found', params: { itemId: 'none' } },
  })
  const broken = {
    ...handlers(),
    showDocument: () => {
      throw new Error('password is 1234')
    },
  }
  const answer = await answerCall('showDocument', broken, { itemId: 'x' })
  expect(answer).toEqual({ ok: false, failure: { code: 'internal', params: { call: 'showDocument' } } })
})

test('an answer that is not what the contract says does not cross', async () => {
  const wrong = { ...handlers(), listDocuments: () => ({ documents: [{ number: 1 }] }) as never }
  expect(await answerCall('listDocuments', wrong, { limit: 1 })).toMatchObject({ ok: false, failure: { code: 'internal' } })
})
