#!/usr/bin/env node
// Lists of a release, signed by the publisher: what the program believes before it offers a newer version (docs/updates.md).
//   node scripts/sign-release.mjs FOLDER [--channel beta]   writes latest.yml, latest-linux.yml, … and their .sig beside the packages
//   node scripts/sign-release.mjs --verify FOLDER           reads all back: signatures by the keys in the program, every package's bytes
//   node scripts/sign-release.mjs --make-key                prints a new pair; the private half belongs into a secret store, nowhere else
// The private key comes from the environment: BI_RELEASE_KEY, base64 of the 32 bytes that --make-key printed.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

// As in src/main/update/publisher.ts and feed.ts; a test signs with the one and reads with the other.
const PREFIX = 'business-integrator-client release list\n'
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex')
const ARCHES = { x64: /x64|x86_64|amd64/, arm64: /arm64|aarch64/ }
const FORMS = { linux: /\.(AppImage|deb|rpm|tar\.gz)$/, win: /\.(msi|zip)$/ }

const root = resolve(import.meta.dirname, '..')
const fail = (words) => {
  throw new Error(words)
}
const privateKeyOf = (base64) => {
  const seed = Buffer.from(base64 ?? '', 'base64')
  if (seed.length !== 32) fail('BI_RELEASE_KEY is not the base64 of 32 bytes')
  return createPrivateKey({ key: Buffer.concat([PRIVATE_DER, seed]), format: 'der', type: 'pkcs8' })
}
const publicKeyOf = (base64) =>
  createPublicKey({ key: Buffer.concat([PUBLIC_DER, Buffer.from(base64, 'base64')]), format: 'der', type: 'spki' })
const signedBytes = (name, list) => Buffer.concat([Buffer.from(`${PREFIX}${name}\n`), list])

async function sha512Of(path) {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('base64')
}

/** Both halves, raw, base64. */
export function makeKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    private: privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PRIVATE_DER.length).toString('base64'),
    public: publicKey.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_DER.length).toString('base64'),
  }
}

/** Which list a package belongs to: `latest.yml`, `latest-linux.yml`, `latest-linux-arm64.yml`; undefined: to none. */
function listOf(name, channel) {
  const arch = Object.keys(ARCHES).find((one) => ARCHES[one].test(name))
  if (FORMS.linux.test(name)) return `${channel}-linux${arch === 'arm64' ? '-arm64' : ''}.yml`
  return FORMS.win.test(name) && /win/.test(name) ? `${channel}.yml` : undefined
}

/** Writes and signs the lists of all packages of `version` in the folder. Gives their names. */
export async function signRelease(folder, { version, key, channel = 'latest', date = new Date() }) {
  const privateKey = privateKeyOf(key)
  const lists = new Map()
  for (const name of readdirSync(folder).sort()) {
    const list = listOf(name, channel)
    if (!list) continue
    if (!name.includes(`-${version}-`)) fail(`${name} is not of version ${version}: sign each release in a folder of its own`)
    // A package with our stand-in for the AppImage runtime is for tests only.
    if (/stand-?in|test/i.test(name)) fail(`${name} is a test artefact and must not be published`)
    const path = join(folder, name)
    const file = { url: name, sha512: await sha512Of(path), size: statSync(path).size }
    lists.set(list, [...(lists.get(list) ?? []), file])
  }
  if (lists.size === 0) fail(`no package in ${folder}`)
  for (const [name, files] of lists) {
    // JSON is YAML, too: electron-builder's own readers understand it, and ours needs no YAML.
    const { url, sha512 } = files[0]
    const value = { version, files, path: url, sha512, releaseDate: date.toISOString() }
    const list = Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`)
    writeFileSync(join(folder, name), list)
    writeFileSync(join(folder, `${name}.sig`), `${sign(null, signedBytes(name, list), privateKey).toString('base64')}\n`)
  }
  return [...lists.keys()]
}

/** Throws on the first thing that does not fit; gives the lists it has looked at. */
export async function verifyRelease(folder, keys) {
  const names = readdirSync(folder).filter((name) => /^[a-z]+(-linux(-arm64)?)?\.yml$/.test(name))
  if (names.length === 0) fail(`no list in ${folder}`)
  for (const name of names) {
    const list = readFileSync(join(folder, name))
    const signature = Buffer.from(readFileSync(join(folder, `${name}.sig`), 'latin1').trim(), 'base64')
    if (!keys.some((key) => verify(null, signedBytes(name, list), publicKeyOf(key), signature)))
      fail(`${name}: not signed by a key of the program`)
    for (const { url, sha512, size } of JSON.parse(list.toString('utf8')).files) {
      const path = join(folder, url)
      if (statSync(path).size !== size || (await sha512Of(path)) !== sha512) fail(`${url}: other bytes than ${name} says`)
    }
  }
  return names
}

/** The keys that this source of the program believes. */
const programKeys = () =>
  [...readFileSync(join(root, 'src/main/update/publisher.ts'), 'utf8').matchAll(/'([A-Za-z0-9+/]{43}=)'/g)].map(
    (match) => match[1],
  )

async function main([first, ...rest]) {
  if (first === '--make-key') {
    const pair = makeKey()
    process.stdout.write(
      `private (BI_RELEASE_KEY, a secret): ${pair.private}\npublic (src/main/update/publisher.ts): ${pair.public}\n`,
    )
  } else if (first === '--verify' && rest[0] !== undefined) {
    process.stdout.write(`verified: ${(await verifyRelease(resolve(rest[0]), programKeys())).join(', ')}\n`)
  } else if (first !== undefined && !first.startsWith('-')) {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const channel = rest[0] === '--channel' ? rest[1] : undefined
    const options = { version, key: process.env['BI_RELEASE_KEY'], ...(channel === undefined ? {} : { channel }) }
    process.stdout.write(`signed: ${(await signRelease(resolve(first), options)).join(', ')}\n`)
  } else fail('usage: sign-release.mjs FOLDER [--channel beta] | --verify FOLDER | --make-key')
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
