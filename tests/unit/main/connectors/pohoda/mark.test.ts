import { describe, expect, it } from 'vitest'
import { markedId, markLine } from '../../../../../src/main/connectors/pohoda/mark'

describe('our id in the internal note', () => {
  it.each([
    [`Doprava: PPL\n${markLine('it-1')}`, 'it-1'],
    [`${markLine('it-1')}\r\nVolal zákazník.`, 'it-1'],
    [`${markLine('it-1')}  `, 'it-1'],
  ])('is found where a clerk wrote around it: %j', (note, id) => {
    expect(markedId(note)).toBe(id)
  })

  it.each([
    ['Business Integrator: '],
    ['Viz Business Integrator: it-1'],
    ['Business Integrator: it-1 a další'],
    [''],
    [markLine('x'.repeat(65))],
  ])('is not guessed from %j', (note) => {
    expect(markedId(note)).toBeUndefined()
  })
})
