import { resolve } from 'node:path'
import { runDesktop } from '../../src/main/shell/desktop'
import { readLaunch } from '../../src/main/shell/launch'
import { fakeClient } from './fake-client'
import { fakeSetup } from './fake-setup'
import { fakeUpdates } from './fake-updates'
import { type SceneName, scene } from './scenes'

/**
 * The real desktop app (tray, window, IPC, web security) around a fake client: for the look of states that a real one
 * reaches seldom. Tests only; built beside them, never into the product.
 */
const client = fakeClient(scene((process.env['BI_SCENE'] ?? 'ok') as SceneName), process.env['BI_FAKE_DATA'] ?? '/fake')
const setup = fakeSetup(process.env['BI_SETUP_SCENE'])
const updates = fakeUpdates()
const showScene = (status: SceneName, wizard?: string): void => {
  client.play(scene(status))
  if (wizard !== undefined) setup.play(wizard)
}
Object.assign(globalThis, { fakeClient: client, fakeSetup: setup, fakeUpdates: updates, showScene })

const launch = readLaunch(process.argv.slice(1))
if (launch.kind === 'desktop')
  runDesktop({
    launch,
    appRoot: resolve(process.env['BI_REPOSITORY'] ?? process.cwd()),
    openUpdates: async () => updates,
    open: async () => ({ client, setup, close: () => client.close() }),
  })
