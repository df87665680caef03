/**
 * An XML file broken into indented lines, for the eye only: between two tags nothing but white space is added, and texts stay
 * as they are. What has line breaks between its tags already is left alone.
 */
export function xmlLines(xml: string): string {
  if (/>\s*\n\s*</.test(xml.replace(/^<\?xml[^>]*\?>\s*/, ''))) return xml
  const parts = xml.match(/<[^>]+>|[^<]+/g) ?? []
  const lines: string[] = []
  let depth = 0
  let line = ''
  const put = (): void => {
    if (line !== '') lines.push(line)
    line = ''
  }
  parts.forEach((part, index) => {
    const isText = !part.startsWith('<')
    if (isText) {
      line += part
      return
    }
    if (part.startsWith('</')) {
      depth -= 1
      // `<a>text</a>` and `<a></a>` stay on one line.
      const closesOwn = line !== ''
      if (!closesOwn) line = '  '.repeat(depth)
      line += part
      put()
      return
    }
    put()
    line = '  '.repeat(depth) + part
    const alone = part.endsWith('/>') || part.startsWith('<?') || part.startsWith('<!')
    if (!alone) depth += 1
    const next = parts[index + 1]
    if (alone || (next?.startsWith('<') && !next.startsWith('</'))) put()
  })
  put()
  return lines.join('\n')
}
