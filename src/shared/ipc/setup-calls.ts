import { z } from 'zod'
import { modeSchema } from '../central-api/account'
import { testOrdersRequestSchema } from '../central-api/test-orders'
import { idSchema } from '../documents/party'
import { problemSchema } from '../failure'
import { windowAccountSchema } from '../schedule'
import { missingSchema, setupChangeSchema, type setupStateSchema, setupStepSchema } from '../setup-state'
import { setupPreviewSchema, setupViewSchema } from '../setup-view'
import { call, push } from './call'

const nothing = z.undefined()
/** What keeps the step from being done; empty: done. */
const missing = z.object({ missing: z.array(missingSchema) })
const checkedStep = z.enum(['computer', 'connection', 'information-system'])
/** Of a dialog: `false` when the person closed it. */
const saved = z.object({ saved: z.boolean(), path: z.string().optional() })

/** Setting up, between main and the window. All that it shows comes by the push; secrets go inwards only. */
export const setupContract = {
  /** Choosing the trial opens a world of its own, apart from the company's data. */
  setupPurpose: call(z.strictObject({ purpose: z.enum(['trial', 'company']) }), nothing),
  /** Removes the trial with all that it has made. */
  setupEndTrial: call(nothing, nothing),
  /** Each named part replaces the part that was. */
  setupEnter: call(setupChangeSchema, nothing),
  /** A secret field of the chosen connector; empty: forgotten. */
  setupSecret: call(z.strictObject({ field: z.string().min(1).max(64), value: z.string().max(1024) }), nothing),
  setupMove: call(z.strictObject({ to: z.enum(['next', 'back']).or(setupStepSchema) }), missing),
  setupRegister: call(nothing, missing),
  /** Asks now how the registration stands; it is also asked from time to time. */
  setupPoll: call(nothing, nothing),
  /** The operator's code in place of an approval. */
  setupActivate: call(z.strictObject({ code: z.string().min(1).max(128) }), nothing),
  /** A key that the company has already. */
  setupUseKey: call(z.strictObject({ key: z.string().min(1).max(512) }), nothing),
  /** Answers when the check has ended; its lines come by the push. */
  setupCheck: call(z.strictObject({ step: checkedStep }), nothing),
  setupStopCheck: call(nothing, nothing),
  /** The step's evidence as text for support, into the clipboard. */
  setupCopyReport: call(z.strictObject({ step: checkedStep }), nothing),
  setupPickAuthority: call(nothing, z.object({ chosen: z.boolean() })),
  setupForgetAuthority: call(nothing, nothing),
  setupPickPath: call(z.strictObject({ kind: z.enum(['file', 'folder']) }), z.object({ path: z.string().optional() })),
  setupPreview: call(nothing, setupPreviewSchema),
  /** Creates them and has them synchronised at once. */
  setupTestOrders: call(testOrdersRequestSchema, nothing),
  setupVerdict: call(
    z.strictObject({
      itemId: idSchema,
      right: z.boolean(),
      by: z.string().min(1).max(255),
      note: z.string().max(4000).optional(),
    }),
    nothing,
  ),
  /** The list of what was created, for deleting it by hand. */
  setupSaveTestOrders: call(nothing, saved),
  /** Deletes them in the information system, as far as it lets itself be told. */
  setupRemoveTestOrders: call(
    nothing,
    z.object({ removed: z.number().int(), kept: z.array(z.object({ itemId: idSchema, problem: problemSchema })) }),
  ),
  /**
   * Running while nobody is signed in. An account with a password is none that a window can give: it must not pass through here.
   */
  setupSchedule: call(
    z.strictObject({ act: z.enum(['look', 'install', 'remove']), account: windowAccountSchema.optional() }),
    nothing,
  ),
  setupSwitch: call(z.strictObject({ mode: modeSchema }), missing),
  /** The survey as a document for signing or filing. */
  setupSavePdf: call(nothing, saved),
  setup: push(setupViewSchema),
} as const

export type CheckedStep = keyof z.infer<typeof setupStateSchema>['evidence']
