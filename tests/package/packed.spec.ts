import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { bareEnvironment, command, createPackageWorld, program, unpacked } from './support'

/** Names of the files in an archive of Electron, read from its head: a pickle whose text is JSON. */
function namesIn(archive: string): string[] {
  const fd = openSync(archive, 'r')
  const sizes = Buffer.alloc(16)
  readSync(fd, sizes, 0, 16, 0)
  const head = Buffer.alloc(sizes.readUInt32LE(12))
  readSync(fd, head, 0, head.length, 16)
  closeSync(fd)
  type Node = { files?: Record<string, Node> }
  const walk = (node: Node, path: string): string[] =>
    node.files === undefined ? [path] : Object.entries(node.files).flatMap(([name, child]) => walk(child, `${path}/${name}`))
  return walk(JSON.parse(head.toString('utf8')) as Node, '')
}

test('the switches of the packed program are those of a release: no Node mode, no inspector, nothing but its own archive', async () => {
  const wire = await getCurrentFuseWire(join(unpacked, program))
  // Its own names for the states are not exported: a digit as a character, '1' for on.
  const on = (fuse: FuseV1Options) => wire[fuse] === '1'.charCodeAt(0)
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
    fileProtocol: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
    snapshot: on(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    cookies: on(FuseV1Options.EnableCookieEncryption),
    integrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyArchive: on(FuseV1Options.OnlyLoadAppFromAsar),
  }).toEqual({
    runAsNode: false,
    nodeOptions: false,
    inspect: false,
    fileProtocol: false,
    snapshot: false,
    cookies: true,
    integrity: true,
    onlyArchive: true,
  })
})

test('what ships is the built program and its native add-on, with the licences of all parts and a bill of materials', () => {
  const names = namesIn(join(unpacked, 'resources/app.asar'))
  const strange = names.filter(
    (name) => !/^\/(package\.json$|out\/|assets\/|node_modules\/(libsql|@libsql|@neon-rs|detect-libc)\/)/.test(name),
  )
  expect(strange).toEqual([])
  expect(names.filter((name) => /\.(map|ts|tsx)$|bundled\.json$|\.test\./.test(name))).toEqual([])
  // The pointer of development to the sources.
  expect(existsSync(join(unpacked, 'resources/app'))).toBe(false)
  const licences = join(unpacked, 'resources/licences')
  const notices = readFileSync(join(licences, 'THIRD-PARTY-NOTICES.txt'), 'utf8')
  const part = z.object({ name: z.string(), version: z.string(), type: z.string(), licenses: z.array(z.unknown()).min(1) })
  const { bomFormat, components } = z
    .object({ bomFormat: z.literal('CycloneDX'), components: z.array(part) })
    .parse(JSON.parse(readFileSync(join(licences, 'sbom.cdx.json'), 'utf8')))
  expect(bomFormat).toBe('CycloneDX')
  for (const name of ['react', 'zod', 'libsql', 'electron'])
    expect(
      components.some((one) => one.name === name),
      name,
    ).toBe(true)
  for (const one of components) if (one.name !== 'electron') expect(notices).toContain(`${one.name} ${one.version} (`)
  // What only builds and tests does not ship.
  expect(components.filter((one) => ['vite', 'typescript', '@playwright/test', 'electron-builder'].includes(one.name))).toEqual(
    [],
  )
  // Nothing of the computer that packed it.
  expect(readFileSync(join(licences, 'sbom.cdx.json'), 'utf8')).not.toMatch(/resolved|registry|file:/)
  for (const file of ['LICENSE.txt', '../../LICENSE.electron.txt', '../../LICENSES.chromium.html'])
    expect(existsSync(join(licences, file)), file).toBe(true)
})

test('without display, session or home it is set up and imports each order once', async () => {
  const world = await createPackageWorld()
  try {
    const dataDir = join(world.folder, 'data')
    const client = (...args: string[]) =>
      command(join(unpacked, 'bi-client'), [...args, '--json', '--data-dir', dataDir], { env: bareEnvironment, cwd: '/' })
    await client('setup', '--from', world.preset)
    world.sandbox.seedOrders(3, { test: true })
    const { stdout, stderr } = await client('sync', '--once')
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, exitCode: 0 })
    // Cron mails whatever stands there.
    expect(stderr).toBe('')
    await client('sync', '--once')
    expect(world.pohoda.orders()).toHaveLength(3)
    expect(world.sandbox.counts().processed).toBe(3)
  } finally {
    await world.close()
  }
})
