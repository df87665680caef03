import type { NoteCode } from '../../../shared/texts/notes.cs'
import type { Note } from '../../engine/ports'

/** A remark for the history whose text exists in every language. */
export const note = (code: NoteCode, params: Record<string, string> = {}): Note => ({ code, params })
