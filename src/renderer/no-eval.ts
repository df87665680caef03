import { config } from 'zod'

/**
 * Compiling schemas is refused by the page's policy (no eval), and the mere attempt, made when a schema is defined, is reported
 * as an offence. So this is imported before all else.
 */
config({ jitless: true })
