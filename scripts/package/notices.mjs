/**
 * What the packages say of the foreign parts in them: `THIRD-PARTY-NOTICES.txt` (each part with its licence's own text)
 * and `sbom.cdx.json` (CycloneDX). Of what is really in: the bundler's own lists, the native add-on's tree, Electron.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))
const MOST_BYTES = 64 * 1024 * 1024
/**
 * With parts of every kind, whatever the computer's settings or NODE_ENV leave out of an installation: most of what is bundled
 * stands among the development packages.
 */
const NPM_SBOM = [
  ...['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--sbom-type', 'application'],
  ...['--include', 'dev', '--include', 'optional', '--include', 'peer'],
]

/** Writes both files into `folder`. `root`: the repository, built. Returns the parts: `{ name, version, licence }`. */
export function writeNotices({ root, folder, electronVersion }) {
  const parts = shippedParts(root)
  const nameless = parts.filter((part) => !part.licence)
  if (nameless.length > 0) throw new Error(`no licence is known of ${nameless.map((part) => part.name).join(', ')}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), notices(parts, electronVersion))
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(sbom(root, parts, electronVersion), null, 1)}\n`)
  return parts
}

function shippedParts(root) {
  const found = new Map()
  const add = (name, version, licence, text) => {
    const key = `${name}@${version}`
    if (!found.has(key)) found.set(key, { name, version, licence, text })
  }
  for (const side of ['main', 'preload', 'renderer']) {
    const list = join(root, 'out', side, 'bundled.json')
    if (!existsSync(list)) throw new Error(`${list} is missing: build first`)
    for (const { name, version, identifier, text } of readJson(list))
      add(name, version, identifier, text ?? licenceText(root, name))
  }
  const { packages } = readJson(join(root, 'package-lock.json'))
  const queue = Object.keys(readJson(join(root, 'package.json')).dependencies)
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const entry = packages[`node_modules/${name}`]
    // Optional ones are there only for this system; the one for musl is left out of the packages (electron-builder.yml).
    if (!entry || name.endsWith('-musl') || !existsSync(join(root, 'node_modules', name, 'package.json'))) continue
    if (found.has(`${name}@${entry.version}`)) continue
    const { license } = readJson(join(root, 'node_modules', name, 'package.json'))
    add(name, entry.version, license, licenceText(root, name))
    queue.push(...Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }))
  }
  return [...found.values()].sort((one, other) => one.name.localeCompare(other.name, 'en'))
}

function licenceText(root, name) {
  const folder = join(root, 'node_modules', name)
  const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)(\.|$|-)/i.test(one))
  return file ? readFileSync(join(folder, file), 'utf8') : undefined
}

function notices(parts, electronVersion) {
  const blocks = parts.map(({ name, version, licence, text }) =>
    [`${name} ${version} (${licence})`, '', text?.trim() ?? 'The package brings no text of its licence along.'].join('\n'),
  )
  const head = [
    'This program contains the following parts of others, each under its own licence.',
    `Electron ${electronVersion} and Chromium: see LICENSE.electron.txt and LICENSES.chromium.html beside the program.`,
  ].join('\n')
  return `${[head, ...blocks].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

/** npm's own list of the whole lock file, less what only builds and tests, plus Electron. */
function sbom(root, parts, electronVersion) {
  const script = process.env.npm_execpath
  const [program, ...args] = script?.endsWith('.js') ? [process.execPath, script] : ['npm']
  const whole = JSON.parse(
    execFileSync(program, [...args, ...NPM_SBOM], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: MOST_BYTES,
      shell: process.platform === 'win32' && program === 'npm',
    }),
  )
  const shipped = new Set(parts.map(({ name, version }) => `${name}@${version}`))
  const missing = [...shipped].filter((part) => !whole.components.some((one) => one['bom-ref'] === part))
  if (missing.length > 0) throw new Error(`npm's bill of materials lacks ${missing.join(', ')}`)
  const { name, version } = readJson(join(root, 'package.json'))
  const components = whole.components.filter((one) => shipped.has(one['bom-ref'])).map(withoutPlaces)
  const refs = new Set([...components.map((one) => one['bom-ref']), whole.metadata.component['bom-ref']])
  const electron = {
    'bom-ref': `electron@${electronVersion}`,
    type: 'framework',
    name: 'electron',
    version: electronVersion,
    purl: `pkg:npm/electron@${electronVersion}`,
    licenses: [{ license: { id: 'MIT' } }],
  }
  return {
    ...whole,
    // npm calls it by the folder that it lies in.
    metadata: {
      ...whole.metadata,
      lifecycles: [{ phase: 'build' }],
      component: { ...withoutPlaces(whole.metadata.component), name, version },
    },
    components: [...components, electron],
    dependencies: whole.dependencies
      .filter((one) => refs.has(one.ref))
      .map((one) => ({ ...one, dependsOn: (one.dependsOn ?? []).filter((ref) => refs.has(ref)) })),
  }
}

/** Without the addresses that the building computer took them from. */
const withoutPlaces = ({ externalReferences, ...component }) => component
