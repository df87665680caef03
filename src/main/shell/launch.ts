export interface DesktopLaunch {
  kind: 'desktop'
  /** Start to the tray only, as at autostart. */
  hidden: boolean
  dataDir: string | undefined
}
export type Launch = DesktopLaunch | { kind: 'command'; argv: string[] } | { kind: 'pohoda'; argv: string[] }

/** With this word the program plays POHODA for a trial: its own executable is the only one that is surely there. */
export const SIMULATE_POHODA = 'simulate-pohoda'

/** First words that mean the command line, not the desktop. */
const commands = new Set([
  'sync',
  'status',
  'documents',
  'check',
  'setup',
  'test-orders',
  'sandbox',
  'upload',
  'verify',
  'ledger',
  'update',
  'schedule',
  'retire',
  'help',
])

/**
 * What the program was started for, from its arguments. Chromium's and the test driver's own switches may stand among
 * them, so an unknown switch is no error here; the command line checks its own strictly.
 */
export function readLaunch(args: readonly string[]): Launch {
  let dataDir: string | undefined
  let hidden = false
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? ''
    if (word === SIMULATE_POHODA) return { kind: 'pohoda', argv: args.slice(at + 1) }
    if (word === '--help' || word === '--version' || commands.has(word))
      return { kind: 'command', argv: withoutChromiumSwitches(args) }
    if (word === '--hidden') hidden = true
    else if (word === '--data-dir') dataDir = args[++at]
    else if (word.startsWith('--data-dir=')) dataDir = word.slice('--data-dir='.length)
  }
  return { kind: 'desktop', hidden, dataDir: dataDir || undefined }
}

/** The switches that must stand on the command line of a run without a display (docs/operations). */
const chromiumSwitches =
  /^--(ozone-platform(-hint)?=|disable-gpu$|log-level=|no-zygote$|no-sandbox$|password-store=|inspect=|remote-debugging-port=)/
const withoutChromiumSwitches = (args: readonly string[]): string[] => args.filter((word) => !chromiumSwitches.test(word))
