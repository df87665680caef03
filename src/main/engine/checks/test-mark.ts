import { isMarkedTest, TEST_MARKER } from '../../../shared/central-api/test-orders'
import { type Problem, problem } from '../../../shared/failure'

/**
 * The second witness of what a document is. The queue's flag and the mode say whether it is a test; the beginning of
 * its note says it too, and is all that a person sees in the information system. Where the two don't agree one of them
 * lies, and nothing is written. Undefined: they agree.
 */
export function checkTestMark(
  test: boolean,
  { number, note }: { number: string; note?: string | undefined },
): Problem | undefined {
  if (isMarkedTest(note) === test) return undefined
  return problem(test ? 'test-mark-missing' : 'test-mark-unexpected', { number, marker: TEST_MARKER })
}
