import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface MenuEntry {
  id: number
  label: string
  enabled: boolean
}

/** A desktop's tray on the session bus (tray-host.py), and a person before it. */
export interface TrayHost {
  items(): Promise<number>
  tooltip(): Promise<string>
  /** Width in pixels of the largest picture. */
  icon(): Promise<number>
  menu(): Promise<MenuEntry[]>
  /** Throws when there is no such entry or it is greyed out. */
  click(label: string): Promise<void>
  activate(): Promise<void>
  close(): Promise<void>
}

export async function startTrayHost(): Promise<TrayHost> {
  // The system's own Python: another one on the path has no D-Bus.
  const child: ChildProcess = spawn('/usr/bin/python3', [join(import.meta.dirname, 'tray-host.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (!child.stdout || !child.stdin) throw new Error('no pipes')
  const { stdin } = child
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<{ up?: boolean; value?: unknown; error?: string }> => {
    const { value, done } = await lines.next()
    if (done) throw new Error('the tray host has ended')
    return JSON.parse(value)
  }
  await next()
  let turn: Promise<unknown> = Promise.resolve()
  const ask = (command: Record<string, string>): Promise<unknown> => {
    const answer = turn.then(async () => {
      stdin.write(`${JSON.stringify(command)}\n`)
      const { value, error } = await next()
      if (error !== undefined) throw new Error(error)
      return value
    })
    turn = answer.catch(() => undefined)
    return answer
  }
  return {
    items: async () => Number(await ask({ do: 'items' })),
    tooltip: async () => String(await ask({ do: 'tooltip' })),
    icon: async () => Number(await ask({ do: 'icon' })),
    menu: async () => (await ask({ do: 'menu' })) as MenuEntry[],
    click: async (label) => void (await ask({ do: 'click', label })),
    activate: async () => void (await ask({ do: 'activate' })),
    async close() {
      stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
