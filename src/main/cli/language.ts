import { Failure, problem } from '../../shared/failure'
import { type Language, languageSchema } from '../../shared/settings'
import { besideProgram } from '../settings/beside-program'
import { confStore } from '../settings/conf-store'
import { dataFolderPath } from '../settings/data-folder'
import { settingsFile } from '../settings/store'

const optionValue = (argv: readonly string[], option: string): string | undefined => {
  const at = argv.findIndex((word) => word === option || word.startsWith(`${option}=`))
  const word = argv[at]
  if (word === undefined) return undefined
  return word === option ? argv[at + 1] : word.slice(option.length + 1)
}

/**
 * The language must be known before the arguments are understood: the words of their refusal depend on it.
 * `--language`, else the settings, else as installed, else the environment (POSIX LC_ALL, LC_MESSAGES, LANG), else Czech.
 */
export function chooseLanguage(argv: readonly string[], env: NodeJS.ProcessEnv): Language {
  const asked = languageSchema.safeParse(optionValue(argv, '--language'))
  if (asked.success) return asked.data
  try {
    const settings = settingsFile(confStore(dataFolderPath(optionValue(argv, '--data-dir')))).read()
    if (settings) return settings.language
  } catch (error) {
    // The command itself will say what is wrong with the settings.
    if (!(error instanceof Failure)) throw error
  }
  const installed = besideProgram().language
  if (installed) return installed
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  const known = languageSchema.safeParse(locale.slice(0, 2).toLowerCase())
  return known.success ? known.data : 'cs'
}

export const usageFailure = (reason: string): Failure =>
  new Failure(problem('usage', { reason }), { effect: 'nothing', retry: false })
