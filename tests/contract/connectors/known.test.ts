import { describe, expect, it } from 'vitest'
import { connectorById, connectors } from '../../../src/main/connectors/index'

describe('connectors', () => {
  it('are known by their id', () => {
    for (const connector of connectors) expect(connectorById(connector.id)).toBe(connector)
    expect(connectorById('nothing')).toBeUndefined()
  })
})
