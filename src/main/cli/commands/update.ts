import { Failure, problem } from '../../../shared/failure'
import { fill } from '../../../shared/texts/format'
import { updateTexts } from '../../../shared/texts/update'
import type { UpdateView } from '../../../shared/update-state'
import { confStore } from '../../settings/conf-store'
import { ensureDataFolder } from '../../settings/data-folder'
import { settingsFile } from '../../settings/store'
import { updatesOfProgram } from '../../update/for-program'
import type { Updates } from '../../update/updates'
import type { Ending } from '../answer'
import type { CommandContext } from '../context'
import { exitCodes } from '../exit-codes'
import { facts } from '../table'

/** Updates of this program for the command line; `work` gets them, and they are closed after it. */
export async function withUpdates<T>(
  context: CommandContext,
  dataDir: string,
  work: (updates: Updates) => Promise<T> | T,
): Promise<T> {
  const updates = updatesOfProgram({
    dataDir,
    surface: 'cli',
    settings: () => settingsFile(confStore(dataDir)).read(),
    switches: context.io.program?.args ?? [],
    // The command runs no engine.
    release: async () => {},
  })
  try {
    return await work(updates)
  } finally {
    await updates.close()
  }
}

/** What is known of a newer version, as lines; nothing while there is none. */
export function updateLines({ offer, path, command }: UpdateView, context: CommandContext): string[] {
  const texts = updateTexts[context.language]
  if (!offer) return []
  return [
    fill(texts.available, { version: offer.version }),
    ...facts([
      [texts.address, offer.url],
      [texts.sha512, offer.sha512],
      ...(path === undefined ? [] : [[texts.file, path] as [string, string]]),
      ...(command === undefined ? [] : [[texts.command, command] as [string, string]]),
    ]),
  ]
}

function endingOf(view: UpdateView, context: CommandContext): Ending {
  const texts = updateTexts[context.language]
  const none = view.kind === 'off' ? texts.off : fill(texts.newest, { current: view.current })
  return {
    exitCode: exitCodes.ok,
    data: { update: view },
    lines: view.offer ? updateLines(view, context) : [none],
  }
}

async function fetchIt(updates: Updates, context: CommandContext): Promise<UpdateView> {
  const texts = updateTexts[context.language]
  const end = updates.onView(({ kind, offer, percent }) => {
    if (kind === 'downloading' && offer)
      context.progress(fill(texts.downloading, { version: offer.version, percent: percent ?? 0 }))
  })
  try {
    await updates.check()
    await updates.download()
    return updates.view()
  } finally {
    end()
    context.progressDone()
  }
}

export const checkUpdate = (context: CommandContext): Promise<Ending> =>
  withUpdates(context, ensureDataFolder(context.dataDir), async (updates) => {
    await updates.check()
    return endingOf(updates.view(), context)
  })

export const downloadUpdate = (context: CommandContext): Promise<Ending> =>
  withUpdates(context, ensureDataFolder(context.dataDir), async (updates) => endingOf(await fetchIt(updates, context), context))

/** Who gives this command has agreed to it; the package itself may still leave the act to an administrator. */
export const installUpdate = (context: CommandContext): Promise<Ending> =>
  withUpdates(context, ensureDataFolder(context.dataDir), async (updates) => {
    const texts = updateTexts[context.language]
    const view = await fetchIt(updates, context)
    if (!view.offer) return endingOf(view, context)
    const { version } = view.offer
    if (!view.installsItself) {
      const { command, form } = view
      const params = { version, form, ...(command === undefined ? {} : { command }) }
      const byHand = new Failure(problem('update-by-hand', params), { effect: 'nothing', retry: false })
      return { ...endingOf(view, context), exitCode: exitCodes.usage, problem: byHand.problem }
    }
    const end = updates.onView(({ waitsFor }) =>
      context.progress(
        waitsFor === undefined ? fill(texts.installing, { version }) : fill(texts.waiting, { version, by: waitsFor }),
      ),
    )
    try {
      await updates.install()
    } finally {
      end()
      context.progressDone()
    }
    return { exitCode: exitCodes.ok, data: { update: updates.view() }, lines: [fill(texts.installed, { version })] }
  })
