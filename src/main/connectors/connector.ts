import type { z } from 'zod'
import type { InwardAgenda } from '../../shared/documents/agenda'
import type { Problem } from '../../shared/failure'
import type { Clock, InformationSystem, Log, Prepared } from '../engine/ports'

/** One line of a connection test: what was looked at and what was seen; evidence, not a tick. */
export interface CheckResult {
  /** Stable id, e.g. `pohoda.program`. Its title is in `shared/texts`. */
  id: string
  status: 'ok' | 'warning' | 'failed' | 'skipped'
  /** What was seen: a version, a path, a name. Shown as it is. */
  evidence: string
  problem?: Problem
  durationMs: number
}

/** What a connector may use of this computer. `dataDir` is its own folder in the data folder; it exists. */
export interface ConnectorTools {
  dataDir: string
  clock: Clock
  log: Log
  /** Identifies this company at the central side; part of the ids in the information system, so it never changes. */
  companyId: string
  /** The way over HTTP to one address of the information system; it leads to that host only and follows no redirect. */
  http(address: IsAddress): typeof fetch
}

/** Where an information system listens. */
export interface IsAddress {
  /** `http:` only on this computer or in the company's own network (`open-fetch.ts`). */
  baseUrl: string
  /** The company's own authority or the server's own certificate, PEM. */
  extraCa?: string | undefined
}

/** What a form needs to know of a setting beside its type: `.meta({ form: … })`. */
export interface FormHint {
  /**
   * What the client does with it, where a person must have agreed to that (`ipc/page-bounds.ts`): it connects to this `address`, it
   * only reads this `data` file. Absent: a picked file is a program that is started, a picked folder is written into.
   */
  use?: 'address' | 'data'
  /** A path that is chosen, not typed. */
  pick?: 'file' | 'folder'
  /** Asked for only while another setting has this value. */
  when?: { name: string; value: string }
  /** Needed although the type lets it be absent. */
  required?: boolean
}

/** A record in the information system as the ledger knows it. */
export interface OwnRecord {
  itemId: string
  /** Absent: an order. */
  agenda?: InwardAgenda
  /** The information system's own id. */
  id: string
}

export interface OpenConnector extends InformationSystem {
  /** What the information system would be given for this document, for a person to look at. Writes nothing. */
  preview(prepared: Prepared): readonly { name: string; bytes: Uint8Array; encoding: 'windows-1250' | 'utf-8' }[]
  /**
   * Deletes records that this client has made, for clearing away test orders; absent: this way into the information system
   * can't. Only a record that still carries our id is touched. For each: why not, or undefined when it is gone. Throws
   * `Failure` when nothing could be asked.
   */
  remove?(records: readonly OwnRecord[], signal: AbortSignal): Promise<ReadonlyMap<string, Problem | undefined>>
  /** For the wizard and diagnostics. Never writes a document. */
  check(signal: AbortSignal): AsyncIterable<CheckResult>
  close(): Promise<void>
}

export interface ConnectorDefinition<S extends z.ZodObject = z.ZodObject> {
  /** Stable; stands in settings files. */
  id: string
  /** Name of the information system and the way into it; a proper name, the same in every language. */
  title: string
  kind: 'xml' | 'api' | 'eshop'
  agendas: readonly InwardAgenda[]
  guard: InformationSystem['guard']
  /**
   * The one source of form, validation and storage. A field with `.meta({ secret: true })` is kept encrypted and never
   * shown again.
   */
  settings: S
  /** Touches nothing outside `tools.dataDir`: the preview of settings just being typed opens them, too. */
  open(settings: z.infer<S>, tools: ConnectorTools): Promise<OpenConnector>
  /** Whether what `open` gives with these settings can delete its own records (`remove`). Absent: never. */
  removes?(settings: z.infer<S>): boolean
}

/** Gives `open` the type of its settings. */
export const defineConnector = <S extends z.ZodObject>(definition: ConnectorDefinition<S>): ConnectorDefinition<S> => definition

/** Names of the settings that are secrets. */
export const secretFields = (definition: ConnectorDefinition): readonly string[] =>
  Object.entries(definition.settings.shape)
    .filter(([, field]) => (field as z.ZodType).meta()?.['secret'] === true)
    .map(([name]) => name)
