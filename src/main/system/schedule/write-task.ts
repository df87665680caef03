import { create } from 'xmlbuilder2'
import { expectPlain, LIMIT_MINUTES, markOf, SCHEDULE_NAME, type SchedulePlan } from './plan'
import { NAMESPACE, type ReadTask, readTask, SYSTEM_SID } from './task-xml'
import { windowsWords } from './windows-words'

// A file of its own, loaded when a task is written or compared: xmlbuilder2 would cost each start a tenth of a second.

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

/** Our own task as it would be read back. */
export function wantedTask(plan: SchedulePlan): ReadTask {
  const wanted = readTask(taskXml(plan))
  if (!wanted) throw new Error('our own task can not be read')
  return wanted
}
