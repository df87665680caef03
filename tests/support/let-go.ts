let closed = 0

/**
 * After each closing of a world, where there are thousands of them in one process: the driver keeps its files open until
 * the statements have been collected (`ledger/database.ts`), and a process has only so many files. Needs `--expose-gc`.
 */
export async function letGoOfFiles(): Promise<void> {
  closed++
  if (closed % 20 !== 0) return
  const { gc } = globalThis as { gc?: () => void }
  if (!gc) throw new Error('run with --expose-gc (vitest.config.ts)')
  gc()
  await new Promise(setImmediate)
}
