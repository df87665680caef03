/** A process of its own: may it take the engine, and does it come and go on the ledger without harm? One line of JSON. */
import { openLedgerForReading } from '../../src/main/ledger/open'
import { createReader } from '../../src/main/ledger/read'
import { acquireMachineLock, thisHolder } from '../../src/main/system/machine-lock'

const dataDir = process.argv[2] ?? ''
const taken = acquireMachineLock(dataDir, thisHolder('cli'))
const sql = openLedgerForReading(dataDir)
const imported = sql ? createReader(sql).counts().imported : undefined
sql?.close()
process.stdout.write(JSON.stringify({ taken: taken.held, imported }))
