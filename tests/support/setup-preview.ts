import { openIs } from '../../src/main/open-is'
import { sampleOrder } from '../../src/main/setup/sample-order'
import { indented } from '../../src/main/setup-desk'
import { TEST_MARKER } from '../../src/shared/central-api/test-orders'
import type { SetupState } from '../../src/shared/setup-state'
import type { SetupPreview } from '../../src/shared/setup-view'
import { connectorTools } from './connector-tools'

/** The preview of a scene, by the connector itself: what is looked at must be what it writes. */
export async function scenePreview({ entries }: SetupState): Promise<SetupPreview> {
  const tools = connectorTools()
  const { id = '', settings = {} } = entries.connector
  const connector = await openIs({ id, settings }, () => undefined, tools)
  const order = sampleOrder('CZ', TEST_MARKER, '2026-11-24')
  const prepared = connector.prepare({ itemId: 'ukazka', agenda: 'orders', test: true, payload: order })
  await connector.close()
  tools.remove()
  if (!prepared.ok) return { order, files: [], notes: [], problem: prepared.problem }
  const files = connector.preview(prepared.prepared).map(({ name, bytes, encoding }) => ({
    name,
    text: indented(new TextDecoder(encoding).decode(bytes)),
  }))
  return { order, files, notes: [...prepared.prepared.notes] }
}
