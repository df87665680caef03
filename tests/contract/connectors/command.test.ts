import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { openIs } from '../../../src/main/open-is'
import { type Order, orderSchema } from '../../../src/shared/documents/order'
import { disturbed, EXAMPLES, pythonProgram, recordedByPython } from '../../support/command'
import { connectorTools } from '../../support/connector-tools'
import { asReceived } from '../../support/files'
import { connectorSuite, type World } from './suite'

/** The two examples of docs/connectors/command.md, each as a customer would set it up, with something that disturbs in between. */

interface Example {
  program: string
  script: string
  /** In the order in which they were recorded. */
  stored(folder: string): readonly { itemId: string; id: string; number: string; document: Order }[]
}

const nodeExample: Example = {
  program: process.execPath,
  script: 'record-order.mjs',
  stored(folder) {
    const orders = join(folder, 'orders')
    if (!existsSync(orders)) return []
    return readdirSync(orders)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(orders, name), 'utf8')) as { itemId: string; number: string; document: Order })
      .map((record) => ({ ...record, id: record.number }))
      .toSorted((a, b) => (a.number < b.number ? -1 : 1))
  },
}

const pythonExample = (program: string): Example => ({
  program,
  script: 'record_document.py',
  stored: (folder) =>
    recordedByPython(folder).map(({ key, id, number, document }) => ({ itemId: key, id, number, document: document as Order })),
})

const worldOf = (example: Example, guard: 'enforced' | 'searchable' | 'none') => (): World => {
  const folder = mkdtempSync(join(tmpdir(), 'bi-command-'))
  const tools = connectorTools()
  const script = join(folder, basename(example.script))
  copyFileSync(join(EXAMPLES, example.script), script)
  const { settings: started, faults } = disturbed(folder, example.program)
  const settings = {
    ...started,
    script,
    company: '12345678',
    guard,
    timeoutSeconds: 20,
  }
  const exits = (exit: number, code: string) =>
    ({ before: () => faults({ exit, words: 'Nejde to.' }), code, effect: 'nothing' }) as const
  return {
    open: ({ answerTimeoutSeconds: _, ...changes } = {}) =>
      openIs({ id: 'command', settings: { ...settings, ...changes } }, () => 'tajné heslo', tools),
    records: () => example.stored(folder).map(({ itemId, id, number }) => ({ itemId, id, number })),
    shown(itemId) {
      const document = example.stored(folder).find((record) => record.itemId === itemId)?.document
      if (!document) return undefined
      const { number, buyer, lines } = document
      return { number, buyer: buyer.name, city: buyer.address.city, lines: lines.map(({ name, sku }) => ({ name, sku })) }
    },
    charset: asReceived,
    valid: (files) =>
      files.flatMap(({ bytes }) => {
        const parsed = orderSchema.safeParse((JSON.parse(Buffer.from(bytes).toString('utf8')) as { document: unknown }).document)
        return parsed.success ? [] : [parsed.error.message]
      }),
    loseNextAnswer: () => faults({ loseAnswer: 1 }),
    refuse: (number) => faults({ refuse: number }),
    dawdle: (delayMs) => faults({ delayMs }),
    heal: () => faults({}),
    // The program has ended when the hand-over has: an abort waits for it, or kills it.
    idle: async () => {},
    advance: tools.advance,
    wrong: {
      'wrong login': exits(11, 'is-login-failed'),
      'wrong company': { settings: { company: '87654321' }, code: 'is-wrong-company', effect: 'nothing' },
      'closed period': {
        before: () => faults({ refuse: 'OBJ-W' }),
        code: 'is-rejected',
        outcome: 'rejected',
      },
      locked: exits(13, 'is-locked'),
      slow: {
        settings: { timeoutSeconds: 1 },
        before: () => faults({ delayMs: 30_000 }),
        code: 'is-timeout',
        effect: 'unknown',
      },
      unreachable: { settings: { program: '/nowhere/program' }, code: 'is-not-found', effect: 'nothing' },
      'information system closed': exits(10, 'is-closed'),
      'no rights': exits(14, 'is-no-rights'),
      'no licence': exits(15, 'is-no-licence'),
      'an exit code that promises nothing': {
        before: () => faults({ exit: 1, words: 'Traceback' }),
        code: 'is-failed',
        effect: 'unknown',
      },
      'killed before it wrote': { before: () => faults({ dieBefore: true }), code: 'is-no-answer', effect: 'unknown' },
      'killed after it wrote': { before: () => faults({ dieAfter: 1 }), code: 'is-no-answer', effect: 'unknown' },
      'cut answer': { before: () => faults({ garble: 1 }), code: 'is-answer-unreadable', effect: 'unknown' },
      'endless answer': { before: () => faults({ flood: 1 }), code: 'is-answer-unreadable', effect: 'unknown' },
    },
    close: async () => {
      tools.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const python = pythonProgram()
connectorSuite({
  'command, example in Node, looked up': worldOf(nodeExample, 'searchable'),
  'command, example in Node, no look-up': worldOf(nodeExample, 'none'),
  ...(python === undefined
    ? {}
    : { 'command, example in Python, records once by itself': worldOf(pythonExample(python), 'enforced') }),
})
