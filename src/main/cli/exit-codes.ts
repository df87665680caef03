import { assertNever, type ProblemCode, problemCodes } from '../../shared/failure'
import type { SyncStatus } from '../../shared/sync-status'

/** Exit codes by cause, for schedulers and scripts. The table in docs/operations.md is checked against this by a test. */
export const exitCodes = {
  ok: 0,
  internal: 1,
  usage: 2,
  /** Not set up, or settings and secrets that can't be used. */
  settings: 3,
  central: 4,
  informationSystem: 5,
  /** The run is well; documents wait for a person. */
  attention: 6,
  /** Another process holds the engine. */
  held: 7,
  /** Ledger, disk, folder. */
  storage: 8,
  /** Nothing is known yet: no run has ended. Never 0 on what isn't known. */
  unknown: 9,
  /** The central side, the ledger and the information system don't say the same. */
  differences: 10,
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

type Cause = keyof typeof exitCodes

const causes: Readonly<Record<ProblemCode, Cause>> = {
  'central-unreachable': 'central',
  'central-timeout': 'central',
  'central-tls': 'central',
  'central-not-json': 'central',
  'central-answer-invalid': 'central',
  'central-answer-too-large': 'central',
  'central-redirected': 'central',
  'central-unauthorized': 'central',
  'central-key-revoked': 'central',
  'central-forbidden': 'central',
  'central-not-found': 'central',
  'central-validation': 'central',
  'central-conflict': 'central',
  'central-rate-limited': 'central',
  'central-maintenance': 'central',
  'central-internal': 'central',
  'client-too-old': 'central',
  'wrong-mode': 'central',
  'wrong-company': 'central',
  'test-flag-mismatch': 'central',
  'connection-address-invalid': 'central',
  'connection-name-unknown': 'central',
  'connection-name-silent': 'central',
  'connection-proxy-unreachable': 'central',
  'connection-proxy-login': 'central',
  'connection-proxy-login-wrong': 'central',
  'connection-proxy-login-kind': 'central',
  'connection-proxy-invalid': 'central',
  'connection-proxy-refused': 'central',
  'connection-proxy-unsupported': 'central',
  'connection-proxy-script': 'central',
  'connection-refused': 'central',
  'connection-blocked': 'central',
  'connection-no-network': 'central',
  'connection-not-encrypted': 'central',
  'connection-old-encryption': 'central',
  'connection-ended': 'central',
  'connection-silent': 'central',
  'connection-intercepted': 'central',
  'connection-self-signed': 'central',
  'connection-own-authority': 'central',
  'connection-chain-incomplete': 'central',
  'connection-certificate-expired': 'central',
  'connection-certificate-early': 'central',
  'connection-certificate-ends': 'central',
  'connection-wrong-name': 'central',
  'connection-authority-unusable': 'central',
  'connection-authority-ends': 'central',
  'connection-host-not-allowed': 'central',
  'connection-sign-in-page': 'central',
  'connection-api-missing': 'central',
  'connection-api-version': 'central',
  'connection-other-company': 'central',
  'connection-no-agendas': 'central',
  'connection-clock-off': 'central',
  'report-refused': 'attention',
  'finished-elsewhere': 'attention',
  'sides-differ': 'differences',
  'skipped-by-person': 'attention',
  'payload-unreadable': 'attention',
  'payload-too-large': 'attention',
  'agenda-unsupported': 'attention',
  'line-total-mismatch': 'attention',
  'vat-base-mismatch': 'attention',
  'vat-amount-mismatch': 'attention',
  'vat-summary-mismatch': 'attention',
  'totals-mismatch': 'attention',
  'test-mark-missing': 'attention',
  'test-mark-unexpected': 'attention',
  'vat-percent-unknown': 'attention',
  'vat-country-unknown': 'attention',
  'gross-prices-missing': 'attention',
  'id-too-long': 'attention',
  'value-not-representable': 'attention',
  'mapping-incomplete': 'attention',
  'card-ambiguous': 'attention',
  'goods-code-missing': 'attention',
  'partner-ambiguous': 'attention',
  'books-country-differs': 'attention',
  'maybe-recorded': 'attention',
  superseded: 'attention',
  'content-changed': 'attention',
  'outcome-unknown': 'attention',
  'is-rejected': 'attention',
  'is-duplicate-deleted': 'attention',
  'is-not-removable': 'attention',
  'is-not-found': 'informationSystem',
  'is-login-failed': 'informationSystem',
  'is-no-rights': 'informationSystem',
  'is-locked': 'informationSystem',
  'is-no-licence': 'informationSystem',
  'is-wrong-company': 'informationSystem',
  'stock-period-missing': 'informationSystem',
  'is-closed': 'informationSystem',
  'is-certificate': 'informationSystem',
  'is-timeout': 'informationSystem',
  'is-no-answer': 'informationSystem',
  'is-answer-unreadable': 'informationSystem',
  'is-try-again': 'informationSystem',
  'is-failed': 'informationSystem',
  'row-no-code': 'attention',
  'row-code-unfit': 'attention',
  'row-value-unfit': 'attention',
  'row-vat-unknown': 'attention',
  'row-ambiguous': 'attention',
  'row-warehouse-unknown': 'attention',
  'row-refused': 'attention',
  'outward-fall': 'attention',
  'outward-empty': 'attention',
  'outward-not-agreed': 'central',
  'outward-unsupported': 'settings',
  'outward-off': 'settings',
  'outward-overdue': 'unknown',
  'source-too-old': 'informationSystem',
  'source-not-ready': 'informationSystem',
  'source-unreadable': 'informationSystem',
  'source-row-unfit': 'attention',
  'settings-missing': 'settings',
  'settings-invalid': 'settings',
  'settings-too-new': 'settings',
  'secret-missing': 'settings',
  'secret-unreadable': 'settings',
  'ledger-unreadable': 'storage',
  'ledger-too-new': 'storage',
  'ledger-missing': 'storage',
  'ledger-damaged': 'storage',
  'ledger-restored': 'attention',
  'backup-failed': 'storage',
  'log-not-written': 'storage',
  'backup-unusable': 'storage',
  'disk-full': 'storage',
  'folder-not-writable': 'storage',
  'folder-not-private': 'storage',
  'not-confirmed': 'usage',
  'computer-system-unsupported': 'settings',
  'computer-disk-low': 'storage',
  'computer-no-scheduler': 'settings',
  'computer-scheduler-rights': 'settings',
  'computer-code-page': 'settings',
  'computer-time-zone': 'settings',
  'computer-memory-low': 'settings',
  'computer-fact-unknown': 'settings',
  'schedule-failed': 'settings',
  'schedule-foreign': 'settings',
  'schedule-account': 'settings',
  'schedule-not-proved': 'unknown',
  'engine-held': 'held',
  'document-not-found': 'usage',
  'document-not-retryable': 'usage',
  'document-not-skippable': 'usage',
  'payload-emptied': 'usage',
  'update-unreachable': 'central',
  'update-unverified': 'central',
  'update-by-hand': 'usage',
  'update-failed': 'storage',
  'update-running': 'held',
  'port-in-use': 'usage',
  usage: 'usage',
  internal: 'internal',
}

export const exitCodeOf = (code: ProblemCode): ExitCode => exitCodes[causes[code]]

/** The problems that end with this code, in the order of `problemCodes`. */
export const problemsOf = (exitCode: number): readonly ProblemCode[] =>
  problemCodes.filter((code) => exitCodes[causes[code]] === exitCode)

/** What a status means for a script. A run that works is no error; what stops the whole comes before single documents. */
export function exitCodeOfStatus(status: SyncStatus): ExitCode {
  if (status.problem) return exitCodeOf(status.problem.code)
  switch (status.state) {
    case 'ok':
    case 'working':
    case 'waiting':
    case 'paused':
      return exitCodes.ok
    case 'attention':
      return exitCodes.attention
    case 'not-set-up':
      return exitCodes.settings
    case 'failed':
    case 'unknown':
      return exitCodes.unknown
    default:
      return assertNever(status.state)
  }
}
