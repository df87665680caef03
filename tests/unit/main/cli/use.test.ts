import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerSchema } from '../../../../src/main/cli/answer'
import { runCli } from '../../../../src/main/cli/index'
import { startSandbox } from '../../../../src/sandbox/server'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bi-use-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const dataDir = () => join(folder, 'data')

async function use(
  args: readonly string[],
  env: NodeJS.ProcessEnv = { LANG: 'en_GB.UTF-8' },
  signal = new AbortController().signal,
) {
  const said = { stdout: '', stderr: '' }
  const into = (name: keyof typeof said) => ({
    write(text: string) {
      said[name] += text
    },
  })
  const code = await runCli([...args, '--data-dir', dataDir()], {
    stdout: into('stdout'),
    stderr: into('stderr'),
    env,
    signal,
    readStdin: async () => '',
  })
  return { code, ...said }
}

test.each<[string, string[]]>([
  ['Unknown command nonsense.', ['nonsense']],
  ['Give --once or --watch.', ['sync']],
  ['Give --once or --watch.', ['sync', '--once', '--watch']],
  ['Unknown option --nonsense.', ['sync', '--nonsense']],
  ['Unknown command nonsense.', ['documents', 'nonsense']],
  ['The argument id is missing.', ['documents', 'show']],
  ['The value 0 is not a whole number from 1 to 200.', ['documents', 'list', '--limit', '0']],
  ['The value 1e3 is not a whole number from 1 to 200.', ['documents', 'list', '--limit', '1e3']],
  ['The value nonsense is not allowed; choose from: received,', ['documents', 'list', '--state', 'imported,nonsense']],
  ['The options --state, --attention cannot be used together.', ['documents', 'list', '--state', 'imported', '--attention']],
  ['Guided set-up needs a terminal. Without one, give a file with --from.', ['setup']],
  ['The option --from <file> lacks its value.', ['setup', '--from']],
  ['The value 21 is not a whole number from 1 to 20.', ['test-orders', '21']],
  ['The value odd is not allowed; choose from: mixed, simple.', ['test-orders', '2', '--scenario', 'odd']],
  ['The value 65536 is not a whole number from 0 to 65535.', ['sandbox', '--data', 'x', '--port', '65536']],
  ['The value prices is not allowed; choose from: orders, delivery-notes,', ['sandbox', '--data', 'x', '--seed', 'prices=3']],
  ['The value many is not a whole number from 0 to 1000000.', ['sandbox', '--data', 'x', '--seed', 'invoices=many']],
  ['The value de is not allowed; choose from: cs, sk, en.', ['status', '--language', 'de']],
  ['There are too many arguments.', ['status', 'extra']],
])('wrong use ends with 2 and says: %s', async (sentence, args) => {
  // `--data-dir` comes last: an option that lacks its value must not swallow it.
  const plain = await use(args)
  expect(plain.code).toBe(2)
  expect(plain.stdout).toBe('')
  if (!args.includes('--from')) expect(plain.stderr).toContain(sentence)
  const json = await use([...args, '--json'])
  expect(json.stderr).toBe('')
  expect(json.stdout.trimEnd().split('\n')).toHaveLength(1)
  expect(answerSchema.parse(JSON.parse(json.stdout))).toMatchObject({ ok: false, exitCode: 2, problem: { code: 'usage' } })
  expect(existsSync(dataDir())).toBe(false)
})

test.each([
  [{ LANG: 'sk_SK.UTF-8' }, 'Neznámy príkaz'],
  [{ LANG: 'cs_CZ.UTF-8' }, 'Neznámý příkaz'],
  [{ LC_ALL: 'en_US.UTF-8', LANG: 'cs_CZ.UTF-8' }, 'Unknown command'],
  [{}, 'Neznámý příkaz'],
])('the language follows the environment: %j', async (env, words) => {
  expect((await use(['nonsense'], env)).stderr).toContain(words)
})

test('a sandbox has documents of each agenda that was asked for, and says whose Clients may be tried', async () => {
  const data = join(folder, 'central')
  const asked = ['--seed', '4', '--seed', 'delivery-notes=3', '--seed', 'stock-cards=2', '--faulty', '1']
  // It ends as soon as it has started.
  const { code, stdout } = await use(['sandbox', '--data', data, ...asked], undefined, AbortSignal.abort())
  expect(code).toBe(0)
  const answer = answerSchema.parse(JSON.parse(stdout))
  const sandbox = await startSandbox({ dataDir: data, port: 0 })
  try {
    const { supplier, buyer } = sandbox
    expect(answer).toMatchObject({ command: 'sandbox', keys: sandbox.keys, supplier, buyer })
    const counts: Record<string, number> = {}
    for (const { agenda } of sandbox.items()) counts[agenda] = (counts[agenda] ?? 0) + 1
    expect(counts).toEqual({ orders: 5, 'delivery-notes': 3, 'stock-cards': 2 })
  } finally {
    await sandbox.close()
  }
})
