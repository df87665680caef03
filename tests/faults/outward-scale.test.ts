import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { bundleForNode } from '../support/bundle-for-node'
import { temporarySandbox } from '../support/sandbox'
import { openShop } from '../support/shop'

/** `SCALE=100000` takes as many cards; the figures are printed. */
const CARDS = Number(process.env['SCALE'] ?? 20_000)
const MOST_MB = 150

test(`${CARDS} cards: the process stays small, and a pass without changes uploads nothing`, async () => {
  const program = await bundleForNode(join(import.meta.dirname, '../support/outward-scale.ts'))
  const sandbox = await temporarySandbox()
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-scale-'))
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [
      program,
      dataDir,
      sandbox.url,
      sandbox.keys.client,
      String(CARDS),
    ])
    if (process.env['SCALE'] !== undefined) console.log(stdout)
    const passes = stdout
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { name: string; peakMb: number; status?: { lastUploadAt: string; changed: number; rows: number } },
      )
    expect(Math.max(...passes.map(({ peakMb }) => peakMb))).toBeLessThanOrEqual(MOST_MB)
    const [, , first, unchanged, full, changed] = passes
    expect(first?.status).toMatchObject({ state: 'ok', changed: CARDS, rows: CARDS })
    for (const pass of [unchanged, full]) {
      expect(pass?.status).toMatchObject({ state: 'ok', changed: 0, read: CARDS })
      expect(pass?.status?.lastUploadAt).toBe(first?.status?.lastUploadAt)
    }
    expect(changed?.status).toMatchObject({ state: 'ok', changed: Math.ceil(CARDS / 100) })
    const { rows } = await openShop(sandbox, sandbox.keys.shop).stockLevels(sandbox.companyId)
    expect(rows).toHaveLength(CARDS)
  } finally {
    await sandbox.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 600_000)
