import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/** The file with one part changed, as another program would save it. */
export function changedPart(
  file: Uint8Array,
  name: string,
  change: (text: string) => string,
): Uint8Array {
  const parts = unzipSync(file)
  const before = strFromU8(parts[name] ?? new Uint8Array())
  const after = change(before)
  if (after === before) throw new Error(`nothing changed in ${name}`)
  return zipSync({ ...parts, [name]: strToU8(after) })
}
