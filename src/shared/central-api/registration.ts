import { z } from 'zod'
import { addressSchema, dateSchema, idSchema, instantSchema, isValidIco, text } from '../documents/party'
import { isPlausibleDic, isPlausibleIcDph } from '../documents/tax-ids'
import { modeSchema, roleSchema } from './account'

const strictAddressSchema = z.strictObject(addressSchema.shape)

/** Somebody to talk to about the installation. */
export const contactSchema = z.strictObject({
  name: z.string().min(1).max(255),
  email: z.email().max(255),
  phone: z.string().min(1).max(64),
})
export type Contact = z.infer<typeof contactSchema>

/** What the company says about its IT. The operator plans the installation by it. */
export const surveySchema = z.strictObject({
  informationSystem: z.strictObject({ name: z.string().min(1).max(128), version: text(64).optional() }),
  operation: z.enum(['own-server', 'hosted', 'cloud', 'workstation']),
  exchangeModules: z
    .array(z.enum(['xml-import-export', 'eshop-connector', 'api', 'none']))
    .min(1)
    .max(4),
  remoteAccess: z
    .array(z.enum(['rdp', 'teamviewer', 'anydesk', 'ssh', 'other', 'none']))
    .min(1)
    .max(6),
  operatingSystem: z.string().min(1).max(128),
  serverName: text(255).optional(),
  note: text(4000).optional(),
})
export type Survey = z.infer<typeof surveySchema>

/** Who agreed, when, and to what. Without it no registration is taken. */
export const consentSchema = z.strictObject({
  given: z.literal(true),
  by: z.string().min(1).max(255),
  at: instantSchema,
  to: z.enum(['client-installation', 'other-integration']),
  otherIntegrationNote: text(4000).optional(),
})
export type Consent = z.infer<typeof consentSchema>

/** Who asks to join. Numbers that can't be real are refused with the path of their field; nothing is corrected. */
export const registeredCompanySchema = z
  .strictObject({
    name: z.string().min(1).max(255),
    ico: z
      .string()
      .regex(/^\d{8}$/, { error: 'ico', abort: true })
      .refine(isValidIco, 'the check digit of this IČO is wrong'),
    /** Czech: `CZ` and 8 to 10 digits. Slovak: 10 digits. */
    dic: text(32).optional(),
    /** Slovak companies only: `SK` and 10 digits. */
    icDph: text(32).optional(),
    address: strictAddressSchema,
    country: z.enum(['CZ', 'SK']),
  })
  .superRefine(({ dic, icDph, country }, { addIssue }) => {
    const wrong = (path: string, message: string) => addIssue({ code: 'custom', path: [path], message })
    if (dic !== undefined && !isPlausibleDic(dic, country)) wrong('dic', `this can't be a tax number (DIČ) of ${country}`)
    if (icDph === undefined) return
    if (country !== 'SK') wrong('icDph', 'only a Slovak company has an IČ DPH')
    else if (!isPlausibleIcDph(icDph)) wrong('icDph', "this can't be a Slovak VAT number (IČ DPH)")
  })

/** `POST /registrations`: the only way in without a key. */
export const registrationRequestSchema = z.strictObject({
  company: registeredCompanySchema,
  role: roleSchema,
  contacts: z.strictObject({ decisionMaker: contactSchema, it: contactSchema.optional() }),
  survey: surveySchema,
  consent: consentSchema,
  plannedDate: dateSchema.optional(),
})
export type RegistrationRequest = z.infer<typeof registrationRequestSchema>

export const registrationStateSchema = z.enum(['received', 'scheduled', 'approved', 'rejected'])
export type RegistrationState = z.infer<typeof registrationStateSchema>

/** `pollToken` is the bearer token of `GET /registrations/{registrationId}`. Shown once. */
export const registrationCreatedSchema = z.object({
  registrationId: idSchema,
  pollToken: z.string().min(16).max(512),
  state: z.literal('received'),
})
export type RegistrationCreated = z.infer<typeof registrationCreatedSchema>

/** `GET /registrations/{registrationId}` */
export const registrationStatusSchema = z.object({
  state: registrationStateSchema,
  scheduledFor: z.union([dateSchema, instantSchema]).optional(),
  message: text(4000).optional(),
})
export type RegistrationStatus = z.infer<typeof registrationStatusSchema>

/** `POST /activations`: by the code from the operator, or by an approved registration. */
export const activationRequestSchema = z.union([
  z.strictObject({ code: z.string().min(4).max(128) }),
  z.strictObject({ registrationId: idSchema, pollToken: z.string().min(16).max(512) }),
])
export type ActivationRequest = z.infer<typeof activationRequestSchema>

/** The key is shown once; a repeat with the same `Idempotency-Key` shows it again. A company starts in test mode. */
export const activationSchema = z.object({
  companyId: idSchema,
  companyName: z.string(),
  apiKey: z.string().min(8).max(512),
  mode: modeSchema,
})
export type Activation = z.infer<typeof activationSchema>
