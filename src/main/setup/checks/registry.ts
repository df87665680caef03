import { win32 } from 'node:path'
import type { Environment, RunSystemProgram } from '../ports'

/** One key of the registry with its values, by lower-case name. */
export interface RegistryKey {
  /** In full: `HKEY_LOCAL_MACHINE\…` */
  path: string
  values: ReadonlyMap<string, { name: string; type: string; data: string }>
}

const KEY = /^HKEY_[A-Z_]+(?:\\.*)?$/
/** Indented, name, type, data, separated by four spaces; a name and the data may have spaces in them, the data may be missing. */
const VALUE = /^\s+(\S.*?)(?:\s{2,}|\t)(REG_[A-Z_]+)(?:\s+(.*))?$/

/**
 * What `reg.exe query` prints. Language does not matter: only the keys and the indented values are read, never the closing
 * sentence or the name of a default value. A value of several lines keeps its first.
 */
export function parseRegistry(output: string): readonly RegistryKey[] {
  const keys: { path: string; values: Map<string, { name: string; type: string; data: string }> }[] = []
  for (const line of output.split(/\r?\n/)) {
    if (KEY.test(line)) {
      keys.push({ path: line.trimEnd(), values: new Map() })
      continue
    }
    const [, name, type, data = ''] = VALUE.exec(line) ?? []
    if (name !== undefined && type !== undefined)
      keys.at(-1)?.values.set(name.toLowerCase(), { name, type, data: data.trimEnd() })
  }
  return keys
}

/** A text value, as it is; undefined when it isn't there. Installers put some folders in quotes. */
export const textOf = (key: RegistryKey | undefined, name: string): string | undefined => {
  const text = key?.values
    .get(name.toLowerCase())
    ?.data.trim()
    .replace(/^"(.*)"$/, '$1')
  return text === '' ? undefined : text
}

/** `REG_DWORD`: `0x1`. */
export const numberOf = (key: RegistryKey | undefined, name: string): number | undefined => {
  const text = textOf(key, name)
  return text !== undefined && /^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text) ? Number(text) : undefined
}

/** `REG_BINARY`: hexadecimal, without gaps. */
export const bytesOf = (key: RegistryKey | undefined, name: string): Buffer | undefined => {
  const text = textOf(key, name)
  return text !== undefined && /^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : undefined
}

/** A program of Windows itself, by its absolute path: a name alone could be somebody else's program. */
export const systemProgram = (name: string, env: Environment): string => {
  const root = env['SystemRoot'] ?? env['SYSTEMROOT'] ?? env['windir']
  return win32.join(root !== undefined && win32.isAbsolute(root) ? root : 'C:\\Windows', 'System32', name)
}

/** 0x80 to 0xFF of code page 852, the console's in Czech and Slovak Windows. */
const CP852 =
  'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č' +
  'áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐' +
  '└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀' +
  'ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0'

/**
 * Programs of the console write in its OEM code page; 852 when it is not known. Of others only ASCII is read: a folder with
 * an accent in its name then shows a gap.
 */
export const fromConsole = (bytes: Uint8Array, codePage = 852): string => {
  if (codePage === 65001) return Buffer.from(bytes).toString('utf8')
  const high = codePage === 852 ? CP852 : ''
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\xff]/g, (letter) => high[letter.charCodeAt(0) - 0x80] ?? '\ufffd')
}

/** Asks reg.exe. `undefined`: it could not be asked; an empty list: there is no such key. */
export async function queryRegistry(
  args: readonly string[],
  tools: { run: RunSystemProgram; env: Environment; oemCodePage?: number | undefined },
  signal: AbortSignal,
): Promise<readonly RegistryKey[] | undefined> {
  const answer = await tools.run(systemProgram('reg.exe', tools.env), ['query', ...args], signal)
  if (answer?.exitCode === undefined) return undefined
  return answer.exitCode === 0 ? parseRegistry(fromConsole(answer.output, tools.oemCodePage)) : []
}
