import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { encodeWindows1250, inWindows1250 } from '../../../../../src/main/connectors/wrap/windows-1250'

const undefinedBytes = new Set([0x81, 0x83, 0x88, 0x90, 0x98])
const letters = Array.from({ length: 255 }, (_, i) => i + 1)
  .filter((byte) => !undefinedBytes.has(byte))
  .map((byte) => iconv.decode(Buffer.of(byte), 'windows-1250'))

describe('the Windows-1250 encoder', () => {
  it('gives every byte of the code page but the five that mean nothing', () => {
    expect(encodeWindows1250(letters.join(''))).toEqual(iconv.encode(letters.join(''), 'windows-1250'))
    let representable = 0
    for (let code = 0; code < 0x1_0000; code++) if (inWindows1250(code)) representable++
    expect(representable).toBe(letters.length)
  })

  it('agrees with iconv-lite on any text that the code page has', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...letters)), (some) => {
        const text = some.join('')
        expect(encodeWindows1250(text)).toEqual(iconv.encode(text, 'windows-1250'))
      }),
      { numRuns: 1000 },
    )
  })

  it('throws on anything else, and never writes a question mark for it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const fits = [...text].every((character) => character.length === 1 && inWindows1250(character.charCodeAt(0)))
        if (fits) expect(iconv.decode(encodeWindows1250(text), 'windows-1250')).toBe(text)
        else expect(() => encodeWindows1250(text)).toThrow(RangeError)
      }),
      { numRuns: 1000 },
    )
  })
})
