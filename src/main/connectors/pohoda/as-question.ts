import { Failure } from '../../../shared/failure'

/** A question has written nothing, whatever became of it. */
export const asQuestion = (error: unknown): unknown =>
  error instanceof Failure && error.effect === 'unknown'
    ? new Failure(error.problem, {
        effect: 'nothing',
        retry: error.retry,
        retryAfterSeconds: error.retryAfterSeconds,
        cause: error,
      })
    : error
