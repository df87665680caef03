import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
/** A system that takes documents as files from a folder, again and again, and knows no more of us than those files. */

/** What it has read of a file. */
export interface ReadFile {
  /** The document's own. */
  number: string
  /** Of what is kept up to date: it takes the place of what said the same. */
  replaces?: string
}
type Kept<T extends ReadFile> = T & { file: string; id: string; number: string; customerNumber: string }

export interface FileTakerFaults {
  /** Refuses the document with this number. */
  refuse?: string
  /** Takes, but says nothing of it until it is healed. */
  silent?: boolean
  /** Waits so long before it takes a file. */
  delayMs?: number
}

export interface FileTaker<T extends ReadFile> {
  /** `number`: its own; the document's is `customerNumber`. */
  records(): readonly Kept<T>[]
  faults(faults: FileTakerFaults): void
  /** Resolves when it has taken all that lies there. */
  idle(): Promise<void>
  close(): Promise<void>
}

export interface FileTakerOptions<T extends ReadFile> {
  folder: string
  /** `ack`: writes an acknowledgement there; `remove`: takes the file away and says no more. */
  answers: { ack: string } | 'remove'
  read(bytes: Uint8Array, file: string): T
}

const EVERY_MS = 20

export function startFileTaker<T extends ReadFile>({ folder, answers, read }: FileTakerOptions<T>): FileTaker<T> {
  const records: Kept<T>[] = []
  let faults: FileTakerFaults = {}
  let running = true
  let rounds = 0
  /** When a file was first seen. */
  const since = new Map<string, number>()
  /** What was not said yet. */
  const owed: (() => void)[] = []

  const answer = (file: string, text: string): void => {
    if (answers === 'remove') rmSync(join(folder, file), { force: true })
    else {
      rmSync(join(folder, file), { force: true })
      // In place, in two pieces: whoever looks may see half of it.
      const path = join(answers.ack, `${parse(file).name}.ack`)
      writeFileSync(path, text.slice(0, 2))
      writeFileSync(path, text)
    }
  }

  const take = (file: string): void => {
    const document = read(readFileSync(join(folder, file)), file)
    if (document.number === faults.refuse) {
      answer(file, 'ERROR Odběratel není v adresáři.\r\n')
      return
    }
    const { replaces } = document
    const known = replaces === undefined ? -1 : records.findIndex((record) => record.replaces === replaces)
    const id = records[known]?.id ?? String(records.length + 1)
    const number = `OP${id.padStart(6, '0')}`
    const record: Kept<T> = { ...document, customerNumber: document.number, file, id, number }
    if (known < 0) records.push(record)
    else records[known] = record
    const told = (): void => answer(file, `OK ${id} ${number}\r\n`)
    if (faults.silent) owed.push(told)
    else told()
  }

  const round = (): void => {
    const names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .toSorted()
    for (const name of since.keys()) if (!names.includes(name)) since.delete(name)
    for (const name of names) {
      const first = since.get(name) ?? Date.now()
      since.set(name, first)
      // Taken once while it lies there.
      if (first === Number.POSITIVE_INFINITY || Date.now() - first < (faults.delayMs ?? 0)) continue
      since.set(name, Number.POSITIVE_INFINITY)
      take(name)
    }
  }

  const ended = (async () => {
    while (running) {
      try {
        round()
      } catch {
        // The folder is not there just now.
      }
      rounds++
      await sleep(EVERY_MS)
    }
  })()

  return {
    records: () => records,
    faults(next) {
      faults = next
      if (!next.silent) for (const told of owed.splice(0)) told()
    },
    async idle() {
      const until = rounds + 3
      while (rounds < until || [...since.values()].some((first) => first !== Number.POSITIVE_INFINITY)) await sleep(EVERY_MS)
    },
    async close() {
      running = false
      await ended
    },
  }
}
