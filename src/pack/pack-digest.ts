import { toHex } from '../log/hex.ts'
import { toUtf8 } from '../log/utf8.ts'
import type { PackFiles } from './pack-files.ts'

/**
 * SHA-256 (hex) over the list of files: one line `<sha256>  <path>` each, ordered by path in
 * code units. `sha256sum` over the files of a pack, hashed again, gives the same.
 */
export function packDigest(
  files: PackFiles,
  { sha256 }: { sha256: (bytes: Uint8Array) => Uint8Array },
): string {
  const lines = Object.keys(files)
    .sort()
    .map((path) => `${fileDigest(files[path] ?? '', { sha256 })}  ${path}\n`)
  return toHex(sha256(toUtf8(lines.join(''))))
}

/** SHA-256 (hex) of one file of a pack. */
export function fileDigest(
  text: string,
  { sha256 }: { sha256: (bytes: Uint8Array) => Uint8Array },
): string {
  return toHex(sha256(toUtf8(text)))
}
