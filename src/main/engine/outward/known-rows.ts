/**
 * What a pass keeps in memory of rows that were sent: no keys and no lines, so that a million rows are 24 MB and not a gigabyte.
 */

/** Fingerprints: at least 16 characters of base64, of which 15 count (90 bits). */
export const FINGERPRINT_LENGTH = 16

const DIGITS = new Uint8Array(128)
for (const [value, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  DIGITS[char.charCodeAt(0)] = value

/** Five characters of base64 as a whole number below 2^30. */
const number = (text: string, at: number): number =>
  ((DIGITS[text.charCodeAt(at) & 127] as number) << 24) |
  ((DIGITS[text.charCodeAt(at + 1) & 127] as number) << 18) |
  ((DIGITS[text.charCodeAt(at + 2) & 127] as number) << 12) |
  ((DIGITS[text.charCodeAt(at + 3) & 127] as number) << 6) |
  (DIGITS[text.charCodeAt(at + 4) & 127] as number)

/** Which row has a fingerprint. */
export interface Fingerprints {
  /** `fingerprints`: one behind another, one for each id. */
  add(ids: readonly number[], fingerprints: string): void
  /** Id of the row with this fingerprint; 0: none. */
  find(fingerprint: string): number
}

/** For at most `count` rows. Ids are whole numbers from 1 below 2^32. */
export function createFingerprints(count: number): Fingerprints {
  const slots = Math.ceil(1.5 * count) + 16
  // Open addressing: three numbers of the fingerprint and the id; id 0 is a free slot.
  const table = new Uint32Array(4 * slots)
  /** Position of the slot that has it, or of the free one where it belongs. */
  const slotOf = (a: number, b: number, c: number): number => {
    for (let slot = a % slots; ; slot = (slot + 1) % slots) {
      const at = 4 * slot
      if (table[at + 3] === 0 || (table[at] === a && table[at + 1] === b && table[at + 2] === c)) return at
    }
  }
  return {
    add(ids, fingerprints) {
      for (const [index, id] of ids.entries()) {
        const from = index * FINGERPRINT_LENGTH
        const [a, b, c] = [number(fingerprints, from), number(fingerprints, from + 5), number(fingerprints, from + 10)]
        const at = slotOf(a, b, c)
        table[at] = a
        table[at + 1] = b
        table[at + 2] = c
        table[at + 3] = id
      }
    },
    find: (fingerprint) => table[slotOf(number(fingerprint, 0), number(fingerprint, 5), number(fingerprint, 10)) + 3] as number,
  }
}

/** A set of ids, a bit for each. */
export interface IdSet {
  has(id: number): boolean
  /** False: it was in already. */
  add(id: number): boolean
}

export function createIdSet(): IdSet {
  let bits = new Uint32Array(1024)
  return {
    has: (id) => (((bits[id >>> 5] ?? 0) >>> (id & 31)) & 1) === 1,
    add(id) {
      const word = id >>> 5
      if (word >= bits.length) {
        const larger = new Uint32Array(Math.max(word + 1, 2 * bits.length))
        larger.set(bits)
        bits = larger
      }
      const before = bits[word] as number
      const after = (before | (1 << (id & 31))) >>> 0
      bits[word] = after
      return after !== before
    },
  }
}
