import type { InwardAgenda } from '../../shared/documents/agenda'

/** What the lists show of a document. The partner is the other side: who orders, or who delivers. */
export function heading(agenda: InwardAgenda, payload: unknown): { number: string; partner: string } {
  const { number, sku, addressId, buyer, supplier, party, name } = payload as Record<string, unknown>
  const words = (value: unknown): string => (typeof value === 'string' ? value : '')
  const nameOf = (value: unknown): string => words((value as { name?: unknown } | undefined)?.name)
  switch (agenda) {
    case 'orders':
      return { number: words(number), partner: nameOf(buyer) }
    case 'delivery-notes':
    case 'invoices':
      return { number: words(number), partner: nameOf(supplier) }
    case 'stock-cards':
      return { number: words(sku), partner: words(name) }
    case 'addresses':
      return { number: words(addressId), partner: nameOf(party) }
  }
}
