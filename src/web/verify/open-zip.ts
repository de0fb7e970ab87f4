import { unzipSync } from 'fflate'
import { Refusal } from '../../ledger/fault.ts'
import type { Archive } from '../../report/file/archive.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { checkZipShape } from '../../report/file/zip-shape.ts'

/** Limits of a file that is opened in the page, those of the server. */
const limits = { entries: 20_000, entryBytes: 128 * 1024 * 1024, totalBytes: 512 * 1024 * 1024 }

/** Opens a ZIP in the browser. Refuses with `file.…`; nothing leaves the page. */
export function openZip(bytes: Uint8Array): Archive {
  checkZipShape(bytes)
  const seen = new Set<string>()
  let total = 0
  const parts = unzipped(bytes, ({ name, originalSize }) => {
    total += originalSize
    const isTooMuch = originalSize > limits.entryBytes || total > limits.totalBytes
    // Of two parts of one name each program takes the one it likes.
    if (isTooMuch || seen.has(name.toLowerCase())) refuseFile('unsafe', name)
    seen.add(name.toLowerCase())
    if (seen.size > limits.entries) refuseFile('unsafe', name)
    return true
  })
  return {
    names: Object.keys(parts),
    has: (name) => Object.hasOwn(parts, name),
    read: async (name) =>
      (Object.hasOwn(parts, name) ? parts[name] : null) ?? refuseFile('broken', name),
  }
}

function unzipped(
  bytes: Uint8Array,
  filter: (file: { readonly name: string; readonly originalSize: number }) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter })
  } catch (error) {
    if (error instanceof Refusal) throw error
    return refuseFile('broken')
  }
}
