import type { Pack } from './pack.ts'

/** The parts of a pack that are maps, which JSON does not know. */
const maps = [
  ...(['lists', 'instruments', 'registers', 'plays'] as const),
  ...(['figures', 'duties', 'reports', 'off'] as const),
]

/** A pack as it was loaded, as one text: read back it is the same, without YAML and its checks. */
export function compiledPack(pack: Pack): string {
  return JSON.stringify({
    ...pack,
    ...Object.fromEntries(maps.map((name) => [name, [...pack[name]]])),
  })
}

/** The pack in a text that `compiledPack` of this very program wrote. */
export function readCompiledPack(text: string): Pack {
  const read = JSON.parse(text)
  return { ...read, ...Object.fromEntries(maps.map((name) => [name, new Map(read[name])])) }
}
