import { describe, expect, it } from 'vitest'
import { readStatus, requireUnit } from '../../../../../../src/main/connectors/pohoda/mserver/status'
import { encodeWindows1250 } from '../../../../../../src/main/connectors/wrap/windows-1250'
import { Failure } from '../../../../../../src/shared/failure'

const xml = (content: string): Uint8Array =>
  encodeWindows1250(`<?xml version="1.0" encoding="Windows-1250"?><response>${content}</response>`)
const unit = (database: string): string =>
  `<companyDetail><company>Žluťoučký kůň</company><databaseName>${database}</databaseName><year>2026</year></companyDetail>`
const empty = { state: '', processing: '', company: '', databaseName: '', year: '' }

describe('what mServer says of itself', () => {
  it('is read from its XML, whatever the root is called', async () => {
    const bytes = xml(`<status>idle</status><server>http://S:444</server><processing>0</processing>${unit('StwPh_1_2026')}`)
    expect(await readStatus(bytes)).toEqual({
      state: 'idle',
      processing: '0',
      company: 'Žluťoučký kůň',
      databaseName: 'StwPh_1_2026',
      year: '2026',
    })
  })

  it('is the whole text of an old version', async () => {
    expect(await readStatus(Buffer.from('Response from POHODA mServer\r\n'))).toEqual({
      ...empty,
      state: 'Response from POHODA mServer',
    })
  })

  it.each([
    ['cut', '<response><status>idle</status>'],
    ['with a DTD', '<!DOCTYPE x [<!ENTITY a "b">]><response><status>&a;</status></response>'],
    ['naming two databases', `<response>${unit('StwPh_1_2026')}${unit('StwPh_2_2026')}</response>`],
    ['deeper than any', `${'<a>'.repeat(50)}${'</a>'.repeat(50)}`],
    ['a page', '<html><body>Sign in<br></body></html>'],
  ])('%s, it is not believed', async (_what, text) => {
    const error = await readStatus(Buffer.from(text)).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Failure)
    expect((error as Failure).effect).toBe('nothing')
  })
})

describe('the accounting unit', () => {
  const check = (databaseName: string, database: string, unitCheck: 'database' | 'ico' = 'database'): string => {
    try {
      requireUnit({ ...empty, databaseName }, { database, unitCheck })
      return 'ok'
    } catch (error) {
      return error instanceof Failure && error.effect === 'nothing' ? error.problem.code : String(error)
    }
  }

  it.each([
    ['StwPh_12345678_2026', 'StwPh_12345678_2026', 'ok'],
    ['STWPH_12345678_2026', 'StwPh_12345678_2026', 'ok'],
    ['12345678_2026.mdb', '12345678_2026', 'ok'],
    ['C:\\Data\\12345678_2026.mdb', '12345678_2026.mdb', 'ok'],
    ['StwPh_12345678_2025', 'StwPh_12345678_2026', 'is-wrong-company'],
    ['StwPh_12345678_20266', 'StwPh_12345678_2026', 'is-wrong-company'],
    ['', 'StwPh_12345678_2026', 'is-answer-unreadable'],
  ])('%s against %s: %s', (found, expected, verdict) => {
    expect(check(found, expected)).toBe(verdict)
  })

  it('by the IČO alone, one that names its database is still compared', () => {
    expect(check('', 'StwPh_1_2026', 'ico')).toBe('ok')
    expect(check('StwPh_1_2025', 'StwPh_1_2026', 'ico')).toBe('is-wrong-company')
  })
})
