import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sandbox } from '../../../../src/sandbox/server'
import { temporarySandbox } from '../../../support/sandbox'

const folder = join(import.meta.dirname, '../../../../src/sandbox/administration/page')
const names = readdirSync(folder)
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await temporarySandbox()
})
afterAll(() => sandbox.close())

const get = (name: string) => fetch(sandbox.adminUrl + name)
const textOf = async (name: string): Promise<string> => (await get(name)).text()

test('every file of the page is served under a policy that lets nothing foreign in', async () => {
  for (const name of ['', ...names]) {
    const answer = await get(name)
    expect([name, answer.status, answer.headers.get('x-content-type-options')]).toEqual([name, 200, 'nosniff'])
    const policy = answer.headers.get('content-security-policy')?.split('; ') ?? []
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy.join().includes('unsafe')).toBe(false)
  }
})

test('the address without its slash leads to the page, and nothing but the page lies there', async () => {
  expect((await fetch(sandbox.adminUrl.slice(0, -1))).url).toBe(sandbox.adminUrl)
  for (const name of ['nothing.js', '..%2fserve.ts', '__proto__', 'page.css/', 'constructor']) {
    expect([name, (await get(name)).status]).toEqual([name, 404])
  }
})

test('the page has no script or style of its own inside the markup, and makes none', async () => {
  const html = await textOf('')
  expect(html).not.toMatch(/\son\w+=|<style|style=|<script(?![^>]*\ssrc=)/)
  for (const name of names.filter((one) => one.endsWith('.js'))) {
    const text = await textOf(name)
    expect(text, name).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|\.style\b/)
    for (const [, imported = ''] of text.matchAll(/from '\.\/([\w.]+)'/g)) expect(names).toContain(imported)
  }
})

type Words = { [key: string]: string | Words }
const flat = (words: Words, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`),
  )

test('both languages have the same texts with the same places, and each text that is asked for exists', async () => {
  const { texts } = (await import(`data:text/javascript,${encodeURIComponent(await textOf('texts.js'))}`)) as {
    texts: { cs: Words; en: Words }
  }
  const shapeOf = (words: Words) => flat(words).map(([key, value]) => [key, value.match(/\{\w+\}/g)])
  expect(shapeOf(texts.en)).toEqual(shapeOf(texts.cs))
  const asked = new Set<string>()
  for (const name of names.filter((one) => one.endsWith('.js') && one !== 'texts.js'))
    for (const [, path = ''] of (await textOf(name)).matchAll(/\bt\.([a-zA-Z]+(?:\.[a-zA-Z]+)*)/g)) asked.add(path)
  expect(asked.size).toBeGreaterThan(100)
  const known = flat(texts.cs).flatMap(([key]) => key.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.')))
  expect([...asked].filter((path) => !known.includes(path))).toEqual([])
})
