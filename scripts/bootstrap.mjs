#!/usr/bin/env node
/**
 * Makes a fresh clone ready: checks Node, installs the packages of package-lock.json, and on Debian as root the system
 * packages that a window needs. Plain Node, nothing from node_modules: this runs before there is any.
 * Does nothing when all is there. `--with-display`: also what tests and windows need from the system.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(fileURLToPath(new URL('..', import.meta.url)))
const OLDEST_NODE = [20, 19]
const say = (text) => console.log(`set-up: ${text}`)

/** What Electron, its tests without a screen, and the XML checks need. A choice `a|b`: the name changed between releases. */
const debianPackages = [
  'xvfb',
  'xauth',
  'libgtk-3-0|libgtk-3-0t64',
  'libnss3',
  'libasound2|libasound2t64',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0|libatk-bridge2.0-0t64',
  'dbus',
  'dbus-x11',
  'libxml2-utils',
  'fonts-dejavu-core',
  // Hosts the tray and the terminals of the tests.
  'python3',
  'python3-dbus',
  'python3-gi',
]

/** What packing and trying packages needs besides, by package (scripts/package). */
const packagingPackages = {
  AppImage: ['squashfs-tools', 'desktop-file-utils'],
  // What the package itself depends on, so that dpkg alone can install it.
  deb: [
    'libnotify4',
    'libxtst6',
    'xdg-utils',
    'libatspi2.0-0|libatspi2.0-0t64',
    'libuuid1',
    'libsecret-1-0',
    'desktop-file-utils',
    // What starts the installed client where no systemd runs.
    'cron',
  ],
  rpm: ['rpm'],
  'tar.gz': ['p7zip-full'],
  msi: ['msitools', 'wixl', 'wine64', 'wine', 'gcc-mingw-w64-x86-64-win32'],
}

/** Sets everything up. `packaging`: names of packages to be made or tried. Ends the process with a sentence where it can't go on. */
export async function bootstrap({ withDisplay = false, packaging = [] } = {}) {
  checkNode()
  ensurePackages()
  const more = packaging.flatMap((name) => packagingPackages[name] ?? [])
  if (withDisplay || more.length > 0) ensureSystemPackages([...(withDisplay ? debianPackages : []), ...more])
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  fail(`Node ${process.versions.node} is too old: this project needs ${OLDEST_NODE.join('.')} or newer (https://nodejs.org).`)
}

function ensurePackages() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  // Native packages differ by system: a folder carried over from another one is stale.
  const wanted = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
  const stamp = join(root, 'node_modules', '.bootstrap-stamp')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  if (!hasAll(JSON.parse(lock.toString('utf8')).packages)) {
    say('installing the packages of package-lock.json (npm install)')
    // Not npm ci: it refuses the whole lock file where a registry lacks an optional package of another platform, which
    // nobody here needs. `--no-save` takes the versions of the lock file and leaves the file as it is.
    const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund']
    // npm tells its own path to what it starts; outside of npm it is found as usual.
    const own = process.env.npm_execpath
    const done = own?.endsWith('.js')
      ? spawnSync(process.execPath, [own, ...args], { cwd: root, stdio: 'inherit' })
      : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
    if (done.status !== 0) fail('npm install did not work; the lines above say why.')
  }
  writeFileSync(stamp, wanted)
}

/** Whether node_modules, made by somebody's own npm, holds what the lock file asks for; optional ones may be missing. */
function hasAll(packages) {
  const file = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(file)) return false
  const present = JSON.parse(readFileSync(file, 'utf8')).packages
  return Object.entries(packages).every(
    ([path, entry]) =>
      path === '' || entry.optional || (present[path]?.version === entry.version && existsSync(join(root, path, 'package.json'))),
  )
}

function ensureSystemPackages(wanted) {
  if (process.platform !== 'linux') return
  if (!existsSync('/usr/bin/dpkg-query')) {
    say(`not a Debian system: see to it that these, or what they are called here, are installed: ${wanted.join(' ')}`)
    return
  }
  const installed = (name) =>
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholder
    spawnSync('/usr/bin/dpkg-query', ['-W', '-f=${db:Status-Status}', name], { encoding: 'utf8' }).stdout === 'installed'
  const missing = wanted.filter((choice) => !choice.split('|').some(installed))
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    say(`system packages are missing; windows, packages and their tests need them. A person with rights runs:`)
    say(`  sudo apt-get install -y --no-install-recommends ${missing.map((choice) => choice.split('|')[0]).join(' ')}`)
    return
  }
  const apt = (...args) =>
    spawnSync('/usr/bin/apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  say(`installing system packages: ${missing.join(' ')}`)
  if (!apt('update', '-q')) say('apt-get update did not work; trying with the lists that are there')
  const known = (name) => {
    const found = spawnSync('/usr/bin/apt-cache', ['policy', name], { encoding: 'utf8' }).stdout
    return /Candidate: (?!\(none\))/.test(found)
  }
  const names = missing.map((choice) => choice.split('|').find(known) ?? choice.split('|')[0])
  if (!apt('install', '-y', '-q', '--no-install-recommends', ...names))
    fail('the system packages could not be installed; the lines above say why.')
}

function fail(sentence) {
  console.error(`set-up: ${sentence}`)
  process.exit(1)
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  await bootstrap({ withDisplay: process.argv.includes('--with-display') })
