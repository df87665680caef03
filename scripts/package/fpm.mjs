#!/usr/bin/env node
/**
 * Takes the place of `fpm` where it can't be had: makes a deb with dpkg-deb, an rpm with rpmbuild, of the arguments that
 * electron-builder passes (CUSTOM_FPM_PATH). An argument that it does not know is an error, not a package without it.
 */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const known = {
  flags: new Set(['--force', '--debug']),
  lists: new Set(['-d', '--deb-recommends', '--rpm-rpmbuild-define']),
  values: new Set(
    'architecture after-install after-remove before-remove description version package name maintainer vendor url category deb-priority deb-compression rpm-summary rpm-os rpm-compression license iteration log'
      .split(' ')
      .map((name) => `--${name}`)
      .concat('-s', '-t'),
  ),
}

const { one, many, places } = understand(process.argv.slice(2))
const work = mkdtempSync(join(tmpdir(), 'bi-fpm-'))
try {
  const tree = join(work, 'root')
  lay(tree)
  if (one['-t'] === 'deb') deb(tree)
  else if (one['-t'] === 'rpm') rpm(tree)
  else throw new Error(`no package of the kind ${one['-t']} is made here`)
} finally {
  rmSync(work, { recursive: true, force: true })
}

function understand(argv) {
  const given = { one: {}, many: {}, places: [] }
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]
    if (known.flags.has(word)) continue
    if (known.lists.has(word)) {
      given.many[word] ??= []
      given.many[word].push(argv[++at])
    } else if (known.values.has(word)) given.one[word] = argv[++at]
    else if (word.startsWith('-')) throw new Error(`${word} is not known to scripts/package/fpm.mjs`)
    else {
      const split = word.lastIndexOf('=')
      given.places.push([word.slice(0, split), word.slice(split + 1)])
    }
  }
  return given
}

function lay(tree) {
  for (const [from, to] of places) {
    const target = join(tree, to)
    mkdirSync(dirname(target), { recursive: true })
    // Hard links where they can be: hundreds of megabytes, only read from here on.
    if (statSync(from).isDirectory()) {
      mkdirSync(target, { recursive: true })
      execFileSync('cp', ['-a', '--reflink=auto', `${from.replace(/\/?$/, '/')}.`, target])
    } else {
      cpSync(from, target)
      chmodSync(target, 0o644)
    }
  }
  execFileSync('chmod', ['-R', 'go-w,a+rX', tree])
}

/** The kinds of compression that both tools know, as electron-builder names them. */
function compression(given, names) {
  const name = names[given ?? 'xz']
  if (name === undefined) throw new Error(`no compression ${given} is known here`)
  return name
}

function deb(tree) {
  const control = join(tree, 'DEBIAN')
  const kilobytes = execFileSync('du', ['-sk', tree], { encoding: 'utf8' }).split('\t')[0]
  mkdirSync(control)
  const [summary = '', ...text] = one['--description'].trim().split('\n')
  const fields = {
    Package: one['--name'],
    Version: one['--version'] + (one['--iteration'] ? `-${one['--iteration']}` : ''),
    Architecture: one['--architecture'],
    Maintainer: one['--maintainer'],
    'Installed-Size': kilobytes,
    Depends: many['-d']?.join(', '),
    Recommends: many['--deb-recommends']?.join(', '),
    Section: one['--category'] ?? 'misc',
    Priority: one['--deb-priority'] ?? 'optional',
    Homepage: one['--url'],
    Description: [summary, ...text.map((line) => ` ${line.trim() || '.'}`)].join('\n'),
  }
  const lines = Object.entries(fields).flatMap(([name, value]) => (value ? [`${name}: ${value}\n`] : []))
  writeFileSync(join(control, 'control'), lines.join(''))
  for (const [option, name] of [
    ['--after-install', 'postinst'],
    ['--before-remove', 'prerm'],
    ['--after-remove', 'postrm'],
  ])
    if (one[option]) {
      cpSync(one[option], join(control, name))
      chmodSync(join(control, name), 0o755)
    }
  const kind = compression(one['--deb-compression'], { xz: 'xz', gz: 'gzip', zst: 'zstd' })
  // Chosen for a quick test package, where size does not count.
  const level = kind === 'xz' ? [] : ['-z1']
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${kind}`, ...level, '--build', tree, one['--package']], { stdio: 'inherit' })
}

function rpm(tree) {
  const script = (option) =>
    one[option]
      ? readFileSync(one[option], 'utf8')
          .replace(/^#!.*\n/, '')
          .replaceAll('%', '%%')
      : ''
  const payload = compression(one['--rpm-compression'], {
    xz: 'w6T0.xzdio',
    xzmt: 'w6T0.xzdio',
    gzip: 'w1.gzdio',
    none: 'w0.gzdio',
  })
  const files = execFileSync('find', [tree, '(', '-type', 'f', '-o', '-type', 'l', ')', '-printf', '"/%P"\n'], {
    encoding: 'utf8',
  })
  const spec = [
    '%define __os_install_post %{nil}',
    ...(many['--rpm-rpmbuild-define'] ?? []).map((define) => `%define ${define}`),
    `%define _binary_payload ${payload}`,
    `Name: ${one['--name']}`,
    `Version: ${one['--version']}`,
    `Release: ${one['--iteration'] ?? 1}`,
    `Summary: ${one['--rpm-summary'] ?? one['--description'].trim().split('\n')[0]}`,
    `License: ${one['--license'] ?? 'Proprietary'}`,
    `URL: ${one['--url']}`,
    `Vendor: ${one['--vendor']}`,
    `Packager: ${one['--maintainer']}`,
    'AutoReqProv: no',
    ...(many['-d'] ?? []).map((name) => `Requires: ${name}`),
    `%description\n${one['--description'].trim()}`,
    `%post\n${script('--after-install')}`,
    `%preun\n${script('--before-remove')}`,
    `%postun\n${script('--after-remove')}`,
    `%files\n%defattr(-,root,root,-)\n${files}`,
  ].join('\n')
  writeFileSync(join(work, 'package.spec'), spec)
  const machine = { amd64: 'x86_64', arm64: 'aarch64' }[one['--architecture']] ?? one['--architecture']
  execFileSync(
    'rpmbuild',
    ['-bb', '--quiet', '--target', machine, '--buildroot', tree]
      .concat('--define', `_topdir ${join(work, 'build')}`, '--define', `_rpmdir ${join(work, 'made')}`)
      .concat(join(work, 'package.spec')),
    { stdio: 'inherit' },
  )
  const made = readdirSync(join(work, 'made'), { recursive: true }).find((name) => name.endsWith('.rpm'))
  if (!made || !existsSync(join(work, 'made', made))) throw new Error('rpmbuild left no package')
  cpSync(join(work, 'made', made), one['--package'])
}
