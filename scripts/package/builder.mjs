/** Runs electron-builder on electron-builder.yml with what depends on this computer. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { whereIs } from './machine.mjs'
import { runtimeStandIn } from './runtime-stand-in.mjs'

const root = resolve(import.meta.dirname, '../..')

/** The folder below /opt: no spaces, nothing but ASCII (electron-builder makes it of the product's name). */
export const LINUX_FOLDER = 'business-integrator-client'

/**
 * `platform`: linux or win. `targets`: electron-builder's names, or `dir`. `set`: `{ 'deb.compression': 'gz' }`.
 * `online`: electron-builder gets its tools by itself; otherwise those of this computer take their places.
 * `arguments`: more of electron-builder's own. Throws when it does not end well. `env`: more of the environment.
 */
export function runBuilder({ platform, targets, dist, version, output, set = {}, online = false, more = [], env = {} }) {
  const work = mkdtempSync(join(tmpdir(), 'bi-package-'))
  try {
    const settings = {
      electronDist: dist,
      electronVersion: version,
      'directories.output': output,
      ...(platform === 'linux' ? { productName: LINUX_FOLDER } : {}),
      ...publisher(),
      ...set,
    }
    const args = [
      join(root, 'node_modules/electron-builder/cli.js'),
      `--${platform}`,
      ...targets,
      '--x64',
      '--publish',
      'never',
      ...Object.entries(settings).map(([name, value]) => `--config.${name}=${value}`),
      ...more,
    ]
    const { status, error } = spawnSync(process.execPath, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...(online ? {} : tools(work)), ...env },
    })
    if (error) throw error
    if (status !== 0) throw new Error(`electron-builder --${platform} ${targets.join(' ')} ended with ${status}`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Who publishes it, where the environment says so: both are printed in the packages. */
function publisher() {
  const { BI_PUBLISHER_URL: url, BI_PUBLISHER_EMAIL: email } = process.env
  return {
    ...(url ? { 'extraMetadata.homepage': url } : {}),
    ...(email ? { 'extraMetadata.author.email': email, 'linux.maintainer': `Business Integrator <${email}>` } : {}),
  }
}

/** Environment by which electron-builder uses this computer's tools instead of downloading its own. */
function tools(work) {
  const appImage = join(work, 'appimage')
  mkdirSync(join(appImage, 'runtimes'), { recursive: true })
  mkdirSync(join(appImage, 'lib/x64'), { recursive: true })
  writeFileSync(join(appImage, 'lib/x64/.keep'), '')
  const validate = whereIs('desktop-file-validate')
  if (validate) symlinkSync(validate, join(appImage, 'desktop-file-validate'))
  // Quick, not small: an AppImage with a stand-in for its runtime is for tests only.
  writeFileSync(join(appImage, 'mksquashfs'), `#!/bin/sh\nexec "${whereIs('mksquashfs')}" "$@" -Xcompression-level 1\n`, {
    mode: 0o755,
  })
  writeFileSync(join(appImage, 'runtimes/runtime-x64'), runtimeStandIn())
  const fpm = join(import.meta.dirname, 'fpm.mjs')
  chmodSync(fpm, 0o755)
  const archiver = whereIs('7za')
  return {
    APPIMAGE_TOOLS_PATH: appImage,
    CUSTOM_FPM_PATH: fpm,
    ...(archiver ? { ELECTRON_BUILDER_7ZIP_PATH: archiver } : {}),
  }
}
