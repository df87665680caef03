import { Command, Option } from 'commander'
import { inwardAgendaSchema, outwardAgendaSchema } from '../../shared/documents/agenda'
import { documentStateSchema } from '../../shared/documents/document-state'
import { languageSchema } from '../../shared/settings'
import type { CliTexts } from '../../shared/texts/cli'
import { fill } from '../../shared/texts/format'
import type { ScheduleTexts } from '../../shared/texts/schedule'
import { CLIENT_VERSION } from '../version'
import type { CommandName, Ending } from './answer'
import { type CheckOptions, check } from './commands/check'
import { exportPayload, type ListOptions, list, retry, show, skip } from './commands/documents'
import { backup, check as checkLedger, restore } from './commands/ledger'
import { type RetireOptions, retire } from './commands/retire'
import { type SandboxOptions, sandbox, seeds } from './commands/sandbox'
import { type InstallOptions, installSchedule, removeSchedule, showSchedule } from './commands/schedule'
import { setup } from './commands/setup'
import { status } from './commands/status'
import { type SyncOptions, sync } from './commands/sync'
import { testOrders } from './commands/test-orders'
import { checkUpdate, downloadUpdate, installUpdate } from './commands/update'
import { type UploadOptions, upload } from './commands/upload'
import { type VerifyOptions, verify } from './commands/verify'
import { type CommandContext, type GlobalOptions, wholeNumber } from './context'

/** What was asked for, once the arguments are understood. */
export interface Asked {
  command: CommandName
  options: GlobalOptions
  run(context: CommandContext): Promise<Ending> | Ending
}

const examplesOf = (texts: CliTexts, lines: readonly string[]): string =>
  `\n${texts.help.examples}\n${lines.map((line) => `  bi-client ${line}`).join('\n')}\n`

