import type { Party } from '../../../shared/documents/party'

/** What a text of a document may name. */
export interface TextValues {
  number: string
  orderNumber: string | undefined
  partner: Party
  itemId: string
}

/** The template filled in; not fitted to any limit yet. `namesNumber`: the document's own number stands in it. */
export const documentText = (
  template: string,
  { partner, orderNumber, ...values }: TextValues,
): { text: string; namesNumber: boolean } => {
  const known: Readonly<Record<string, string>> = { ...values, orderNumber: orderNumber ?? '', partner: partner.name }
  return {
    text: template.replace(/\{(\w+)\}/g, (gap, name: string) => known[name] ?? gap),
    namesNumber: template.includes('{number}'),
  }
}
