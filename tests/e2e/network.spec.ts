import { expect, test } from '@playwright/test'
import { askedOf, type DesktopApp, launchScene, picture, showScene, violations } from '../support/desktop-app'
import type { FakeClient } from '../support/fake-client'
import type { FakeSetup } from '../support/fake-setup'

/** What a person in a company network sees: the way out entered by hand, and one click that names what stands in it. */
let desktop: DesktopApp
test.beforeAll(async () => {
  desktop = await launchScene('failed')
})
test.afterAll(() => desktop.close())
test.afterEach(() => expect(desktop.complaints.splice(0)).toEqual([]))

test('one click on the status page names what stands in the way, and what to do', async () => {
  const page = await desktop.window()
  await expect(
    page.getByRole('button', { name: 'Zjistit příčinu' }),
    'a refusal of the IS is no matter of the network',
  ).toHaveCount(0)
  await desktop.app.evaluate(() => {
    const { fakeClient } = globalThis as unknown as { fakeClient: FakeClient }
    fakeClient.setStatus({ problem: { code: 'central-unreachable', params: { address: 'central.example' } } })
  })
  await page.getByRole('button', { name: 'Zjistit příčinu' }).click()
  const lines = page.getByRole('list', { name: 'Cesta k centrále, vrstvu po vrstvě' })
  await expect(lines.getByRole('listitem')).toHaveCount(4)
  await expect(lines).toContainText('Negotiate, NTLM')
  await expect(page.getByRole('button', { name: 'Kopírovat zprávu' })).toBeVisible()
  expect(await askedOf(desktop.app)).toContain('checkNetwork')
  expect(await violations(page)).toEqual([])
  await picture(page, 'status-network-cause')
  await page.getByRole('button', { name: 'Kopírovat zprávu' }).click()
  await expect.poll(() => desktop.app.evaluate(({ clipboard }) => clipboard.readText())).toContain('connection-proxy-login-kind')
})

test('the proxy is closed until it is needed; its password goes inwards only', async () => {
  const page = await desktop.window()
  await showScene(desktop, page, 'not-set-up', 'begin-company')
  const proxy = page.getByText('Proxy', { exact: true })
  await expect(page.getByLabel('Zadat proxy server')).toBeHidden()
  await proxy.click()
  await page.getByLabel('Zadat proxy server').check()
  await page.getByLabel('Adresa proxy serveru').fill('proxy.firma.cz:3128')
  await page.getByLabel('Jméno pro proxy server').fill('client')
  await page.getByLabel('Heslo pro proxy server').fill('proxy-password')
  await page.getByLabel('Jméno pro proxy server').focus()
  const asked = () => desktop.app.evaluate(() => (globalThis as unknown as { fakeSetup: FakeSetup }).fakeSetup.asked.join('\n'))
  await expect.poll(asked).toContain('secret central.proxyPassword')
  await expect.poll(asked).toContain('"proxyMode":"manual","proxyAddress":"proxy.firma.cz:3128","proxyUser":"client"')
  expect(await asked()).not.toContain('proxy-password')
  expect(await violations(page)).toEqual([])
  await page.getByText('Proxy', { exact: true }).scrollIntoViewIfNeeded()
  await picture(page, 'setup-proxy')
})
