import { describe, expect, it } from 'vitest'
import { problem } from '../../../../src/shared/failure'
import { languageSchema } from '../../../../src/shared/settings'
import { noteText } from '../../../../src/shared/texts/note-text'
import { problemText } from '../../../../src/shared/texts/problem-text'

describe.each(languageSchema.options)('in %s', (language) => {
  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('a value called %s is said as it is', (name) => {
    const text = problemText(language, problem('agenda-unsupported', { agenda: name }))
    expect(`${text.what} ${text.why} ${text.todo}`).toContain(name)
    expect(JSON.stringify(text)).not.toContain('native code')
    expect(noteText({ code: name, params: { element: 'x' } }, language)).toBe(`${name} x`)
  })
})
