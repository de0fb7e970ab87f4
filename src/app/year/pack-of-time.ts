import { unitRegisters } from '../../ledger/core/core-registers.ts'
import type { UnitTerms } from '../../ledger/core/unit-terms.ts'
import { unitTermsOn } from '../../ledger/core/unit-terms.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { loadPack } from '../../pack/load-pack.ts'
import type { Pack } from '../../pack/pack.ts'
import { readingOf } from '../../pack/pack.ts'
import { packOfUnit } from '../../pack/pack-of-unit.ts'
import { dayIn } from '../clock/wall-clock.ts'
import { bytesBeside, bytesOf } from '../kept/bytes-of.ts'
import { KeptByBytes } from '../kept/kept-by-bytes.ts'
import type { Packs } from '../ports/pack-ports.ts'
import type { Adoption, OrgId, Reader, Session } from '../ports/store-ports.ts'
import { allDays } from '../roster/keep-rosters.ts'

/** What is kept of an organisation's adoptions, and of what it says of itself: all below `seen`. */
interface Known {
  readonly seen: number
  readonly all: readonly Adoption[]
  readonly said: readonly LedgerRecord[]
}

const knownBytesMax = 16 * 2 ** 20
const packBytesMax = 64 * 2 ** 20

/**
 * Finds the pack by which a year is judged: the current one while the year runs; of a finished
 * year the one that was in force at its end, or the first adopted where that was later; at a
 * position of the log the one adopted last before it. It reads as the unit's own words said on that
 * day. Where that pack cannot be read, nothing else judges in its place. Why: docs/decisions/0017,
 * 0050 and 0057.
 */
export class PacksOfTime {
  readonly #crypto: Pick<LogCrypto, 'sha256'>
  readonly #own: Pick<Packs, 'current'>
  readonly #known = new KeptByBytes<OrgId, Known>(knownBytesMax)
  readonly #packs = new KeptByBytes<string, Pack>(packBytesMax)

  /** `packs`: what this server works by, which mostly is what was adopted as well. */
  constructor(given: { crypto: Pick<LogCrypto, 'sha256'>; packs: Pick<Packs, 'current'> }) {
    this.#crypto = given.crypto
    this.#own = given.packs
  }

  /** Refuses with `year.pack` when the files of that pack are gone or read no more. */
  async of(
    reader: Reader,
    { org, pack }: Pick<Session, 'org' | 'pack'>,
    asked: { readonly year: number; readonly today: string; readonly size: number | null },
  ): Promise<Pack> {
    const { year, today, size } = asked
    if (size === null && today <= `${year}-12-31`) return pack
    const known = await this.#knownOf(reader, org.id)
    const { all } = known
    const [first] = all
    const last =
      size === null
        ? all.findLast(({ recordedAt }) => dayIn(org.zone, recordedAt) <= `${year}-12-31`)
        : all.findLast(({ index }) => index < size)
    const digest = (last ?? first)?.digest ?? pack.digest
    const said =
      size === null ? known.said : await reader.recordsAsOf({ size, registers: [...unitRegisters] })
    const terms = unitTermsOn(said, today < `${year}-12-31` ? today : `${year}-12-31`)
    if (readingOf({ digest, unit: terms }) === readingOf(pack)) return pack
    return (await this.#read(reader, { org: org.id, digest, terms })) ?? refusePack(year, digest)
  }

  /** A pack whose files the organisation keeps; null where there is none, or it reads no more. */
  async kept(reader: Reader, digest: string): Promise<Pack | null> {
    // Read once for all that adopted it, and where the server works by it not at all: YAML takes
    // a third of a second.
    const { current } = this.#own
    const known = current.digest === digest ? current : this.#packs.get(digest)
    if (known !== undefined) return (await reader.hasPack(digest)) ? known : null
    const stored = await reader.pack(digest)
    if (stored === null) return null
    const { pack = null } = loadPack(stored.files, this.#crypto, { isAdopted: true })
    // Files that do not give the digest they are kept under are not what was adopted.
    if (pack?.digest !== digest) return null
    this.#packs.set(digest, pack, bytesOf(pack))
    return pack
  }

  /** A pack as the unit reads it under its own words. */
  async #read(
    reader: Reader,
    {
      org,
      digest,
      terms,
    }: { readonly org: OrgId; readonly digest: string; readonly terms: UnitTerms },
  ): Promise<Pack | null> {
    const key = `${org} ${digest} ${terms.key}`
    const known = this.#packs.get(key)
    if (known !== undefined) return known
    const kept = await this.kept(reader, digest)
    if (kept === null) return null
    const pack = packOfUnit(kept, terms)
    this.#packs.set(key, pack, bytesBeside(pack, kept))
    return pack
  }

  async #knownOf(reader: Reader, org: OrgId): Promise<Known> {
    const known = this.#known.get(org) ?? { seen: 0, all: [], said: [] }
    const { size } = await reader.position()
    if (size === known.seen) return known
    const all = [...known.all, ...(await reader.adoptions(known.seen))]
    const said = await reader.recordsOf([...unitRegisters], allDays)
    const now = { seen: size, all, said }
    this.#known.set(org, now, bytesOf(now))
    return now
  }
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
