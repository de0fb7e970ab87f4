import { expect, test } from 'vitest'
import type { Pack } from '../../pack/pack.ts'
import type { Reader } from '../ports/store-ports.ts'
import { PacksOfTime } from './pack-of-time.ts'

const current = { digest: 'd' } as Pack
const crypto = { sha256: () => new Uint8Array(32) }

/** A ledger that keeps these packs, and has each of its files read told. */
function keeping(digests: readonly string[], read: string[]): Reader {
  return {
    hasPack: async (digest: string) => digests.includes(digest),
    pack: async (digest: string) => {
      read.push(digest)
      return null
    },
  } as unknown as Reader
}

test('of the pack that the server works by no files are read; it must be kept all the same', async () => {
  const read: string[] = []
  const packs = new PacksOfTime({ crypto, packs: { current } })
  expect(await packs.kept(keeping(['d'], read), 'd')).toBe(current)
  expect(await packs.kept(keeping([], read), 'd')).toBeNull()
  expect(read).toEqual([])
  expect(await packs.kept(keeping(['d'], read), 'e')).toBeNull()
  expect(read).toEqual(['e'])
})
