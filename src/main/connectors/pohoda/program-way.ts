import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Failure, problem } from '../../../shared/failure'
import type { ConnectorTools } from '../connector'
import { NotStarted, type ProgramRun, runProgram } from '../wrap/run-program'
import { encodeWindows1250 } from '../wrap/windows-1250'
import { writeDurably } from '../wrap/write-durably'
import { mayGrow, readAnswer } from './answer'
import { asQuestion } from './as-question'
import type { Asked, AskPohoda } from './ask'
import { exchangeFolder, exchangeName, folderFailure } from './exchange'
import { endsWhole, listFolder, pieces } from './list-file'
import type { ListPohoda } from './read-stock'
import type { ResponsePack } from './response'

/** POHODA may write the answer a moment after its process has ended. */
const LATE_ANSWER_MS = 1000
const POLL_MS = 50

/** What starting POHODA needs of a connector's settings. */
export interface ProgramAccess {
  program?: string | undefined
  programArguments: readonly string[]
  user: string
  password: string
  database: string
  timeoutSeconds: number
}

/** The ini file that tells POHODA what to import. Windows-1250, as Windows' own profile files are read by the ANSI code page. */
const iniBytes = (files: { request: string; response: string }, database: string, checkDuplicity: boolean): Buffer =>
  encodeWindows1250(
    [
      '[XML]',
      `input_xml=${files.request}`,
      `response_xml=${files.response}`,
      `database=${database}`,
      // Its default is off. A look-up needs none: repeated, it would count as a duplicate.
      `check_duplicity=${checkDuplicity ? '1' : '0'}`,
      'format_output=0',
      '',
    ].join('\r\n'),
  )

const startFailure = (error: NotStarted, program: string): Failure =>
  new Failure(problem('is-not-found', { path: program }, error.code), { effect: 'nothing', retry: false, cause: error })

/** A wrapper, or a program that can't start, may repeat its command line; the output came in whatever code page it writes. */
const withoutPassword = (output: string, password: string): string => {
  if (password === '') return output
  const forms = [
    password,
    ...[Buffer.from(password, 'utf8'), encodeWindows1250(password)].map((bytes) => bytes.toString('latin1')),
  ]
  return forms.reduce((rest, form) => rest.replaceAll(form, '***'), output)
}

const noAnswer = (run: ProgramRun, { timeoutSeconds, password }: ProgramAccess): Failure =>
  run.killed === 'timeout'
    ? new Failure(problem('is-timeout', { seconds: String(timeoutSeconds) }), { effect: 'unknown', retry: true })
    : new Failure(
        problem('is-no-answer', { exitCode: String(run.exitCode ?? '') }, withoutPassword(run.output.trim(), password)),
        {
          effect: 'unknown',
          retry: true,
        },
      )

const awaitAnswer = async (path: string): Promise<ResponsePack | undefined> => {
  const giveUpAt = performance.now() + LATE_ANSWER_MS
  for (;;) {
    try {
      const size = await stat(path).then(
        (found) => found.size,
        () => 0,
      )
      const answer = size > 0 ? await readAnswer(path) : undefined
      if (answer) return answer
      if (performance.now() > giveUpAt) return undefined
    } catch (error) {
      if (!mayGrow(error) || performance.now() > giveUpAt) throw error
    }
    await wait(POLL_MS)
  }
}

/** The same of an answer that is not read here; whether one without an end is cut, its reading will tell. */
const awaitFile = async (path: string): Promise<true | undefined> => {
  const giveUpAt = performance.now() + LATE_ANSWER_MS
  while (!(await endsWhole(path))) {
    if (performance.now() > giveUpAt)
      return stat(path).then(
        ({ size }) => size > 0 || undefined,
        () => undefined,
      )
    await wait(POLL_MS)
  }
  return true
}

/** POHODA's command line: `Pohoda.exe /XML user password file.ini`. */
export interface ProgramWay {
  ask: AskPohoda
  list: ListPohoda
}

/** One run at a time: two on one database stand in each other's way. */
export const programWay = (settings: ProgramAccess, tools: ConnectorTools): ProgramWay => {
  let last: Promise<unknown> = Promise.resolve()

  /** Has POHODA answer `pack` into a file, and takes the answer from there by `take`; undefined: there is none. */
  const run = async <T>(
    { kind, pack }: Asked,
    signal: AbortSignal,
    take: (response: string) => Promise<T | undefined>,
  ): Promise<{ answer: T; files: { request: string; response: string } }> => {
    if (signal.aborted) throw new Failure(problem('is-closed'), { effect: 'nothing', retry: true })
    const program = settings.program ?? ''
    const folder = await (kind === 'list' ? listFolder : exchangeFolder)(tools.dataDir, tools.clock).catch((error) => {
      throw folderFailure(tools.dataDir, error)
    })
    const base = join(folder, exchangeName(kind, tools.clock))
    const files = { request: `${base}.request.xml`, response: `${base}.response.xml` }
    const ini = `${base}.ini`
    try {
      await writeDurably(files.request, pack)
      await writeDurably(ini, iniBytes(files, settings.database, kind === 'import'))
    } catch (error) {
      throw folderFailure(folder, error)
    }
    const started = tools.clock.monotonicMs()
    try {
      const ended = await runProgram(program, [...settings.programArguments, '/XML', settings.user, settings.password, ini], {
        timeoutMs: settings.timeoutSeconds * 1000,
        signal,
      }).catch((error: unknown) => {
        throw error instanceof NotStarted ? startFailure(error, program) : error
      })
      // Its exit code says nothing about the import; only the answer does.
      const answer = await take(files.response)
      tools.log.info('POHODA ended', {
        kind,
        exitCode: ended.exitCode,
        killed: ended.killed,
        answered: answer !== undefined,
        durationMs: Math.round(tools.clock.monotonicMs() - started),
        request: files.request,
      })
      if (answer === undefined) throw noAnswer(ended, settings)
      return { answer, files }
    } finally {
      await rm(ini, { force: true }).catch(() => {})
    }
  }

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }

  return {
    ask: (asked, signal) => inTurn(async () => (await run(asked, signal, awaitAnswer)).answer),
    async *list(pack, signal) {
      const { files } = await inTurn(() => run({ kind: 'list', pack }, signal, awaitFile)).catch((error) => {
        throw asQuestion(error)
      })
      yield* pieces(files.response, signal)
      // Read to its end and understood: a list is no evidence of anything, and it may be large.
      await Promise.all(Object.values(files).map((file) => rm(file, { force: true }).catch(() => {})))
    },
  }
}
