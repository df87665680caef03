import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Compares a secret with a stored hash in a time that tells nothing about where they differ. */
export const isSecret = (text: string, storedSha256: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(text), 'hex'), Buffer.from(storedSha256, 'hex'))

// Crockford's base 32: nothing in it is taken for something else when it is read out on the phone.
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `XXXX-XXXX-XXXX-XXXX`, 80 random bits. */
export const newActivationCode = (): string =>
  Array.from(randomBytes(16), (byte) => SIGNS[byte & 31])
    .join('')
    .replaceAll(/(.{4})(?=.)/g, '$1-')

/** A code as a person may have typed it: case, spaces, dashes, O for 0, I and L for 1. */
export const normalizeCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[\s\-–—_.]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')

export const newPollToken = (): string => `bi_poll_${randomBytes(24).toString('base64url')}`
