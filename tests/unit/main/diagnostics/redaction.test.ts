import { expect, test } from 'vitest'
import { createRedaction } from '../../../../src/main/diagnostics/redaction'

test('a registered secret is hidden in every form it takes on its way', () => {
  const redaction = createRedaction()
  const secret = 'k/ey+"with" spaces=ž'
  redaction.add(secret)
  for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), JSON.stringify({ a: secret })])
    expect(redaction.text(`before ${form} after`)).not.toMatch(/spaces|%20spaces|d2l0a/)
})

test('a longer secret that begins with a shorter one leaves no rest', () => {
  const redaction = createRedaction()
  redaction.add('secret')
  redaction.add('secret-and-more')
  expect(redaction.text('x secret-and-more y')).toBe('x [hidden] y')
})

test.each([
  ['Authorization: Bearer abc.def-123', 'abc.def'],
  ['authorization: basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
  ['https://jana:heslo123@host.cz/path', 'heslo123'],
  ['password=hunter22&x=1', 'hunter22'],
  ['{"password": "hunter22"}', 'hunter22'],
  ["heslo: 'dva slova'", 'slova'],
  ['apiKey=abcdef123', 'abcdef123'],
  ['write to jana.novakova@firma.cz today', 'novakova'],
  ['write to žaneta@příklad.cz', 'žaneta'],
  ['Cookie: session=abc123def; theme=dark', 'abc123def'],
  ['{"set-cookie": "id=abc123def; HttpOnly"}', 'abc123def'],
  ['key -----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----', 'MHcCAQEE'],
  ['cut -----BEGIN PRIVATE KEY-----\nMHcCAQEE', 'MHcCAQEE'],
  ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl.', 'eyJzdWIi'],
  ['Server=sql;User Id=sa;Pwd=hunter22;', 'hunter22'],
  ['IBAN CZ65 0800 0000 1920 0014 5399', '1920'],
  ['IBAN SK3112000000198742637541', '1987'],
  ['born 855212/0013', '0013'],
  ['card 4539 1488 0343 6467', '0343'],
  ['call +420 603 123 456', '603'],
  ['call +421905123456', '905'],
  ['call 00420603123456', '603'],
  ['call 603 123 456 now', '123 456'],
])('hidden: %s', (line, leak) => {
  expect(createRedaction().text(line)).not.toContain(leak)
})

test.each([
  'order 20260001234 of 2026-01-31T10:00:00.000Z',
  'sha256 00420af93b5e8d7c6a00421123456789abcdef00112233445566778899aabbcc',
  'IČO 12345678, 1 234 567.50 CZK, net 123 456 789,00',
  'item Q-000420603123456',
  '1000 documents in 1.8 s',
  'ledger-000012-20260131T100000Z-daily.db, 2026/0012, 20260131/1',
  'https://host.cz/b2b/v1/queue/claims',
])('left as it is: %s', (line) => {
  expect(createRedaction().text(line)).toBe(line)
})

test('fields are hidden by their name, however deep, and the rest stays readable', () => {
  const data = createRedaction().data({
    count: 3,
    passed: 5,
    connector: { user: 'x', password: 'abc', nested: [{ apiKey: 'def', keys: 2 }] },
    email: 'a@b.cz',
    empty: undefined,
  })
  expect(data).toEqual({
    count: 3,
    passed: 5,
    connector: { user: 'x', password: '[hidden]', nested: [{ apiKey: '[hidden]', keys: 2 }] },
    email: '[hidden]',
    empty: undefined,
  })
})

test('cycles, depth and strange values end', () => {
  const cycle: Record<string, unknown> = {
    n: 10n,
    f: () => 1,
    d: new Date(Number.NaN),
    b: Buffer.alloc(9),
    e: new Error('Bearer abcdefgh'),
  }
  cycle['self'] = cycle
  const text = JSON.stringify(createRedaction().data(cycle))
  expect(text).toContain('[9 bytes]')
  expect(text).not.toContain('abcdefgh')
})

test('a long hostile line is done in no time', () => {
  const redaction = createRedaction()
  const started = performance.now()
  for (const piece of ['a@', 'a.', '1 ', '+1 ', 'password=', 'x://', 'Bearer ', '603 '])
    redaction.text(piece.repeat(100_000 / piece.length))
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('a text of megabytes is cut before it costs seconds, and never through a secret', () => {
  const redaction = createRedaction()
  redaction.add('very-secret-key')
  const started = performance.now()
  const text = redaction.text(`${'x'.repeat(32_760)}very-secret-key${'a'.repeat(10_000_000)}`)
  expect(performance.now() - started).toBeLessThan(20_000)
  expect(text.length).toBeLessThan(33_000)
  expect(text).not.toContain('very-sec')
})

test('data of a hundred times a hundred entries is cut', () => {
  const wide = (depth: number): unknown =>
    depth === 0 ? 1 : Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`n${at}`, wide(depth - 1)]))
  expect(JSON.stringify(createRedaction().data(wide(3))).length).toBeLessThan(100_000)
})
