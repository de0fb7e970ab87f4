import { fromUtf8 } from '../../log/utf8.ts'
import { refuseFile } from './file-fault.ts'

/** Signatures and fixed lengths of APPNOTE 6.3.10, 4.3. */
const local = { signature: 0x04034b50, length: 30 }
const central = { signature: 0x02014b50, length: 46 }
const end = { signature: 0x06054b50, length: 22 }
const end64 = { signature: 0x06064b50, length: 56 }
const locator64 = { signature: 0x07064b50, length: 20 }

const commentMax = 0xffff
const full16 = 0xffff
const full32 = 0xffffffff
/** Extra fields: sizes beyond 32 bits; a name that counts instead of the name, for some. */
const extraSizes = 0x0001
const extraName = 0x7075

interface Entry {
  readonly name: Uint8Array
  readonly method: number
  readonly crc: number
  readonly size: number
  readonly compressed: number
  readonly offset: number
}

/**
 * Refuses (`file.unsafe`) a ZIP of which programs may read different parts: some follow the
 * directory at its end, some the headers before each part, some a second name of a part.
 * Whatever else is wrong with it whoever opens it finds out.
 */
export function checkZipShape(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const directory = directoryOf(view)
  if (directory === null) return
  let at = directory.start
  const entries: Entry[] = []
  for (let count = 0; count < directory.entries; count++) {
    if (at + central.length > directory.end || view.getUint32(at, true) !== central.signature) {
      refuseFile('unsafe', 'directory')
    }
    const entry = entryAt(view, at)
    entries.push(entry)
    at += central.length + sum(view, at, [28, 30, 32])
  }
  if (at !== directory.end) refuseFile('unsafe', 'directory')
  let from = 0
  for (const entry of entries.sort((one, other) => one.offset - other.offset)) {
    const data = dataOf(view, entry)
    if (entry.offset < from) refuseFile('unsafe', 'overlap')
    refuseHidden(view, from, entry.offset)
    from = data + entry.compressed
  }
  refuseHidden(view, from, directory.start)
}

/** Names of the parts of a ZIP whose shape was checked before, as its directory has them. */
export function namesInZip(bytes: Uint8Array): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { start, entries } = directoryOf(view) ?? { start: 0, entries: 0 }
  const names: string[] = []
  for (let at = start; names.length < entries; ) {
    names.push(fromUtf8(entryAt(view, at).name) ?? '')
    at += central.length + sum(view, at, [28, 30, 32])
  }
  return names
}

/** Where the directory lies; null where the file is no whole ZIP, which its reader will say. */
function directoryOf(view: DataView): { start: number; end: number; entries: number } | null {
  const last = view.byteLength - end.length
  let at = last
  while (at >= 0 && at >= last - commentMax && view.getUint32(at, true) !== end.signature) at--
  if (at < 0 || at < last - commentMax) return null
  // Bytes behind the end: some look for the end from behind, some believe its length.
  if (at + end.length + view.getUint16(at + 20, true) !== view.byteLength) {
    refuseFile('unsafe', 'end')
  }
  const said = {
    entries: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    start: view.getUint32(at + 16, true),
  }
  const locator = at - locator64.length
  const is64 = locator >= 0 && view.getUint32(locator, true) === locator64.signature
  if (!is64) return within({ ...said, end: at }, view)
  const far = Number(view.getBigUint64(locator + 8, true))
  if (far + end64.length > locator || view.getUint32(far, true) !== end64.signature) {
    refuseFile('unsafe', 'end')
  }
  const large = {
    entries: Number(view.getBigUint64(far + 32, true)),
    size: Number(view.getBigUint64(far + 40, true)),
    start: Number(view.getBigUint64(far + 48, true)),
  }
  const agrees =
    (said.entries === full16 || said.entries === large.entries) &&
    (said.size === full32 || said.size === large.size) &&
    (said.start === full32 || said.start === large.start)
  if (!agrees) refuseFile('unsafe', 'end')
  return within({ ...large, end: far }, view)
}

/** Bytes before the archive move every place in it, for those who allow for them. */
function within(
  found: { entries: number; size: number; start: number; end: number },
  view: DataView,
): { start: number; end: number; entries: number } {
  if (found.start + found.size !== found.end || found.start > view.byteLength) {
    refuseFile('unsafe', 'directory')
  }
  return found
}

function entryAt(view: DataView, at: number): Entry {
  const nameLength = view.getUint16(at + 28, true)
  const extra = { from: at + central.length + nameLength, length: view.getUint16(at + 30, true) }
  if (extra.from + extra.length > view.byteLength) refuseFile('unsafe', 'directory')
  const large = largeSizes(view, extra)
  const wide = (place: number) => {
    const value = view.getUint32(place, true)
    return value === full32 ? (large.shift() ?? value) : value
  }
  // In this order the extra field has those that are needed.
  const size = wide(at + 24)
  const compressed = wide(at + 20)
  const offset = wide(at + 42)
  return {
    name: slice(view, at + central.length, nameLength),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    size,
    compressed,
    offset,
  }
}

function largeSizes(view: DataView, { from, length }: { from: number; length: number }): number[] {
  const sizes: number[] = []
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    const id = view.getUint16(at, true)
    if (id === extraName) refuseFile('unsafe', 'second name')
    const to = Math.min(at + 4 + view.getUint16(at + 2, true), from + length)
    for (let one = at + 4; id === extraSizes && one + 8 <= to; one += 8) {
      sizes.push(Number(view.getBigUint64(one, true)))
    }
  }
  return sizes
}

/** Where the data of an entry begin. Its own header has to say what the directory says of it. */
function dataOf(view: DataView, entry: Entry): number {
  const { offset } = entry
  const isHeader =
    offset + local.length <= view.byteLength && view.getUint32(offset, true) === local.signature
  if (!isHeader) refuseFile('unsafe', 'header')
  const nameLength = view.getUint16(offset + 26, true)
  const name = slice(view, offset + local.length, nameLength)
  const isSame =
    name.length === entry.name.length && name.every((byte, index) => byte === entry.name[index])
  // With bit 3 what follows the data says these; who wrote it ahead may have left zeros here.
  const isLater = (view.getUint16(offset + 6, true) & 8) !== 0
  const agrees = (at: number, value: number) => {
    const here = view.getUint32(at, true)
    return here === value || here === full32 || (isLater && here === 0)
  }
  const isTrue =
    view.getUint16(offset + 8, true) === entry.method &&
    agrees(offset + 14, entry.crc) &&
    agrees(offset + 18, entry.compressed) &&
    agrees(offset + 22, entry.size)
  if (!isSame || !isTrue) refuseFile('unsafe', new TextDecoder().decode(entry.name))
  const data = offset + local.length + nameLength + view.getUint16(offset + 28, true)
  if (data + entry.compressed > view.byteLength) refuseFile('unsafe', 'header')
  return data
}

/** A part that the directory does not name: found by whoever reads from the beginning. */
function refuseHidden(view: DataView, from: number, to: number): void {
  for (let at = from; at + 4 <= to; at++) {
    if (view.getUint32(at, true) === local.signature) refuseFile('unsafe', 'hidden part')
  }
}

function slice(view: DataView, from: number, length: number): Uint8Array {
  if (from + length > view.byteLength) refuseFile('unsafe', 'directory')
  return new Uint8Array(view.buffer, view.byteOffset + from, length)
}

function sum(view: DataView, at: number, places: readonly number[]): number {
  return places.reduce((all, place) => all + view.getUint16(at + place, true), 0)
}
