/** Signatures of the ZIP format, little-endian (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
/** 1 January 1980, 00:00: the first moment that the format can say. */
const firstTime = 0
const firstDate = 0x21

/**
 * The archive with every file's time set to the same moment, so that the bytes depend on the
 * contents alone. Changes the given bytes in place and returns them.
 */
export function withFixedTimes(archive: Uint8Array): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  let end = archive.length - 22
  while (end >= 0 && view.getUint32(end, true) !== endOfDirectory) end--
  if (end < 0) throw new Error('not a ZIP archive')
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  for (let file = 0; file < count; file++) {
    if (view.getUint32(at, true) !== directoryEntry) throw new Error('broken ZIP directory')
    const header = view.getUint32(at + 42, true)
    setTime(view, at + 12)
    setTime(view, header + 10)
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true))
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return archive
}

function setTime(view: DataView, at: number): void {
  view.setUint16(at, firstTime, true)
  view.setUint16(at + 2, firstDate, true)
}
