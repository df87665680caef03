import { useEffect, useState } from 'react'
import type { ClientApi, PushName, PushValue } from '../shared/ipc/contract'

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly client: ClientApi
  }
}

/** Main's latest value; undefined until the first one has come. */
export function usePush<K extends PushName>(name: K): PushValue<K> | undefined {
  const [value, setValue] = useState<PushValue<K>>()
  useEffect(() => window.client.on(name, setValue), [name])
  return value
}
