import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readPackFolder } from '../../src/adapters/packs/read-pack-folder.ts'
import { loadPack } from '../../src/pack/load-pack.ts'

const crypto = {
  sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
}

describe('the packs of this repository', () => {
  it('load without a fault', async () => {
    const loaded = loadPack(await readPackFolder('packs/cn-party-governance'), crypto)
    const said = (loaded.faults ?? []).map(
      (one) => `${one.file}:${one.line} ${one.code} ${one.key}: ${one.text.en} | ${one.hint.en}`,
    )
    expect(said).toEqual([])
  })
})
