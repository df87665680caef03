import type { OpenConnector } from '../../../src/main/connectors/connector'
import type { Charset } from '../../../src/main/connectors/wrap/fit-text'
import type { InwardAgenda } from '../../../src/shared/documents/agenda'
import type { Computed, PreviewFile } from './world'

/** A record in the information system that one of our documents made, as its own store has it. */
export interface AgendaRecord {
  /** Our key as the record carries it: `itemId` of a delivery note or invoice, `cardId` or `sku` of a card, `addressId` of an address. */
  key: string
  /** The information system's own id and number, as `find` gives them. */
  id: string
  number?: string
  /** What a person reads first: the partner's name (the buyer's where the record belongs to a seller, else the supplier's), the card's name. */
  name: string
  /** Of a delivery note or invoice: the sender's own number of the document, which a person finds it by. */
  documentNumber?: string
  /** Of a delivery note or invoice: the order it belongs to, in whatever field or text the record names it. */
  orderNumber?: string
  /** Of a delivery note or invoice: goods only, in their order. */
  lines?: readonly { name: string; sku: string | undefined }[]
  /** Of a card. */
  sku?: string
}

export type MasterAgenda = 'stock-cards' | 'addresses'

/** A connector, its simulated information system and the ways to disturb it, for all agendas but orders (`suite-agendas.ts`). */
export interface AgendaWorld {
  open(changes?: Record<string, unknown>): Promise<OpenConnector>
  /** All that this world takes besides orders, no less than the open connector says; a connector must hold documents of any other with `agenda-unsupported`. */
  agendas: readonly InwardAgenda[]
  /** As in `World`. */
  answers?: 'later' | 'never'
  refusesInSilence?: true
  charset: Charset
  /** Documents with the VAT of another country than the buyer's are held: it can't be booked as the VAT of his own. */
  holdsForeignVat?: true
  /** In the order in which they were made. */
  records(agenda: InwardAgenda): readonly AgendaRecord[]
  /** What somebody in the company changes by hand in the record of a card or address: a field that the policy says is theirs. */
  editByHand?(agenda: MasterAgenda, key: string): void
  /** Whether that edit is still there. */
  editStands?(agenda: MasterAgenda, key: string): boolean
  /** The company has had such a card (by `sku`) or partner (by `ico`) itself, under this name, before we come. Absent: only ours are kept. */
  addByHand?(agenda: MasterAgenda, own: { sku: string; ico: string; name: string }): void
  /** Settings by which the name is always ours, so that a newer version renames the record; absent: the name is never taken over again. */
  nameIsOurs?: Partial<Record<MasterAgenda, Record<string, unknown>>>
  /** Complaints of the schema or of the simulator's own reader about what would be handed over; `undefined`: no schema on this computer (printed). */
  valid(files: readonly PreviewFile[]): readonly string[] | undefined
  /** Sums that the information system computes from one delivery note or invoice; absent: it takes ours. `undefined`: this kind has no such sums there. */
  computes?(files: readonly PreviewFile[], country: string): Computed | undefined
  loseNextAnswer(): void
  /** The information system refuses the document with this number (or sku, or partner's name). */
  refuse(agenda: InwardAgenda, number: string): void
  heal(): void
  idle(): Promise<void>
  advance(ms: number): void
  close(): Promise<void>
}
