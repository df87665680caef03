import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCentral } from '../../src/main/central/central'
import { splitPreset } from '../../src/main/cli/apply-preset'
import { facts, plain, table } from '../../src/main/cli/table'
import { foundIn, outcomesOf } from '../../src/main/connectors/pohoda/answer'
import { parseResponse, type ResponsePack } from '../../src/main/connectors/pohoda/response'
import { type ListedCard, listedCards } from '../../src/main/connectors/pohoda/stock-answer'
import { priceReadings, stockReading } from '../../src/main/connectors/pohoda/stock-readings'
import { pohodaXml } from '../../src/main/connectors/pohoda-xml'
import { pohodaSettingsSchema } from '../../src/main/connectors/pohoda-xml/settings'
import { readXml, XmlUnreadable } from '../../src/main/connectors/wrap/xml-reader'
import { createLog } from '../../src/main/diagnostics/log'
import { createRedaction } from '../../src/main/diagnostics/redaction'
import { parseDocument } from '../../src/main/engine/check'
import { checkDocument, titleOf } from '../../src/main/engine/checks/check-document'
import { isUnreadable } from '../../src/main/engine/outward/ports'
import { parseProblem } from '../../src/main/ledger/ledger'
import { confStore } from '../../src/main/settings/conf-store'
import { openSecrets } from '../../src/main/settings/secrets'
import { settingsFile } from '../../src/main/settings/store'
import { requestSchema, watchRequests } from '../../src/main/system/requests'
import { inwardAgendaSchema } from '../../src/shared/documents/agenda'
import { canonicalJson } from '../../src/shared/documents/canonical'
import { Failure, type Problem, problemSchema } from '../../src/shared/failure'
import { languageSchema, settingsSchema } from '../../src/shared/settings'
import { cliTexts } from '../../src/shared/texts/cli'
import { noteText } from '../../src/shared/texts/note-text'
import { problemText } from '../../src/shared/texts/problem-text'
import { readWithSaxes } from '../support/saxes-reader'
import { type Kind, type Random, randomFrom } from './inputs'

/** What an input is given to. Whatever it throws is a finding. */
export type Target = (input: Buffer, index: number) => Promise<void> | void

/** Ids and pack of the corpus' answers. */
export const FUZZ_PACK = 'BI-company-1'
export const FUZZ_IDS = ['Q-000001', 'Q-000002', 'Q-000003'] as const
/** Stand in the corpus' presets; must never be quoted. */
export const FUZZ_SECRETS = ['bi_client_fuzz-secret-1', 'heslo-fuzz-2'] as const

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const clock = { now: Date.now, monotonicMs: () => performance.now() }
const TERMINAL_ORDERS = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

const fail = (why: string): never => {
  throw new Error(why)
}

/** A refusal must be one that a person can read. */
function expectProblem(what: Problem): void {
  if (!problemSchema.safeParse(what).success) fail(`no problem: ${JSON.stringify(what).slice(0, 200)}`)
  for (const language of languageSchema.options) {
    const text = problemText(language, what)
    if (text.code !== what.code || text.what === '' || text.todo === '') fail(`no text for ${what.code}`)
  }
}

/** Runs it; only `Failure` is an answer, and never an unforeseen one. */
async function expectFailureOnly<T>(work: () => Promise<T> | T): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (error.problem.code === 'internal') throw error
    expectProblem(error.problem)
    return undefined
  }
}

async function* pieces(bytes: Buffer, random: Random): AsyncIterable<Uint8Array> {
  for (let from = 0; from < bytes.length; ) {
    const size = 1 + random.below(random.below(4) === 0 ? 20 : 5000)
    yield bytes.subarray(from, from + size)
    from += size
  }
}

/** All that the bytes may mean as text. */
const readings = (bytes: Buffer): readonly string[] => {
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
  return [bytes.toString('latin1'), bytes.toString('utf16le'), even.swap16().toString('utf16le')]
}

