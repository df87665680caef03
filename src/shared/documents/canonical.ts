/**
 * Canonical JSON after RFC 8785 (JCS): keys sorted by UTF-16 code units, no white space. What `payloadSha256` is computed
 * over, so that both sides, in any language, get the same hash for the same payload. Input: a value that came from JSON.parse.
 *
 * With its own stack instead of recursion: a payload nested 100,000 deep must be kept and quarantined, not overflow the client.
 */
export function canonicalJson(value: unknown): string {
  type Frame = { object: Record<string, unknown> | undefined; keys: string[]; items: unknown[]; next: number }
  const stack: Frame[] = []
  let out = ''
  let current: unknown = value
  for (;;) {
    if (current !== null && typeof current === 'object') {
      if (Array.isArray(current)) {
        stack.push({ object: undefined, keys: [], items: current, next: 0 })
        out += '['
      } else {
        const object = current as Record<string, unknown>
        const keys = Object.keys(object).filter((key) => object[key] !== undefined)
        stack.push({ object, keys: keys.sort(), items: [], next: 0 })
        out += '{'
      }
    } else {
      out += JSON.stringify(current)
    }
    // Close what is complete, then step to the next value of the innermost open one.
    for (;;) {
      const top = stack[stack.length - 1]
      if (top === undefined) return out
      if (top.next < (top.object ? top.keys : top.items).length) {
        if (top.next > 0) out += ','
        if (top.object) {
          const key = top.keys[top.next] as string
          out += `${JSON.stringify(key)}:`
          current = top.object[key]
        } else {
          current = top.items[top.next]
        }
        top.next++
        break
      }
      out += top.object ? '}' : ']'
      stack.pop()
    }
  }
}
