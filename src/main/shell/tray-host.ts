import { createConnection, type Socket } from 'node:net'
import { type BusMessage, busAddress, encodeCall, readMessages } from './session-bus'

const WATCHER = 'org.kde.StatusNotifierWatcher'
const CONNECT_TIMEOUT_MS = 2000

/**
 * On Linux an icon made before the desktop's tray is on the bus is not registered when the tray comes, nor again after the
 * panel was started anew; at autostart the order is anybody's guess. So we listen on the session bus for the tray's name
 * and call `appeared` each time it gets an owner. Resolves once listening (or at once where there is no such bus), so that
 * an icon made afterwards can't fall between. Never throws: without the bus there is just nothing to listen to.
 */
export async function watchTrayHost(appeared: () => void): Promise<() => void> {
  const path = process.platform === 'linux' ? busAddress(process.env['DBUS_SESSION_BUS_ADDRESS']) : undefined
  if (path === undefined) return () => {}
  const socket = createConnection({ path })
  socket.on('error', () => {})
  socket.unref()
  await new Promise<void>((resolve) => {
    const clock = setTimeout(resolve, CONNECT_TIMEOUT_MS)
    const done = (): void => {
      clearTimeout(clock)
      resolve()
    }
    socket.once('close', done)
    listen(socket, appeared, done)
  })
  return () => socket.destroy()
}

const ADD_MATCH_SERIAL = 2

function listen(socket: Socket, appeared: () => void, listening: () => void): void {
  const onMessage = (message: BusMessage): void => {
    if (message.replyTo === ADD_MATCH_SERIAL) listening()
    if (message.member !== 'NameOwnerChanged') return
    const [name, , newOwner] = message.strings
    if (name === WATCHER && newOwner) appeared()
  }
  let greeted = false
  let rest: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk])
    if (!greeted) {
      const end = rest.indexOf('\r\n')
      if (end < 0) return
      if (!rest.subarray(0, end).toString('latin1').startsWith('OK ')) return void socket.destroy()
      greeted = true
      rest = rest.subarray(end + 2)
      const bus = { path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', destination: 'org.freedesktop.DBus' }
      const rule = `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${WATCHER}'`
      socket.write('BEGIN\r\n')
      socket.write(encodeCall(1, { ...bus, member: 'Hello' }))
      socket.write(encodeCall(ADD_MATCH_SERIAL, { ...bus, member: 'AddMatch', argument: rule }))
    }
    const read = readMessages(rest)
    rest = read.rest
    if (read.broken) return void socket.destroy()
    for (const message of read.messages) onMessage(message)
  })
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${uid}\r\n`)
}
