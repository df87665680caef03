import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ScheduleHost } from '../../src/main/system/schedule/choose'
import { runTool } from '../../src/main/system/schedule/run-tool'

/** Words of a Windows command line as a program gets them (`CommandLineToArgvW`), written from the rules, not from our writer. */
export function windowsArgv(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quoted = false
  for (let at = 0; at < line.length; ) {
    const char = line[at] as string
    if (char === '\\') {
      let count = 0
      while (line[at] === '\\') {
        count++
        at++
      }
      if (line[at] !== '"') word = (word ?? '') + '\\'.repeat(count)
      else {
        word = (word ?? '') + '\\'.repeat(Math.floor(count / 2))
        if (count % 2 === 1) {
          word += '"'
          at++
        }
      }
    } else if (char === '"') {
      quoted = !quoted
      word ??= ''
      at++
    } else if (/[ \t]/.test(char) && !quoted) {
      if (word !== undefined) words.push(word)
      word = undefined
      at++
    } else {
      word = (word ?? '') + char
      at++
    }
  }
  if (word !== undefined) words.push(word)
  return words
}

/** Words of `ExecStart=` as systemd reads them: quotes and C escapes, then specifiers, then variables (none is set here). */
export function execStartWords(unit: string): string[] {
  const line = /^ExecStart=(.*)$/m.exec(unit)?.[1] ?? ''
  const words: string[] = []
  for (const [, double, single, bare] of line.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S+)/g))
    words.push((double ?? single ?? bare ?? '').replace(/\\(["'\\ ])/g, '$1'))
  return words.map((word, at) => {
    const specified = word.replace(/%(.)/g, (_all, sign: string) => (sign === '%' ? '%' : `<specifier ${sign}>`))
    return at === 0 ? specified : specified.replace(/\$(\$|\w+|\{\w+\})/g, (_all, name: string) => (name === '$' ? '$' : ''))
  })
}

/** What cron hands to the shell of a line with five fields, or `@reboot`, before the command. */
export function cronShell(line: string): string {
  const command = line.replace(/^(@\w+|(\S+\s+){4}\S+)\s+/, '')
  let out = ''
  for (let at = 0; at < command.length; at++) {
    const char = command[at] as string
    if (char === '\\' && command[at + 1] === '%') {
      out += '%'
      at++
    } else if (char === '%') break
    else out += char
  }
  return out
}

/** Stand-ins for the tools of the operating system: small programs that keep what they are given in a folder. */
export interface StandIns {
  folder: string
  host: ScheduleHost
  /** Every call: the tool's name and its arguments. */
  asked(): string[][]
  remove(): void
}

const SYSTEMCTL = `case "$*" in *list-timers*) printf '[{"next":1800000000000000,"left":1,"last":null,"passed":0,"unit":"x.timer","activates":"x.service"}]';; esac`
const CRONTAB = `user=own; [ "$1" = -u ] && { user=$2; shift 2; }
case "$1" in
  -l) [ -f "$dir/crontab.$user" ] && cat "$dir/crontab.$user" || { echo "no crontab for $user" >&2; exit 1; };;
  -r) rm -f "$dir/crontab.$user";;
  -) cat > "$dir/crontab.$user";;
esac`
const SCHTASKS = `case "$1" in
  /Create) cp "$3" "$dir/task.xml";;
  /Query) if [ "$2" = /XML ]; then [ -f "$dir/task.xml" ] && cat "$dir/task.xml" || { echo "ERROR: The system cannot find the file specified." >&2; exit 1; }
    else printf '"\\\\Microsoft\\\\Other","N/A","Ready"\\r\\n'; [ -f "$dir/task.xml" ] && printf '"\\\\Business Integrator\\\\B2B Client","24.11.2026 20:00:00","Ready"\\r\\n"\\\\Business Integrator\\\\B2B Client","N/A","Ready"\\r\\n'; true; fi;;
  /Delete) rm "$dir/task.xml";;
  /Run) : > "$dir/started";;
esac`
/** Registers as `Register-ScheduledTask` would, and tells times as the script asks for them. */
const POWERSHELL = `cat > "$dir/input.json"
case "$*" in
  *Register-ScheduledTask*) "$node" -e 'const fs=require("fs"),d=process.argv[1];fs.writeFileSync(d+"/task.xml",Buffer.from("\\ufeff"+JSON.parse(fs.readFileSync(d+"/input.json","utf8")).xml,"utf16le"))' "$dir";;
  *) printf '{"last":"2026-11-24T19:00:00Z","next":null}';;
esac`

export function standIns(host: Partial<ScheduleHost> & { has?: readonly string[] } = {}): StandIns {
  const folder = mkdtempSync(join(tmpdir(), 'bi-schedulers-'))
  const log = join(folder, 'asked')
  writeFileSync(log, '')
  const tools: Readonly<Record<string, string>> = {
    systemctl: SYSTEMCTL,
    crontab: CRONTAB,
    'schtasks.exe': SCHTASKS,
    'powershell.exe': POWERSHELL,
    'icacls.exe': 'true',
    'reg.exe': 'true',
    'eventcreate.exe': 'true',
    'tasklist.exe': 'true',
  }
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const [name, body] of Object.entries(tools)) {
    const path = join(bin, name)
    writeFileSync(
      path,
      `#!/bin/sh\ndir='${folder}'; node='${process.execPath}'\n{ printf '%s' '${name}'; for word in "$@"; do printf '\\037%s' "$word"; done; printf '\\036'; } >> "$dir/asked"\n${body}\n`,
    )
    chmodSync(path, 0o755)
  }
  const has = host.has ?? []
  return {
    folder,
    host: {
      platform: 'linux',
      env: {},
      uid: process.getuid?.(),
      userName: 'jan',
      home: folder,
      exists: (path) => has.includes(path),
      ...host,
      run(program, args, options) {
        const name = program.split(/[\\/]/).at(-1) ?? ''
        return runTool(tools[name] === undefined ? '/nonexistent' : join(bin, name), args, options)
      },
    },
    asked: () =>
      readFileSync(log, 'utf8')
        .split('\u001e')
        .filter(Boolean)
        .map((call) => call.split('\u001f')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
