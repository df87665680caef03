import { version } from '../../package.json'

/** This program's own version, as in package.json. */
export const CLIENT_VERSION: string = version
