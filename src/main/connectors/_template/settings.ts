import { z } from 'zod'

/**
 * Settings of the connector: the one source of form, validation and storage. Every field needs `.describe`, and its words in
 * `shared/texts/connectors/template-name.*.ts`. A secret has `.meta({ secret: true })`, a path `.meta({ form: { pick: … } })`.
 */
export const templateNameSettingsSchema = z.strictObject({
  address: z
    .string()
    .min(1)
    .max(1024)
    .describe('TODO 1: what the way into the information system needs (address, folder, login …)'),
  timeoutSeconds: z.number().int().min(1).max(3600).default(60).describe('How long one hand-over may take'),
})
export type TemplateNameSettings = z.infer<typeof templateNameSettingsSchema>
