import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWorld, setUpClient, type World, type WorldOptions } from './world'

/** A disk of its own, small enough to run full at once: a tmpfs. */
export interface SmallDisk {
  path: string
  /** Leaves so many bytes, in whole pages. */
  fill(leaveBytes: number): void
  /** As a person who deletes something large. */
  free(): void
  remove(): void
}

const run = (program: string, ...args: string[]): void => void execFileSync(program, args, { stdio: 'pipe' })

/** Why nothing can be mounted here; undefined: it can. Where it must be possible (CI=true) it throws. */
export function mountingForbidden(): string | undefined {
  if (process.platform !== 'linux') return 'tmpfs is there on Linux only'
  const probe = mkdtempSync(join(tmpdir(), 'bi-mount-'))
  try {
    run('/bin/mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe)
    run('/bin/umount', probe)
    return undefined
  } catch (error) {
    if (process.env['CI'] === 'true') throw new Error('CI must be able to mount a tmpfs', { cause: error })
    return `no tmpfs can be mounted here: ${error instanceof Error ? error.message : String(error)}`
  } finally {
    rmSync(probe, { recursive: true, force: true })
  }
}

const PAGE = 4096

/** Over `path`, an empty folder, or over a new one. */
export function createSmallDisk(bytes = 16 * 1024 * 1024, path = mkdtempSync(join(tmpdir(), 'bi-disk-'))): SmallDisk {
  run('/bin/mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path)
  const ballast = join(path, 'ballast')
  return {
    path,
    fill(leaveBytes) {
      const { bavail, bsize } = statfsSync(path)
      const handle = openSync(ballast, 'a')
      try {
        const page = Buffer.alloc(PAGE, 1)
        for (let left = bavail * bsize - leaveBytes; left >= PAGE; left -= PAGE) writeSync(handle, page)
      } finally {
        closeSync(handle)
      }
    },
    free() {
      if (!existsSync(ballast)) return
      const handle = openSync(ballast, 'r+')
      ftruncateSync(handle, 0)
      closeSync(handle)
    },
    remove() {
      // Lazily: a database that was closed may hold its file until the next garbage collection.
      run('/bin/umount', '-l', path)
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** A file or folder that not even root may write, until the returned function is called: a read-only mount over itself. */
export function readOnly(path: string): () => void {
  run('/bin/mount', '--bind', path, path)
  run('/bin/mount', '-o', 'remount,bind,ro', path)
  return () => run('/bin/umount', '-l', path)
}

/** A world whose client's data folder lies on a small disk of its own. */
export interface MachineWorld extends World {
  disk: SmallDisk
}

export async function createMachineWorld(options: WorldOptions = {}, diskBytes?: number): Promise<MachineWorld> {
  const world = await createWorld(options)
  const disk = createSmallDisk(diskBytes)
  const dataDir = join(disk.path, 'data')
  mkdirSync(dataDir)
  setUpClient(dataDir, world.sandbox, world.pohoda, options)
  return {
    ...world,
    disk,
    dataDir,
    open: (more = {}) => world.open({ dataDir, ...more }),
    async settle(runs = 5) {
      for (let i = 0; i < runs; i++) {
        const { counts } = await world.client().syncNow()
        if (counts.inWork + counts.unknown + counts.unreported === 0 && world.sandbox.counts().waiting === 0) return
      }
    },
    async close() {
      disk.free()
      await world.close()
      disk.remove()
    },
  }
}
