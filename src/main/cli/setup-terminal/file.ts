import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { setupFileTexts } from '../../../shared/texts/setup-files'
import { replaceFile } from '../../system/atomic-file'
import { type Away, isAway, say, type Talk } from './talk'

/** Asks for a file and writes it there, readable for this account only. What stands there is replaced only after a yes. */
export async function saveFile(talk: Talk, what: 'survey' | 'test-orders', content: () => string): Promise<'done' | Away> {
  const { file: texts } = talk.texts
  const names = setupFileTexts[talk.language]
  const name = what === 'survey' ? `${names.surveyFile}.html` : `${names.testOrdersFile}.csv`
  for (;;) {
    const answer = await talk.ask({ kind: 'text', label: texts.ask, required: true, present: resolve(name), most: 1000 })
    if (isAway(answer)) return answer
    const path = resolve(String(answer.value))
    if (existsSync(path)) {
      const sure = await talk.sure(say(texts.exists, { path }))
      if (isAway(sure)) return sure
      if (!sure) continue
    }
    const saved = await talk.attempt(() => {
      replaceFile(path, content())
      return true
    })
    if (saved) talk.say(say(texts.saved, { path }), ...(what === 'survey' ? [texts.printHint] : []))
    if (saved || talk.terminal.signal.aborted) return 'done'
  }
}
