/** `a` is an older version than `b` (`1.2.3`, missing parts are 0; a pre-release suffix is ignored). Pure. */
export function olderThan(a: string, b: string): boolean {
  const parts = (version: string) =>
    version
      .split(/[-+]/, 1)
      .join('')
      .split('.')
      .map((part) => Number.parseInt(part, 10) || 0)
  const left = parts(a)
  const right = parts(b)
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}
