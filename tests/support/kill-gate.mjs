/**
 * Loaded before the real program (`node --import`): reads its code, then waits for one byte on the standard input. So the
 * next client of a kill run boots while the present one works, and neither lock nor ledger is touched before its turn.
 */
import { readFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { pathToFileURL } from 'node:url'

const program = pathToFileURL(process.argv[1] ?? '')
// The code is most of the boot, and does nothing when it is only loaded.
for (const [, chunk] of readFileSync(program, 'utf8').matchAll(/from ?"(\.\/chunks\/[^"]+)"/g))
  await import(new URL(chunk ?? '', program).href)

const parent = new Socket({ fd: 0 })
// Whoever started this has gone: nobody would ever end a `--watch`.
parent.on('end', () => process.exit(0))
await new Promise((begin) => parent.once('data', begin))
parent.unref()
