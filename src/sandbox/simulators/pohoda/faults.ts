import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { holdLock } from './lock'
import { type Faults, faultsFile, readFaults, writeJson } from './state'

/** Takes one stroke of a fault, if it is set and not used up; durable before it strikes, so that a kill counts too. */
export async function strikes<K extends keyof Faults>(
  stateDir: string,
  name: K,
  matches: (value: NonNullable<Faults[K]>) => boolean = () => true,
): Promise<NonNullable<Faults[K]> | undefined> {
  if (!existsSync(faultsFile(stateDir))) return undefined
  const release = await holdLock(join(stateDir, 'faults.lock'))
  try {
    const faults = readFaults(stateDir)
    const fault = faults[name]
    if (fault === undefined || fault === false || !matches(fault as NonNullable<Faults[K]>)) return undefined
    if (!countDown(fault)) return undefined
    writeJson(faultsFile(stateDir), faults)
    return fault as NonNullable<Faults[K]>
  } finally {
    release()
  }
}

/** False when the fault has a count and it is used up; otherwise takes one. */
function countDown(fault: unknown): boolean {
  if (typeof fault !== 'object' || fault === null || !('times' in fault)) return true
  const counted = fault as { times: number }
  if (counted.times <= 0) return false
  counted.times -= 1
  return true
}

/** The refusal for a document of one of these names (the customer's order number, its text, a code), if one is set and not used up. */
export async function refusalOf(
  stateDir: string,
  names: readonly string[],
): Promise<{ errno: number; note: string } | undefined> {
  const fits = (one: { numberOrder?: string; regexp?: string; times?: number }): boolean =>
    (one.times === undefined || one.times > 0) &&
    names.some((name) => one.numberOrder === name || (one.regexp !== undefined && new RegExp(one.regexp).test(name)))
  let found: { errno: number; note: string } | undefined
  await strikes(stateDir, 'refuse', (list) => {
    const refusal = list.find(fits)
    if (refusal === undefined) return false
    countDown(refusal)
    found = { errno: refusal.errno ?? 103, note: refusal.note ?? 'Doklad nelze uložit. (simulator)' }
    return true
  })
  return found
}
