import { cronBlock, cronIds, cronRhythm, findBlock, withBlock } from './cron-lines'
import { accountText, type Found, type SchedulePlan, type Scheduler, scheduleFailed, scheduleForeign } from './plan'
import { type RunTool, wordsOf } from './run-tool'

export interface CronTools {
  crontab: string
  run: RunTool
  userName: string
  isRoot: boolean
}

/** Whose crontab: only root may take another account's. */
const userOf = ({ account }: Pick<SchedulePlan, 'account'>, tools: CronTools): string | undefined =>
  account.kind === 'system' || account.name === tools.userName ? undefined : account.name

export function cronScheduler(tools: CronTools): Scheduler {
  const forUser = (user: string | undefined): string[] => (user === undefined ? [] : ['-u', user])
  const name = (user: string | undefined): string => `crontab (${user ?? tools.userName})`

  async function present(user: string | undefined): Promise<string> {
    const answer = await tools.run(tools.crontab, [...forUser(user), '-l'])
    if (answer?.exitCode === 0) return answer.stdout.toString('utf8')
    // Anything else than "there is none" must not be taken for an empty one: it would be written over.
    if (answer?.exitCode === 1 && /no crontab for/i.test(answer.stderr.toString('latin1'))) return ''
    throw scheduleFailed(name(user), wordsOf(answer))
  }
  async function write(user: string | undefined, text: string): Promise<void> {
    const args = text.trim() === '' ? ['-r'] : ['-']
    const answer = await tools.run(tools.crontab, [...forUser(user), ...args], args[0] === '-' ? { input: text } : {})
    if (answer?.exitCode !== 0) throw scheduleFailed(name(user), wordsOf(answer))
  }
  /** Root's own first, then the account that the data folder belongs to. */
  async function holders(like: Pick<SchedulePlan, 'account'>): Promise<{ user: string | undefined; text: string }[]> {
    const users = [...new Set([userOf(like, tools), undefined])]
    return Promise.all(users.map(async (user) => ({ user, text: await present(user) })))
  }

  const read = async (id: string, like: SchedulePlan): Promise<Found> => {
    for (const { user, text } of await holders(like)) {
      const block = findBlock(text, id)
      if (block === undefined) continue
      if (block === 'damaged' || !block.mark) return { is: 'foreign', name: name(user) }
      const { mark, lines } = block
      const wanted = cronBlock({ ...like, ...mark })
      const same = wanted.length === lines.length && wanted.every((line, at) => line === lines[at])
      return {
        is: 'ours',
        mark,
        installed: {
          name: name(user),
          everyMinutes: cronRhythm(mark.everyMinutes).everyMinutes,
          account: accountText(mark.account, tools.userName),
          installedAt: mark.installedAt,
          command: lines.at(-2) ?? '',
          enabled: true,
          differs: same ? [] : ['lines'],
        },
      }
    }
    return { is: 'nothing' }
  }

  return {
    kind: 'cron',
    async install(plan) {
      const user = userOf(plan, tools)
      const lines = cronBlock(plan)
      const text = await present(user)
      const block = findBlock(text, plan.id)
      if (block === 'damaged' || (block && !block.mark)) throw scheduleForeign(name(user))
      await write(user, withBlock(text, plan.id, lines))
    },
    read,
    async remove(id, like) {
      let removed = false
      for (const { user, text } of await holders(like)) {
        const block = findBlock(text, id)
        if (block === undefined) continue
        if (block === 'damaged' || !block.mark) throw scheduleForeign(name(user))
        await write(user, withBlock(text, id, undefined))
        removed = true
      }
      return removed
    },
    // Cron starts nothing out of turn; at every minute or so it does.
    start: async () => false,
    ids: async (like) => [...new Set((await holders(like)).flatMap(({ text }) => cronIds(text)))],
  }
}
