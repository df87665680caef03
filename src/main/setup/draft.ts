import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, problem } from '../../shared/failure'
import { type SetupState, setupStateSchema } from '../../shared/setup-state'
import { errorCode, replaceFile } from '../system/atomic-file'

export const SETUP_FILE = 'setup.json'
const MOST_BYTES = 4 * 1024 * 1024

/** How far setting up has got, kept after each step. Without secrets: these lie in `secrets.json`. */
export interface SetupDraft {
  readonly path: string
  /**
   * Undefined: nobody has begun. Throws Failure `settings-invalid` for a file that can't be read: it is left as it is, since a fresh
   * start would lose the registration and the evidence.
   */
  read(): SetupState | undefined
  /** Whole and durable, or nothing. Throws Failure `disk-full`, `folder-not-writable`. */
  write(state: SetupState): void
}

export function setupDraft(dataDir: string): SetupDraft {
  const path = join(dataDir, SETUP_FILE)
  const invalid = (reason: string, cause?: unknown): Failure =>
    new Failure(problem('settings-invalid', { path, reason }), { effect: 'nothing', retry: false, cause })
  return {
    path,
    read() {
      let text: string
      try {
        if (statSync(path).size > MOST_BYTES) throw invalid('too large')
        text = readFileSync(path, 'utf8')
      } catch (error) {
        if (error instanceof Failure) throw error
        if (errorCode(error) === 'ENOENT') return undefined
        throw invalid(errorCode(error) ?? String(error), error)
      }
      let value: unknown
      try {
        value = JSON.parse(text)
      } catch (error) {
        throw invalid('JSON', error)
      }
      const parsed = setupStateSchema.safeParse(value)
      if (parsed.success) return parsed.data
      // Places only: an entry may be personal.
      throw invalid(
        parsed.error.issues
          .slice(0, 5)
          .map((issue) => `${issue.path.join('.')}: ${issue.code}`)
          .join('; '),
      )
    },
    write: (state) => replaceFile(path, `${JSON.stringify(setupStateSchema.parse(state), undefined, 2)}\n`),
  }
}
