import type { FSWatcher } from 'node:fs'
import { watch } from 'node:fs'
import { dirname } from 'node:path'
import type { SharedPacks } from '../../app/ports/pack-ports.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import { loadPack } from '../../pack/load-pack.ts'
import type { Pack } from '../../pack/pack.ts'
import { packDigest } from '../../pack/pack-digest.ts'
import type { PackFiles } from '../../pack/pack-files.ts'
import type { CompiledPacks } from './compiled-packs.ts'
import { readPackFolder } from './read-pack-folder.ts'

/** The pack of a folder, read again when its files change, or another that is followed. */
export interface KeptPack extends SharedPacks {
  /** What is wrong with the files of its folder now, when an older one is worked by. */
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
  const first = await readFolder(folder, reading)
  if ('faults' in first) throw new Refusal(first.faults)
  let own = first
  let followed: ReadPack | null = null
  let faults: readonly Fault[] = []
  let timer: NodeJS.Timeout | null = null
  const reload = async () => {
    const next = await readFolder(folder, reading).catch((error: unknown) => {
      if (error instanceof Refusal) return { faults: error.faults }
      // A file that goes away while it is read is a change of its own, which is told as well.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    })
    if (next === null) return
    faults = 'faults' in next ? next.faults : []
    if ('pack' in next && next.pack.digest !== own.pack.digest) own = next
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
      return (followed ?? own).pack
    },
    get files() {
      return (followed ?? own).files
    },
    get own() {
      return { digest: own.pack.digest, files: own.files }
    },
    follow: async (other) => {
      if (other === null) {
        followed = null
        return
      }
      const read = await readFiles(other.files, { ...reading, isAdopted: true })
      if ('faults' in read) throw new Refusal(read.faults)
      if (read.pack.digest !== other.digest) throw new Refusal([changed(other.digest)])
      followed = read
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

interface ReadPack {
  readonly pack: Pack
  readonly files: PackFiles
}

interface Reading {
  readonly crypto: Crypto
  readonly compiled: Pick<CompiledPacks, 'read'>
}

async function readFolder(folder: string, reading: Reading) {
  return readFiles(await readPackFolder(folder), reading)
}

/** By digest, as long as something works by them: the same files are read once in a process. */
const packsInUse = new Map<string, WeakRef<Pack>>()
/** In use until another is read: who closes one installation and opens the next reads nothing. */
let newest: Pack | null = null

async function readFiles(
  files: PackFiles,
  { crypto, compiled, isAdopted = false }: Reading & { readonly isAdopted?: boolean },
): Promise<ReadPack | { readonly faults: readonly Fault[] }> {
  const digest = packDigest(files, crypto)
  const inUse = newest?.digest === digest ? newest : packsInUse.get(digest)?.deref()
  const known = inUse ?? (await compiled.read(digest))
  const { pack, faults } = known ? { pack: known } : loadPack(files, crypto, { isAdopted })
  if (!pack) return { faults: faults ?? [] }
  packsInUse.set(digest, new WeakRef(pack))
  newest = pack
  return { pack, files }
}

function changed(digest: string): Fault {
  return fault('pack.digest', {
    at: [digest],
    text: {
      zh: `库中所存业务包 ${digest.slice(0, 12)} 的文件与其摘要不符。`,
      en: `The files kept of pack ${digest.slice(0, 12)} are not those of its digest.`,
    },
    hint: { zh: '请用 taizhang fsck 核对。', en: 'Look with taizhang fsck.' },
  })
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
