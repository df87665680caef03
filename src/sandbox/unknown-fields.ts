/**
 * Paths of the fields in `given` that `kept` (the same value after its schema) has not: what the schema doesn't know.
 * At most 50. With its own stack: the depth is the caller's.
 */
export function unknownFields(given: unknown, kept: unknown, root: string): string[] {
  const found: string[] = []
  const stack = [{ given, kept, path: root }]
  for (let top = stack.pop(); top !== undefined && found.length < 50; top = stack.pop()) {
    if (top.given === null || typeof top.given !== 'object' || top.kept === null || typeof top.kept !== 'object') continue
    const kept = top.kept as Record<string, unknown>
    for (const [key, value] of Object.entries(top.given)) {
      const path = `${top.path}.${key}`
      if (Object.hasOwn(kept, key)) stack.push({ given: value, kept: kept[key], path })
      else found.push(path)
    }
  }
  return found.sort()
}
