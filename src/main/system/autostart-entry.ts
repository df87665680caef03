import { join, posix } from 'node:path'

/** Where the desktop entry lies that starts the tray icon at sign-in (XDG autostart specification). */
export function autostartFile(env: NodeJS.ProcessEnv, home: string): string {
  const config = env['XDG_CONFIG_HOME']
  const folder = config !== undefined && posix.isAbsolute(config) ? config : join(home, '.config')
  return join(folder, 'autostart', 'business-integrator-client.desktop')
}
