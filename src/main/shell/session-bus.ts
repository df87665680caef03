/**
 * As much of the D-Bus wire protocol as it takes to hear one signal: calls with at most one string, and of what comes the
 * member, the serial it answers and its strings. https://dbus.freedesktop.org/doc/dbus-specification.html
 */

/** Path of the session bus's socket for `net`, from its address; undefined when it has none that we can open. */
export function busAddress(address: string | undefined): string | undefined {
  for (const one of (address ?? '').split(';')) {
    const [transport, keys = ''] = one.split(':', 2)
    if (transport !== 'unix') continue
    const values = new Map(keys.split(',').map((pair) => pair.split('=', 2) as [string, string]))
    const path = values.get('path')
    if (path) return decodeURIComponent(path)
    const abstract = values.get('abstract')
    if (abstract) return `\0${decodeURIComponent(abstract)}`
  }
  return undefined
}

export interface BusCall {
  path: string
  interface: string
  destination: string
  member: string
  argument?: string
}

const pad = (length: number, to: number): Buffer => Buffer.alloc((to - (length % to)) % to)
const u32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value)
  return buffer
}
const text = (value: string): Buffer => Buffer.concat([u32(Buffer.byteLength(value)), Buffer.from(`${value}\0`)])

/** A method call, little endian. */
export function encodeCall(serial: number, call: BusCall): Buffer {
  const body = call.argument === undefined ? Buffer.alloc(0) : text(call.argument)
  const fields: [code: number, type: string, value: Buffer][] = [
    [1, 'o', text(call.path)],
    [2, 's', text(call.interface)],
    [3, 's', text(call.member)],
    [6, 's', text(call.destination)],
  ]
  if (call.argument !== undefined) fields.push([8, 'g', Buffer.from('\x01s\0')])
  let array = Buffer.alloc(0)
  for (const [code, type, value] of fields)
    array = Buffer.concat([array, pad(array.length, 8), Buffer.from([code, 1, type.charCodeAt(0), 0]), value])
  const head = Buffer.concat([Buffer.from([0x6c, 1, 0, 1]), u32(body.length), u32(serial), u32(array.length), array])
  return Buffer.concat([head, pad(head.length, 8), body])
}

export interface BusMessage {
  member: string | undefined
  replyTo: number | undefined
  /** The body's values when they are all strings; else empty. */
  strings: string[]
}

/** The specification allows 128 MiB; nothing that we listen to is longer than this. */
const LARGEST_MESSAGE = 1024 * 1024

/** Takes the whole messages off the front of `buffer`. `broken`: what follows can't be read, close the connection. */
export function readMessages(buffer: Buffer): { messages: BusMessage[]; rest: Buffer; broken: boolean } {
  const messages: BusMessage[] = []
  let rest = buffer
  try {
    while (rest.length >= 16) {
      if (rest[0] !== 0x6c) return { messages, rest, broken: true }
      const bodyLength = rest.readUInt32LE(4)
      const fieldsEnd = 16 + rest.readUInt32LE(12)
      const bodyStart = Math.ceil(fieldsEnd / 8) * 8
      if (bodyStart + bodyLength > LARGEST_MESSAGE) return { messages, rest, broken: true }
      if (rest.length < bodyStart + bodyLength) break
      messages.push(readMessage(rest.subarray(0, fieldsEnd), rest.subarray(bodyStart, bodyStart + bodyLength)))
      rest = rest.subarray(bodyStart + bodyLength)
    }
    return { messages, rest, broken: false }
  } catch {
    return { messages, rest, broken: true }
  }
}

function readMessage(head: Buffer, body: Buffer): BusMessage {
  const message: BusMessage = { member: undefined, replyTo: undefined, strings: [] }
  let signature = ''
  for (let at = 16; at < head.length; ) {
    at = Math.ceil(at / 8) * 8
    const code = head[at]
    const type = String.fromCharCode(head[at + 2] ?? 0)
    at += 4
    if (type === 'u') {
      if (code === 5) message.replyTo = head.readUInt32LE(at)
      at += 4
    } else if (type === 'g') {
      const length = head.readUInt8(at)
      if (code === 8) signature = head.toString('latin1', at + 1, at + 1 + length)
      at += length + 2
    } else {
      const length = head.readUInt32LE(at)
      if (code === 3) message.member = head.toString('utf8', at + 4, at + 4 + length)
      at += length + 5
    }
  }
  if (/^s+$/.test(signature)) {
    for (let at = 0; message.strings.length < signature.length; ) {
      at = Math.ceil(at / 4) * 4
      const length = body.readUInt32LE(at)
      message.strings.push(body.toString('utf8', at + 4, at + 4 + length))
      at += length + 5
    }
  }
  return message
}
