import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'libsql'

/**
 * Holds an exclusive lock on a file until the returned function is called. The system frees it when the process dies, so a
 * killed simulator never blocks the next one. Waits without limit: POHODA does its jobs one by one.
 */
export async function holdLock(file: string): Promise<() => void> {
  for (;;) {
    const database = new Database(file)
    try {
      database.exec('begin exclusive')
      return () => {
        database.exec('rollback')
        database.close()
      }
    } catch (error) {
      database.close()
      if (!/locked|busy/i.test(String(error))) throw error
    }
    await sleep(15)
  }
}