/** The grammar of the command line. `asked` is called with the command that was recognised; nothing is run here. */
export function createProgram(texts: CliTexts, schedules: ScheduleTexts['help'], asked: (what: Asked) => void): Command {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': texts.help.usage,
    'Options:': texts.help.options,
    'Global Options:': texts.help.globalOptions,
    'Commands:': texts.help.commands,
    'Arguments:': texts.help.arguments,
  }
  const look = (command: Command): Command =>
    command
      .helpOption('-h, --help', texts.help.show)
      .configureHelp({
        showGlobalOptions: true,
        styleTitle: (title) => titles[title] ?? title,
        optionDescription: (option) =>
          option.defaultValue === undefined || option.negate
            ? option.description
            : `${option.description} (${fill(texts.help.default, { value: String(option.defaultValue) })})`,
      })
      .exitOverride()
  const program = look(new Command('bi-client'))
    .description(texts.about)
    .version(CLIENT_VERSION, '-V, --version', texts.help.version)
    .option('--json', texts.global.json)
    .option('--data-dir <folder>', texts.global.dataDir)
    .addOption(new Option('--language <cs|sk|en>', texts.global.language).choices(languageSchema.options))
    .option('--no-color', texts.global.noColor)
    .helpCommand(false)
    .addHelpText(
      'after',
      () => `${examplesOf(texts, ['setup', 'check', 'sync --once', 'documents list --attention'])}\n${texts.help.exitCodes}`,
    )
  const add = (parent: Command, name: string, about: string, examples: readonly string[]): Command => {
    const command = look(parent.command(name)).description(about).helpCommand(false)
    return examples.length === 0 ? command : command.addHelpText('after', () => examplesOf(texts, examples))
  }
  const ask = (command: CommandName, run: Asked['run']) => asked({ command, options: program.opts<GlobalOptions>(), run })
  const number = (from: number, to: number) => wholeNumber(texts, from, to)

  add(program, 'sync', texts.sync.about, ['sync --once', 'sync --watch --json'])
    .option('--once', texts.sync.once)
    .option('--watch', texts.sync.watch)
    .option('--scheduled', schedules.scheduled)
    .action((options: SyncOptions) => ask('sync', (context) => sync(options, context)))

  add(program, 'status', texts.status.about, ['status', 'status --json']).action(() => ask('status', status))

  const documents = add(program, 'documents', texts.documents.about, [
    'documents list --attention',
    'documents show Q-000123',
    'documents retry Q-000123',
  ])
  add(documents, 'list', texts.documents.list, ['documents list --state imported --limit 20', 'documents list --text Novák'])
    .option('--state <states>', fill(texts.documents.state, { states: documentStateSchema.options.join(', ') }))
    .option('--attention', texts.documents.attention)
    .option('--text <text>', texts.documents.text)
    .option('--limit <n>', texts.documents.limit, number(1, 200), 50)
    .option('--before <n>', texts.documents.before, number(1, 999_999_999))
    .action((options: ListOptions) => ask('documents list', (context) => list(options, context)))
  add(documents, 'show', texts.documents.show, ['documents show Q-000123 --payload'])
    .argument('<id>', texts.documents.id)
    .option('--payload', texts.documents.payload)
    .action((id: string, options: { payload?: boolean }) => ask('documents show', (context) => show(id, options, context)))
  add(documents, 'retry', texts.documents.retry, ['documents retry Q-000123'])
    .argument('<id>', texts.documents.id)
    .action((id: string) => ask('documents retry', (context) => retry(id, context)))
  add(documents, 'skip', texts.documents.skip, ['documents skip Q-000123 --reason "entered by hand"'])
    .argument('<id>', texts.documents.id)
    .requiredOption('--reason <text>', texts.documents.reason)
    .action((id: string, options: { reason: string }) => ask('documents skip', (context) => skip(id, options, context)))
  add(documents, 'export', texts.documents.export, ['documents export Q-000123 --output order.json'])
    .argument('<id>', texts.documents.id)
    .option('--output <file>', texts.documents.output)
    .action((id: string, options: { output?: string }) =>
      ask('documents export', (context) => exportPayload(id, options, context)),
    )
  // `documents` alone lists: what a person most probably wants.
  documents.action((_options: unknown, command: Command) => {
    if (command.args.length > 0)
      command.error(`error: unknown command '${command.args[0]}'`, { code: 'commander.unknownCommand' })
    ask('documents list', (context) => list({ limit: 50 }, context))
  })
  documents.allowExcessArguments(true)

  add(program, 'check', texts.check.about, ['check', 'check --network', 'check --json'])
    .option('--network', texts.check.network)
    .action((options: CheckOptions) => ask('check', (context) => check(options, context)))

  add(program, 'verify', texts.verify.about, ['verify', 'verify --all --json', 'verify --accept "entered by hand"'])
    .option('--all', texts.verify.all)
    .option('--accept <reason>', texts.verify.accept)
    .action((options: VerifyOptions) => ask('verify', (context) => verify(options, context)))

  add(program, 'upload', texts.upload.about, ['upload', 'upload --agenda prices --full', 'upload --show --json'])
    .option('--full', texts.upload.full)
    .option('--again', texts.upload.again)
    .addOption(new Option('--agenda <agenda>', texts.upload.agenda).choices(outwardAgendaSchema.options))
    .option('--confirm-fall', texts.upload.confirmFall)
    .option('--show', texts.upload.show)
    .action((options: UploadOptions) => ask('upload', (context) => upload(options, context)))

  const ledger = add(program, 'ledger', texts.ledger.about, ['ledger backup', 'ledger check', 'ledger restore FILE'])
  add(ledger, 'backup', texts.ledger.backup, ['ledger backup']).action(() => ask('ledger backup', backup))
  add(ledger, 'check', texts.ledger.check, ['ledger check', 'ledger check FILE'])
    .argument('[file]', texts.ledger.file)
    .action((file: string | undefined) => ask('ledger check', (context) => checkLedger(file, context)))
  add(ledger, 'restore', texts.ledger.restore, ['ledger restore FILE'])
    .argument('<file>', texts.ledger.file)
    .action((file: string) => ask('ledger restore', (context) => restore(file, context)))

  const schedule = add(program, 'schedule', schedules.about, [
    'schedule install --every 5 --prove',
    'schedule show',
    'schedule remove',
  ])
  add(schedule, 'install', schedules.install, ['schedule install', 'schedule install --account gmsa:DOMAIN\\NAME$ --prove'])
    .option('--every <minutes>', schedules.every, number(1, 1440))
    .option('--account <account>', schedules.account)
    .option('--prove', schedules.prove)
    .action((options: InstallOptions) => ask('schedule install', (context) => installSchedule(options, context)))
  add(schedule, 'show', schedules.show, []).action(() => ask('schedule show', showSchedule))
  add(schedule, 'remove', schedules.remove, []).action(() => ask('schedule remove', removeSchedule))

  add(program, 'retire', schedules.retire, ['retire', 'retire --delete-data'])
    .option('--delete-data', schedules.deleteData)
    .option('--yes', schedules.yes)
    .action((options: RetireOptions) => ask('retire', (context) => retire(options, context)))

  const update = add(program, 'update', texts.update.about, ['update check', 'update install'])
  add(update, 'check', texts.update.check, ['update check --json']).action(() => ask('update check', checkUpdate))
  add(update, 'download', texts.update.download, ['update download']).action(() => ask('update download', downloadUpdate))
  add(update, 'install', texts.update.install, ['update install']).action(() => ask('update install', installUpdate))

  add(program, 'setup', texts.setup.about, ['setup', 'setup --from preset.json', 'setup --from - < preset.json'])
    .option('--from <file>', texts.setup.from)
    .action((options: { from?: string }) => ask('setup', (context) => setup(options, context)))

  add(program, 'test-orders', texts.testOrders.about, ['test-orders 5', 'test-orders 3 --scenario simple'])
    .argument('<count>', texts.testOrders.count, number(1, 20))
    .addOption(new Option('--scenario <kind>', texts.testOrders.scenario).choices(['mixed', 'simple']))
    .action((count: number, options: { scenario?: 'mixed' | 'simple' }) =>
      ask('test-orders', (context) => testOrders(count, options, context)),
    )

  add(program, 'sandbox', texts.sandbox.about, [
    'sandbox --port 0 --data ./sandbox --seed 100 --faulty 2',
    'sandbox --data ./sandbox --seed 100 --seed delivery-notes=20 --seed invoices=20',
  ])
    .option('--port <n>', texts.sandbox.port, number(0, 65_535), 0)
    .requiredOption('--data <folder>', texts.sandbox.data)
    .option('--seed <what>', fill(texts.sandbox.seed, { agendas: inwardAgendaSchema.options.join(', ') }), seeds(texts))
    .option('--random <n>', texts.sandbox.random, number(0, 999_999_999), 1)
    .option('--faulty <n>', texts.sandbox.faulty, number(0, 100_000), 0)
    .action((options: SandboxOptions) => ask('sandbox', (context) => sandbox(options, context)))

  return program
}
