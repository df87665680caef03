import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitsExactly, fitText, oneLine, shorten } from '../../../../../src/main/connectors/wrap/fit-text'
import { encodeWindows1250 } from '../../../../../src/main/connectors/wrap/windows-1250'

const czechAndSlovak = 'áäčďéěíĺľňóôŕřšťúůýžÁÄČĎÉĚÍĹĽŇÓÔŔŘŠŤÚŮÝŽ'

describe('text for Windows-1250', () => {
  it('leaves every Czech and Slovak letter and all typographic marks of the code page alone', () => {
    const text = `${czechAndSlovak} „uvozovky“ ‚jednoduché‘ – — … • € § ° × ÷ ± ® © ™ « » ‰ Łódź Übergröße`
    expect(fitText(text)).toEqual({ text, replaced: new Set(), removed: new Set() })
  })

  it('composes letters that come as letter and accent, which changes nothing', () => {
    expect(fitText(czechAndSlovak.normalize('NFD'))).toEqual({ text: czechAndSlovak, replaced: new Set(), removed: new Set() })
  })

  it.each([
    ['A → B', 'A -> B', ['→→->']],
    ['−5 °C ≤ x', '-5 °C <= x', ['−→-', '≤→<=']],
    ['señor Ångström', 'senor Angström', ['ñ→n', 'Å→A']],
    ['5 m² · 3 m³', '5 m2 · 3 m3', ['²→2', '³→3']],
    ['½ kg', '1/2 kg', ['½→1/2']],
    ['Øresund', 'Oresund', ['Ø→O']],
    ['ﬁlm', 'film', ['ﬁ→fi']],
    ['20 μm 4,7 kΩ', '20 µm 4,7 kOhm', ['μ→µ', 'Ω→Ohm']],
    ['Київ', 'Kijiv', ['и→i', 'ї→ji', 'в→v', 'К→K']],
    ['a\u2009b\u202fc', 'a b c', ['U+2009→ ', 'U+202F→ ']],
    ['中文', '??', ['中→?', '文→?']],
  ])('says what it replaced: %s', (from, to, replaced) => {
    const fitted = fitText(from)
    expect(fitted.text).toBe(to)
    expect([...fitted.replaced].sort()).toEqual([...replaced].sort())
    expect(fitted.removed.size).toBe(0)
  })

  it.each([
    ['a\u0007b\u0000c', 'abc', ['U+0007', 'U+0000']],
    ['Díky 👍🏽!', 'Díky !', ['👍', '🏽']],
    ['👨‍👩‍👧', '', ['👨', 'U+200D', '👩', '👧']],
    ['a\u200bb\ufeffc', 'abc', ['U+200B', 'U+FEFF']],
    ['x\ud800y', 'xy', ['U+D800']],
    ['del\u007f nel\u0085', 'del nel', ['U+007F', 'U+0085']],
  ])('says what it removed: %j', (from, to, removed) => {
    const fitted = fitText(from)
    expect(fitted.text).toBe(to)
    expect([...fitted.removed]).toEqual(removed)
  })

  it('keeps tabs and lines, whatever ends them', () => {
    expect(fitText('a\r\nb\rc\nd\te').text).toBe('a\nb\nc\nd\te')
  })

  it('makes any text representable, changes nothing twice, and never changes anything in silence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const { text, replaced, removed } = fitText(raw)
        expect(() => encodeWindows1250(text)).not.toThrow()
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/)
        expect(fitText(text)).toEqual({ text, replaced: new Set(), removed: new Set() })
        if (replaced.size === 0 && removed.size === 0) expect(text).toBe(raw.normalize('NFC').replace(/\r\n?/g, '\n'))
      }),
      { numRuns: 2000 },
    )
  })

  it('takes an id only as it is', () => {
    expect(fitsExactly('OBJ-č. 1')).toBe(true)
    for (const bad of ['a→b', 'a\u0007', 'a\nb', '中', '👍', '\ud800', 'a\u007f']) expect(fitsExactly(bad)).toBe(false)
  })

  it('makes one line, and shortens without a blank at the end', () => {
    expect(oneLine('  a \n\t b  ')).toBe('a b')
    expect(shorten('abc def', 4)).toBe('abc')
    expect(shorten('abc', 3)).toBe('abc')
  })
})
