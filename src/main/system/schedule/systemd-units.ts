import { expectPlain, LIMIT_MINUTES, markOf, readMark, SCHEDULE_NAME, type ScheduleMark, type SchedulePlan } from './plan'

export const unitName = (id: string): string => (id === '' ? SCHEDULE_NAME : `${SCHEDULE_NAME}-${id}`)
export const UNIT_FILE = /^business-integrator-client(?:-([0-9a-f]{8}))?\.(?:service|timer)$/

/**
 * One word of `ExecStart=` (systemd.service, "Command lines"; systemd.unit, "Specifiers"): quoted, `%` and `$` doubled.
 * The program itself is no place for variables, so its `$` stays single.
 */
export const systemdWord = (word: string, isProgram = false): string => {
  const quoted = expectPlain(word).replace(/[\\"]/g, '\\$&').replaceAll('%', '%%')
  return `"${isProgram ? quoted : quoted.replaceAll('$', '$$$$')}"`
}
/** A path in a list of paths (`ReadWritePaths=`). `-`: one that isn't there is none that must be. */
const systemdPath = (path: string): string => `"-${expectPlain(path).replace(/[\\"]/g, '\\$&').replaceAll('%', '%%')}"`

const MARK = '# business-integrator-client: '
const HEAD = '# Made by `bi-client schedule install`, and replaced by it as a whole.'

/** The mark of a unit file of ours. */
export const markOfUnit = (text: string): ScheduleMark | undefined => {
  const line = text.slice(0, 4000).split('\n', 2)[1] ?? ''
  return text.startsWith(`${HEAD}\n`) && line.startsWith(MARK) ? readMark(line.slice(MARK.length)) : undefined
}

/**
 * What is locked for a run of the system's own manager. Not there, and why: `MemoryDenyWriteExecute` (the JavaScript engine
 * compiles), `PrivateNetwork` and `PrivateUsers` (the central side, the files' owners), `SystemCallFilter` (Chromium's and the
 * information system's programs change with their versions). An AppImage mounts itself with a helper that gains rights, so
 * it can't have what forbids that. A program of somebody else's (POHODA under wine) writes where it likes.
 */
function hardening(plan: SchedulePlan): string[] {
  const { account, startsPrograms, appImage, dataDir, writes } = plan
  const isRoot = account.kind === 'system'
  return [
    'PrivateTmp=yes',
    `ProtectSystem=${startsPrograms ? 'full' : 'strict'}`,
    ...(startsPrograms ? [] : ['ProtectHome=read-only']),
    `ReadWritePaths=${[dataDir, ...writes].map(systemdPath).join(' ')}`,
    'ProtectControlGroups=yes',
    // For an account other than root each of these brings NoNewPrivileges along.
    ...(appImage && !isRoot ? [] : ['ProtectKernelTunables=yes', 'ProtectKernelModules=yes', 'LockPersonality=yes']),
    ...(appImage && !isRoot ? [] : ['RestrictRealtime=yes', 'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK']),
    ...(appImage ? [] : ['NoNewPrivileges=yes', 'RestrictSUIDSGID=yes']),
  ]
}

/** The service, one run. `own`: of the person's own manager, which may not change the view of the file system. */
export function serviceUnit(plan: SchedulePlan, own: boolean): string {
  const { account, program, args } = plan
  return [
    HEAD,
    `${MARK}${markOf(plan)}`,
    '[Unit]',
    'Description=B2B client of the Business Integrator: one synchronisation of documents',
    ...(own ? [] : ['Wants=network-online.target', 'After=network-online.target']),
    '',
    '[Service]',
    'Type=oneshot',
    ...(account.kind === 'system' || own ? [] : [`User=${expectPlain(account.name)}`]),
    `ExecStart=${[systemdWord(program, true), ...args.map((word) => systemdWord(word))].join(' ')}`,
    'SyslogIdentifier=bi-client',
    // 6: the run is well, documents wait for a person.
    'SuccessExitStatus=6',
    // RuntimeMaxSec= does nothing for a oneshot service (systemd.service).
    `TimeoutStartSec=${LIMIT_MINUTES}min`,
    // The polite request goes to the client alone: a program that records an order just now is to end by itself.
    'KillMode=mixed',
    'TimeoutStopSec=2min',
    'UMask=0077',
    // A memory image holds passwords.
    'LimitCORE=0',
    ...(own
      ? plan.appImage
        ? []
        : ['NoNewPrivileges=yes']
      : [
          // What Chromium writes of its own is of no use after the run; not every account has a home.
          'Environment=XDG_CONFIG_HOME=/tmp/bi-client XDG_CACHE_HOME=/tmp/bi-client',
          ...hardening(plan),
        ]),
    '',
  ].join('\n')
}

/**
 * The timer. Monotonic, not a calendar: a clock that is set, or the change to summer time, neither doubles nor skips a run.
 * A service that is still at work is not started again, so there is no parallel run. A timer that is enabled later than
 * two minutes after the start of the computer runs at once.
 */
export const timerUnit = (plan: SchedulePlan): string =>
  [
    HEAD,
    `${MARK}${markOf(plan)}`,
    '[Unit]',
    'Description=B2B client of the Business Integrator: when it synchronises',
    '',
    '[Timer]',
    'OnBootSec=2min',
    `OnUnitActiveSec=${plan.everyMinutes}min`,
    'AccuracySec=15s',
    `Unit=${unitName(plan.id)}.service`,
    '',
    '[Install]',
    'WantedBy=timers.target',
    '',
  ].join('\n')
