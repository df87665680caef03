import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { templateName } from '../../../src/main/connectors/_template'
import { unicode } from '../../../src/main/connectors/wrap/fit-text'
import { startTemplateName } from '../../../src/sandbox/simulators/_template'
import { connectorTools } from '../../support/connector-tools'
import { connectorSuite, type World } from './suite'

const root = resolve(import.meta.dirname, '../../..')

const todo = (what: string) => (): never => {
  throw new Error(`TODO 8, tests/contract/connectors/template-name.test.ts: ${what}`)
}

const world = (): World => {
  const tools = connectorTools()
  const simulator = startTemplateName()
  let close = async (): Promise<void> => {}
  return {
    open: async (changes = {}) => {
      const { address, close: stop } = await simulator
      close = stop
      return templateName.open(templateName.settings.parse({ address, ...changes }), tools)
    },
    records: () => [],
    shown: todo('what a person sees of a record in the simulator'),
    charset: unicode,
    valid: todo('by its schema (tests/support/xmllint.ts), else by the simulator'),
    loseNextAnswer: todo('written, but not answered'),
    refuse: todo('the simulator refuses the order with this number'),
    dawdle: todo('each hand-over takes so long before it is written'),
    heal: () => {},
    idle: async () => {},
    advance: tools.advance,
    wrong: {
      'wrong login': '',
      'wrong company': '',
      'closed period': '',
      locked: '',
      slow: '',
      unreachable: '',
    },
    close: async () => {
      await close()
      tools.remove()
    },
  }
}

connectorSuite({ 'template-name': world })

it('template-name: nothing is left to do', () => {
  const texts = ['cs', 'sk', 'en'].map((language) => `src/shared/texts/connectors/template-name.${language}.ts`)
  const folder = 'src/main/connectors/template-name'
  const files = [
    ...readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
    ...texts,
    'docs/connectors/template-name.md',
  ]
  const left = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/TODO \d.*/g)].map(([what]) => `${file}: ${what}`),
  )
  expect(left).toEqual([])
})
