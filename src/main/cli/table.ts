/** Text of other people on a terminal: no line ends, no control characters, no change of the reading direction. */
export const plain = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ').trim()

/** Columns that a terminal gives to a text: combining marks none, East Asian wide characters and emoji two. */
export const width = (text: string): number => {
  let columns = 0
  for (const { segment } of new Intl.Segmenter().segment(text))
    columns += /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u.test(
      segment,
    )
      ? 2
      : 1
  return columns
}

const fitTo = (text: string, columns: number): string => {
  if (width(text) <= columns) return text + ' '.repeat(columns - width(text))
  let cut = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (width(cut + segment) > columns - 1) break
    cut += segment
  }
  return `${cut}…${' '.repeat(Math.max(0, columns - width(cut) - 1))}`
}

export interface Column {
  title: string
  /** Widest it may become; what is longer ends with `…`. Never cut: omitted. */
  most?: number
}

/** A table with a head, for people. No rows: no lines. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  const cells = rows.map((row) => columns.map((_column, at) => plain(row[at] ?? '')))
  const widths = columns.map((column, at) =>
    Math.min(column.most ?? Number.POSITIVE_INFINITY, Math.max(width(column.title), ...cells.map((row) => width(row[at] ?? '')))),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => fitTo(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(columns.map((column) => column.title)), line(widths.map((size) => '─'.repeat(size))), ...cells.map(line)]
}

/** `name: value` lines with the values in one column. */
export function facts(rows: readonly (readonly [string, string])[]): string[] {
  const longest = Math.max(0, ...rows.map(([name]) => width(name)))
  return rows.map(([name, value]) => `${name}${' '.repeat(longest - width(name))}  ${plain(value)}`)
}
