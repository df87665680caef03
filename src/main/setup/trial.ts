import type { Activation } from '../../shared/central-api/registration'

/** Everything that a trial needs of the world outside, made below one folder and gone with it. */
export interface TrialWorld {
  baseUrl: string
  account: Pick<Activation, 'apiKey' | 'companyId' | 'companyName' | 'mode'> & { ico: string }
  connector: { id: string; settings: Record<string, unknown>; secrets: Readonly<Record<string, string>> }
  close(): Promise<void>
}

/** Starts the practice central side and a simulated information system in this folder; again in the same one, with the same data. */
export type StartTrial = (folder: string) => Promise<TrialWorld>
