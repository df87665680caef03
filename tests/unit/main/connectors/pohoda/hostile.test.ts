import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readStatus, requireUnit } from '../../../../../src/main/connectors/pohoda/mserver/status'
import { readQuestion } from '../../../../../src/main/connectors/pohoda-eshop/question'
import { XmlUnreadable } from '../../../../../src/main/connectors/wrap/xml-reader'
import { Failure } from '../../../../../src/shared/failure'

/** What comes over HTTP, changed at random: it is read as what it says or refused, and nothing else ever happens. */

const base = 'http://www.stormware.cz/schema/version_2'
const status = Buffer.from(
  '<?xml version="1.0" encoding="Windows-1250"?><r><status>idle</status><processing>0</processing><companyDetail><company>A</company><databaseName>StwPh_1_2026</databaseName><year>2026</year></companyDetail></r>',
)
const question = Buffer.from(
  `<?xml version="1.0" encoding="Windows-1250"?><dat:dataPack xmlns:dat="${base}/data.xsd" xmlns:lst="${base}/list.xsd" id="1" ico="12345678" version="2.0" note=""><dat:dataPackItem id="1" version="2.0"><lst:listOrderRequest version="2.0" orderType="receivedOrder" orderVersion="2.0"><lst:requestOrder/></lst:listOrderRequest></dat:dataPackItem></dat:dataPack>`,
)

const pieces = (whole: Buffer) =>
  fc.constantFrom(
    '<',
    '>',
    '"',
    '&amp;',
    '&#0;',
    '</r>',
    '<!DOCTYPE x>',
    '\0',
    'é',
    whole.subarray(0, 40).toString('latin1'),
    'databaseName',
  )
const changed = (whole: Buffer) =>
  fc
    .array(fc.tuple(fc.nat(whole.length), fc.nat(30), pieces(whole)), { minLength: 1, maxLength: 6 })
    .map((cuts) =>
      cuts.reduce(
        (bytes, [at, length, piece]) =>
          Buffer.concat([
            bytes.subarray(0, at),
            Buffer.from(piece, 'latin1'),
            bytes.subarray(Math.min(bytes.length, at + length)),
          ]),
        whole,
      ),
    )

it('a status says another database only when another one stands in it', async () => {
  await fc.assert(
    fc.asyncProperty(changed(status), async (bytes) => {
      try {
        const read = await readStatus(bytes)
        requireUnit(read, { database: 'StwPh_1_2026', unitCheck: 'database' })
        // It was let through: then the name stands there, whole.
        expect(bytes.toString('latin1').toLowerCase()).toContain('stwph_1_2026')
      } catch (error) {
        expect(error).toBeInstanceOf(Failure)
        expect((error as Failure).effect).toBe('nothing')
      }
    }),
    { numRuns: 2000, seed: 20261129 },
  )
})

it('a question is a question for orders only when it says so', async () => {
  await fc.assert(
    fc.asyncProperty(changed(question), async (bytes) => {
      try {
        const read = await readQuestion(bytes)
        if (read.kind === 'orders') expect(bytes.toString('latin1')).toContain('listOrderRequest')
        expect(read.packId.length + read.ico.length).toBeLessThanOrEqual(128)
      } catch (error) {
        expect(error).toBeInstanceOf(XmlUnreadable)
      }
    }),
    { numRuns: 2000, seed: 20261129 },
  )
})
