/** One upgrade of the settings file: from the version it is filed under to the next. Pure. */
export type Upgrade = (old: Record<string, unknown>) => Record<string, unknown>

/**
 * By the version they start from: `upgrades.get(1)` makes version 2 of version 1. Never change one that was released;
 * append. There is none yet: version 1 is the first.
 */
export const upgrades: ReadonlyMap<number, Upgrade> = new Map()
