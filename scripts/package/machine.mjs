/** What this computer can pack, with which tools, and why not the rest. */
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where `program` stands on PATH. */
export function whereIs(program) {
  const ends = process.platform === 'win32' ? ['.exe', '.cmd'] : ['']
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => ends.map((end) => join(folder, program + end)))
    .find((file) => existsSync(file))
}

/** Whether electron-builder can get its own tools from their place. One answer, not a long wait for each. */
export async function canDownload() {
  try {
    const answer = await fetch('https://github.com/electron-userland/electron-builder-binaries/releases', {
      method: 'HEAD',
      signal: AbortSignal.timeout(8_000),
    })
    return answer.ok
  } catch {
    return false
  }
}

/**
 * The plan: one line for each package, `build` or a reason why not here.
 * `official`: Electron's own build is there; anything else may be tried, never given out.
 */
export function plan({ platform, official, online, standIn }) {
  const onWindows = platform === 'win32'
  const not = (why) => ({ build: false, why })
  const linux = (ready, missing) => {
    if (platform !== 'linux') return not('is made on Linux (job "linux" of .github/workflows/release.yml)')
    if (ready) return { build: true, why: official ? '' : 'a test package: this Electron is not the official build' }
    return not(missing)
  }
  const packages = [
    {
      target: 'AppImage',
      ...linux(
        online || standIn.appImage,
        "needs AppImage's runtime from the network, or squashfs-tools and desktop-file-utils for a test package",
      ),
    },
    { target: 'deb', ...linux(online || standIn.deb, 'needs dpkg-deb') },
    { target: 'rpm', ...linux(standIn.rpm, 'needs rpmbuild (Debian: rpm)') },
    { target: 'tar.gz', ...linux(online || standIn.archive, 'needs 7za (Debian: p7zip-full)') },
    {
      target: 'msi',
      ...(onWindows
        ? online
          ? { build: true, why: '' }
          : not('needs WiX, which electron-builder gets from the network')
        : not(
            'is made on Windows, where WiX runs (job "windows" of .github/workflows/release.yml); `npm run package -- --verify` tries its project here',
          )),
    },
    {
      target: 'zip',
      ...(onWindows
        ? { build: true, why: '' }
        : not(
            'is made on Windows: Windows\' Electron and the add-on for Windows are there (job "windows" of .github/workflows/release.yml)',
          )),
    },
  ]
  return packages
}

/** The tools at hand that do for electron-builder's own. */
export const standIns = () => ({
  appImage: ['mksquashfs', 'unsquashfs', 'desktop-file-validate'].every(whereIs),
  deb: whereIs('dpkg-deb') !== undefined,
  rpm: whereIs('rpmbuild') !== undefined,
  archive: whereIs('7za') !== undefined,
})

export const officialElectron = (root) =>
  JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')).version
