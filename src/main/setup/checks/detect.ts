import { stat } from 'node:fs/promises'
import { request } from 'node:http'
import * as os from 'node:os'
import { win32 } from 'node:path'
import type { Environment, RunSystemProgram } from '../ports'
import { oneLine } from './line'
import { queryRegistry, type RegistryKey, textOf } from './registry'
import { codePages, windowsVersion } from './windows-facts'
import { within } from './within'

/** What was found on this computer, for filling in the survey. Every finding says where. */
export type Finding =
  | { kind: 'operating-system'; value: string; foundAt: string }
  | { kind: 'server-name'; value: string; foundAt: string }
  | { kind: 'information-system'; value: KnownProgram; version?: string; folder?: string; foundAt: string }
  | { kind: 'mserver'; value: string; foundAt: string }

export type KnownProgram = 'POHODA' | 'Money S3' | 'ABRA Flexi'

export interface DetectOptions {
  platform?: NodeJS.Platform
  env?: Environment
  run?: RunSystemProgram
  /** Is this a folder? */
  isFolder?: (path: string) => Promise<boolean>
  /** Ports of POHODA's mServer that somebody has named; nothing else is ever asked. */
  mServerPorts?: readonly number[]
  hostName?: string
}

/** Names as "Apps and features" shows them. Not: viewers and add-ons that have the name in theirs. */
const NAMES: readonly (readonly [KnownProgram, RegExp])[] = [
  ['POHODA', /^(?:STORMWARE\s+)?POHODA\b(?!.*(?:Business Intelligence|kasa|mobil|viewer|mServer))/i],
  ['Money S3', /^(?:CÍGLER SOFTWARE\s+|Solitea\s+|Seyfor\s+)?Money S3\b(?!.*(?:API|viewer|kasa|mobil))/i],
  ['ABRA Flexi', /^(?:ABRA\s+)?(?:Flexi|FlexiBee)\b(?!.*(?:viewer|mobil))/i],
]

/** Below Program Files. */
const FOLDERS: readonly (readonly [KnownProgram, string])[] = [
  ['POHODA', 'STORMWARE\\POHODA'],
  ['Money S3', 'Solitea\\Money S3'],
  ['Money S3', 'CIGLER SOFTWARE\\Money S3'],
  ['ABRA Flexi', 'WinStrom'],
  ['ABRA Flexi', 'ABRA Flexi'],
]
const FOLDERS_OF_LINUX: readonly (readonly [KnownProgram, string])[] = [
  ['ABRA Flexi', '/usr/share/flexibee'],
  ['ABRA Flexi', '/opt/flexibee'],
]

const UNINSTALL = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall'
const UNINSTALL_KEYS = [
  `HKLM\\${UNINSTALL}`,
  `HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall`,
  `HKCU\\${UNINSTALL}`,
]

/** The programs we know among those that are installed. Pure. */
export function knownPrograms(keys: readonly RegistryKey[]): readonly (Finding & { kind: 'information-system' })[] {
  return keys.flatMap((key) => {
    const name = textOf(key, 'DisplayName')
    const known = name === undefined ? undefined : NAMES.find(([, pattern]) => pattern.test(name))
    if (known === undefined) return []
    const version = textOf(key, 'DisplayVersion')
    const folder = textOf(key, 'InstallLocation')?.replace(/\\+$/, '')
    return [
      {
        kind: 'information-system' as const,
        value: known[0],
        ...(version !== undefined && { version: oneLine(version).slice(0, 64) }),
        ...(folder !== undefined && { folder: oneLine(folder).slice(0, 255) }),
        foundAt: key.path,
      },
    ]
  })
}

/**
 * POHODA's mServer by its answer to `GET /status`, which needs no login. Its words, or undefined when it is something else.
 * Newer ones answer in XML, older ones in plain text.
 */
export function mServerStatus(status: number, body: string): string | undefined {
  if (status !== 200) return undefined
  const text = oneLine(body).slice(0, 2000)
  if (/<html/i.test(text) || !/mserver|pohoda|\b(?:idle|working)\b/i.test(text)) return undefined
  return oneLine(text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).slice(0, 200)
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

/** Looks, reads, and changes nothing. What can't be read is left out. Throws only the signal's reason. */
export async function detectHost(options: DetectOptions, signal: AbortSignal): Promise<readonly Finding[]> {
  const platform = options.platform ?? process.platform
  const env = options.env ?? process.env
  const folder = options.isFolder ?? isFolder
  const findings: Finding[] = [{ kind: 'server-name', value: options.hostName ?? os.hostname(), foundAt: 'hostname' }]
  if (platform === 'win32' && options.run) {
    const tools = { run: options.run, env }
    const windows = await windowsVersion(tools, os.release(), signal)
    if (windows) {
      const value = [windows.name, windows.release].filter((part) => part !== '').join(' ')
      findings.push({ kind: 'operating-system', value, foundAt: 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion' })
    }
    const { oem } = await codePages(tools, signal)
    for (const key of UNINSTALL_KEYS) {
      const keys = (await queryRegistry([key, '/s'], { ...tools, oemCodePage: oem }, signal)) ?? []
      findings.push(...knownPrograms(keys))
    }
  } else if (platform !== 'win32') {
    findings.push({ kind: 'operating-system', value: `${os.type()} ${os.release()}`, foundAt: 'uname' })
  }
  for (const [value, path] of wellKnownFolders(platform, env)) {
    signal.throwIfAborted()
    const known = findings.some((one) => one.kind === 'information-system' && one.folder?.toLowerCase() === path.toLowerCase())
    if (!known && (await folder(path))) findings.push({ kind: 'information-system', value, folder: path, foundAt: path })
  }
  for (const port of options.mServerPorts ?? []) {
    const words = await askMServer(port, signal)
    if (words !== undefined) findings.push({ kind: 'mserver', value: words, foundAt: `http://127.0.0.1:${port}/status` })
  }
  signal.throwIfAborted()
  return findings
}

function wellKnownFolders(platform: NodeJS.Platform, env: Environment): readonly (readonly [KnownProgram, string])[] {
  if (platform !== 'win32') return FOLDERS_OF_LINUX
  const roots = [...new Set([env['ProgramFiles(x86)'], env['ProgramW6432'], env['ProgramFiles']])].filter(
    (root) => root !== undefined,
  )
  return roots.flatMap((root) => FOLDERS.map(([name, below]) => [name, win32.join(root, below)] as const))
}

/** mServer listens on IPv4 only. */
async function askMServer(port: number, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await within(
      2000,
      signal,
      (inner) =>
        new Promise<string | undefined>((resolve, reject) => {
          const outgoing = request({ host: '127.0.0.1', port, path: '/status', agent: false, signal: inner }, (answer) => {
            let body = ''
            answer.setEncoding('latin1')
            answer.on('data', (part: string) => {
              if (body.length < 64 * 1024) body += part
            })
            answer.once('end', () => resolve(mServerStatus(answer.statusCode ?? 0, body)))
            answer.once('error', reject)
          })
          outgoing.once('error', reject)
          outgoing.end()
        }),
    )
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}
