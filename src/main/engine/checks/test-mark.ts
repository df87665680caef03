import { isMarkedTestDocument, TEST_MARKER } from '../../../shared/central-api/test-orders'
import { type Problem, problem } from '../../../shared/failure'
import type { ParsedDocument } from '../ports'

/**
 * The second witness of what a document is. The queue's flag and the mode say whether it is a test; the beginning of
 * its note (of a card's or a partner's name) says it too, and is all that a person sees in the information system. Where the
 * two don't agree one of them lies, and nothing is written. Undefined: they agree.
 */
export function checkTestMark({ agenda, payload, test }: ParsedDocument, number: string): Problem | undefined {
  if (isMarkedTestDocument(agenda, payload) === test) return undefined
  return problem(test ? 'test-mark-missing' : 'test-mark-unexpected', { number, marker: TEST_MARKER })
}
