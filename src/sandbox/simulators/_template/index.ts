/** The other side, in memory: takes what the connector hands over, with the limits and refusals of the real one. */
export interface TemplateNameSimulator {
  /** What a setting of the connector needs to reach it. */
  address: string
  records(): readonly { itemId: string; id: string; number: string }[]
  close(): Promise<void>
}

export const startTemplateName = async (): Promise<TemplateNameSimulator> => ({
  address: 'nowhere',
  records: () => [],
  close: async () => {},
})
