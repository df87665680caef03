import { z } from 'zod'

/** What is filled in is made safe (`name.ts`); the pattern itself must be. */
export const fileNamePattern = z
  .string()
  .max(80)
  .regex(/^(?:[A-Za-z0-9_-]|\.(?!\.)|\{(?:itemId|agenda|number|date|buyerIco|supplierIco)\})+$/, 'file-name')
  .refine((pattern) => pattern.includes('{itemId}'), 'item-id-missing')
  .refine((pattern) => !/^\.|\.$/.test(pattern), 'file-name')
/** Of a file that goes with another: an acknowledgement, a mark that it is whole. */
export const ackNamePattern = z
  .string()
  .max(80)
  .regex(/^(?:[A-Za-z0-9_-]|\.(?!\.)|\{(?:name|file)\})+$/, 'file-name')
  .refine((pattern) => /\{(?:name|file)\}/.test(pattern) && !/^\.|\.$/.test(pattern), 'file-name')
