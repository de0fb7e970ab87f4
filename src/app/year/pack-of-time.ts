import { fault, Refusal } from '../../ledger/fault.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { loadPack } from '../../pack/load-pack.ts'
import type { Pack } from '../../pack/pack.ts'
import { dayIn } from '../organisation/today.ts'
import type { Adoption, OrgId, Reader, Session } from '../ports/store-ports.ts'

/** What is kept of an organisation's adoptions: all below `seen`. */
interface Adoptions {
  readonly seen: number
  readonly all: readonly Adoption[]
}

const organisationsMax = 500
const packsMax = 8

/**
 * Finds the pack by which a year is judged: the current one while the year runs; of a finished
 * year the one that was in force at its end, or the first adopted where that was later; at a
 * position of the log the one adopted last before it. Where that pack cannot be read, nothing else
 * judges in its place. Why: docs/decisions/0017 and 0050.
 */
export class PacksOfTime {
  readonly #crypto: Pick<LogCrypto, 'sha256'>
  readonly #adoptions = new Map<OrgId, Adoptions>()
  readonly #packs = new Map<string, Pack>()

  constructor(crypto: Pick<LogCrypto, 'sha256'>) {
    this.#crypto = crypto
  }

  /** Refuses with `year.pack` when the files of that pack are gone or read no more. */
  async of(
    reader: Reader,
    { org, pack }: Pick<Session, 'org' | 'pack'>,
    asked: { readonly year: number; readonly today: string; readonly size: number | null },
  ): Promise<Pack> {
    const { year, today, size } = asked
    if (size === null && today <= `${year}-12-31`) return pack
    const all = await this.#adopted(reader, org.id)
    const [first] = all
    const last =
      size === null
        ? all.findLast(({ recordedAt }) => dayIn(org.zone, recordedAt) <= `${year}-12-31`)
        : all.findLast(({ index }) => index < size)
    const adopted = last ?? first
    if (adopted === undefined || adopted.digest === pack.digest) return pack
    const kept = await this.kept(reader, { org: org.id, digest: adopted.digest })
    return kept ?? refusePack(year, adopted.digest)
  }

  /** A pack whose files the organisation keeps; null where there is none, or it reads no more. */
  async kept(
    reader: Reader,
    { org, digest }: { readonly org: OrgId; readonly digest: string },
  ): Promise<Pack | null> {
    const key = `${org} ${digest}`
    const known = this.#packs.get(key)
    if (known !== undefined) return known
    const stored = await reader.pack(digest)
    if (stored === null) return null
    const { pack = null } = loadPack(stored.files, this.#crypto)
    // Files that do not give the digest they are kept under are not what was adopted.
    if (pack?.digest !== digest) return null
    this.#packs.set(key, pack)
    dropFirst(this.#packs, packsMax)
    return pack
  }

  async #adopted(reader: Reader, org: OrgId): Promise<readonly Adoption[]> {
    const known = this.#adoptions.get(org) ?? { seen: 0, all: [] }
    const { size } = await reader.position()
    if (size === known.seen) return known.all
    const all = [...known.all, ...(await reader.adoptions(known.seen))]
    this.#adoptions.set(org, { seen: size, all })
    dropFirst(this.#adoptions, organisationsMax)
    return all
  }
}

function dropFirst(map: Map<unknown, unknown>, countMax: number): void {
  const first = map.keys().next()
  if (map.size > countMax && !first.done) map.delete(first.value)
}

const unreadable = 'year.pack'

/** Whether a year was refused because its own pack cannot be read. */
export function isPackOfTimeLost(error: unknown): boolean {
  return error instanceof Refusal && error.faults.some(({ code }) => code === unreadable)
}

function refusePack(year: number, digest: string): never {
  const short = digest.slice(0, 12)
  throw new Refusal([
    fault(unreadable, {
      at: ['year'],
      text: {
        zh: `${year}年应按当时采用的业务包（摘要 ${short}…）评判，但它的文件缺失或已不能读取。`,
        en: `The year ${year} is judged by the pack adopted at that time (digest ${short}…), whose files are missing or can no longer be read.`,
      },
      hint: {
        zh: '请管理员运行 taizhang fsck 查明原因，再从备份恢复业务包文件。在此之前不改用现行业务包评判。',
        en: 'Let the administrator run taizhang fsck, which names what is wrong, and restore the files of the pack from a backup. Until then no other pack judges the year.',
      },
    }),
  ])
}
