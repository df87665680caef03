import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { NotStarted, runProgram } from '../../../../../src/main/connectors/wrap/run-program'

const folder = mkdtempSync(join(tmpdir(), 'bi-run-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const script = (name: string, code: string): string => {
  const path = join(folder, name)
  writeFileSync(path, code)
  return path
}
const options = { timeoutMs: 10_000, signal: new AbortController().signal }
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    // A zombie that nobody reaped has ended too.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('running a program', () => {
  it('hands each argument over as one, whatever is in it, and no shell reads it', async () => {
    const args = ['a b', '"q"', '$(touch x)', '; exit 9', 'č→', '', '%PATH%', '*']
    const echo = script('echo.cjs', 'process.stdout.write(JSON.stringify(process.argv.slice(2)))')
    const run = await runProgram(process.execPath, [echo, ...args.map((arg) => encodeURIComponent(arg)), ...args], options)
    expect(run).toMatchObject({ exitCode: 0, killed: undefined })
    const given = JSON.parse(Buffer.from(run.output, 'latin1').toString('utf8')) as string[]
    expect(given.slice(args.length)).toEqual(args)
  })

  it('gives standard input, an environment of its own, and standard output apart from error', async () => {
    const echo = script(
      'input.cjs',
      `process.stderr.write('noise')
       const given = require('node:fs').readFileSync(0, 'utf8')
       process.stdout.write(JSON.stringify([given.length, given.slice(-2), process.env.ONLY, process.env.SECRET_OF_OURS]))`,
    )
    process.env['SECRET_OF_OURS'] = 'never'
    const input = Buffer.from(`${'x'.repeat(300_000)}č→`)
    const run = await runProgram(process.execPath, [echo], { ...options, input, env: { ONLY: 'this' }, maxAnswerBytes: 1000 })
    delete process.env['SECRET_OF_OURS']
    expect(JSON.parse(run.answer?.toString('utf8') ?? '')).toEqual([300_002, 'č→', 'this', null])
  })

  it('is not disturbed by a program that does not read its input, nor by an endless answer', async () => {
    const deaf = script('deaf.cjs', `process.stdout.write('x'.repeat(100_000)); process.stdin.destroy()`)
    const input = Buffer.alloc(3_000_000, 'y')
    const run = await runProgram(process.execPath, [deaf], { ...options, input, maxAnswerBytes: 1000 })
    expect(run).toMatchObject({ exitCode: 0, answer: undefined })
  })

  it.each(['/nowhere/Pohoda.exe', 'node', folder])('says that nothing was started: %s', async (program) => {
    await expect(runProgram(program, [], options)).rejects.toThrow(NotStarted)
  })

  it('kills the whole tree when the time is over', async () => {
    const pidFile = join(folder, 'grandchild.pid')
    const parent = script(
      'parent.cjs',
      `const { spawn } = require('node:child_process')
       const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
       require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(child.pid))
       setInterval(() => {}, 1000)`,
    )
    const run = await runProgram(process.execPath, [parent], { ...options, timeoutMs: 1500 })
    expect(run.killed).toBe('timeout')
    expect(existsSync(pidFile)).toBe(true)
    const grandchild = Number(readFileSync(pidFile, 'utf8'))
    await expect.poll(() => alive(grandchild)).toBe(false)
  })

  it('keeps only the first part of a flood of output', async () => {
    const flood = script('flood.cjs', "process.stdout.write('x'.repeat(5_000_000))")
    const run = await runProgram(process.execPath, [flood], options)
    expect(run.output.length).toBeLessThanOrEqual(64 * 1024)
    expect(run.exitCode).toBe(0)
  })

  it('lets a running program end by itself after an abort', async () => {
    const stop = new AbortController()
    const brief = script('brief.cjs', "setTimeout(() => { process.stdout.write('done') }, 500)")
    const run = runProgram(process.execPath, [brief], { ...options, signal: stop.signal })
    stop.abort()
    expect(await run).toMatchObject({ exitCode: 0, killed: undefined, output: 'done' })
  })
})
