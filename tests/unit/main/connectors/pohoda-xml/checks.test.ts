import { describe, expect, it } from 'vitest'
import type { ResponsePack } from '../../../../../src/main/connectors/pohoda/response'
import { runChecks } from '../../../../../src/main/connectors/pohoda-xml/checks'
import { pohodaSettingsSchema } from '../../../../../src/main/connectors/pohoda-xml/settings'
import { connectorTools } from '../../../../support/connector-tools'

const item = (state: string): ResponsePack['items'][number] => ({
  id: '0',
  state,
  note: 'Ne.',
  details: [],
  records: [],
  ambiguous: false,
})

describe('the connection test of POHODA', () => {
  it.each([
    ['ok, its question answered', 'ok', [item('ok')], 'ok', undefined],
    ['ok, its question refused', 'ok', [item('error')], 'failed', 'is-failed'],
    ['ok, its question not answered', 'ok', [], 'failed', 'is-no-answer'],
    ['a state that POHODA does not have', 'OK', [item('ok')], 'failed', 'is-no-answer'],
    ['a refusal', 'error', [], 'failed', 'is-failed'],
  ] as const)('an answer is evidence only when it answers: %s', async (_what, state, items, status, code) => {
    const tools = connectorTools()
    const settings = pohodaSettingsSchema.parse({ way: 'folder', importFolder: tools.dataDir, ico: '45274649' })
    const pack: ResponsePack = { id: 'x', state, note: '', programVersion: '14000', ico: '45274649', items }
    const seen = []
    for await (const result of runChecks(
      settings,
      tools,
      async () => pack,
      async () => undefined,
    ))
      seen.push(result)
    const answer = seen.find(({ id }) => id === 'pohoda.answer')
    expect(answer).toMatchObject({ status, evidence: '14000' })
    expect(answer?.problem?.code).toBe(code)
    tools.remove()
  })
})
