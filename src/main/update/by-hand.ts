import { join, win32 } from 'node:path'
import type { PackageForm } from '../../shared/update-state'
import { packageCommand } from './install'

/** In double quotes for cmd.exe and PowerShell alike; a name of ours has no such sign, a folder can't have one on Windows. */
const quotedForWindows = (path: string): string => `"${path}"`
const quotedForShell = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)

/**
 * The one command with which an administrator installs the verified package, silent and with a log; undefined where the
 * form has none (an archive is unpacked: docs/updates.md). `path`: the package.
 */
export function commandByHand(form: PackageForm, path: string, version: string, dataDir: string): string | undefined {
  switch (form) {
    case 'msi': {
      const log = win32.join(dataDir, 'logs', `update-${version}.log`)
      return `msiexec.exe /i ${quotedForWindows(path)} /qn /norestart /l*v ${quotedForWindows(log)}`
    }
    case 'deb':
    case 'rpm': {
      const command = packageCommand(form, path)
      return command && ['sudo', ...command].map(quotedForShell).join(' ')
    }
    default:
      return undefined
  }
}

/** Where packages and what is known of updates lie. */
export const updateFolder = (dataDir: string): string => join(dataDir, 'updates')
