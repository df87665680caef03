import { expect, test } from 'vitest'
import { createProgram } from '../../../../src/main/cli/program'
import { readLaunch } from '../../../../src/main/shell/launch'
import { cliTexts } from '../../../../src/shared/texts/cli'
import { scheduleTexts } from '../../../../src/shared/texts/schedule'

test('every command of the command line is known to the desktop program, and starts no window', () => {
  const names = createProgram(cliTexts.cs, scheduleTexts.cs.help, () => {}).commands.map((command) => command.name())
  expect(names.length).toBeGreaterThan(4)
  for (const name of names) expect(readLaunch([name]), name).toEqual({ kind: 'command', argv: [name] })
})

test('a command keeps its own arguments and loses those of Chromium', () => {
  const args = [
    '--ozone-platform=headless',
    '--disable-gpu',
    '--log-level=3',
    '--no-zygote',
    'sync',
    '--once',
    '--data-dir',
    '/data/klient',
  ]
  expect(readLaunch(args)).toEqual({ kind: 'command', argv: ['sync', '--once', '--data-dir', '/data/klient'] })
})

test('without a command it is the desktop app, whatever switches a system adds', () => {
  expect(readLaunch([])).toEqual({ kind: 'desktop', hidden: false, dataDir: undefined })
  expect(readLaunch(['--no-sandbox', '--inspect=0', '-psn_0_1', '--hidden', '--data-dir=C:\\Data'])).toEqual({
    kind: 'desktop',
    hidden: true,
    dataDir: 'C:\\Data',
  })
})

test('a data folder that is called like a command is a folder', () => {
  expect(readLaunch(['--data-dir', 'sync', '--hidden'])).toEqual({ kind: 'desktop', hidden: true, dataDir: 'sync' })
})
