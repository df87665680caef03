import { randomBytes } from 'node:crypto'

/**
 * Time-ordered ids in the form of UUID version 7 (RFC 9562): they grow within one process even when its clock stands
 * still or goes back, and stay short of any limit of the information systems (36 characters).
 */
export function createIds(now: () => number): () => string {
  let lastMs = 0
  let counter = 0
  return () => {
    const ms = now()
    if (ms > lastMs) {
      lastMs = ms
      counter = 0
    } else if (++counter > 0xfff) {
      lastMs++
      counter = 0
    }
    const time = lastMs.toString(16).padStart(12, '0')
    const random = randomBytes(8)
    random[0] = ((random[0] ?? 0) & 0x3f) | 0x80
    const tail = random.toString('hex')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`
  }
}
