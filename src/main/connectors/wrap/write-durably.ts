import { randomBytes } from 'node:crypto'
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes the names in a folder durable. */
export const syncFolder = async (folder: string): Promise<void> => {
  // Windows can't open folders; there the rename is as durable as the file system makes it.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a new file and waits until it lies on stable storage. Fails when the name is taken. */
export const writeSynced = async (path: string, bytes: Uint8Array | string): Promise<void> => {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Gives a written file its final name: whoever looks sees all of it or nothing. Both names on one volume. */
export const renameSynced = async (from: string, to: string): Promise<void> => {
  await rename(from, to)
  await syncFolder(dirname(to))
}

/** A file that appears whole and durable under its name. */
export const writeDurably = async (path: string, bytes: Uint8Array | string): Promise<void> => {
  // Its own each time: what a crash has left under a fixed name would stand in the way for ever.
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  await writeSynced(temporary, bytes)
  await renameSynced(temporary, path)
}