export async function createTargets(): Promise<{ targets: Readonly<Record<Kind, Target>>; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'bi-fuzz-'))
  const connector = await pohodaXml.open(
    pohodaSettingsSchema.parse({ way: 'folder', importFolder: folder, ico: '45274649', mapping: { carriers: { PPL: 'PPL' } } }),
    {
      dataDir: folder,
      clock,
      log: silent,
      http: () => () => Promise.reject(new Error('no network here')),
      companyId: 'company-1',
    },
  )

  const readAnswer = async (input: Buffer, random: Random): Promise<ResponsePack | undefined> => {
    try {
      return await parseResponse(pieces(input, random))
    } catch (error) {
      if (!(error instanceof XmlUnreadable)) throw error
      return undefined
    }
  }
  /** Nothing may be believed that doesn't stand in the answer. */
  const expectStands = (input: Buffer, itemId: string, named: RegExp, reference: { id?: string | undefined }): void => {
    const texts = readings(input)
    if (!texts.some((text) => named.test(text))) fail(`${itemId} is imported, and the answer does not name it`)
    if (reference.id === undefined || reference.id === '') fail(`${itemId} is imported without an id`)
  }

  const documentTarget: Target = async (input, index) => {
    const raw = input.toString('utf8')
    const agenda = index % 3 === 0 ? (inwardAgendaSchema.options[index % 5] ?? 'orders') : 'orders'
    const parsed = parseDocument({ itemId: 'Q-1', agenda, test: true }, raw)
    if (!parsed.ok) {
      expectProblem(parsed.problem)
      return
    }
    const { document } = parsed
    const canonical = canonicalJson(JSON.parse(raw))
    if (canonicalJson(JSON.parse(canonical)) !== canonical) fail('canonical JSON is not stable')
    titleOf(document.payload, document.agenda)
    const wrong = checkDocument(document)
    if (wrong) expectProblem(wrong)
    // The hand-over maps what the checks let through, and must bear the rest.
    const preparation = connector.prepare(document)
    if (!preparation.ok) {
      expectProblem(preparation.problem)
      return
    }
    const limits = { maxBytes: 1e9, maxDepth: 64, maxTextLength: 1e6 }
    for (const { bytes } of connector.preview(preparation.prepared))
      await readXml(pieces(Buffer.from(bytes), randomFrom(index)), { open() {}, close() {} }, limits)
    for (const language of languageSchema.options) for (const note of preparation.prepared.notes) noteText(note, language)
  }

  const claimTarget: Target = async (input, index) => {
    const random = randomFrom(index)
    const good = random.below(3) > 0
    const headers = {
      'content-type': good
        ? 'application/json'
        : random.pick(['application/problem+json', 'text/html', 'application/json; charset=x', '']),
      'retry-after': random.pick(['1', '-1', '1e9', 'Wed, 21 Oct 2099 07:28:00 GMT', 'x']),
    }
    const status = good ? 200 : random.pick([200, 201, 400, 401, 403, 404, 409, 413, 422, 426, 429, 500, 502, 503, 504, 511])
    const central = createCentral({
      baseUrl: 'https://bi.example/b2b/v1',
      apiKey: FUZZ_SECRETS[0],
      clientVersion: '1.0.0',
      log: silent,
      clock,
      retries: { tries: 1, baseMs: 0, capMs: 0, budgetMs: 0 },
      fetch: async () => new Response(new Uint8Array(input), { status, headers }),
    })
    const never = new AbortController().signal
    await expectFailureOnly(async () => {
      switch (random.below(6)) {
        case 0:
          return central.account(never)
        case 1:
          return central.itemState('Q-1', never)
        case 2:
          return central.items?.({ limit: 10 }, never)
        case 3:
          return central.report(
            [{ itemId: 'Q-1', payloadSha256: 'a'.repeat(64), outcome: 'imported', finishedAt: '2026-03-02T08:00:00Z' }],
            never,
          )
        default: {
          const claim = await central.claim({ limit: 100, leaseSeconds: 600 }, never)
          for (const item of claim.items) canonicalJson(item.payload ?? null)
          for (const item of claim.items) if (!/^[A-Za-z0-9\-_.:]{1,64}$/.test(item.itemId)) fail(`id ${item.itemId}`)
          return claim
        }
      }
    })
  }

  const answerTarget: Target = async (input, index) => {
    const pack = await readAnswer(input, randomFrom(index))
    if (!pack) return
    const outcomes = await expectFailureOnly(() => outcomesOf(FUZZ_PACK, FUZZ_IDS, pack))
    if (!outcomes) return
    if (outcomes.length !== FUZZ_IDS.length) fail('not one outcome for each')
    for (const outcome of outcomes) {
      if (outcome.kind === 'imported')
        expectStands(input, outcome.itemId, new RegExp(`id\\s*=\\s*["']${outcome.itemId}["']`), outcome.reference)
      else expectProblem(outcome.problem)
    }
  }

  const listTarget: Target = async (input, index) => {
    const pack = await readAnswer(input, randomFrom(index))
    if (!pack) return
    const found = await expectFailureOnly(() => foundIn(FUZZ_IDS, 'BUSINESS-INTEGRATOR', 'list:listOrder', pack))
    for (const [itemId, reference] of found ?? []) expectStands(input, itemId, new RegExp(`${itemId}\\s*</`), reference)
  }

  const levels = new Map([['Sleva 1', 'with' as const]])
  const stockTarget: Target = async (input, index) => {
    const cards = await expectFailureOnly(async () => {
      const all: ListedCard[] = []
      for await (const some of listedCards(pieces(input, randomFrom(index)), { ico: '12345678', path: 'list' })) all.push(...some)
      return all
    })
    if (!cards) return
    // What is believed as a whole must be a document for somebody else, too.
    const limits = { maxBytes: 1e9, maxDepth: 64, maxTextLength: 1e7 }
    await readWithSaxes(pieces(input, randomFrom(index)), { open() {}, close() {} }, limits)
    for (const card of cards)
      for (const reading of [stockReading(card), ...priceReadings(card, { country: 'CZ', today: '2026-09-01', levels })]) {
        if (reading === undefined) continue
        if (isUnreadable(reading)) expectProblem(reading.problem)
        else if (!/^-?\d+(?:\.\d+)?$/.test('price' in reading ? reading.price : reading.physical)) fail('no decimal')
      }
  }

  const settingsDir = join(folder, 'settings')
  mkdirSync(settingsDir)
  const settingsTarget: Target = async (input) => {
    writeFileSync(join(settingsDir, 'settings.json'), input)
    const file = settingsFile(confStore(settingsDir))
    const settings = await expectFailureOnly(() => file.read())
    if (!settings) return
    settingsSchema.parse(settings)
    pohodaSettingsSchema.safeParse(settings.connector.settings)
    file.write(settings)
    if (canonicalJson(file.read()) !== canonicalJson(settings)) fail('read back otherwise than written')
  }

  const presetTarget: Target = async (input) => {
    const text = input.toString('utf8')
    try {
      const { settings } = splitPreset(text, 'preset.json', cliTexts.cs, undefined)
      settingsSchema.parse(settings)
      // Whoever writes the key into the name of the company as well has told it himself.
      if ('apiKey' in settings.central || 'password' in settings.connector.settings) fail('a secret among the settings')
    } catch (error) {
      if (!(error instanceof Failure) || error.problem.code === 'internal') throw error
      expectProblem(error.problem)
      const told = JSON.stringify(error.problem)
      for (const secret of FUZZ_SECRETS) if (told.includes(secret)) fail('a secret in the refusal')
    }
  }

  const requestDir = join(folder, 'asked')
  mkdirSync(join(requestDir, 'requests'), { recursive: true })
  const requestTarget: Target = async (input, index) => {
    const name = index % 10 === 0 ? 'x.json' : '000001767000000-1-0123456789abcdef.json'
    writeFileSync(join(requestDir, 'requests', name), input)
    const watched = watchRequests(requestDir, (request) => void requestSchema.parse(request), silent)
    await watched.close()
    const left = readdirSync(join(requestDir, 'requests')).filter((entry) => entry !== 'refused')
    if (left.length > 0) fail(`left lying: ${left.join(', ')}`)
  }

  const problemTarget: Target = (input) => {
    const text = input.toString('utf8')
    try {
      JSON.parse(text)
    } catch {
      // The ledger has its own check of what lies in it; here it is what another version may have written.
      return
    }
    const what = parseProblem(text)
    if (!what) return fail('a problem that is none')
    expectProblem(what)
  }

  const secretsDir = join(folder, 'secrets')
  mkdirSync(secretsDir)
  openSecrets(secretsDir).set('central.apiKey', FUZZ_SECRETS[0])
  const secretsTarget: Target = async (input) => {
    writeFileSync(join(secretsDir, 'secrets.json'), input)
    const secrets = openSecrets(secretsDir)
    await expectFailureOnly(() => secrets.has('__proto__'))
    await expectFailureOnly(() => secrets.get('central.apiKey'))
    await expectFailureOnly(() => secrets.get('constructor'))
  }

  const log = createLog({ folder: join(folder, 'logs'), name: 'fuzz' })
  log.addSecret(FUZZ_SECRETS[0])
  const redaction = createRedaction()
  redaction.add(FUZZ_SECRETS[0])
  const textTarget: Target = (input, index) => {
    const text = input.toString(index % 2 === 0 ? 'utf8' : 'utf16le')
    // What stands in a table is never longer.
    const cell = text.slice(0, 500)
    const said = [...table([{ title: 'a', most: 20 }, { title: 'b' }], [[cell, cell]]), ...facts([['a', text]]), plain(text)]
    for (const one of said) if (TERMINAL_ORDERS.test(one)) fail('orders to the terminal')
    let value: unknown = text
    try {
      value = JSON.parse(text)
    } catch {
      // Then as the text that it is.
    }
    log.info(text.slice(0, 300), { text, value })
    const hidden = redaction.text(text) + JSON.stringify(redaction.data({ value, nested: [text] }))
    if (hidden.includes(FUZZ_SECRETS[0])) fail('a secret is told')
  }

  return {
    targets: {
      document: documentTarget,
      claim: claimTarget,
      answer: answerTarget,
      list: listTarget,
      stock: stockTarget,
      settings: settingsTarget,
      preset: presetTarget,
      request: requestTarget,
      problem: problemTarget,
      secrets: secretsTarget,
      text: textTarget,
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
