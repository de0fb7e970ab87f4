/** Types whose arrays are long and costly to escape, with their numbers in PostgreSQL. */
const elementTypes = { text: 25, bytea: 17, jsonb: 3802, uuid: 2950, date: 1082 } as const

const headBytes = 20
const lengthBytes = 4
/** UTF-8 of one UTF-16 unit at most. */
const unitBytesMax = 3
/** The binary form of jsonb is this byte and the text. */
const jsonbVersion = 1

/**
 * An array in PostgreSQL's own binary form, for a parameter that is cast to an array of this type.
 * The text form, which the driver makes of a list, escapes every quote of a JSON text and writes
 * bytes as hexadecimal, to be undone again by the server.
 */
export function binaryArray(
  type: keyof typeof elementTypes,
  elements: readonly (string | Uint8Array | null | undefined)[],
): Buffer {
  const sizes = elements.map((one) => {
    if (typeof one === 'string') return one.length * unitBytesMax + 1
    return one?.length ?? 0
  })
  const room = headBytes + sizes.reduce((sum, size) => sum + size + lengthBytes, 0)
  const buffer = Buffer.allocUnsafe(room)
  let at = buffer.writeInt32BE(elements.length === 0 ? 0 : 1)
  at = buffer.writeInt32BE(elements.some((one) => one === null || one === undefined) ? 1 : 0, at)
  at = buffer.writeInt32BE(elementTypes[type], at)
  if (elements.length === 0) return buffer.subarray(0, at)
  at = buffer.writeInt32BE(elements.length, at)
  at = buffer.writeInt32BE(1, at)
  let [begins, before]: [number, (typeof elements)[number]] = [at, undefined]
  for (const one of elements) {
    // Many rows of one record say the same of it, one after another.
    const isAgain: boolean = one !== undefined && one === before
    const ends: number = isAgain ? at + (at - begins) : writeElement(buffer, at, { type, one })
    if (isAgain) buffer.copyWithin(at, begins, at)
    ;[begins, before, at] = [at, one, ends]
  }
  return buffer.subarray(0, at)
}

function writeElement(
  buffer: Buffer,
  at: number,
  { type, one }: { type: keyof typeof elementTypes; one: string | Uint8Array | null | undefined },
): number {
  if (one === null || one === undefined) return buffer.writeInt32BE(-1, at)
  let end = at + lengthBytes
  if (type === 'jsonb') end = buffer.writeUInt8(jsonbVersion, end)
  if (typeof one !== 'string') {
    buffer.set(one, end)
    end += one.length
  } else if (type === 'uuid') end += buffer.write(one.replaceAll('-', ''), end, 'hex')
  else if (type === 'date') end = buffer.writeInt32BE(daysOf(one), end)
  else end += buffer.write(one, end)
  buffer.writeInt32BE(end - at - lengthBytes, at)
  return end
}

const dayMs = 86_400_000
/** PostgreSQL counts days from here. */
const firstDay = Date.UTC(2000, 0, 1) / dayMs
/** What stands before all days. */
const beforeAllDays = -(2 ** 31)

function daysOf(day: string): number {
  return day === '-infinity' ? beforeAllDays : Date.parse(day) / dayMs - firstDay
}
