import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { ClientApi } from '../shared/ipc/contract'

/** `window.client`, derived from the contract, whose names main hands over; nothing else crosses (src/shared/ipc/contract.ts). */
const names = (what: string): string[] =>
  process.argv
    .find((word) => word.startsWith(`--client-${what}=`))
    ?.split('=')[1]
    ?.split(',') ?? []
const channel = (name: string): string => `client:${name}`
const pushes = new Set(names('pushes'))

const calls = names('calls').map((name) => [name, (input: unknown) => ipcRenderer.invoke(channel(name), input)] as const)

const on = (name: string, listener: (value: unknown) => void): (() => void) => {
  if (!pushes.has(name)) throw new Error(`no such push: ${name}`)
  const relay = (_event: IpcRendererEvent, value: unknown): void => listener(value)
  ipcRenderer.on(channel(name), relay)
  ipcRenderer.send('client:subscribe', name)
  return () => ipcRenderer.off(channel(name), relay)
}

contextBridge.exposeInMainWorld('client', { ...Object.fromEntries(calls), on } as unknown as ClientApi)
