import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Language, languageSchema } from '../../shared/settings'

export const BESIDE_PROGRAM_FILE = 'bi-client.ini'

const MOST_BYTES = 4096

export interface BesideProgram {
  /** Absolute. Where this copy of the program keeps its data instead of the usual place. */
  dataFolder?: string
  /** The language before anybody has chosen one. */
  language?: Language
}

/**
 * What `bi-client.ini` beside the program says: written by the installer of Windows, or by hand for a portable copy
 * (docs/installing.md). A file that is missing or says nothing valid changes nothing. `program`: the executable's path.
 */
export function besideProgram(program: string = process.env['APPIMAGE'] || process.execPath): BesideProgram {
  const folder = dirname(program)
  const path = join(folder, BESIDE_PROGRAM_FILE)
  try {
    const { size, uid, mode } = statSync(path)
    if (size > MOST_BYTES) return {}
    // Whoever may write it decides where secrets are kept: in a shared folder that could be anybody.
    const own = process.getuid?.()
    if (own !== undefined && ((uid !== own && uid !== 0) || (mode & 0o022) !== 0)) return {}
    const values = clientSection(decode(readFileSync(path)))
    const dataFolder = values.get('datafolder')
    const language = languageSchema.safeParse(values.get('language')?.toLowerCase()).data
    return {
      ...(dataFolder ? { dataFolder: resolve(folder, dataFolder) } : {}),
      ...(language === undefined ? {} : { language }),
    }
  } catch {
    return {}
  }
}

/** Windows Installer writes in the computer's own code page, which is this one where Czech and Slovak are spoken. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1250').decode(bytes)
  }
}

/** Keys in small letters, as Windows compares them. */
function clientSection(text: string): Map<string, string> {
  const values = new Map<string, string>()
  let inside = false
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[(.*)\]\s*$/.exec(line)?.[1]
    if (section !== undefined) inside = section.trim().toLowerCase() === 'client'
    const entry = /^\s*([A-Za-z]+)\s*=\s*(.*?)\s*$/.exec(line)
    if (inside && entry?.[1] !== undefined) values.set(entry[1].toLowerCase(), entry[2] ?? '')
  }
  return values
}
