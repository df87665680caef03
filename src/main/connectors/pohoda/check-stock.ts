import { asFailure } from '../../../shared/failure'
import type { Seen } from './check-answer'
import type { ListedCard } from './stock-answer'

/**
 * Whether stock cards can be read, without reading them all: code, store and price levels of the first. Never `failed`: who sends no stock
 * levels and prices needs none of it.
 */
export const stockSeen = async (firstCard: () => Promise<ListedCard | undefined>): Promise<Seen> => {
  try {
    const card = await firstCard()
    if (card === undefined) return { status: 'warning', evidence: '' }
    const levels = card.prices.map(({ level }) => level ?? '').filter((level) => level !== '')
    const evidence = [[card.code, card.storage].filter(Boolean).join(', '), levels.join(', ')].filter((part) => part !== '')
    return { status: 'ok', evidence: evidence.join('; ') }
  } catch (error) {
    return { status: 'warning', evidence: '', problem: asFailure(error).problem }
  }
}
