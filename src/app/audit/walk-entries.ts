import type { Fault } from '../../ledger/fault.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { toBase64 } from '../../log/base64.ts'
import { appendLeafHash, emptyRange } from '../../log/compact-range.ts'
import type { CompactRange } from '../../log/compact-range.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { receiptVerifier } from '../../log/verify/receipt.ts'
import type { ReceiptVerifier } from '../../log/verify/receipt.ts'
import type {
  AuditedCheckpoint,
  AuditedEntry,
  LedgerRows,
  Organisation,
} from '../ports/store-ports.ts'
import { answeredEntries } from './answered-entries.ts'
import type { AnsweredEntries } from './answered-entries.ts'
import { arrivalsOf } from './arrivals-of.ts'
import type { Arrivals } from './arrivals-of.ts'
import { seeFiles } from './check-attachments.ts'
import type { NamedFiles } from './check-attachments.ts'
import { checkCheckpoint } from './check-checkpoint.ts'
import { checkEntry } from './check-entry.ts'
import { tileCheck } from './check-tiles.ts'
import { aheadCheck } from './dated-ahead.ts'
import type { AheadCheck } from './dated-ahead.ts'
import { difference } from './difference.ts'
import { erasuresOf } from './erasures.ts'
import { foldEntry } from './fold-records.ts'
import type { SmallRecord } from './fold-records.ts'
import { linksOf } from './links-of.ts'
import type { Links } from './links-of.ts'
import { namedDrafts } from './named-drafts.ts'
import type { NamedDrafts } from './named-drafts.ts'

/** One organisation under examination. */
export interface Examined {
  readonly crypto: LogCrypto
  readonly ledger: LedgerRows
  readonly organisation: Organisation
  /** Now, UTC ISO: entries may not be later. Absent: no matter. */
  readonly now?: string
}

/** Everything that the entries of a log say, taken in order. */
export interface Walk {
  range: CompactRange
  /** Moment of the newest entry, '' before the first. */
  recordedAt: string
  /** Moment of the oldest entry behind the newest checkpoint, '' where there is none. */
  uncoveredSince: string
  /** Moment of the founding entry. */
  foundedAt: string
  readonly faults: Fault[]
  readonly records: Map<string, SmallRecord>
  readonly checkpoints: readonly AuditedCheckpoint[]
  readonly tiles: ReturnType<typeof tileCheck>
  readonly erasures: ReturnType<typeof erasuresOf>
  /** Fields of the founding entry and of entries of kind `key`, by index: they announce keys. */
  readonly announcements: Map<number, string>
  readonly files: NamedFiles
  readonly links: Links
  /** Digests of packs, with the first entry that names each. */
  readonly packs: Map<string, number>
  readonly answered: AnsweredEntries
  readonly arrivals: Arrivals
  readonly reports: NamedDrafts
  readonly ahead: AheadCheck
}

const endOfTime = '9999-12-31T23:59:59.999Z'

/** Entries read at once. */
const pageEntries = 2_000

/** Walks over all entries, checks each, and folds them. Stops at a gap: nothing behind it holds. */
export async function walkEntries(
  examined: Examined,
  onPage: (entries: number) => void,
): Promise<Walk> {
  const { crypto, ledger, organisation } = examined
  const keys = await ledger.keys()
  const checkpoints = await ledger.checkpoints()
  const walk: Walk = {
    range: emptyRange,
    recordedAt: '',
    uncoveredSince: '',
    foundedAt: '',
    faults: [],
    records: new Map(),
    checkpoints,
    ahead: aheadCheck(checkpoints, examined.now ?? endOfTime),
    tiles: tileCheck(ledger, { org: organisation.publicId }),
    erasures: erasuresOf(organisation.publicId),
    announcements: new Map(),
    files: new Map(),
    packs: new Map(),
    links: linksOf(),
    answered: answeredEntries(),
    arrivals: arrivalsOf(),
    reports: namedDrafts(),
  }
  const receiptsAt = receiptVerifiers(examined, keys)
  const pending = [...walk.checkpoints]
  let after = 0
  for (let more = true; more; ) {
    const page = await ledger.entries(walk.range.size, pageEntries)
    more = page.length > 0
    for (const entry of page) {
      if (entry.index !== walk.range.size) {
        walk.faults.push(missing(examined, { from: walk.range.size, to: entry.index }))
        more = false
        break
      }
      takeEntry({ ...examined, verifyReceipt: receiptsAt(entry.index) }, walk, entry)
      for (; pending[0]?.size === walk.range.size; pending.shift()) {
        const against = { crypto, organisation, range: walk.range, keys, after }
        for (const fault of checkCheckpoint(against, pending[0])) walk.faults.push(fault)
        if (pending[0].recordedAt !== walk.recordedAt) {
          walk.faults.push(otherMoment(examined, pending[0].size))
        }
        after = walk.range.size
      }
    }
    onPage(walk.range.size)
  }
  for (const fault of walk.erasures.faults()) walk.faults.push(fault)
  for (const { size } of pending) walk.faults.push(beyond(examined, size))
  return walk
}

