import type { AddressDocument } from '../../shared/documents/address'
import type { Party } from '../../shared/documents/party'
import { buyerParty, deliveryParty } from './companies'
import type { Random } from './random'

export interface AddressOptions {
  addressId: string
  /** Whose; a company made for it when absent. */
  party: Party
  country: 'CZ' | 'SK'
  /** No rare lengths and characters; one place of delivery; active. */
  plain: boolean
}

/** A lifelike business partner with the places its goods go to, the same for the same random state and options. */
export function generateAddress(random: Random, options: Partial<AddressOptions> = {}): AddressDocument {
  const plain = options.plain ?? false
  const party = options.party ?? buyerParty(random, options.country ?? random.pick(['CZ', 'CZ', 'SK']), plain)
  const places = plain ? 1 : random.pick([0, 0, 1, 2, 3, 5])
  const active = plain || random.chance(0.95)
  return {
    addressId: options.addressId ?? `seed-${random.digits(12)}`,
    party,
    ...(places > 0 && { deliverTo: Array.from({ length: places }, () => deliveryParty(random, party)) }),
    active,
  }
}
