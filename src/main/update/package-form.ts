import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import type { PackageForm } from '../../shared/update-state'

export interface Installed {
  form: PackageForm
  /** Of an AppImage: the file that is replaced. */
  target?: string
}

/** What the answer depends on; given by tests, read from this process otherwise. */
export interface ProgramHost {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  execPath: string
}

const within = (path: string, folder: string): boolean => {
  const rest = relative(folder, path)
  return rest !== '' && rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest)
}

function packageType(resources: string): string {
  try {
    return readFileSync(join(resources, 'package-type'), 'utf8').trim()
  } catch {
    return ''
  }
}

/**
 * How this program was installed, from where it runs. Traps: `APPIMAGE` is inherited by everything that another AppImage
 * starts (a terminal, say), so we must lie inside its mount; and `package-type`, which electron-builder writes for deb and rpm,
 * may be left over in an archive of the same build, so it counts only where a system package can lie.
 */
export function installedForm(
  host: ProgramHost = { platform: process.platform, env: process.env, execPath: process.execPath },
): Installed {
  const { env, execPath, platform } = host
  const resources = join(dirname(execPath), 'resources')
  if (!existsSync(join(resources, 'app.asar'))) return { form: 'none' }
  if (platform === 'win32') {
    const system = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['ProgramW6432']]
    return { form: system.some((folder) => folder !== undefined && within(execPath, folder)) ? 'msi' : 'zip' }
  }
  if (platform !== 'linux') return { form: 'none' }
  const image = env['APPIMAGE']
  const mounted = env['APPDIR']
  if (image !== undefined && isAbsolute(image) && mounted !== undefined && within(execPath, mounted))
    return { form: 'AppImage', target: image }
  const type = packageType(resources)
  if ((type === 'deb' || type === 'rpm') && ['/opt', '/usr'].some((folder) => within(execPath, folder))) return { form: type }
  return { form: 'tar.gz' }
}
