/**
 * Example for the connector "command": records each order as a file in the folder `orders` beside this one. Only Node itself is needed.
 *
 * Set up: program = node.exe, script = this file, guard = enforced. Contract: docs/connectors/command.md.
 */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const COMPANY = '12345678'
const folder = join(import.meta.dirname, 'orders')

const answer = (value) => process.stdout.write(JSON.stringify(value))
/** Ends with an exit code that promises: nothing was recorded. */
const refuse = (code, message) => {
  process.stderr.write(message)
  process.exitCode = code
}

/** Item ids may hold letters that file names can't, so the name is made of their hash. */
const fileOf = (itemId) => join(folder, `${createHash('sha256').update(itemId).digest('hex').slice(0, 40)}.json`)
const read = (itemId) => (existsSync(fileOf(itemId)) ? JSON.parse(readFileSync(fileOf(itemId), 'utf8')) : undefined)

function deliver({ itemId, document }) {
  if (document.lines.length === 0) return answer({ outcome: 'rejected', message: 'Objednávka nemá žádný řádek.' })
  mkdirSync(folder, { recursive: true })
  const known = read(itemId)
  if (known) return answer({ outcome: 'imported', id: known.number, number: known.number, existed: true })
  const count = readdirSync(folder).filter((name) => name.endsWith('.json')).length
  const record = { number: `OP${String(count + 1).padStart(6, '0')}`, itemId, document }
  // Whole or not at all, and never over another: a link fails when the name is taken.
  const temporary = join(folder, `${randomUUID()}.tmp`)
  writeFileSync(temporary, JSON.stringify(record), { flush: true })
  try {
    linkSync(temporary, fileOf(itemId))
  } finally {
    unlinkSync(temporary)
  }
  return answer({ outcome: 'imported', id: record.number, number: record.number, existed: false })
}

function find({ itemIds }) {
  const records = itemIds.map(read).filter((record) => record !== undefined)
  answer({ found: records.map(({ itemId, number }) => ({ itemId, id: number, number })) })
}

const question = JSON.parse(readFileSync(0, 'utf8'))
const verb = process.argv.at(-1)
if (question.contract !== 1) refuse(10, 'unknown contract')
else if (question.company !== '' && question.company !== COMPANY) refuse(12, `these are the books of ${COMPANY}`)
else if (verb === 'deliver') deliver(question)
else if (verb === 'find') find(question)
else if (verb === 'check') answer({ system: `files in ${folder} (Node ${process.version})`, company: COMPANY })
else refuse(10, `unknown verb ${verb}`)
