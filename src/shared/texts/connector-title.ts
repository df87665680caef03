import type { SetupWords } from './setup-words.cs'

const own = (words: Readonly<Record<string, string>>, id: string): string | undefined =>
  Object.hasOwn(words, id) ? words[id] : undefined

/** A connector's name for people; most are proper names, the same in every language. */
export const connectorTitle = ({ connectorTitles }: SetupWords, { id, title }: { id: string; title: string }): string =>
  own(connectorTitles, id) ?? title

/** How documents get there, in a sentence. */
export const connectorAbout = (words: SetupWords, id: string): string => own(words.connectorAbout, id) ?? ''
