import { z } from 'zod'
import { modeSchema } from './central-api/account'

export const languageSchema = z.enum(['cs', 'sk', 'en'])
export type Language = z.infer<typeof languageSchema>

/** `https:` everywhere; `http:` only to this computer (docs/security.md). No credentials, query or fragment in it. */
export const centralUrlSchema = z.url({ protocol: /^https?$/ }).refine((value) => {
  // zod asks this too when the first check has failed already.
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return (url.protocol === 'https:' || loopback) && !url.username && !url.password && !url.search && !url.hash
}, 'central-url')

export const SETTINGS_VERSION = 1

/** What the settings file holds. Secrets are not in it: they lie encrypted beside it, named by `secrets`. */
export const settingsSchema = z.strictObject({
  version: z.literal(SETTINGS_VERSION),
  language: languageSchema.default('cs'),
  mode: modeSchema,
  central: z.strictObject({
    /** `https://HOST/b2b/v1` */
    baseUrl: centralUrlSchema,
    /** Once known, another account behind the same key is refused. */
    companyId: z.string().max(64).optional(),
    /** The company's own authority (PEM), trusted beside the usual ones: for a proxy that opens TLS. */
    extraCa: z.string().max(65_536).optional(),
  }),
  connector: z.strictObject({
    id: z.string().min(1).max(64),
    /** Checked by the connector's own schema; its secret fields are left out. */
    settings: z.record(z.string(), z.unknown()),
  }),
  sync: z
    .strictObject({
      intervalSeconds: z.number().int().min(15).max(86_400).default(300),
      batchSize: z.number().int().min(1).max(500).default(100),
      leaseSeconds: z.number().int().min(30).max(3600).default(600),
      paused: z.boolean().default(false),
      /**
       * Received contents of documents that are imported and reported are emptied after so many days (personal data);
       * hashes, numbers and history stay. Absent or 0: kept for ever. Nothing an accountant may still want goes by itself.
       */
      keepPayloadDays: z.number().int().min(0).max(36_500).optional(),
    })
    .prefault({}),
})
export type Settings = z.infer<typeof settingsSchema>

/** What `bi-client setup --from preset.json` takes: the settings with the secrets still in it. */
export const presetSchema = settingsSchema.omit({ version: true, central: true, connector: true }).extend({
  central: settingsSchema.shape.central.extend({ apiKey: z.string().min(8).max(512) }),
  connector: settingsSchema.shape.connector,
})
export type Preset = z.infer<typeof presetSchema>
