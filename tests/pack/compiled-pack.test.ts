import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { compiledPacksIn } from '../../src/adapters/packs/compiled-packs.ts'
import { readPackFolder } from '../../src/adapters/packs/read-pack-folder.ts'
import { compiledPack, readCompiledPack } from '../../src/pack/compiled-pack.ts'
import { loadPack } from '../../src/pack/load-pack.ts'
import type { Pack } from '../../src/pack/pack.ts'

let folder: string
let pack: Pack

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taizhang-compiled-'))
  const loaded = loadPack(await readPackFolder('packs/cn-party-governance'), nodeCrypto)
  if (loaded.pack === undefined) throw new Error('the pack has mistakes')
  pack = loaded.pack
})

afterAll(() => rm(folder, { recursive: true }))

test('compiled and read back, a pack is the same', () => {
  expect(readCompiledPack(compiledPack(pack))).toStrictEqual(pack)
})

test('only the program that compiled a pack takes it, and by its digest alone', async () => {
  const mine = compiledPacksIn(folder, 'build-1')
  expect(await mine.read(pack.digest)).toBeNull()
  await mine.write(pack)
  expect(await mine.read(pack.digest)).toStrictEqual(pack)
  expect(await mine.read('0'.repeat(64))).toBeNull()
  // The next build may read YAML otherwise.
  expect(await compiledPacksIn(folder, 'build-2').read(pack.digest)).toBeNull()
})

test('a program that was not built has none', async () => {
  const none = compiledPacksIn(folder, null)
  await expect(none.write(pack)).rejects.toThrow('was not built')
  expect(await none.read(pack.digest)).toBeNull()
})
