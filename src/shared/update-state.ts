import { z } from 'zod'
import { problemSchema } from './failure'

/** Ways in which the program came to this computer; `none`: started from its sources. */
export const packageFormSchema = z.enum(['AppImage', 'deb', 'rpm', 'msi', 'zip', 'tar.gz', 'none'])
export type PackageForm = z.infer<typeof packageFormSchema>

/** A newer version that the publisher has signed. */
export const updateOfferSchema = z.object({
  version: z.string().min(1).max(64),
  /** Full address of the package for this installation. */
  url: z.string().max(2000),
  /** Base64, from the signed list. */
  sha512: z.string().max(128),
  sizeBytes: z.number().int().positive(),
})
export type UpdateOffer = z.infer<typeof updateOfferSchema>

/** What window, tray and command line show of updates. */
export const updateViewSchema = z.object({
  kind: z.enum(['off', 'idle', 'checking', 'available', 'downloading', 'ready', 'installing', 'failed']),
  /** Of the program that runs. */
  current: z.string(),
  form: packageFormSchema,
  /** Whether the program can install it by itself, after a person said so. */
  installsItself: z.boolean(),
  /** RFC 3339, UTC: the last answer of the update server. */
  checkedAt: z.string().optional(),
  offer: updateOfferSchema.optional(),
  /** Of the download, 0 to 100. */
  percent: z.number().int().min(0).max(100).optional(),
  /** The verified package on this computer. */
  path: z.string().optional(),
  /** Where the program can't install itself: what an administrator runs, silent, with a log. */
  command: z.string().optional(),
  /** Whose run is waited for. */
  waitsFor: z.string().optional(),
  problem: problemSchema.optional(),
})
export type UpdateView = z.infer<typeof updateViewSchema>
