import { SaxesParser } from 'saxes'
import { LIMIT_MINUTES, type SchedulePlan } from './plan'

/** Namespace of the Task Scheduler 2.0 schema ([MS-TSCH], "Task Scheduler Schema" at learn.microsoft.com). */
export const NAMESPACE = 'http://schemas.microsoft.com/windows/2004/02/mit/task'
/** LocalSystem. By SID: names of accounts are translated. */
export const SYSTEM_SID = 'S-1-5-18'
const MOST_CHARACTERS = 256 * 1024
const MOST_DEPTH = 24

/** Words of the whole computer's time, as the schema wants them. */
const DURATION = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/
export function minutesOf(duration: string): number | undefined {
  const found = DURATION.exec(duration)
  if (!found || duration === 'P' || duration.endsWith('T')) return undefined
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = found
  return Number(days) * 1440 + Number(hours) * 60 + Number(minutes) + Number(seconds) / 60
}

/** What of a task we look at. */
export interface ReadTask {
  source: string
  documentation: string
  userId: string
  logonType: string
  runLevel: string
  interval: string
  triggers: readonly string[]
  policy: string
  limit: string
  startWhenAvailable: string
  batteries: string
  enabled: string
  commands: readonly { command: string; args: string }[]
}

/**
 * `schtasks /Query /XML` says UTF-16 in its first line and, into a pipe, writes the console's code page: both are read. What
 * is not ASCII may come damaged then.
 */
export function decodeTask(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le')
  if (bytes[1] === 0 && bytes[3] === 0) return bytes.toString('utf16le')
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return bytes.toString('latin1').replace(/[\x80-\xff]/g, '\ufffd')
  }
}

/** Undefined: it is no task that can be read. Never throws; no DTD, no entities, nothing without end. */
export function readTask(text: string): ReadTask | undefined {
  const xml = text.trim()
  if (xml === '' || xml.length > MOST_CHARACTERS) return undefined
  const path: string[] = []
  const values = new Map<string, string>()
  const triggers: string[] = []
  const commands: { command: string; args: string }[] = []
  let content = ''
  const parser = new SaxesParser({ xmlns: true, position: false })
  const refuse = (why: string): never => {
    throw new Error(why)
  }
  parser.on('error', (error) => refuse(error.message))
  parser.on('doctype', () => refuse('document type'))
  parser.on('opentag', (tag) => {
    if (path.length >= MOST_DEPTH || tag.uri !== NAMESPACE) refuse('not a task')
    path.push(tag.local)
    content = ''
    if (path.length === 3 && path[1] === 'Triggers') triggers.push(tag.local)
    if (path.join('/') === 'Task/Actions/Exec') commands.push({ command: '', args: '' })
  })
  parser.on('text', (more) => {
    content += more
  })
  parser.on('cdata', (more) => {
    content += more
  })
  parser.on('closetag', () => {
    const where = path.join('/')
    const exec = commands.at(-1)
    if (where === 'Task/Actions/Exec/Command' && exec) exec.command = content.trim()
    else if (where === 'Task/Actions/Exec/Arguments' && exec) exec.args = content.trim()
    else if (!values.has(where)) values.set(where, content.trim())
    path.pop()
    content = ''
  })
  try {
    // The declaration says UTF-16, and this is text already.
    parser.write(xml.replace(/^\ufeff?<\?xml[^>]*\?>/, '')).close()
  } catch {
    return undefined
  }
  if (!values.has('Task')) return undefined
  const value = (where: string): string => values.get(`Task/${where}`) ?? ''
  return {
    source: value('RegistrationInfo/Source'),
    documentation: value('RegistrationInfo/Documentation'),
    userId: value('Principals/Principal/UserId'),
    logonType: value('Principals/Principal/LogonType'),
    runLevel: value('Principals/Principal/RunLevel'),
    interval: value('Triggers/TimeTrigger/Repetition/Interval'),
    triggers,
    policy: value('Settings/MultipleInstancesPolicy'),
    limit: value('Settings/ExecutionTimeLimit'),
    startWhenAvailable: value('Settings/StartWhenAvailable'),
    batteries: value('Settings/DisallowStartIfOnBatteries'),
    // Absent means true in the schema.
    enabled: value('Settings/Enabled') || 'true',
    commands,
  }
}

/** Equal, as far as a code page lets through: what is not ASCII on our side may be anything on the other. */
function sameText(found: string, wanted: string): boolean {
  if (found === wanted) return true
  if (/^[ -~]*$/.test(wanted)) return false
  const pattern = [...wanted].map((char) => (/[ -~]/.test(char) ? char.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : '[^ -~]{1,4}'))
  return new RegExp(`^${pattern.join('')}$`, 'u').test(found)
}

/** What of the task is not as `plan` would have it; `wanted`: our own task for it, read. Windows writes some values anew (`PT5M` as `PT5M`, `PT60M` as `PT1H`). */
export function taskDiffers(found: ReadTask, plan: SchedulePlan, wanted: ReadTask): string[] {
  const [one] = found.commands
  const [own] = wanted.commands
  const isSystem = plan.account.kind === 'system'
  const sameUser =
    // Windows turns the names of accounts into SIDs, which are not ours to look up.
    isSystem
      ? [SYSTEM_SID, 'SYSTEM', 'NT AUTHORITY\\SYSTEM'].includes(found.userId.toUpperCase())
      : found.userId !== '' && found.userId !== SYSTEM_SID
  const checks: readonly (readonly [string, boolean])[] = [
    ['command', found.commands.length === 1 && sameText(one?.command ?? '', own?.command ?? '')],
    ['arguments', sameText(one?.args ?? '', own?.args ?? '')],
    ['account', sameUser && (isSystem || found.logonType === wanted.logonType)],
    ['interval', minutesOf(found.interval) === plan.everyMinutes],
    ['triggers', [...found.triggers].sort().join() === [...wanted.triggers].sort().join()],
    ['limit', minutesOf(found.limit) === LIMIT_MINUTES],
    // IgnoreNew and `false` are the schema's defaults or ours; an export may leave defaults out.
    ['parallel', (found.policy || 'IgnoreNew') === wanted.policy],
    ['missed', found.startWhenAvailable === 'true'],
    ['batteries', found.batteries === 'false'],
    ['enabled', found.enabled === 'true'],
  ]
  return checks.flatMap(([name, same]) => (same ? [] : [name]))
}
