/** Which calls a process makes to have something on its disk: counted by strace, where there is one. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { program } from './sync-world.mjs'

const SYNCS = ['fsync', 'fdatasync', 'sync_file_range']
const WRITES = ['write', 'writev', 'pwrite64', 'pwritev', 'pwritev2', 'ftruncate', 'rename', 'unlink']

/** Whether strace is there and may look at other processes. */
export const canTrace = () => spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0

/**
 * A worker under strace. `calls(from, to)`, after its end: syncs and writes of files in `folder` between two of its marks (`mark` in
 * `sync-channel.ts`). What goes into sockets and pipes has no path and does not count.
 */
export function traced(file, folder) {
  const out = join(folder, 'strace.out')
  const one = program(file, [], {
    under: ['strace', '-f', '-qq', '-y', '-s', '200', '-o', out, '-e', `trace=access,${[...SYNCS, ...WRITES].join()}`],
  })
  return {
    ...one,
    calls(from, to) {
      const text = readFileSync(out, 'utf8')
      const begin = text.indexOf(`/bench-mark-${from}"`)
      const end = text.indexOf(`/bench-mark-${to}"`)
      if (begin < 0 || end < begin) throw new Error(`strace saw no ${from} and ${to}`)
      // The second half of a call that was interrupted has no opening bracket after its name.
      const lines = text
        .slice(begin, end)
        .split('\n')
        .map((line) => ({ line, name: /^\d+ +(\w+)\(/.exec(line)?.[1] ?? '' }))
        .filter(({ line }) => line.includes(folder))
      const count = (names) => lines.filter(({ name }) => names.includes(name)).length
      return {
        syncs: count(SYNCS),
        writes: count(WRITES),
        first: lines.find(({ name }) => [...SYNCS, ...WRITES].includes(name))?.line,
      }
    },
  }
}
