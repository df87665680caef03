import { z } from 'zod'
import { modeSchema } from './central-api/account'
import { inwardAgendaSchema } from './documents/agenda'
import { outwardSettingsSchema, timeOfDaySchema } from './outward-rules'

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

export const proxyModeSchema = z.enum([
  'system', // as the operating system or the environment says
  'none', // straight out
  'manual', // by `address`
  'pac', // by the script at `address`
])
export type ProxyMode = z.infer<typeof proxyModeSchema>

const hasNoLogin = (address: string): boolean => !address.includes('@')
/** The way out of the company's network. The password lies with the secrets, named `central.proxyPassword`. */
export const proxySettingsSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.enum(['system', 'none']) }),
  z.strictObject({
    mode: z.literal('manual'),
    /** `proxy.firma.cz:3128`; an `http:` proxy that takes CONNECT. */
    address: z.string().min(1).max(500).refine(hasNoLogin, 'proxy-login'),
    /** Who signs in there (Basic). Absent: nobody has to. */
    user: z.string().min(1).max(255).optional(),
  }),
  z.strictObject({
    mode: z.literal('pac'),
    address: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .refine(hasNoLogin, 'proxy-login'),
  }),
])
export type ProxySettings = z.infer<typeof proxySettingsSchema>

export const SETTINGS_VERSION = 1

export const updateSettingsSchema = z.strictObject({
  /** Off: nobody is asked, nothing is shown. What is found is never installed without a person. */
  check: z.boolean().default(true),
  channel: z.enum(['latest', 'beta']).default('latest'),
  /** Folder with the signed lists and the packages: a mirror inside the company. Absent: the publisher's own, if it has one. */
  feed: centralUrlSchema.optional(),
})

/** `days`: 1 Monday … 7 Sunday. `to` before or equal to `from`: until that time on the next day. */
export const workingHoursSchema = z.strictObject({
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  from: timeOfDaySchema,
  to: timeOfDaySchema,
})
export type WorkingHours = z.infer<typeof workingHoursSchema>

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
    /** Absent: as the operating system says. */
    proxy: proxySettingsSchema.optional(),
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
      /** What differs for an agenda: one that is switched off stays in the queue; an own interval is never shorter than the common one. */
      agendas: z
        .partialRecord(
          inwardAgendaSchema,
          z.strictObject({ off: z.boolean().default(false), intervalSeconds: z.number().int().min(15).max(86_400).optional() }),
        )
        .optional(),
      /** The timer runs only then, by this computer's time; a person's "now" always does. Absent: always. */
      workingHours: workingHoursSchema.optional(),
      /**
       * Received contents of documents that are imported and reported are emptied after so many days (personal data);
       * hashes, numbers and history stay. Absent or 0: kept for ever. Nothing an accountant may still want goes by itself.
       */
      keepPayloadDays: z.number().int().min(0).max(36_500).optional(),
    })
    .prefault({}),
  /** Stock levels and prices to the shops. Absent: none are sent. */
  outward: outwardSettingsSchema.optional(),
  /** Looking for newer versions of this program (docs/updates.md). Absent: the defaults of `updateSettings`. */
  updates: updateSettingsSchema.optional(),
})
export type Settings = z.infer<typeof settingsSchema>

/** What `bi-client setup --from preset.json` takes: the settings with the secrets still in it. */
export const presetSchema = settingsSchema.omit({ version: true, central: true, connector: true }).extend({
  central: settingsSchema.shape.central.extend({
    apiKey: z.string().min(8).max(512),
    /** Goes with `proxy.user`. */
    proxyPassword: z.string().max(512).optional(),
  }),
  connector: settingsSchema.shape.connector,
})
export type Preset = z.infer<typeof presetSchema>
