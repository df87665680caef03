import { SaxesParser } from 'saxes'
import { create } from 'xmlbuilder2'
import { expectPlain, LIMIT_MINUTES, markOf, SCHEDULE_NAME, type SchedulePlan } from './plan'
import { windowsWords } from './windows-words'

/** Namespace of the Task Scheduler 2.0 schema ([MS-TSCH], "Task Scheduler Schema" at learn.microsoft.com). */
const NAMESPACE = 'http://schemas.microsoft.com/windows/2004/02/mit/task'
/** LocalSystem. By SID: names of accounts are translated. */
const SYSTEM_SID = 'S-1-5-18'
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

/**
 * The task: at start-up and every N minutes without end, whether or not anyone is signed in, never twice at once, ended
 * after its limit, also on batteries, and made up for when its time was missed.
 *
 * `LogonType` has no value for LocalSystem in the schema (it is left out, as Windows itself does when it exports such a
 * task); `Password` is right for a service account and for a gMSA, whose password the domain gives. A `TimeTrigger` in the
 * past whose repetition has no duration repeats for ever. Throws `schedule-failed` for words that XML can't carry.
 */
export function taskXml(plan: SchedulePlan): string {
  const { account } = plan
  const document = create({ version: '1.0', encoding: 'UTF-16' }).ele(NAMESPACE, 'Task', { version: '1.2' })
  const registration = document.ele('RegistrationInfo')
  registration.ele('Date').txt(plan.installedAt.replace(/(\.\d+)?Z$/, ''))
  registration.ele('Author').txt('Business Integrator')
  registration.ele('Source').txt(SCHEDULE_NAME)
  registration.ele('Description').txt('B2B client of the Business Integrator: one synchronisation of documents.')
  registration.ele('Documentation').txt(markOf(plan))
  const triggers = document.ele('Triggers')
  const boot = triggers.ele('BootTrigger')
  boot.ele('Enabled').txt('true')
  // The network and the database of the information system come up after the scheduler.
  boot.ele('Delay').txt('PT2M')
  const timer = triggers.ele('TimeTrigger')
  const repetition = timer.ele('Repetition')
  repetition.ele('Interval').txt(`PT${plan.everyMinutes}M`)
  repetition.ele('StopAtDurationEnd').txt('false')
  timer.ele('StartBoundary').txt('2020-01-01T00:00:00')
  timer.ele('Enabled').txt('true')
  const principal = document.ele('Principals').ele('Principal', { id: 'Author' })
  principal.ele('UserId').txt(account.kind === 'system' ? SYSTEM_SID : expectPlain(account.name))
  if (account.kind !== 'system') principal.ele('LogonType').txt('Password')
  principal.ele('RunLevel').txt(account.kind === 'system' ? 'HighestAvailable' : 'LeastPrivilege')
  const settings = document.ele('Settings')
  for (const [name, value] of [
    ['MultipleInstancesPolicy', 'IgnoreNew'],
    ['DisallowStartIfOnBatteries', 'false'],
    ['StopIfGoingOnBatteries', 'false'],
    ['AllowHardTerminate', 'true'],
    ['StartWhenAvailable', 'true'],
    // The run itself says what is wrong with the network.
    ['RunOnlyIfNetworkAvailable', 'false'],
    ['AllowStartOnDemand', 'true'],
    ['Enabled', 'true'],
    ['Hidden', 'false'],
    ['RunOnlyIfIdle', 'false'],
    ['WakeToRun', 'false'],
    ['ExecutionTimeLimit', `PT${LIMIT_MINUTES}M`],
    ['Priority', '7'],
  ] as const)
    settings.ele(name).txt(value)
  const exec = document.ele('Actions', { Context: 'Author' }).ele('Exec')
  exec.ele('Command').txt(expectPlain(plan.program))
  exec.ele('Arguments').txt(windowsWords(plan.args.map(expectPlain)))
  return document.end({ prettyPrint: true })
}

/** As schtasks reads it: UTF-16, little endian, with its mark. */
export const taskXmlBytes = (plan: SchedulePlan): Buffer => Buffer.from(`\ufeff${taskXml(plan)}`, 'utf16le')

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

/** What of the task is not as `plan` would have it. Windows writes some values anew (`PT5M` as `PT5M`, `PT60M` as `PT1H`). */
export function taskDiffers(found: ReadTask, plan: SchedulePlan): string[] {
  const wanted = readTask(taskXml(plan))
  if (!wanted) throw new Error('our own task can not be read')
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
