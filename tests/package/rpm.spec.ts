import { expect, test } from '@playwright/test'
import { command, packageFile } from './support'

/** Read, not installed: there is no rpm system here. */
test('the rpm holds the program, its command and its scripts, and needs what it uses', async () => {
  const rpm = async (...args: string[]) =>
    (await command('/usr/bin/rpm', ['--query', '--package', ...args, packageFile('.rpm')])).stdout
  const files = (await rpm('--list')).split('\n')
  for (const file of [
    '/opt/business-integrator-client/bi-client',
    '/opt/business-integrator-client/bi-client-desktop',
    '/opt/business-integrator-client/resources/app.asar',
    '/opt/business-integrator-client/resources/licences/THIRD-PARTY-NOTICES.txt',
    '/usr/share/applications/bi-client-desktop.desktop',
    '/usr/share/icons/hicolor/256x256/apps/bi-client-desktop.png',
  ])
    expect(files).toContain(file)
  // Nobody but root can change what runs as root.
  const modes = await rpm('--queryformat', '[%{FILEMODES:perms} %{FILEUSERNAME} %{FILENAMES}\\n]')
  expect(modes.split('\n').filter((line) => line !== '' && !/^(l\S+|[-d]...[r-]-[x-][r-]-[x-]) root /.test(line))).toEqual([])
  const scripts = await rpm('--scripts')
  expect(scripts).toContain('ln -sfn "$folder/bi-client" /usr/bin/bi-client')
  expect(scripts).toMatch(/preuninstall[\s\S]*"\$client" retire/)
  expect(await rpm('--requires')).toMatch(/gtk3[\s\S]*nss/)
  expect((await rpm('--info')).split('\n').find((line) => line.startsWith('Vendor'))).toContain('Business Integrator')
})
