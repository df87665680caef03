import { BlockList, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { QuickJSContext, QuickJSWASMModule } from 'quickjs-emscripten-core'
import type { LookUpName } from '../ports'
import { PAC_FUNCTIONS } from './pac-functions'

/** What is wrong with a proxy script; `code` is evidence, the message is the script's own. */
export class PacError extends Error {
  override readonly name = 'PacError'
  readonly code: string
  constructor(code: string, message = '') {
    super(message.slice(0, 300))
    this.code = code
  }
}

/** Chromium's own limits are of this size; a script of a company is some kilobytes long. */
const MOST_MEMORY_BYTES = 32 * 1024 * 1024
const MOST_STACK_BYTES = 512 * 1024
const MOST_RUN_MS = 1000
const MOST_NAMES = 20
const MOST_ANSWER_LENGTH = 4000

/**
 * Loaded by who needs it only: half a megabyte of code. A new one for each evaluation: a script that overflows the stack
 * leaves it broken (seen with 0.32), and memory that it has grown to is freed with it.
 */
async function newInterpreter(): Promise<QuickJSWASMModule> {
  const [core, variant] = await Promise.all([
    import('quickjs-emscripten-core'),
    import('@jitl/quickjs-singlefile-mjs-release-sync'),
  ])
  // Emscripten writes to the console when it breaks; a scheduled run's mail is no place for that.
  const quiet = { print: () => {}, printErr: () => {} }
  return core.newQuickJSWASMModuleFromVariant(core.newVariant(variant.default, { emscriptenModule: quiet as object }))
}

/**
 * What a proxy script says for this address: `PROXY a:8080; DIRECT`. The script came over a network and is not trusted: it
 * runs in an interpreter of its own (QuickJS in WebAssembly), which has no way to files, network, processes or our memory, with
 * limits of time and memory. `node:vm` would be no such boundary. It sees scheme, name and port of the address, nothing more,
 * and may have up to 20 names looked up. Throws `PacError`, or the signal's reason.
 */
export async function evaluatePac(
  script: string,
  url: URL,
  tools: { lookUp: LookUpName; own?: () => readonly string[] },
  signal: AbortSignal,
): Promise<string> {
  const quickJs = await newInterpreter()
  const own = (tools.own ?? ownAddresses)().join(';')
  const known = new Map<string, string>()
  for (;;) {
    signal.throwIfAborted()
    const asked = new Set<string>()
    const resolve = (name: string): string | undefined => {
      const found = known.get(name)
      // A wait inside the script is not possible: it is stopped here, and run again once the name is known, as Chromium does.
      if (found === undefined) asked.add(name)
      return found
    }
    let answer: string | PacError
    try {
      answer = runOnce(quickJs, script, url, own, resolve)
    } catch (error) {
      // The interpreter itself has given up.
      throw new PacError('script-failed', error instanceof Error ? error.message : '')
    }
    const [name] = asked
    // Whatever the script made of being stopped counts for nothing.
    if (name === undefined) {
      if (answer instanceof PacError) throw answer
      return answer
    }
    if (known.size >= MOST_NAMES) throw new PacError('too-many-names')
    known.set(name, await addressesOf(name, tools.lookUp))
  }
}

async function addressesOf(name: string, lookUp: LookUpName): Promise<string> {
  if (isIP(name) !== 0) return name
  try {
    return (await lookUp(name)).map(({ address }) => address).join(';')
  } catch {
    return ''
  }
}

function runOnce(
  quickJs: QuickJSWASMModule,
  script: string,
  url: URL,
  own: string,
  resolve: (name: string) => string | undefined,
): string | PacError {
  const endMs = performance.now() + MOST_RUN_MS
  const runtime = quickJs.newRuntime({
    memoryLimitBytes: MOST_MEMORY_BYTES,
    maxStackSizeBytes: MOST_STACK_BYTES,
    interruptHandler: () => performance.now() > endMs,
  })
  const context = runtime.newContext()
  try {
    put(context, '__own', own)
    const host = (name: string, act: (...given: string[]) => string | boolean | undefined): void => {
      const handle = context.newFunction(name, (...given) => {
        const answer = act(...given.map((one) => context.getString(one)))
        if (answer === undefined) return { error: context.newError('not known yet') }
        return typeof answer === 'string' ? context.newString(answer) : answer ? context.true : context.false
      })
      context.setProp(context.global, name, handle)
      handle.dispose()
    }
    host('__resolve', (name = '') => (name.length > 0 && name.length < 254 ? resolve(name.toLowerCase()) : ''))
    host('__inNet', (address = '', network = '') => isInNetwork(address, network))
    // Path and query may hold what is nobody's business: a script gets neither.
    put(context, '__url', `${url.protocol}//${url.host}/`)
    put(context, '__host', url.hostname.replace(/^\[(.*)\]$/, '$1'))
    const run = (code: string, file: string): string | PacError => {
      const result = context.evalCode(code, file)
      if (result.error) {
        const said: unknown = context.dump(result.error)
        result.error.dispose()
        const { name, message } = (typeof said === 'object' && said !== null ? said : {}) as { name?: string; message?: string }
        return new PacError(message === 'interrupted' ? 'too-slow' : 'script-failed', `${name ?? ''}: ${message ?? String(said)}`)
      }
      const type = context.typeof(result.value)
      const text = type === 'string' ? context.getString(result.value) : ''
      result.value.dispose()
      return type === 'string' || file !== 'call' ? text : new PacError('no-answer', type)
    }
    for (const [code, file] of [
      [PAC_FUNCTIONS, 'functions'],
      [script, 'proxy.pac'],
    ] as const) {
      const ended = run(code, file)
      if (ended instanceof PacError) return ended
    }
    const answer = run('FindProxyForURL(__url, __host)', 'call')
    return answer instanceof PacError ? answer : answer.slice(0, MOST_ANSWER_LENGTH)
  } finally {
    context.dispose()
    runtime.dispose()
  }
}

const put = (context: QuickJSContext, name: string, text: string): void => {
  const handle = context.newString(text)
  context.setProp(context.global, name, handle)
  handle.dispose()
}

/** `10.0.0.0/8`, `fd00::/8` */
export function isInNetwork(address: string, network: string): boolean {
  const [, base = '', bits = ''] = /^(.+)\/(\d{1,3})$/.exec(network) ?? []
  const kind = isIP(base)
  if (kind === 0 || kind !== isIP(address) || Number(bits) > (kind === 4 ? 32 : 128)) return false
  const list = new BlockList()
  const family = kind === 4 ? 'ipv4' : 'ipv6'
  list.addSubnet(base, Number(bits), family)
  return list.check(address, family)
}

const ownAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
