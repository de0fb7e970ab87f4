import { createHash } from 'node:crypto'
import { readPackFolder } from '../../src/adapters/packs/read-pack-folder.ts'
import { loadPack } from '../../src/pack/load-pack.ts'
import type { Pack } from '../../src/pack/pack.ts'

/** SHA-256 as the pure rooms take it. */
export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest())

/** The pack of party governance as the repository holds it; throws with every fault. */
export async function governancePack(): Promise<Pack> {
  const loaded = loadPack(await readPackFolder('packs/cn-party-governance'), { sha256 })
  if (loaded.pack) return loaded.pack
  const said = loaded.faults.map((one) => `${one.file}:${one.line} ${one.code} ${one.text.en}`)
  throw new Error(said.join('\n'))
}
