import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterUpdateEvent, type UpdateEvent, type UpdateState } from '../../../../src/main/update/update-machine'
import type { UpdateOffer } from '../../../../src/shared/update-state'

const offer = (version: string): UpdateOffer => ({ version, url: `https://x.example/${version}`, sha512: version, sizeBytes: 1 })
const play = (events: readonly UpdateEvent[], from: UpdateState = { kind: 'off' }): UpdateState =>
  events.reduce(afterUpdateEvent, from)
const problem = { code: 'update-unreachable', params: {} } as const
const on: UpdateEvent = { type: 'configured', on: true }
const check: UpdateEvent = { type: 'check' }
const found = (version: string): UpdateEvent => ({ type: 'found', offer: offer(version) })

const any = fc.oneof(
  fc.boolean().map((value): UpdateEvent => ({ type: 'configured', on: value })),
  fc.constantFrom<UpdateEvent>(
    check,
    found('2.0.0'),
    found('3.0.0'),
    { type: 'nothing' },
    { type: 'progress', percent: 50 },
    { type: 'downloaded', path: '/p' },
    { type: 'waits', by: 'x' },
    { type: 'fault', problem },
  ),
)

test('whatever happens, nothing is fetched or installed before a person says so', () => {
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), (events) => {
      expect(['downloading', 'ready', 'installing']).not.toContain(play(events).kind)
    }),
  )
})

test('a person’s way through: found, fetched, installed; a second click changes nothing', () => {
  const available = play([on, check, found('2.0.0')])
  expect(available.kind).toBe('available')
  const downloading = play([{ type: 'download' }, { type: 'progress', percent: 40 }], available)
  expect(afterUpdateEvent(downloading, { type: 'download' })).toBe(downloading)
  const ready = play([{ type: 'downloaded', path: '/p' }], downloading)
  const installing = play([{ type: 'install' }], ready)
  expect(installing).toEqual({ kind: 'installing', found: { offer: offer('2.0.0'), path: '/p' } })
  expect(afterUpdateEvent(installing, { type: 'install' })).toBe(installing)
  // Switched off in the middle of it: what is being exchanged is exchanged.
  expect(afterUpdateEvent(installing, { type: 'configured', on: false })).toBe(installing)
})

test('a silent server takes nothing away; a newer version replaces what was fetched, the same one keeps it', () => {
  const ready = play([on, check, found('2.0.0'), { type: 'download' }, { type: 'downloaded', path: '/p' }])
  expect(play([check, { type: 'fault', problem }], ready)).toEqual(ready)
  expect(play([check, found('2.0.0')], ready)).toEqual(ready)
  expect(play([check, found('3.0.0')], ready)).toEqual({ kind: 'available', found: { offer: offer('3.0.0') } })
  expect(play([check, { type: 'nothing' }], ready)).toEqual({ kind: 'idle' })
})

test('what failed can be tried again; what was changed on the disk is fetched anew', () => {
  const installing = play([
    on,
    check,
    found('2.0.0'),
    { type: 'download' },
    { type: 'downloaded', path: '/p' },
    { type: 'install' },
  ])
  const failed = play([{ type: 'fault', problem: { code: 'update-failed', params: {} } }], installing)
  expect(play([{ type: 'install' }], failed).kind).toBe('installing')
  const changed = play([{ type: 'fault', problem: { code: 'update-unverified', params: {} } }], installing)
  expect(play([{ type: 'install' }], changed)).toBe(changed)
  expect(play([{ type: 'download' }], changed).kind).toBe('downloading')
})
