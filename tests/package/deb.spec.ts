import { spawn } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { cronShell } from '../support/schedulers'
import { bareEnvironment, command, createPackageWorld, packageFile, packages } from './support'

const NAME = 'business-integrator-client'
const FOLDER = `/opt/${NAME}`
const DATA = `/var/lib/${NAME}`

const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/dpkg')
if (!mayInstall && process.env['CI'] === 'true') throw new Error('the deb is tried on Debian as root')

/** Cron itself, in the foreground for as long as it takes to start the client once. */
async function startedByCron(client: (...args: string[]) => Promise<{ schedule?: { proved: boolean } }>): Promise<void> {
  const cron = spawn('/usr/sbin/cron', ['-f'], { stdio: 'ignore', detached: true })
  try {
    const { schedule } = await client('schedule', 'install', '--every', '1', '--prove')
    expect(schedule?.proved).toBe(true)
  } finally {
    // With what it has started.
    process.kill(-(cron.pid ?? 0), 'SIGKILL')
  }
  await client('schedule', 'install', '--every', '5')
}

test('the deb installs, works, is upgraded with its data kept, and is removed without leaving anything but them', async () => {
  test.skip(!mayInstall, 'needs Debian and root')
  test.skip(existsSync(FOLDER), 'this computer has a client of its own')
  const world = await createPackageWorld()
  // What somebody has there already is not ours to use or delete.
  const usual = !existsSync(DATA)
  const data = usual ? DATA : join(world.folder, 'data')
  const dpkg = (...args: string[]) => command('/usr/bin/dpkg', args, { env: { ...bareEnvironment, LC_ALL: 'C.UTF-8' } })
  const client = async (...args: string[]) => {
    const { stdout } = await command('bi-client', [...args, '--json', ...(usual ? [] : ['--data-dir', data])], {
      env: bareEnvironment,
      cwd: '/',
    })
    return JSON.parse(stdout) as {
      ok: boolean
      status?: { counts: { imported: number } }
      schedule?: { scheduler?: string; proved: boolean }
    }
  }
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
  const fields = '${Version} ${db:Status-Status}'
  const installed = async () => (await command('/usr/bin/dpkg-query', ['-W', '-f', fields, NAME])).stdout
  try {
    await dpkg('--install', packageFile('.deb', join(packages, 'before')))
    expect(await installed()).toBe('0.0.9 installed')
    expect(readlinkSync('/usr/bin/bi-client')).toBe(`${FOLDER}/bi-client`)
    expect((await command('bi-client', ['--version'], { env: bareEnvironment })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    await command('/usr/bin/desktop-file-validate', ['/usr/share/applications/bi-client-desktop.desktop'])
    expect(readFileSync('/usr/share/applications/bi-client-desktop.desktop', 'utf8')).toContain(
      `Exec=${FOLDER}/bi-client-desktop %U\n`,
    )
    expect(existsSync('/usr/share/icons/hicolor/256x256/apps/bi-client-desktop.png')).toBe(true)
    // Nobody but root can change what runs as root.
    const writable = await command('/usr/bin/find', [
      FOLDER,
      '(',
      '-perm',
      '/022',
      '-o',
      '!',
      '-user',
      'root',
      ')',
      '!',
      '-type',
      'l',
    ])
    expect(writable.stdout).toBe('')

    await client('setup', '--from', world.preset)
    world.sandbox.seedOrders(2, { test: true })
    await client('sync', '--once')
    const kept = ['settings.json', 'secrets.json', 'machine.key'].map((name) => readFileSync(join(data, name)))

    await dpkg('--install', packageFile('.deb'))
    expect(await installed()).not.toContain('0.0.9')
    expect(['settings.json', 'secrets.json', 'machine.key'].map((name) => readFileSync(join(data, name)))).toEqual(kept)
    world.sandbox.seedOrders(1, { test: true })
    await client('sync', '--once')
    expect((await client('status')).status?.counts.imported).toBe(3)
    expect(world.pohoda.orders()).toHaveLength(3)

    // The scheduler of this computer starts the installed program with nobody signed in.
    world.sandbox.seedOrders(1, { test: true })
    const { schedule } = await client('schedule', 'install', '--every', '5')
    const crontab = () => command('/usr/bin/crontab', ['-l'], { env: bareEnvironment })
    if (schedule?.scheduler === 'cron') {
      const line = (await crontab()).stdout.split('\n').find((one) => one.startsWith('*/5 ')) ?? ''
      const cron = { HOME: '/root', LOGNAME: 'root', SHELL: '/bin/sh', PATH: '/usr/bin:/bin' }
      // The daemon itself waits for its minute: only in the long run of all packages.
      if (process.env['BI_PACKAGE_ALL'] === '1') await startedByCron(client)
      // Cron mails whatever it says.
      expect(await command('/bin/sh', ['-c', cronShell(line)], { env: cron, cwd: '/' })).toEqual({ stdout: '', stderr: '' })
    } else await command('/usr/bin/systemctl', ['start', `${NAME}.service`])
    expect((await client('schedule', 'show')).schedule).toMatchObject({
      proved: true,
      installed: { differs: [] },
      evidence: { result: 'ok', process: 'electron', interactive: false },
    })
    expect(world.pohoda.orders()).toHaveLength(4)

    await dpkg('--remove', NAME)
    // Nothing is left that would start it.
    if (schedule?.scheduler === 'cron')
      expect(
        await crontab().then(
          ({ stdout }) => stdout,
          () => '',
        ),
      ).not.toContain(FOLDER)
    else expect(existsSync(`/etc/systemd/system/${NAME}.timer`)).toBe(false)
    const purged = await dpkg('--purge', NAME)
    expect(purged.stdout).toContain(`settings and ledger stay in ${DATA}`)
    expect(existsSync(FOLDER)).toBe(false)
    for (const link of ['/usr/bin/bi-client', '/usr/bin/bi-client-desktop'])
      expect(lstatSync(link, { throwIfNoEntry: false }), link).toBeUndefined()
    expect(existsSync('/usr/share/applications/bi-client-desktop.desktop')).toBe(false)
    expect(existsSync('/etc/apparmor.d/bi-client-desktop')).toBe(false)
    expect(readdirSync(data)).toContain('ledger.db')
  } finally {
    await dpkg('--purge', NAME).catch(() => {})
    if (usual) rmSync(DATA, { recursive: true, force: true })
    await world.close()
  }
})
