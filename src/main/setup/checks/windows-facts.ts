import type { Environment, RunSystemProgram } from '../ports'
import { fromConsole, queryRegistry, systemProgram, textOf } from './registry'

/** Facts of Windows, read by its own programs. Each is `undefined` when it could not be read. */

export interface WindowsTools {
  run: RunSystemProgram
  env: Environment
}

const CODE_PAGE = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage'
const VERSION = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'

/** `ansi`: of programs that know no Unicode. `oem`: of the console. 65001: the beta setting "UTF-8 for worldwide language support". */
export async function codePages(tools: WindowsTools, signal: AbortSignal): Promise<{ ansi?: number; oem?: number }> {
  const [key] = (await queryRegistry([CODE_PAGE], tools, signal)) ?? []
  const number = (name: string): number | undefined => {
    const text = textOf(key, name)
    return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined
  }
  const [ansi, oem] = [number('ACP'), number('OEMCP')]
  return { ...(ansi !== undefined && { ansi }), ...(oem !== undefined && { oem }) }
}

export interface WindowsVersion {
  /** `Windows 11 Pro`, `Windows Server 2022 Standard` */
  name: string
  /** `23H2`; empty on older ones. */
  release: string
  build: number
}

/** From the registry; `osRelease` (`10.0.19045`) helps out. */
export async function windowsVersion(
  tools: WindowsTools,
  osRelease: string,
  signal: AbortSignal,
): Promise<WindowsVersion | undefined> {
  const [key] = (await queryRegistry([VERSION], tools, signal)) ?? []
  const build = Number(textOf(key, 'CurrentBuild') ?? osRelease.split('.')[2])
  if (!Number.isInteger(build)) return undefined
  const product = textOf(key, 'ProductName') ?? 'Windows'
  // Microsoft left "Windows 10" in the registry of Windows 11.
  const name = build >= 22_000 ? product.replace(/^Windows 10\b/, 'Windows 11') : product
  return { name, release: textOf(key, 'DisplayVersion') ?? textOf(key, 'ReleaseId') ?? '', build }
}

/** Rows of a CSV without line breaks in its fields, as `/fo csv` gives it. */
export const parseCsv = (text: string): readonly (readonly string[])[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, field = '']) => field.replaceAll('""', '"')))

const HIGH = 12_288
/**
 * Whether the process has the administrator's rights now, by its integrity level (`S-1-16-…`): the same number in every
 * language, while names and attributes are translated. A member of Administrators without elevation has them not.
 */
export function isElevated(groups: string): boolean | undefined {
  const levels = parseCsv(groups).flatMap((row) => row.flatMap((field) => /^S-1-16-(\d{1,6})$/.exec(field)?.[1] ?? []))
  return levels.length === 1 ? Number(levels[0]) >= HIGH : undefined
}

export async function elevated(tools: WindowsTools, signal: AbortSignal): Promise<boolean | undefined> {
  const answer = await tools.run(systemProgram('whoami.exe', tools.env), ['/groups', '/fo', 'csv', '/nh'], signal)
  return answer?.exitCode === 0 ? isElevated(fromConsole(answer.output)) : undefined
}

/** Whether the task scheduler answers. It is only asked; nothing is made. */
export async function taskSchedulerAnswers(tools: WindowsTools, signal: AbortSignal): Promise<boolean> {
  const answer = await tools.run(systemProgram('schtasks.exe', tools.env), ['/query', '/fo', 'csv', '/nh'], signal)
  return answer?.exitCode === 0
}
