import { abraFlexi } from './abra-flexi'
import { command } from './command'
import type { ConnectorDefinition } from './connector'
import { files } from './files'
import { moneyS3 } from './money-s3'
import { pohodaEshop } from './pohoda-eshop'
import { pohodaMServer } from './pohoda-mserver'
import { pohodaXml } from './pohoda-xml'

/** All connectors, in the order in which they are offered: one line for each. */
export const connectors: readonly ConnectorDefinition[] = [
  pohodaXml as unknown as ConnectorDefinition,
  pohodaMServer as unknown as ConnectorDefinition,
  pohodaEshop as unknown as ConnectorDefinition,
  moneyS3 as unknown as ConnectorDefinition,
  abraFlexi as unknown as ConnectorDefinition,
  files as unknown as ConnectorDefinition,
  command as unknown as ConnectorDefinition,
]

/** `undefined`: settings of a connector that this version doesn't have. */
export const connectorById = (id: string): ConnectorDefinition | undefined => connectors.find((connector) => connector.id === id)
