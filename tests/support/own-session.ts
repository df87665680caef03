import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const children: ChildProcess[] = []
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Starts a server that prints one line when it can be used, and gives that line. */
async function started(program: string, args: readonly string[]): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(child)
  const lines = createInterface({ input: child.stdout })
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => {
      throw new Error(`${program} has ended`)
    }),
  ])
  lines.close()
  // Nobody waits for them at the end of the tests.
  child.unref()
  return String(line)
}

/**
 * A display and a session bus for this worker of Playwright alone: trays, single instances and the focus of two programs under test
 * must not meet. The first worker has those that the whole run was started with (scripts/playwright.mjs).
 */
export async function ownSession(): Promise<void> {
  if (process.platform !== 'linux' || (process.env['TEST_PARALLEL_INDEX'] ?? '0') === '0') return
  process.env['DISPLAY'] =
    `:${await started('/usr/bin/Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'])}`
  process.env['DBUS_SESSION_BUS_ADDRESS'] = await started('/usr/bin/dbus-daemon', [
    '--session',
    '--nofork',
    '--nopidfile',
    '--print-address=1',
  ])
}
