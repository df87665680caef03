/**
 * Our id in the internal note of an order, on a line of its own: for the clerk to see, and to know an order again where POHODA
 * doesn't list its ids of other systems (versions before 2024).
 */
export const markLine = (itemId: string): string => `Business Integrator: ${itemId}`

const MARK = /^Business Integrator: (\S{1,64})[ \t]*\r?$/m

/** `undefined`: no order of ours, or somebody changed the note. */
export const markedId = (internalNote: string): string | undefined => MARK.exec(internalNote)?.[1]
