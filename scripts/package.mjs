#!/usr/bin/env node
/**
 * `npm run package [-- --verify] [-- --release] [-- --only deb,rpm]`: builds what this computer can into `release/`, and
 * says for each other package why not and where it is built. Packages that are no release carry TEST in their names.
 * `--release` (the release workflow): Electron's official build and the publisher's address, or nothing; on Windows
 * also a signature. `--verify` tries all of them instead (scripts/package-test.mjs --all).
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { bootstrap } from './bootstrap.mjs'

const root = resolve(import.meta.dirname, '..')
const output = join(root, 'release')
const { values: asked } = parseArgs({
  options: { verify: { type: 'boolean' }, release: { type: 'boolean' }, only: { type: 'string' } },
})
if (asked.verify) {
  execFileSync(process.execPath, [join(root, 'scripts/package-test.mjs'), '--all'], { cwd: root, stdio: 'inherit' })
  process.exit()
}

await bootstrap({ packaging: process.platform === 'linux' ? ['AppImage', 'rpm', 'tar.gz'] : [] })
const { ensureElectron } = await import('./electron-runtime.mjs')
const { canDownload, officialElectron, plan, standIns } = await import('./package/machine.mjs')
const { runBuilder } = await import('./package/builder.mjs')
const { writeNotices } = await import('./package/notices.mjs')

const version = await ensureElectron()
const official = version === officialElectron(root)
const online = await canDownload()
if (asked.release) refuseUnfit()

const only = asked.only?.split(',')
const rows = plan({ platform: process.platform, official, online, standIn: standIns() }).map((row) =>
  row.build && only && !only.includes(row.target) ? { ...row, build: false, why: 'was not asked for' } : row,
)

execFileSync(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], {
  cwd: root,
  stdio: 'inherit',
})
rmSync(output, { recursive: true, force: true })
const parts = writeNotices({ root, folder: join(output, 'notices'), electronVersion: version })
console.log(`package: ${parts.length} parts of others are in it; licences and bill of materials are written`)

const targets = rows.filter((row) => row.build).map((row) => row.target)
const platform = process.platform === 'win32' ? 'win' : 'linux'
if (targets.length > 0)
  runBuilder({
    platform,
    targets,
    dist: join('.electron', 'dist'),
    version,
    output: 'release',
    online,
    set: {
      ...(official && online ? {} : testNames()),
      ...(asked.release && platform === 'win' ? { forceCodeSigning: true } : {}),
    },
  })

const made = existsSync(output) ? readdirSync(output).filter((name) => /\.(AppImage|deb|rpm|tar\.gz|msi|zip)$/.test(name)) : []
await writeSums(made)
report(made)

/** A package that was not made of official parts says so in its name. Compressed quickly: nobody downloads it. */
function testNames() {
  const test = (more = '') => `\${name}-\${version}-TEST${more}-\${os}-\${arch}.\${ext}`
  return {
    artifactName: test(),
    ...(online ? {} : { 'appImage.artifactName': test('-stand-in-runtime') }),
    'deb.compression': 'zst',
    'rpm.compression': 'gzip',
  }
}

function refuseUnfit() {
  const wrong = [
    ...(official ? [] : [`Electron ${version} is not the official build of ${officialElectron(root)}`]),
    ...(online ? [] : ["electron-builder's own tools can't be downloaded"]),
    ...(process.env.BI_PUBLISHER_URL && process.env.BI_PUBLISHER_EMAIL
      ? []
      : ['the publisher is not named: set BI_PUBLISHER_URL and BI_PUBLISHER_EMAIL']),
    ...(process.platform !== 'win32' || process.env.CSC_LINK || process.env.WIN_CSC_LINK
      ? []
      : ['there is no certificate to sign with: set CSC_LINK and CSC_KEY_PASSWORD']),
  ]
  if (wrong.length === 0) return
  console.error(`package: no release can be made here:\n  ${wrong.join('\n  ')}`)
  process.exit(1)
}

/** The form that `sha256sum --check` reads. */
async function writeSums(names) {
  if (names.length === 0) return
  const lines = []
  for (const name of names.sort()) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(join(output, name)), hash)
    lines.push(`${hash.digest('hex')}  ${name}\n`)
  }
  mkdirSync(output, { recursive: true })
  writeFileSync(join(output, `SHA256SUMS-${platform}.txt`), lines.join(''))
}

function report(names) {
  console.log('\nmade:')
  for (const name of names) console.log(`  ${name}  ${(statSync(join(output, name)).size / 2 ** 20).toFixed(0)} MB`)
  for (const { target, why } of rows.filter((row) => row.build && row.why)) console.log(`  ${target}: ${why}`)
  if (!online && names.some((name) => name.endsWith('.AppImage')))
    console.log('  AppImage: its runtime is a stand-in that needs unsquashfs; for tests only')
  console.log('not made here:')
  for (const { target, why } of rows.filter((row) => !row.build)) console.log(`  ${target}: ${why}`)
  if (names.length < targets.length) {
    console.error(`package: ${targets.length} packages were to be made, ${names.length} are there`)
    process.exit(1)
  }
}
