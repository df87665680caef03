import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Money, MoneyFaults } from './money'
import { stockExport } from './stock-export'

/**
 * S3 Automatic: takes what lies in the import folder, file by file, writes a report about each, puts the file away and exports its
 * lists. Which of these it does is the customer's set-up.
 */
export interface AutomaticSetUp {
  importFolder: string
  /** Absent: no reports. */
  reportFolder?: string
  /** Absent: no export. */
  exportFile?: string
  deliveryNoteFile?: string
  invoiceFile?: string
  stockFile?: string
  /** Further folders that are imported the same way, by definitions of their own. */
  moreFolders?: readonly string[]
  /** Absent: files are deleted after their import. */
  archiveFolder?: string
  /** Name of the report about a file, without `.xml`. */
  reportName?: (file: string, count: number) => string
}

export interface AutomaticFaults extends MoneyFaults {
  /** The schedule is off, or somebody has the agenda open for himself: nothing is taken. */
  off?: boolean
  /** Each file takes so long before anything is written. */
  delayMs?: number
  /** Dies between its write and its report, so many times; the file is gone. */
  dieBeforeReport?: number
  /** Dies between its write and the removal of the file, so many times: it will take the same file again. */
  dieBeforeRemoval?: number
  /** Dies before it writes, after it has put the file away, so many times. */
  dieBeforeWrite?: number
  /** The report ends in the middle. */
  cutReport?: boolean
  noExport?: boolean
}

export interface Automatic {
  faults(next: AutomaticFaults): void
  /** One run of the schedule. */
  run(): Promise<void>
  /** Runs whose end has been seen. */
  runs(): number
  /** The clock of the computer that Money runs on moves ahead, too. */
  advance(ms: number): void
  start(everyMs: number): void
  stop(): Promise<void>
}

export function createAutomatic(money: Money, setUp: AutomaticSetUp): Automatic {
  let faults: AutomaticFaults = {}
  let runs = 0
  let reports = 0
  let ahead = 0
  let running: Promise<void> | undefined
  let going = false

  const left = (name: 'dieBeforeReport' | 'dieBeforeRemoval' | 'dieBeforeWrite'): boolean => {
    const times = faults[name] ?? 0
    if (times <= 0) return false
    faults = { ...faults, [name]: times - 1 }
    return true
  }
  const putAway = (folder: string, file: string): void => {
    const path = join(folder, file)
    if (setUp.archiveFolder) {
      mkdirSync(setUp.archiveFolder, { recursive: true })
      renameSync(path, join(setUp.archiveFolder, file))
    } else rmSync(path)
  }
  const exportFile = (path: string | undefined, xml: () => string): void => {
    if (!path || faults.noExport) return
    const partial = `${path}.part`
    writeFileSync(partial, xml())
    const at = (Date.now() + ahead) / 1000
    utimesSync(partial, at, at)
    renameSync(partial, path)
  }
  const exportLists = (): void => {
    exportFile(setUp.exportFile, () => money.exportXml())
    exportFile(setUp.deliveryNoteFile, () => money.exportXml(['DLPrij', 'Prijemka']))
    exportFile(setUp.invoiceFile, () => money.exportXml(['FaktPrij', 'FaktVyd']))
    exportFile(setUp.stockFile, () => [...stockExport(money.ico, money.stockItems())].join(''))
  }

  const take = async (folder: string, file: string): Promise<void> => {
    const source = readFileSync(join(folder, file), 'utf8')
    if (faults.delayMs) await sleep(faults.delayMs)
    if (left('dieBeforeWrite')) {
      putAway(folder, file)
      return
    }
    const report = money.importXml(source, faults)
    if (left('dieBeforeRemoval')) return
    putAway(folder, file)
    if (left('dieBeforeReport') || !setUp.reportFolder) return
    const base = file.replace(/\.xml$/i, '')
    const name = setUp.reportName?.(base, ++reports) ?? `${base}_report`
    writeFileSync(join(setUp.reportFolder, `${name}.xml`), faults.cutReport ? report.slice(0, report.length / 2) : report)
  }

  const run = async (): Promise<void> => {
    if (!faults.off) {
      for (const folder of [setUp.importFolder, ...(setUp.moreFolders ?? [])]) {
        for (const file of readdirSync(folder)
          .filter((name) => /\.xml$/i.test(name))
          .sort()) {
          if (faults.off) break
          await take(folder, file)
        }
      }
      exportLists()
    }
    runs++
  }

  return {
    faults: (next) => {
      faults = next
    },
    run,
    runs: () => runs,
    advance: (ms) => {
      ahead += ms
      // In all that time its schedule has come round.
      if (!faults.off) exportLists()
    },
    start(everyMs) {
      going = true
      running = (async () => {
        while (going) {
          await run().catch(() => {})
          await sleep(everyMs)
        }
      })()
    },
    async stop() {
      going = false
      await running
    },
  }
}
