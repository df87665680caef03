#!/usr/bin/env node
/**
 * `npm run package-test`: packs the program and tries the packages as far as this computer can: the unpacked program, the
 * AppImage (with a stand-in for its runtime), the deb installed, upgraded and removed. `--all` also rpm, tar.gz, and the
 * installer for Windows under wine. Other arguments are Playwright's. Linux only; Debian as root for what installs.
 */
import { join } from 'node:path'
import { bootstrap } from './bootstrap.mjs'
import { ensureBuilt } from './build.mjs'

if (process.platform !== 'linux') {
  console.log('package-test: the packages are tried on Linux; on Windows run scripts/verify-windows.ps1')
  process.exit()
}
const all = process.argv.includes('--all')
const rest = process.argv.slice(2).filter((word) => word !== '--all')
await bootstrap({ withDisplay: true, packaging: ['AppImage', 'deb', ...(all ? ['rpm', 'tar.gz', 'msi'] : [])] })
const { runBuilder } = await import('./package/builder.mjs')
const { ensurePacked, packed, stage } = await import('./package/stage.mjs')
const { runPlaywright } = await import('./playwright.mjs')

ensureBuilt()
// Quick to pack, not small: nobody downloads these.
const set = {
  artifactName: `\${name}-\${version}-TEST-\${arch}.\${ext}`,
  'appImage.artifactName': `\${name}-\${version}-TEST-stand-in-runtime.\${ext}`,
  'deb.compression': 'zst',
  'rpm.compression': 'gzip',
}
const version = await ensurePacked(['AppImage', 'deb', ...(all ? ['rpm', 'tar.gz'] : [])], set)
// The version before, to be upgraded: the same program under a lower number.
runBuilder({
  platform: 'linux',
  targets: ['deb'],
  dist: join('.electron', 'dist'),
  version,
  output: join('artifacts', 'package', 'before'),
  set: { ...set, 'extraMetadata.version': '0.0.9' },
  more: ['--prepackaged', packed],
})
process.exit(
  runPlaywright(['--config', 'tests/package/playwright.config.ts', ...rest], {
    BI_PACKAGES: stage,
    ...(all ? { BI_PACKAGE_ALL: '1' } : {}),
  }),
)
