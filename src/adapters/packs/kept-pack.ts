import { watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import { dirname } from 'node:path'
import type { Packs } from '../../app/ports/pack-ports.ts'
import { Refusal } from '../../ledger/fault.ts'
import type { Fault } from '../../ledger/fault.ts'
import { loadPack } from '../../pack/load-pack.ts'
import type { Pack } from '../../pack/pack.ts'
import { packDigest } from '../../pack/pack-digest.ts'
import type { CompiledPacks } from './compiled-packs.ts'
import { readPackFolder } from './read-pack-folder.ts'

/** A pack in force, read again when its files change. */
export interface KeptPack extends Packs {
  /** What is wrong with the files now, when the pack in force is an older one. */
  readonly faults: readonly Fault[]
  close(): void
}

type Crypto = Parameters<typeof loadPack>[1]

const settledMs = 300

/**
 * Loads the pack of a folder. Throws a refusal with every fault of it. While it is kept, a change
 * with a mistake leaves the last good pack in force; `onChange` is told of either.
 */
export async function keepPack(
  folder: string,
  {
    crypto,
    compiled,
    onChange,
  }: {
    crypto: Crypto
    /** Spares reading YAML where the files are those that the program was built with. */
    compiled: Pick<CompiledPacks, 'read'>
    onChange: (kept: KeptPack) => void
  },
): Promise<KeptPack> {
  const reading = { crypto, compiled }
  const first = await read(folder, reading)
  if ('faults' in first) throw new Refusal(first.faults)
  let { pack, files } = first
  let faults: readonly Fault[] = []
  let timer: NodeJS.Timeout | null = null
  const reload = async () => {
    const next = await read(folder, reading).catch((error: unknown) => {
      if (error instanceof Refusal) return { faults: error.faults }
      // A file that goes away while it is read is a change of its own, which is told as well.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    })
    if (next === null) return
    faults = 'faults' in next ? next.faults : []
    if ('pack' in next && next.pack.digest !== pack.digest) ({ pack, files } = next)
    onChange(kept)
  }
  // Packs extend those beside them: the folder of packs is watched, not this one alone.
  const watcher = watchFolder(dirname(folder), () => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => void reload(), settledMs)
    timer.unref()
  })
  const kept: KeptPack = {
    get current() {
      return pack
    },
    get files() {
      return files
    },
    get faults() {
      return faults
    },
    close: () => {
      watcher?.close()
      if (timer) clearTimeout(timer)
    },
  }
  return kept
}

async function read(
  folder: string,
  { crypto, compiled }: { crypto: Crypto; compiled: Pick<CompiledPacks, 'read'> },
): Promise<
  | { readonly pack: Pack; readonly files: Readonly<Record<string, string>> }
  | { readonly faults: readonly Fault[] }
> {
  const files = await readPackFolder(folder)
  const known = await compiled.read(packDigest(files, crypto))
  if (known !== null) return { pack: known, files }
  const { pack, faults } = loadPack(files, crypto)
  return pack ? { pack, files } : { faults: faults ?? [] }
}

// Where watching is not possible (some network disks), a change waits for the next start.
function watchFolder(folder: string, changed: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { recursive: true, persistent: false }, changed)
    watcher.on('error', () => {})
    return watcher
  } catch {
    return null
  }
}
