import type { InwardAgenda } from '../shared/documents/agenda'
import type { OpenConnector } from './connectors/connector'
import type { StockSource } from './engine/outward/ports'

/** What a way into an information system can with its settings. */
export interface Abilities {
  agendas: readonly InwardAgenda[]
  reads: StockSource['reads']
}

/**
 * Asks the opened connector, once for each set of settings; opening touches nothing (`connector.ts`). `now` answers what is known of the
 * settings that `key` stands for, and has it found out when nothing is: `learned` is called then. Undefined: not known yet, or the
 * settings are not whole.
 */
export function abilitiesOf(open: () => Promise<OpenConnector>, learned: () => void) {
  let known: { key: string; abilities: Abilities | undefined } | undefined
  let asking: string | undefined

  async function learn(key: string): Promise<void> {
    let abilities: Abilities | undefined
    try {
      const connector = await open()
      abilities = { agendas: connector.agendas, reads: connector.reads ?? {} }
      await connector.close()
    } catch {
      // The check of the settings says why they can't be opened.
    }
    asking = undefined
    known = { key, abilities }
    learned()
  }
  return {
    now(key: string): Abilities | undefined {
      if (known?.key === key) return known.abilities
      if (asking !== key) {
        asking = key
        void learn(key)
      }
      return undefined
    },
  }
}
