import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compiledPack, readCompiledPack } from '../../pack/compiled-pack.ts'
import type { Pack } from '../../pack/pack.ts'

/** Packs that were compiled when the program was built. */
export interface CompiledPacks {
  /** The pack whose files give this digest; null: this build has not compiled it. */
  read(digest: string): Promise<Pack | null>
  write(pack: Pack): Promise<void>
}

/**
 * Compiled packs in a folder beside the program, which whoever may write could change the program
 * as well; never in the data folder. One is named by the digest of the files it was compiled from,
 * and by the build that compiled it: changed files have another digest, and another build may read
 * the same files otherwise. `build` is null for a program that runs from its sources.
 */
export function compiledPacksIn(folder: string, build: string | null): CompiledPacks {
  const pathOf = (digest: string) => join(folder, `${digest}.${build}.json`)
  return {
    read: async (digest) => {
      if (build === null || !/^[0-9a-f]{64}$/.test(digest)) return null
      const text = await readFile(pathOf(digest), 'utf8').catch(() => null)
      const pack = text === null ? null : readCompiledPack(text)
      return pack?.digest === digest ? pack : null
    },
    write: async (pack) => {
      if (build === null) throw new Error('a program that was not built compiles no packs')
      await mkdir(folder, { recursive: true })
      await writeFile(pathOf(pack.digest), compiledPack(pack))
    },
  }
}
