/** A job file of POHODA's command line: section `[XML]` of an INI file. */
export interface Job {
  inputXml?: string
  inputDir?: string
  responseXml?: string
  responseDir?: string
  database?: string
  checkDuplicity: boolean
  formatOutput: boolean
}

/** Reads the text of a job file. Comments, other sections and unknown keys are passed over; keys in any case. */
export function parseJobFile(text: string): Job {
  const values = new Map<string, string>()
  let section = ''
  for (const line of text.split(/\r\n|\n|\r/)) {
    const header = /^\s*\[([^\]]*)\]/.exec(line)
    if (header !== null) section = (header[1] ?? '').trim().toLowerCase()
    const pair = /^\s*([^;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line)
    if (section === 'xml' && header === null && pair !== null) values.set((pair[1] ?? '').toLowerCase(), pair[2] ?? '')
  }
  const value = (key: string): string | undefined => {
    const found = values.get(key)
    return found === '' ? undefined : found
  }
  const named = Object.entries({
    inputXml: value('input_xml'),
    inputDir: value('input_dir'),
    responseXml: value('response_xml'),
    responseDir: value('response_dir'),
    database: value('database'),
  }).filter(([, one]) => one !== undefined)
  return {
    ...(Object.fromEntries(named) as Partial<Job>),
    checkDuplicity: value('check_duplicity') === '1',
    formatOutput: value('format_output') === '1',
  }
}
