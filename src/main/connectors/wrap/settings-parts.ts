import { z } from 'zod'
import type { Order } from '../../../shared/documents/order'

/** Absolute on Windows (drive or UNC) or Unix. */
export const absolutePath = z
  .string()
  .max(1024)
  .regex(/^(?:[A-Za-z]:[\\/]|\\\\|\/)/, 'absolute-path')
  .refine((path) => !/[\r\n\0"]/.test(path), 'absolute-path')

/**
 * When a field of a card or partner is written: only into a record that the client itself makes, so that the company's own edits stand; with each
 * newer version; or never.
 */
export const fieldPolicySchema = z.enum(['new', 'always', 'never'])
export type FieldPolicy = z.infer<typeof fieldPolicySchema>

const PLACEHOLDERS = ['number', 'buyer', 'orderId', 'itemId']

/** Template of a text on the order: `{number} {buyer} {orderId} {itemId}` and nothing else in braces. */
export const orderText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .default('Objednávka {number}')
    .refine(
      (template) => [...template.matchAll(/\{(\w*)\}/g)].every((found) => PLACEHOLDERS.includes(found[1] ?? '')),
      'unknown-placeholder',
    )

/** The template filled in; not fitted to any limit yet. */
export function fillOrderText(template: string, order: Order, itemId: string): string {
  const values: Readonly<Record<string, string>> = {
    number: order.number,
    buyer: order.buyer.name,
    orderId: order.orderId,
    itemId,
  }
  return template.replace(/\{(\w+)\}/g, (gap, name: string) => values[name] ?? gap)
}
