import type { Zippable } from 'fflate'
import { zipSync } from 'fflate'

/** An archive whose bytes depend on its parts alone, in the order given, and on no time of day. */
export function fixedZip(parts: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries: Zippable = {}
  for (const [name, bytes] of Object.entries(parts)) entries[name] = [bytes, { level: 6 }]
  // The first moment that the format can say, in whatever zone this runs.
  return zipSync(entries, { mtime: new Date(1980, 0, 1) })
}
