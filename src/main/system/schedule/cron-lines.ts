import { expectPlain, markOf, readMark, SCHEDULE_NAME, type ScheduleMark, type SchedulePlan, scheduleFailed } from './plan'

/** Vixie cron reads a command of at most 998 characters. */
const MOST_LINE = 990

/** One word for `/bin/sh`. */
const shellWord = (word: string): string => `'${word.replaceAll("'", `'"'"'`)}'`

/**
 * The command of a crontab line. An unescaped `%` would end it there. What a backslash before a backslash means differs
 * between crons, so a word with one is refused. Throws `schedule-failed`.
 */
export function cronCommand(words: readonly string[]): string {
  for (const word of words) if (expectPlain(word).includes('\\')) throw scheduleFailed(word, 'backslash')
  return words.map(shellWord).join(' ').replaceAll('%', '\\%')
}

/**
 * How often cron can do what is asked for: each N minutes where N divides the hour, each N hours where N divides the day.
 * Else the next shorter one. `everyMinutes`: what it comes to.
 */
export function cronRhythm(everyMinutes: number): { fields: string; everyMinutes: number } {
  const fits = (n: number, whole: number): boolean => whole % n === 0
  for (let n = everyMinutes; n > 0; n--) {
    if (n < 60 && fits(n, 60)) return { fields: n === 1 ? '* * * * *' : `*/${n} * * * *`, everyMinutes: n }
    if (n % 60 === 0 && fits(n / 60, 24)) {
      const hours = n / 60
      return { fields: hours === 24 ? '0 0 * * *' : hours === 1 ? '0 * * * *' : `0 */${hours} * * *`, everyMinutes: n }
    }
  }
  return { fields: '* * * * *', everyMinutes: 1 }
}

const begin = (id: string): string => `# BEGIN ${SCHEDULE_NAME}${id === '' ? '' : ` ${id}`}`
const end = (id: string): string => `# END ${SCHEDULE_NAME}${id === '' ? '' : ` ${id}`}`

/** The block: at start-up, and then again and again. What the run has to say lies in its log and in the system's. */
export function cronBlock(plan: SchedulePlan): string[] {
  const command = `${cronCommand([plan.program, ...plan.args])} >/dev/null 2>&1`
  const lines = [
    begin(plan.id),
    `# ${markOf(plan)}`,
    // The network comes up after cron.
    `@reboot sleep 120; ${command}`,
    `${cronRhythm(plan.everyMinutes).fields} ${command}`,
    end(plan.id),
  ]
  if (lines.some((line) => line.length > MOST_LINE)) throw scheduleFailed('crontab', `line over ${MOST_LINE} characters`)
  return lines
}

export interface CrontabBlock {
  lines: readonly string[]
  mark: ScheduleMark | undefined
}

/** Ours in a crontab; `damaged`: it begins and does not end, or more than once. */
export function findBlock(crontab: string, id: string): CrontabBlock | undefined | 'damaged' {
  const lines = crontab.split('\n')
  const from = lines.indexOf(begin(id))
  const to = lines.indexOf(end(id))
  if (from < 0 && to < 0) return undefined
  if (from < 0 || to < from || lines.indexOf(begin(id), from + 1) >= 0 || lines.indexOf(end(id), to + 1) >= 0) return 'damaged'
  const block = lines.slice(from, to + 1)
  return { lines: block, mark: readMark((block[1] ?? '').replace(/^# /, '')) }
}

/** The crontab with the block put in, replaced or taken out; every other line stays byte for byte. */
export function withBlock(crontab: string, id: string, block: readonly string[] | undefined): string {
  const lines = crontab.split('\n')
  const from = lines.indexOf(begin(id))
  const to = lines.indexOf(end(id))
  if (from >= 0 && to >= from) {
    lines.splice(from, to - from + 1, ...(block ?? []))
    return lines.join('\n')
  }
  if (!block) return crontab
  return `${crontab}${crontab === '' || crontab.endsWith('\n') ? '' : '\n'}${block.join('\n')}\n`
}

export const cronIds = (crontab: string): string[] =>
  crontab
    .split('\n')
    .flatMap((line) => (line.startsWith(begin('')) ? [line.slice(begin('').length).trim()] : []))
    .filter((id) => /^([0-9a-f]{8})?$/.test(id))
