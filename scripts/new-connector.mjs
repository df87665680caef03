#!/usr/bin/env node
/**
 * `npm run new-connector NAME`: a connector that passes the types and fails the contract suite with a to-do list. Copies the
 * templates (`_template`) and registers what it made. docs/adding-a-connector.md tells the way from there.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

const pascal = (name) => name.replace(/(?:^|-)([a-z0-9])/g, (_all, first) => first.toUpperCase())

/** Pairs [template, made]; a folder stands for its files. */
const plan = (name) => [
  ['src/main/connectors/_template', `src/main/connectors/${name}`],
  ['src/sandbox/simulators/_template', `src/sandbox/simulators/${name}`],
  ...['cs', 'sk', 'en'].map((language) => [
    `src/shared/texts/connectors/_template.${language}.ts`,
    `src/shared/texts/connectors/${name}.${language}.ts`,
  ]),
  ['tests/contract/connectors/_template.ts', `tests/contract/connectors/${name}.test.ts`],
  ['docs/connectors/_template.md', `docs/connectors/${name}.md`],
]

const named = (text, name) => {
  const big = pascal(name)
  const small = big.charAt(0).toLowerCase() + big.slice(1)
  return text
    .replaceAll('_template', name)
    .replaceAll('template-name', name)
    .replaceAll('TemplateName', big)
    .replaceAll('templateName', small)
}

/** Puts `line` before the first line that `anchor` matches. Undefined: there is no such line. */
const insertBefore = (text, anchor, line) => {
  const lines = text.split('\n')
  const at = lines.findIndex((one) => anchor.test(one))
  if (at < 0) return undefined
  return [...lines.slice(0, at), line, ...lines.slice(at)].join('\n')
}
const insertAfter = (text, anchor, line) => {
  const lines = text.split('\n')
  const at = lines.findIndex((one) => anchor.test(one))
  if (at < 0) return undefined
  return [...lines.slice(0, at + 1), line, ...lines.slice(at + 1)].join('\n')
}

/** The files that know every connector. Each change is one line; one that finds no place is left to a person. */
function register(root, name) {
  const big = pascal(name)
  const small = big.charAt(0).toLowerCase() + big.slice(1)
  const left = []
  const change = (file, ...steps) => {
    let text = readFileSync(join(root, file), 'utf8')
    for (const step of steps) {
      const next = step(text)
      if (next === undefined) left.push(file)
      else text = next
    }
    writeFileSync(join(root, file), text)
  }
  change(
    'src/main/connectors/index.ts',
    (text) => insertAfter(text, /^import type \{ ConnectorDefinition/, `import { ${small} } from './${name}'`),
    (text) => insertBefore(text, /^\]$/, `  ${small} as unknown as ConnectorDefinition,`),
  )
  for (const [language, suffix] of [
    ['cs', 'Cs'],
    ['sk', 'Sk'],
    ['en', 'En'],
  ]) {
    change(
      `src/shared/texts/setup-words.${language}.ts`,
      (text) => insertBefore(text, /^import /, `import { ${small}${suffix} } from './connectors/${name}.${language}'`),
      (text) => insertAfter(text, /^ {2}connector: \{$/, `    '${name}': ${small}${suffix}.fields,`),
      (text) => insertAfter(text, /^ {2}connectorChoices: \{$/, `    '${name}': ${small}${suffix}.choices,`),
      (text) => insertAfter(text, /^ {2}connectorAbout: \{$/, `    '${name}': ${small}${suffix}.about,`),
    )
  }
  return left
}

function newConnector(root, name) {
  if (!NAME.test(name ?? '')) throw new Error('usage: npm run new-connector NAME (lower-case letters, digits and hyphens)')
  const files = plan(name).flatMap(([from, to]) =>
    /\.(ts|md)$/.test(from) ? [[from, to]] : readdirSync(join(root, from)).map((file) => [`${from}/${file}`, `${to}/${file}`]),
  )
  const taken = files.map(([, to]) => to).find((to) => existsSync(join(root, to)))
  if (taken) throw new Error(`${taken} exists already`)
  for (const [from, to] of files) {
    mkdirSync(dirname(join(root, to)), { recursive: true })
    writeFileSync(join(root, to), named(readFileSync(join(root, from), 'utf8'), name))
  }
  const left = register(root, name)
  for (const [, to] of files) console.log(`made  ${to}`)
  for (const file of new Set(left)) console.log(`by hand  ${file}: found no place to register ${name}`)
  const todos = files
    .flatMap(([, to]) =>
      [...readFileSync(join(root, to), 'utf8').matchAll(/TODO (\d+)[^'`]*/g)].map(([what, n]) => [Number(n), to, what]),
    )
    .sort(([a], [b]) => a - b)
  console.log('\nTo do (docs/adding-a-connector.md):')
  for (const [, to, what] of todos) console.log(`  ${to}: ${what}`)
  console.log(`\nThen: npx biome check --write src tests && npx vitest run tests/contract/connectors/${name}.test.ts`)
}

try {
  newConnector(resolve(import.meta.dirname, '..'), process.argv[2])
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
