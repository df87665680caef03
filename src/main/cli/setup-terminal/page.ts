import type { SetupStep } from '../../../shared/setup-state'
import type { Away, Talk } from './talk'

/** How a page is left: forward, away, to a certain step, or with setting up ended for good. */
export type PageEnd = 'next' | Away | { to: SetupStep } | 'finished'
export type Page = (talk: Talk) => Promise<PageEnd>
