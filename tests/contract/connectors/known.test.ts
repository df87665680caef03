import { describe, expect, it } from 'vitest'
import { connectorById, connectors } from '../../../src/main/connectors/index'
import { connectorForm } from '../../../src/main/setup/connector-form'
import { connectorAbout } from '../../../src/shared/texts/connector-title'
import { setupWords } from '../../../src/shared/texts/setup-words'

describe('connectors', () => {
  it.each(['cs', 'sk', 'en'] as const)('say in %s how documents get there', (language) => {
    for (const { id } of connectors) expect(connectorAbout(setupWords[language], id), id).not.toBe('')
  })

  it('say of each address that the client connects to it: a person is asked before the password goes there', () => {
    const addresses = connectors.flatMap((definition) =>
      connectorForm(definition).fields.filter(({ name, kind }) => kind === 'text' && /url$|address$|host$/i.test(name)),
    )
    expect(addresses.length).toBeGreaterThanOrEqual(4)
    for (const field of addresses) expect(field, field.name).toMatchObject({ use: 'address' })
  })

  it('are known by their id', () => {
    for (const connector of connectors) expect(connectorById(connector.id)).toBe(connector)
    expect(connectorById('nothing')).toBeUndefined()
  })
})
