import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { repository } from '../support/desktop-app'
import { command, packages } from './support'
import { forWixl } from './windows/for-wixl'

/**
 * The installer for Windows as far as it can be seen without Windows: electron-builder's own project, compiled by wixl in
 * place of WiX, around a stand-in for the program that writes down how it is called, and installed by wine.
 */
const home = mkdtempSync(join(tmpdir(), 'bi-wine-'))
const work = join(packages, 'windows')
const env = {
  ...process.env,
  HOME: home,
  WINEPREFIX: join(home, 'prefix'),
  WINEDEBUG: '-all',
  WINEDLLOVERRIDES: 'mscoree,mshtml=',
}
const drive = join(home, 'prefix/drive_c')
const folder = join(drive, 'Program Files/Business Integrator Client')
const UPGRADE_CODE = '{5E0C8A34-2F0E-4B53-9F3F-7A1A0A5D6C21}'

test.afterAll(async () => {
  await command('/usr/bin/wineserver', ['-k'], { env }).catch(() => {})
  rmSync(home, { recursive: true, force: true })
})

/** What electron-builder needs of a distribution of Electron, with the stand-in as its program. */
async function makeDistribution(): Promise<string> {
  const dist = join(work, 'dist')
  const source = join(repository, 'tests/package/windows/stand-in')
  mkdirSync(join(dist, 'resources'), { recursive: true })
  mkdirSync(join(dist, 'locales'), { recursive: true })
  for (const file of ['resources.pak', 'version', 'locales/cs.pak', 'locales/en-US.pak'])
    cpSync(join(repository, '.electron/dist', file), join(dist, file))
  await command('/usr/bin/x86_64-w64-mingw32-windres', [`${source}.rc`, join(work, 'stand-in.o')])
  const program = join(dist, 'electron.exe')
  await command('/usr/bin/x86_64-w64-mingw32-gcc', [
    '-Os',
    '-s',
    '-mwindows',
    '-o',
    program,
    `${source}.c`,
    join(work, 'stand-in.o'),
  ])
  return dist
}

/** The installer of `version`: project by electron-builder and our hook, tables by wixl. */
async function makeInstaller(dist: string, version: string): Promise<string> {
  const project = join(work, `${version}.wxs`)
  const output = join(work, version)
  const { runBuilder } = (await import(pathToFileURL(join(repository, 'scripts/package/builder.mjs')).href)) as {
    runBuilder(options: Record<string, unknown>): void
  }
  // It ends with the project: WiX itself is not here.
  expect(() =>
    runBuilder({
      platform: 'win',
      targets: ['msi'],
      dist: relative(repository, dist),
      version: readFileSync(join(dist, 'version'), 'utf8').trim(),
      output: relative(repository, output),
      set: { 'extraMetadata.version': version },
      env: { BI_MSI_PROJECT: project },
    }),
  ).toThrow()
  const { project: rewritten, statements } = forWixl(readFileSync(project, 'utf8'), repository)
  writeFileSync(join(work, `${version}-wixl.wxs`), rewritten)
  const msi = join(work, `${version}.msi`)
  const unpacked = relative(repository, join(output, 'win-unpacked'))
  await command('/usr/bin/wixl', ['-a', 'x64', '-D', `appDir=${unpacked}`, '-o', msi, join(work, `${version}-wixl.wxs`)], {
    cwd: repository,
  })
  for (const statement of statements) await command('/usr/bin/msibuild', [msi, '-q', statement])
  return msi
}

const rows = async (msi: string, table: string): Promise<string[][]> =>
  (await command('/usr/bin/msiinfo', ['export', msi, table])).stdout
    .split(/\r?\n/)
    .slice(3)
    .filter(Boolean)
    .map((line) => line.split('\t'))

const msiexec = async (...args: string[]): Promise<void> =>
  void (await command('/usr/bin/wine', ['msiexec', ...args, '/qn'], { env, timeout: 300_000 }))
const windowsPath = (path: string): string => `Z:${path.replaceAll('/', '\\')}`

/** Values below a key of the machine, or undefined. */
async function registry(key: string): Promise<string | undefined> {
  try {
    return (await command('/usr/bin/wine', ['reg', 'query', key, '/s', '/reg:64'], { env })).stdout
  } catch {
    return undefined
  }
}
/** How the installer called the program since the last question. */
function calls(): string[] {
  const file = join(drive, 'ProgramData/bi-client-stand-in.txt')
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  rmSync(file)
  return text.split(/\r?\n/).filter(Boolean)
}

