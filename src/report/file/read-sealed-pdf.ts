import { unzlibSync } from 'fflate'
import { fromUtf8 } from '../../log/utf8.ts'
import { sealedUnitsMax } from '../evidence/sealed-form.ts'

/** Name of the attached file that carries the evidence. */
export const sealedFileName = 'taizhang-evidence.json'

/** Embedded files of one PDF that are looked at; ours has one. */
const streamsMax = 50
/** Dictionaries of such streams are a few lines long. */
const dictionaryBytesMax = 2_000

/**
 * The evidence that a PDF has attached, or null. It looks for streams of the type EmbeddedFile
 * (ISO 32000, 7.11.4) as they lie in the file, without believing its tables: what is found is
 * verified by itself. Of several, the last one that is evidence counts, as in a file that was
 * saved again.
 */
export function sealedTextOfPdf(bytes: Uint8Array): string | null {
  let found: string | null = null
  let from = 0
  for (let seen = 0; seen < streamsMax; seen += 1) {
    const at = indexOf(bytes, '/EmbeddedFile', from)
    if (at < 0) return found
    from = at + 1
    const text = streamAfter(bytes, at)
    if (text?.startsWith('{"document":')) found = text
  }
  return found
}

function streamAfter(bytes: Uint8Array, at: number): string | null {
  const begin = indexOf(bytes, 'stream', at)
  const open = bytes.subarray(Math.max(0, at - dictionaryBytesMax), at).lastIndexOf(60)
  if (begin < 0 || begin - at > dictionaryBytesMax || open < 0) return null
  const before = latin(bytes.subarray(Math.max(0, at - dictionaryBytesMax), at))
  const dictionary = before.slice(before.lastIndexOf(' obj')) + latin(bytes.subarray(at, begin))
  const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1])
  // The keyword is followed by one end of line, CR LF or LF.
  const start = begin + 'stream'.length + (bytes[begin + 6] === 13 ? 2 : 1)
  if (!Number.isSafeInteger(length) || start + length > bytes.length) return null
  const data = bytes.subarray(start, start + length)
  try {
    return fromUtf8(dictionary.includes('/FlateDecode') ? inflated(data) : data)
  } catch {
    return null
  }
}

// One character of evidence takes at least one byte: what is larger is no evidence.
function inflated(data: Uint8Array): Uint8Array {
  return unzlibSync(data, { out: new Uint8Array(Math.min(data.length * 40, sealedUnitsMax)) })
}

function indexOf(bytes: Uint8Array, word: string, from: number): number {
  const codes = [...word].map((one) => one.charCodeAt(0))
  const [first = 0] = codes
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (codes.every((code, offset) => bytes[at + offset] === code)) return at
  }
  return -1
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
