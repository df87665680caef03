import { randomUUID } from 'node:crypto'
import { type Account, accountSchema } from '../../shared/central-api/account'
import {
  type Activation,
  type ActivationRequest,
  activationSchema,
  type RegistrationCreated,
  type RegistrationRequest,
  type RegistrationStatus,
  registrationCreatedSchema,
  registrationStatusSchema,
} from '../../shared/central-api/registration'
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
  /** Whose key it is. */
  account(signal: AbortSignal): Promise<Account>
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
    account: (signal) => transport.send({ method: 'GET', path: 'account', answer: accountSchema }, signal),
  }
}

/** What is called before there is a key. Every call throws only `Failure`. */
export interface RegistrationCalls {
  /**
   * `idempotencyKey`: kept by the caller until the answer is kept, so that a lost answer or a crash makes no second
   * registration. `central-validation` names each field that is wrong.
   */
  register(request: RegistrationRequest, idempotencyKey: string, signal: AbortSignal): Promise<RegistrationCreated>
  /** `central-unauthorized`: the token is not of this registration. */
  registration(registrationId: string, pollToken: string, signal: AbortSignal): Promise<RegistrationStatus>
  /** The key is in the answer, once; a repeat with the same `idempotencyKey` gives it again. `central-conflict`: the code is used up. */
  activate(request: ActivationRequest, idempotencyKey: string, signal: AbortSignal): Promise<Activation>
}

export function createRegistrationCalls(options: Omit<TransportOptions, 'apiKey'>): RegistrationCalls {
  const transport = createTransport(options)
  return {
    register: (request, idempotencyKey, signal) =>
      transport.send(
        { method: 'POST', path: 'registrations', body: request, answer: registrationCreatedSchema, idempotencyKey },
        signal,
      ),
    registration: (registrationId, pollToken, signal) =>
      transport.send(
        {
          method: 'GET',
          path: `registrations/${encodeURIComponent(registrationId)}`,
          answer: registrationStatusSchema,
          bearer: pollToken,
        },
        signal,
      ),
    activate: (request, idempotencyKey, signal) =>
      transport.send({ method: 'POST', path: 'activations', body: request, answer: activationSchema, idempotencyKey }, signal),
  }
}