test('the installer for Windows installs by properties, is upgraded with its data and choices kept, and is removed', async () => {
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  const dist = await makeDistribution()
  const before = await makeInstaller(dist, '0.0.9')
  const now = await makeInstaller(dist, '0.1.0')

  await test.step('its tables say: for the whole computer, one upgrade code, nothing of a person', async () => {
    const properties = new Map((await rows(now, 'Property')).map(([name, value]) => [name, value]))
    expect(
      Object.fromEntries(
        ['ALLUSERS', 'UpgradeCode', 'ProductName', 'Manufacturer', 'ProductVersion'].map((name) => [name, properties.get(name)]),
      ),
    ).toEqual({
      ALLUSERS: '1',
      UpgradeCode: UPGRADE_CODE,
      ProductName: 'B2B klient – Business Integrator',
      Manufacturer: 'Business Integrator',
      ProductVersion: '0.1.0.0',
    })
    expect(properties.has('MSIINSTALLPERUSER') || properties.has('WixAppFolder')).toBe(false)
    // 2: HKEY_LOCAL_MACHINE.
    expect((await rows(now, 'Registry')).filter(([, root]) => root !== '2')).toEqual([])
    expect((await rows(now, 'Shortcut')).map(([id, where]) => [id, where]).sort()).toEqual([
      ['desktopShortcut', 'DesktopFolder'],
      ['startMenuShortcut', 'ProgramMenuFolder'],
    ])
    expect((await rows(now, 'Upgrade')).every(([code]) => code === UPGRADE_CODE)).toBe(true)
    const order = new Map((await rows(now, 'InstallExecuteSequence')).map(([name, , number]) => [name, Number(number)]))
    const at = (name: string) => order.get(name) ?? Number.NaN
    expect(at('AppSearch')).toBeLessThan(at('RememberDataFolder'))
    expect(at('InstallInitialize')).toBeLessThan(at('RemoveExistingProducts'))
    expect(at('InstallInitialize')).toBeLessThan(at('Retire'))
    expect(at('Retire')).toBeLessThan(at('RemoveFiles'))
    expect(at('WriteIniValues')).toBeLessThan(at('ApplyPreset'))
    expect(at('ApplyPreset')).toBeLessThan(at('InstallFinalize'))
  })

  const data = join(drive, 'Data BI')
  const desktop = join(drive, 'users/Public/Desktop/B2B klient – Business Integrator.lnk')
  await test.step('a silent installation takes language, folder, preset, autostart and desktop', async () => {
    const preset = 'Z:\\tmp\\preset.json'
    await msiexec(
      '/i',
      windowsPath(before),
      'CLIENTLANGUAGE=sk',
      'DATAFOLDER=C:\\Data BI',
      `PRESET=${preset}`,
      'AUTOSTART=1',
      'DESKTOPSHORTCUT=0',
    )
    for (const file of ['bi-client-desktop.exe', 'bi-client.cmd', 'resources/app.asar', 'resources/licences/sbom.cdx.json'])
      expect(existsSync(join(folder, file)), file).toBe(true)
    expect(readFileSync(join(folder, 'bi-client.ini'), 'latin1').replaceAll('\r', '').trim().split('\n').sort()).toEqual([
      'DataFolder=C:\\Data BI',
      'Language=sk',
      '[client]',
    ])
    expect(calls()).toEqual([`setup --from "${preset}"`])
    expect(await registry('HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run')).toContain('bi-client-desktop.exe" --hidden')
    expect(existsSync(desktop)).toBe(false)
    mkdirSync(data, { recursive: true })
    writeFileSync(join(data, 'ledger.db'), 'kept')
  })

  await test.step('the newer version keeps data and choices', async () => {
    await msiexec('/i', windowsPath(now))
    expect(readFileSync(join(data, 'ledger.db'), 'utf8')).toBe('kept')
    expect(readFileSync(join(folder, 'bi-client.ini'), 'latin1')).toContain('DataFolder=C:\\Data BI')
    expect(await registry('HKLM\\Software\\Business Integrator\\Client')).toMatch(/Language\s+REG_SZ\s+sk/)
    // Wine removes the old version as if by hand; Windows says UPGRADINGPRODUCTCODE, and no scheduled run is ended.
    calls()
    const actions = await rows(now, 'InstallExecuteSequence')
    for (const [name, condition] of actions)
      if (name?.startsWith('Retire')) expect(condition).toContain('REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE')
    expect(existsSync(desktop)).toBe(false)
    const entries = (await registry('HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall')) ?? ''
    expect(entries.match(/DisplayVersion\s+REG_SZ\s+\S+/g)).toEqual([expect.stringMatching(/0\.1\.0/)])
  })

  await test.step('removal ends the scheduled runs, takes everything away and keeps the data', async () => {
    await msiexec('/x', windowsPath(now))
    expect(calls()).toEqual(['retire'])
    expect(existsSync(join(folder, 'bi-client-desktop.exe'))).toBe(false)
    expect(existsSync(join(folder, 'bi-client.ini'))).toBe(false)
    expect((await registry('HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run')) ?? '').not.toContain('bi-client')
    expect(await registry('HKLM\\Software\\Business Integrator\\Client')).toBeUndefined()
    expect(readFileSync(join(data, 'ledger.db'), 'utf8')).toBe('kept')
  })

  await test.step('what is asked for is checked: an unknown language and a wrong preset install nothing', async () => {
    await expect(msiexec('/i', windowsPath(now), 'CLIENTLANGUAGE=de')).rejects.toThrow()
    expect(existsSync(join(folder, 'bi-client-desktop.exe'))).toBe(false)
    await expect(msiexec('/i', windowsPath(now), 'PRESET=Z:\\tmp\\wrong-preset.json')).rejects.toThrow()
    calls()
  })

  await test.step('by default there is a shortcut and no autostart; the data go only when it is said', async () => {
    await msiexec('/x', windowsPath(now)).catch(() => {})
    calls()
    await msiexec('/i', windowsPath(now))
    expect(existsSync(join(folder, 'bi-client.ini'))).toBe(false)
    expect((await registry('HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run')) ?? '').not.toContain('bi-client')
    expect(await registry('HKLM\\Software\\Business Integrator\\Client')).toMatch(/DesktopShortcut\s+REG_SZ\s+1/)
    await msiexec('/x', windowsPath(now), 'REMOVEDATA=1')
    expect(calls()).toEqual(['retire --delete-data --yes'])
  })
})
