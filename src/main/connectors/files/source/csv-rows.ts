import { SourceUnreadable } from './fault'

/**
 * CSV after RFC 4180 as it comes: any separator and quote, line ends CR LF, LF or CR. A quote that a cell doesn't begin with is a character
 * like any other. Ours: csv-parse 7 takes 50 µs a row, ten times as long; a test holds it equal to that.
 */
export interface CsvRow {
  /** Of its beginning, from 1. */
  line: number
  cells: string[]
}

export interface CsvOptions {
  separator: string
  /** Undefined: there are none. */
  quote: string | undefined
  /** Characters of a row. Longer ones end the reading: nobody can tell where such a row would end. */
  maxRow: number
}

const MOST_CELLS = 1000
const LF = 10
const CR = 13

export interface CsvRows {
  /** Rows that have become whole by this. Throws `SourceUnreadable`. */
  write(text: string): CsvRow[]
  end(): CsvRow[]
}

export function csvRows({ separator, quote, maxRow }: CsvOptions): CsvRows {
  const separatorCode = separator.charCodeAt(0)
  const quoteCode = quote?.charCodeAt(0) ?? -1
  let buffer = ''
  let line = 1

  /** All whole rows of the buffer; what is left begins a row. */
  const take = (isLast: boolean): CsvRow[] => {
    const rows: CsvRow[] = []
    const text = buffer
    let from = 0
    for (;;) {
      const row = rowAt(text, from, isLast)
      if (row === undefined) break
      if (row.next - from > maxRow) throw new SourceUnreadable('row-long', { line })
      // An empty line is no row.
      if (row.cells.length > 1 || row.cells[0] !== '' || row.quoted) rows.push({ line, cells: row.cells })
      line += row.lines
      from = row.next
    }
    buffer = text.slice(from)
    if (buffer.length > maxRow) throw new SourceUnreadable('row-long', { line })
    return rows
  }

  /** The row that begins at `from`. Undefined: not all of it is there. */
  const rowAt = (
    text: string,
    from: number,
    isLast: boolean,
  ): { cells: string[]; next: number; lines: number; quoted: boolean } | undefined => {
    const { length } = text
    if (from >= length) return undefined
    const cells: string[] = []
    let lines = 1
    let quoted = false
    let at = from
    for (;;) {
      if (cells.length >= MOST_CELLS) throw new SourceUnreadable('row-long', { line })
      if (text.charCodeAt(at) === quoteCode && at < length) {
        quoted = true
        const begin = at + 1
        let end = begin
        for (;;) {
          end = text.indexOf(quote as string, end)
          if (end < 0) {
            if (isLast) throw new SourceUnreadable('quote-open', { line })
            return undefined
          }
          if (text.charCodeAt(end + 1) !== quoteCode) break
          end += 2
        }
        // What follows the quote decides whether it is the last one.
        if (end + 1 >= length && !isLast) return undefined
        const raw = text.slice(begin, end)
        for (let i = 0; i < raw.length; i++) {
          const code = raw.charCodeAt(i)
          if (code === LF || (code === CR && raw.charCodeAt(i + 1) !== LF)) lines++
        }
        cells.push(raw.includes(quote as string) ? raw.replaceAll(`${quote}${quote}`, quote as string) : raw)
        at = end + 1
      } else {
        const begin = at
        while (at < length) {
          const code = text.charCodeAt(at)
          if (code === separatorCode || code === LF || code === CR) break
          at++
        }
        if (at >= length && !isLast) return undefined
        cells.push(text.slice(begin, at))
      }
      if (at >= length) return { cells, next: length, lines, quoted }
      const code = text.charCodeAt(at)
      if (code === separatorCode) {
        at++
        if (at >= length && !isLast) return undefined
        continue
      }
      if (code === LF) return { cells, next: at + 1, lines, quoted }
      if (code === CR) {
        // It may be half of CR LF.
        if (at + 1 >= length && !isLast) return undefined
        return { cells, next: text.charCodeAt(at + 1) === LF ? at + 2 : at + 1, lines, quoted }
      }
      throw new SourceUnreadable('quote-inside', { line: line + lines - 1 })
    }
  }

  return {
    write(text) {
      buffer += text
      return take(false)
    },
    end: () => take(true),
  }
}
