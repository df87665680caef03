import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Language, languageSchema } from '../../shared/settings'
import { replaceFile } from '../system/atomic-file'

export const EARLY_LANGUAGE_FILE = 'language.json'

const MOST_BYTES = 1024
const fileSchema = z.object({ language: languageSchema })

/** The language that a person chose before there were settings to keep it in. Once there are, they alone count. */
export interface EarlyLanguage {
  /** Undefined: none was chosen, or the file can't be read. A preference is no reason to stop. */
  read(): Language | undefined
  /** Throws Failure `disk-full`, `folder-not-writable`. */
  write(language: Language): void
}

/**
 * A file of its own in the data folder: settings without address, key and connector would be half a set-up, which
 * everything else takes for a whole one.
 */
export function earlyLanguage(dataDir: string): EarlyLanguage {
  const path = join(dataDir, EARLY_LANGUAGE_FILE)
  return {
    read() {
      try {
        if (statSync(path).size > MOST_BYTES) return undefined
        return fileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data?.language
      } catch {
        return undefined
      }
    },
    write: (language) => replaceFile(path, `${JSON.stringify({ language })}\n`),
  }
}
