import type { Label } from '../ledger/label.ts'
import type { LogCrypto } from '../log/log-crypto.ts'
import { loadPack } from '../pack/load-pack.ts'
import type { Pack } from '../pack/pack.ts'
import type { Adoption, OrgId, Reader, Session } from './ports.ts'
import { dayIn } from './today.ts'

/** The pack by which a year is judged, and what a reader of it must be told. */
export interface JudgingPack {
  readonly pack: Pack
  readonly notices: readonly Label[]
}

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
 * position of the log the one adopted last before it. Why: docs/decisions/0017.
 */
export class PacksOfTime {
  readonly #crypto: Pick<LogCrypto, 'sha256'>
  readonly #adoptions = new Map<OrgId, Adoptions>()
  readonly #packs = new Map<string, Pack | null>()

  constructor(crypto: Pick<LogCrypto, 'sha256'>) {
    this.#crypto = crypto
  }

  async of(
    reader: Reader,
    { org, pack }: Pick<Session, 'org' | 'pack'>,
    asked: { readonly year: number; readonly today: string; readonly size: number | null },
  ): Promise<JudgingPack> {
    const { year, today, size } = asked
    if (size === null && today <= `${year}-12-31`) return { pack, notices: [] }
    const all = await this.#adopted(reader, org.id)
    const [first] = all
    const last =
      size === null
        ? all.findLast(({ recordedAt }) => dayIn(org.zone, recordedAt) <= `${year}-12-31`)
        : all.findLast(({ index }) => index < size)
    const adopted = last ?? first
    if (adopted === undefined || adopted.digest === pack.digest) return { pack, notices: [] }
    const kept = await this.kept(reader, { org: org.id, digest: adopted.digest })
    return kept ? { pack: kept, notices: [] } : { pack, notices: [cannotRead] }
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
    const sound = pack?.digest === digest ? pack : null
    this.#packs.set(key, sound)
    dropFirst(this.#packs, packsMax)
    return sound
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

const cannotRead: Label = {
  zh: '当时采用的业务包已不能读取，现按现行业务包计算',
  en: 'The pack in force at that time can no longer be read; the current one is used instead',
}
