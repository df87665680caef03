import { randomUUID } from 'node:crypto'
import {
  type ModeAnswer,
  type ModeRequest,
  modeAnswerSchema,
  type TestOrders,
  type TestOrdersCreated,
  type TestOrdersRequest,
  testOrdersCreatedSchema,
  testOrdersSchema,
} from '../../shared/central-api/test-orders'
import { createTransport, type TransportOptions } from './transport'

/** What only the set-up calls. Every call throws only `Failure`. */
export interface SetupCalls {
  /** Test mode only, else `wrong-mode`. A repeat after a lost answer makes no second lot. */
  createTestOrders(request: TestOrdersRequest, signal: AbortSignal): Promise<TestOrdersCreated>
  testOrders(signal: AbortSignal): Promise<TestOrders>
  /** `central-conflict` when evidence is missing: its words name each thing. Idempotent. */
  switchMode(request: ModeRequest, signal: AbortSignal): Promise<ModeAnswer>
}

export function createSetupCalls(options: TransportOptions): SetupCalls {
  const transport = createTransport(options)
  return {
    createTestOrders: (request, signal) =>
      transport.send(
        { method: 'POST', path: 'test-orders', body: request, answer: testOrdersCreatedSchema, idempotencyKey: randomUUID() },
        signal,
      ),
    testOrders: (signal) => transport.send({ method: 'GET', path: 'test-orders', answer: testOrdersSchema }, signal),
    switchMode: (request, signal) =>
      transport.send({ method: 'POST', path: 'mode', body: request, answer: modeAnswerSchema }, signal),
  }
}
