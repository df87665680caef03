import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { busAddress, encodeCall, readMessages } from '../../../../src/main/shell/session-bus'

const call = {
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  destination: 'org.freedesktop.DBus',
  member: 'AddMatch',
  argument: "type='signal'",
}

describe('the address of the session bus', () => {
  test.each([
    ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
    ['unix:abstract=/tmp/dbus-x1,guid=00ff', '\0/tmp/dbus-x1'],
    ['tcp:host=localhost,port=1;unix:path=/tmp/with%20blank,guid=1', '/tmp/with blank'],
  ])('%s', (address, path) => expect(busAddress(address)).toBe(path))
  test.each([undefined, '', 'autolaunch:', 'tcp:host=localhost'])('%s has none for us', (address) =>
    expect(busAddress(address)).toBeUndefined(),
  )
})

const { argument: _none, ...hello } = { ...call, member: 'Hello' }

test('what is written can be read, however it is cut into pieces', () => {
  const written = Buffer.concat([encodeCall(1, hello), encodeCall(2, call), encodeCall(3, call)])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1 }), (cuts) => {
      const seen: (string | undefined)[] = []
      let rest: Buffer = Buffer.alloc(0)
      for (let at = 0, turn = 0; at < written.length; turn++) {
        const length = cuts[turn % cuts.length] ?? 1
        const read = readMessages(Buffer.concat([rest, written.subarray(at, at + length)]))
        expect(read.broken).toBe(false)
        seen.push(...read.messages.map(({ member, strings }) => `${member} ${strings.join()}`))
        rest = read.rest
        at += length
      }
      expect(seen).toEqual(['Hello ', `AddMatch ${call.argument}`, `AddMatch ${call.argument}`])
      expect(rest).toHaveLength(0)
    }),
  )
})

test('rubbish ends the connection instead of the program', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 200 }), (bytes) => {
      readMessages(Buffer.from(bytes))
      // With a plausible beginning as well.
      readMessages(Buffer.concat([Buffer.from([0x6c, 4, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0]), Buffer.from(bytes)]))
    }),
  )
  expect(readMessages(Buffer.alloc(16)).broken).toBe(true)
  const huge = encodeCall(1, call)
  huge.writeUInt32LE(0x7fff_ffff, 4)
  expect(readMessages(huge).broken).toBe(true)
})
