import type { ModeRequest, TestOrdersRequest } from '../../shared/central-api/test-orders'
import type { Problem } from '../../shared/failure'
import type { CheckedStep } from '../../shared/ipc/setup-calls'
import type { ScheduleAccount } from '../../shared/schedule'
import type { Language } from '../../shared/settings'
import type { Missing, SetupChange, SetupStep } from '../../shared/setup-state'
import type { SetupPreview, SetupView } from '../../shared/setup-view'

/**
 * Setting up as window and terminal drive it: one thing that is shown whole, and acts. Every act is durable when it
 * returns; each throws only `Failure`. What is `missing` changes nothing.
 */
export interface SetupSurface {
  view(): SetupView
  /** Called at once and at each change. Returns the end of the subscription. */
  onView(listener: (view: SetupView) => void): () => void
  /** Looks at this computer for the survey; the view has it afterwards. */
  detect(signal: AbortSignal): Promise<void>
  /** A trial is a world of its own below the data folder; choosing it opens that, choosing the company leaves it be. */
  purpose(purpose: 'trial' | 'company'): Promise<void>
  /** Removes the trial's world. */
  endTrial(): Promise<void>
  enter(change: SetupChange): void
  /** A secret field of the chosen connector; empty: forgotten. */
  secret(field: string, value: string): void
  move(to: 'next' | 'back' | SetupStep): readonly Missing[]
  register(signal: AbortSignal): Promise<readonly Missing[]>
  poll(signal: AbortSignal): Promise<void>
  activate(code: string, signal: AbortSignal): Promise<void>
  /** A key that the company has already. `central-unauthorized`, …: it is not kept. */
  useKey(key: string, signal: AbortSignal): Promise<void>
  check(step: CheckedStep, signal: AbortSignal): Promise<void>
  /** The step's evidence as text for support, without secrets. */
  report(step: CheckedStep, language: Language): string
  /** PEM. `settings-invalid` when it is none. */
  addAuthority(pem: string): void
  forgetAuthority(): void
  /** `settings-invalid` when the connector's settings can't be read yet. */
  preview(): Promise<SetupPreview>
  /** Creates them at the central side, and has them synchronised. Answers once they are created. */
  createTestOrders(request: TestOrdersRequest, signal: AbortSignal): Promise<void>
  verdict(verdict: { itemId: string; right: boolean; by: string; note?: string | undefined }): void
  /** What was created, one line for each, for deleting it by hand: CSV with semicolons, as Czech and Slovak Excel opens it. */
  testOrderList(language: Language): string
  /** Deletes those in the information system that were recorded. How many are gone; what stayed, and why. */
  removeTestOrders(signal: AbortSignal): Promise<{ removed: number; kept: readonly { itemId: string; problem: Problem }[] }>
  /**
   * Looks at the schedule of the operating system, or changes it; the view has what stands then. `account` undefined: the usual one.
   * Throws `schedule-failed`, `computer-scheduler-rights`, …
   */
  schedule(act: 'look' | 'install' | 'remove', account?: ScheduleAccount): Promise<void>
  switchMode(mode: ModeRequest['mode'], signal: AbortSignal): Promise<readonly Missing[]>
  /** The survey as a page to be printed, complete in itself. */
  surveyPage(language: Language): string
}
