import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fullTime } from '../../../shared/texts/time'
import { errorCode } from '../../system/atomic-file'
import { type Away, isAway, say, type Talk } from './talk'

const LARGEST_PEM_BYTES = 65_536

/** Asks for the certificate of the company's own authority until it is trusted, or the person goes away. */
export async function addAuthority(talk: Talk): Promise<'done' | Away> {
  const { check } = talk.texts
  for (;;) {
    const answer = await talk.ask({
      kind: 'text',
      label: check.authorityFile,
      help: check.authorityHelp,
      required: true,
      most: 1000,
    })
    if (isAway(answer)) return answer
    const pem = readPem(talk, resolve(String(answer.value)))
    if (pem === undefined) continue
    const added = await talk.attempt(() => {
      talk.surface.addAuthority(pem)
      return true
    })
    const known = talk.view().authority
    if (added && known)
      talk.say(say(check.authorityAdded, { subject: known.subject, validTo: fullTime(known.validTo, talk.language) }))
    if (added || talk.terminal.signal.aborted) return 'done'
  }
}

function readPem(talk: Talk, path: string): string | undefined {
  const { file } = talk.texts
  let content: Buffer
  try {
    if (statSync(path).size > LARGEST_PEM_BYTES) {
      talk.say(talk.tone('bad', say(file.tooLarge, { path })))
      return undefined
    }
    content = readFileSync(path)
  } catch (error) {
    talk.say(talk.tone('bad', say(file.unreadable, { path, code: errorCode(error) ?? '?' })))
    return undefined
  }
  const text = content.toString('latin1')
  // Windows exports certificates as bare DER, too.
  return text.includes('-----BEGIN') ? text : pemOf(content)
}

const pemOf = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`
