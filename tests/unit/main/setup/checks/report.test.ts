import { describe, expect, it } from 'vitest'
import { withoutSecrets } from '../../../../../src/main/setup/checks/line'
import { reportText } from '../../../../../src/main/setup/checks/report'
import { problem, problemCodes } from '../../../../../src/shared/failure'
import { languageSchema } from '../../../../../src/shared/settings'
import type { Evidence } from '../../../../../src/shared/setup-state'
import { checkHelpCs, checksCs } from '../../../../../src/shared/texts/checks.cs'
import { checkHelpEn, checksEn } from '../../../../../src/shared/texts/checks.en'
import { checkHelpSk, checksSk } from '../../../../../src/shared/texts/checks.sk'

const KEY = 'key/with+signs=="and quotes"'
const forms = [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString('base64').replace(/=+$/, '')]

describe.each(languageSchema.options)('the report in %s', (language) => {
  it('says title, evidence, what, why, what to do and the code of each line', () => {
    const evidence: Evidence = {
      at: '2026-03-01T10:00:00Z',
      lines: [
        { id: 'connection.name', status: 'ok', evidence: 'central.cz: 203.0.113.5', durationMs: 3 },
        {
          id: 'connection.port',
          status: 'failed',
          evidence: 'central.cz:443',
          durationMs: 8000,
          problem: problem('connection-blocked', { host: 'central.cz', port: '443' }, 'TimeUp'),
        },
        { id: 'connection.encryption', status: 'skipped', evidence: '', durationMs: 0 },
        { id: 'constructor', status: 'ok', evidence: 'two\nlines\u0007', durationMs: 0 },
      ],
    }
    expect(reportText(evidence, language, { clientVersion: '1.2.3' })).toMatchSnapshot()
  })
  it('holds no secret, whatever failed and wherever it stood', () => {
    const lines = problemCodes.flatMap((code, index) =>
      forms.map((form) => ({
        id: `connection.${index}`,
        status: 'failed' as const,
        evidence: `seen ${form}`,
        durationMs: 1,
        problem: problem(
          code,
          { address: form, host: form, path: form, issuer: form, names: form, found: form, target: form },
          `they said ${form}`,
        ),
      })),
    )
    const text = reportText({ at: '2026-03-01T10:00:00Z', lines }, language, {
      clientVersion: '1',
      secrets: [KEY, undefined, ''],
    })
    for (const form of forms) expect(text).not.toContain(form)
    expect(text).toContain('***')
  })
})

it('a line without secrets is left as it is', () => {
  const line = { id: 'x', status: 'ok' as const, evidence: 'e', durationMs: 1 }
  expect(withoutSecrets(line, [undefined, ''])).toBe(line)
})

it('every check of setting up is explained in every language', () => {
  const ids = Object.keys(checksCs).filter((id) => /^(connection|computer)\./.test(id))
  for (const help of [checkHelpCs, checkHelpSk, checkHelpEn]) {
    expect(Object.keys(help)).toEqual(ids)
    for (const text of Object.values(help)) expect(text).toMatch(/^\p{Lu}.*\.$/u)
  }
  expect(Object.values(checksSk).join() + Object.values(checkHelpSk).join()).not.toMatch(/[ěřů]/)
  expect(Object.values(checksEn).join() + Object.values(checkHelpEn).join()).not.toMatch(/[ěščřžýáíéúů]/)
})
