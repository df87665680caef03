/**
 * The packed program of this computer, for tests: `artifacts/package/linux-unpacked`, hardened as it ships, and `driven`, a
 * copy whose only difference is the one switch that Playwright needs. Packed anew only when what goes in has changed.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { ensureElectron } from '../electron-runtime.mjs'
import { runBuilder } from './builder.mjs'
import { writeNotices } from './notices.mjs'

const root = resolve(import.meta.dirname, '../..')
export const stage = join(root, 'artifacts/package')
export const packed = join(stage, 'linux-unpacked')
export const driven = join(stage, 'driven')
const PROGRAM = 'bi-client-desktop'

/** Packs what was built, together with installers (`targets`) when asked for. Linux only. Returns Electron's version. */
export async function ensurePacked(targets = [], set = {}) {
  const version = await ensureElectron()
  const stamp = join(stage, 'stamp')
  const wanted = hashOfInput(version)
  const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(join(driven, PROGRAM))
  const common = { platform: 'linux', dist: join('.electron', 'dist'), version, output: relative(root, stage), set }
  if (fresh) {
    if (targets.length > 0) runBuilder({ ...common, targets, more: ['--prepackaged', packed] })
    return version
  }
  rmSync(stage, { recursive: true, force: true })
  writeNotices({ root, folder: join(root, 'release/notices'), electronVersion: version })
  runBuilder({ ...common, targets: targets.length > 0 ? targets : ['dir'] })
  await makeDriven()
  writeFileSync(stamp, wanted)
  return version
}

/** Hard links: it is a quarter of a gigabyte. Only the executable is a file of its own, since it is changed. */
async function makeDriven() {
  execFileSync('cp', ['-al', packed, driven])
  const program = join(driven, PROGRAM)
  mkdirSync(join(driven, '.own'))
  copyFileSync(join(packed, PROGRAM), join(driven, '.own', PROGRAM))
  renameSync(join(driven, '.own', PROGRAM), program)
  rmSync(join(driven, '.own'), { recursive: true })
  await flipFuses(program, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true })
}

function hashOfInput(version) {
  const hash = createHash('sha256').update(version)
  const add = (path) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else hash.update(relative(root, path)).update(readFileSync(path))
  }
  for (const path of ['out', 'assets', 'electron-builder.yml', 'package.json', 'package-lock.json', 'LICENSE', 'scripts/package'])
    add(join(root, path))
  return hash.digest('hex')
}