/** The verifier of receipts by entry: their key may have been replaced on the way. */
function receiptVerifiers(
  { crypto, organisation: { origin } }: Examined,
  keys: readonly AnnouncedKey[],
): (index: number) => ReceiptVerifier {
  const byKey = new Map<string, ReceiptVerifier>()
  return (index) => {
    const { receipt: vkey } = keysInForce(keys, index + 1)
    const known = byKey.get(vkey)
    if (known !== undefined) return known
    const parsed = parseVerifierKey(crypto, vkey)
    const made = receiptVerifier(crypto, { origin, keys: parsed.ok ? [parsed.key] : [] })
    byKey.set(vkey, made)
    return made
  }
}

function takeEntry(
  { crypto, organisation, verifyReceipt }: Examined & { verifyReceipt: ReceiptVerifier },
  walk: Walk,
  entry: AuditedEntry,
): void {
  const context = { crypto, organisation, after: walk.recordedAt, verifyReceipt }
  const { leaf, hash, faults } = checkEntry(context, entry)
  for (const fault of faults) walk.faults.push(fault)
  if (leaf !== null) takeLeaf({ crypto, organisation }, walk, { entry, leaf, hash: toBase64(hash) })
  walk.range = appendLeafHash(crypto, walk.range, hash, walk.tiles.keep)
}

function takeLeaf(
  { crypto, organisation }: Pick<Examined, 'crypto' | 'organisation'>,
  walk: Walk,
  { entry, leaf, hash }: { entry: AuditedEntry; leaf: Leaf; hash: string },
): void {
  walk.recordedAt = leaf.recordedAt
  if (entry.index === (walk.checkpoints.at(-1)?.size ?? 0)) walk.uncoveredSince = leaf.recordedAt
  if (entry.index === 0) walk.foundedAt = leaf.recordedAt
  if (leaf.pack !== null && !walk.packs.has(leaf.pack)) walk.packs.set(leaf.pack, entry.index)
  walk.ahead.see(entry.index, leaf.recordedAt)
  if (!foldEntry(crypto, walk.records, { entry, read: { index: entry.index, leaf, hash } })) {
    walk.faults.push(
      difference(organisation.publicId, ['entry', entry.index], {
        code: 'entry.chain',
        text: {
          zh: `条目 ${entry.index} 未接在同一记录的上一版本之后。`,
          en: `Entry ${entry.index} does not follow the version of its record before it.`,
        },
      }),
    )
  }
  walk.erasures.see(entry, leaf)
  seeFiles(walk.files, entry)
  walk.answered.see(entry)
  for (const one of [walk.links, walk.arrivals, walk.reports]) one.see(entry, leaf)
  if (leaf.kind === 'found' || leaf.kind === 'key') {
    walk.announcements.set(entry.index, entry.fields ?? '')
  }
}

function missing({ organisation }: Examined, { from, to }: { from: number; to: number }): Fault {
  const name = to - from === 1 ? String(from) : `${from}–${to - 1}`
  return difference(organisation.publicId, ['entry', from], {
    code: 'entry.missing',
    text: {
      zh: `条目 ${name} 缺失，其后的条目无法核对。`,
      en: `Entry ${name} is missing; what stands behind it cannot be checked.`,
    },
  })
}

function beyond({ organisation }: Examined, size: number): Fault {
  return difference(organisation.publicId, ['checkpoint', size], {
    code: 'checkpoint.beyond',
    text: {
      zh: `检查点 ${size} 签署的条目多于可核对的条目。`,
      en: `Checkpoint ${size} was signed over more entries than can be checked now.`,
    },
  })
}

function otherMoment({ organisation }: Examined, size: number): Fault {
  return difference(organisation.publicId, ['checkpoint', size], {
    code: 'checkpoint.recorded-at',
    text: {
      zh: `检查点 ${size} 所记末条时间与条目不符。`,
      en: `Checkpoint ${size} gives its last entry another time than that has.`,
    },
  })
}
