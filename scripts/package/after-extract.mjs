import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** electron-builder, after it has copied Electron: the runtime of development points to the sources, and that must not ship. */
export default async function afterExtract({ appOutDir }) {
  await rm(join(appOutDir, 'resources/app'), { recursive: true, force: true })
}
