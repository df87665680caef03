import { resolve, sep } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { APP_PAGE, fileOfRequest, isAppUrl, policy } from '../../../../src/main/shell/app-address'

const folder = resolve('/opt/client/out/renderer')

test('the page and its files are served', () => {
  expect(fileOfRequest(folder, 'GET', APP_PAGE)).toBe(resolve(folder, 'index.html'))
  expect(fileOfRequest(folder, 'GET', 'app://client/assets/index-a1.js?x#y')).toBe(resolve(folder, 'assets/index-a1.js'))
})

test.each([
  ['POST', APP_PAGE],
  ['GET', 'app://other/index.html'],
  ['GET', 'app://client@evil/index.html'],
  ['GET', 'app://user:word@client/index.html'],
  ['GET', 'app://client.evil/index.html'],
  ['GET', 'file:///opt/client/out/renderer/index.html'],
  ['GET', 'https://client/index.html'],
  ['GET', 'app://client/..%2f..%2fpackage.json'],
  ['GET', 'app://client/%2e%2e/%2e%2e/%2e%2e/etc/passwd%00'],
  ['GET', 'app://client/..%5c..%5cpackage.json'],
  ['GET', 'app://client/C:/Windows/win.ini'],
  ['GET', 'app://client/%zz'],
  ['GET', 'app://client/'],
  ['GET', 'not an address'],
])('%s %s gets nothing', (method, address) => {
  expect(fileOfRequest(folder, method, address)).toBeUndefined()
})

test('no address whatever leads out of the folder', () => {
  const piece = fc.oneof(
    fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', '//', '\\', '%00', '~', 'x'),
    fc.string({ maxLength: 4 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const file = fileOfRequest(folder, 'GET', `app://client/${pieces.join('')}`)
      expect(file === undefined || file.startsWith(folder + sep)).toBe(true)
    }),
  )
})

test('only our own page may speak', () => {
  expect(isAppUrl(APP_PAGE)).toBe(true)
  for (const address of ['', 'about:blank', 'app://evil/', 'app:client/index.html', 'blob:app://client/1', 'data:text/html,x'])
    expect(isAppUrl(address), address).toBe(false)
})

test('the policy allows no inline script, no eval and nothing from elsewhere', () => {
  const text = policy('bm9uY2U=')
  expect(text).not.toMatch(/unsafe|https?:|\*/)
  expect(text).toContain("default-src 'none'")
  expect(text).toContain("script-src 'self';")
})
