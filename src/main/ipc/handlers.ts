import type { Client } from '../client'
import type { AppInfoKeeper } from '../shell/app-info'
import type { Handlers } from './answer-call'

/** The window's calls, a line for each; an action's own result stays here, its effect comes as a pushed state. */
export const clientHandlers = (client: Client, info: Pick<AppInfoKeeper, 'setLanguage'>): Handlers => ({
  syncNow: () => silent(client.syncNow()),
  setPaused: ({ paused }) => silent(client.setPaused(paused)),
  setLanguage: ({ language }) => silent(info.setLanguage(language)),
  listDocuments: (query) => client.listDocuments(query),
  showDocument: ({ itemId }) => client.showDocument(itemId),
  retryDocument: ({ itemId }) => silent(client.retryDocument(itemId)),
})

async function silent(action: unknown): Promise<undefined> {
  await action
}
