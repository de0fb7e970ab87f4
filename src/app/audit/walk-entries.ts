import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { toBase64 } from '../../log/base64.ts'
import type { CheckedPosition } from '../../log/checked-position.ts'
import type { CompactRange } from '../../log/compact-range.ts'
import { appendLeafHash, emptyRange } from '../../log/compact-range.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { AuditedCheckpoint, LedgerRows } from '../ports/audit-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import type { AnsweredEntries } from './answered-entries.ts'
import { answeredEntries } from './answered-entries.ts'
import type { Arrivals } from './arrivals-of.ts'
import { arrivalsOf } from './arrivals-of.ts'
import type { NamedFiles } from './check-attachments.ts'
import { seeFiles } from './check-attachments.ts'
import { checkCheckpoint } from './check-checkpoint.ts'
import type { CheckedEntry } from './check-entry.ts'
import type { CheckedPage, LogOfPieces } from './check-page.ts'
import { tileCheck } from './check-tiles.ts'
import { checkedPages } from './checked-pages.ts'
import { sizeOf } from './checked-position.ts'
import type { AheadCheck } from './dated-ahead.ts'
import { aheadCheck } from './dated-ahead.ts'
import { difference } from './difference.ts'
import { erasuresOf } from './erasures.ts'
import type { SmallRecord } from './fold-records.ts'
import { foldEntry } from './fold-records.ts'
import type { Links } from './links-of.ts'
import { linksOf } from './links-of.ts'
import type { LogChecks } from './log-checks.ts'
import type { NamedDrafts } from './named-drafts.ts'
import { namedDrafts } from './named-drafts.ts'
import type { PackCheck } from './pack-check.ts'

/** One organisation under examination. */
export interface Examined {
  readonly crypto: LogCrypto
  readonly ledger: LedgerRows
  /** Where pieces of it are checked, each by itself. */
  readonly checks: LogChecks
  readonly pieces: LogOfPieces
  /** Entries of the log, as its head says. */
  readonly size: number
  readonly isSoundPack: PackCheck
  readonly organisation: Organisation
  /** What an earlier check answers for and this one does not look at; null: it looks at all. */
  readonly since: CheckedPosition | null
  /** Now, UTC ISO: entries may not be later. Absent: no matter. */
  readonly now?: string
}

/** An entry that announces keys: its fields as JSON ('' without), and its moment. */
export interface Announcement {
  readonly fields: string
  readonly recordedAt: string
}

/** Everything that the entries of a log say, taken in order. */
export interface Walk {
  range: CompactRange
  /** Moment of the newest entry, '' before the first. */
  recordedAt: string
  /** Moment of the oldest entry behind the newest checkpoint, '' where there is none. */
  uncoveredSince: string
  readonly faults: Fault[]
  readonly records: Map<string, SmallRecord>
  /** What stands beside the records that were found at an entry. */
  readonly beside: {
    /** What the facets of those records come to. */
    facets: bigint
    readonly collected: Set<string>
    readonly faults: Fault[]
  }
  readonly checkpoints: readonly AuditedCheckpoint[]
  readonly tiles: ReturnType<typeof tileCheck>
  readonly erasures: ReturnType<typeof erasuresOf>
  /** The founding entry and entries of kind `key`, by index: they announce keys. */
  readonly announcements: Map<number, Announcement>
  readonly files: NamedFiles
  readonly links: Links
  /** Digests of packs, with the first entry that names each. */
  readonly packs: Map<string, number>
  readonly answered: AnsweredEntries
  readonly arrivals: Arrivals
  readonly reports: NamedDrafts
  readonly ahead: AheadCheck
  /** The newest checkpoint that was walked past; null before the first. */
  covered: Pick<CheckedPosition, 'range' | 'recordedAt'> | null
}

const endOfTime = '9999-12-31T23:59:59.999Z'

/** Walks over all entries, checks each, and folds them. Stops at a gap: nothing behind it holds. */
export async function walkEntries(
  examined: Examined,
  onPage: (entries: number) => void,
): Promise<Walk> {
  const { checks, crypto, ledger, organisation, pieces, since, size } = examined
  const from = sizeOf(since)
  const { keys } = pieces
  const checkpoints = await ledger.checkpoints()
  const walk: Walk = {
    range: since?.range ?? emptyRange,
    recordedAt: since?.recordedAt ?? '',
    uncoveredSince: '',
    faults: [],
    records: new Map(),
    beside: { facets: 0n, collected: new Set(), faults: [] },
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
    covered: since,
  }
  if (since !== null) await lookAgain(examined, walk)
  const pending = checkpoints.filter(({ size }) => since === null || size > from)
  let after = checkpoints.findLast(({ size }) => size <= from)?.size ?? 0
  for await (const { entries, beside } of checkedPages(checks, pieces, { from, size })) {
    if (since !== null) await learnHeads(examined, walk, entries)
    takeBeside(walk, beside)
    const gap = entries.find(({ index }, at) => index !== walk.range.size + at)
    for (const one of entries) {
      if (one === gap) break
      takeEntry(examined, walk, one)
      for (; pending[0]?.size === walk.range.size; pending.shift()) {
        const against = { crypto, organisation, range: walk.range, keys, after }
        for (const fault of checkCheckpoint(against, pending[0])) walk.faults.push(fault)
        if (pending[0].recordedAt !== walk.recordedAt) {
          walk.faults.push(otherMoment(examined, pending[0].size))
        }
        after = walk.range.size
        walk.covered = { range: walk.range, recordedAt: walk.recordedAt }
      }
    }
    onPage(walk.range.size)
    if (gap !== undefined) {
      walk.faults.push(missing(examined, { from: walk.range.size, to: gap.index }))
      break
    }
  }
  for (const fault of walk.erasures.faults()) walk.faults.push(fault)
  for (const { size } of pending) walk.faults.push(beyond(examined, size))
  return walk
}

/** The entries that announce keys and the unit itself: what they say is needed by every check. */
async function lookAgain(
  { checks, pieces, since }: Pick<Examined, 'checks' | 'pieces' | 'since'>,
  walk: Walk,
): Promise<void> {
  const announcing = new Set([0, ...pieces.keys.map((key) => key.since)])
  for (const from of [...announcing].filter((one) => one < sizeOf(since))) {
    const { entries } = await checks.entries({ ...pieces, from, to: from + 1 })
    const [checked] = entries
    for (const fault of checked?.faults ?? []) walk.faults.push(fault)
    const recordedAt = checked?.leaf?.recordedAt ?? ''
    walk.announcements.set(from, { fields: checked?.fields ?? '', recordedAt })
  }
}

function takeBeside({ beside }: Walk, { facets, collected, faults }: CheckedPage['beside']): void {
  beside.facets += facets
  for (const id of collected) beside.collected.add(id)
  for (const fault of faults) beside.faults.push(fault)
}

/** Where records stood before the first entry that is looked at. */
async function learnHeads(
  { ledger, since }: Examined,
  { records }: Walk,
  entries: readonly CheckedEntry[],
): Promise<void> {
  const unknown = entries.flatMap(({ leaf }) =>
    leaf?.record && leaf.version > 1 && !records.has(leaf.record) ? [leaf.record] : [],
  )
  if (unknown.length === 0) return
  for (const [id, head] of await ledger.headsBefore(sizeOf(since), unknown)) {
    records.set(id, { ...head, entry: 0, row: null })
  }
}

function takeEntry({ crypto, organisation }: Examined, walk: Walk, entry: CheckedEntry): void {
  const { leaf, hash, faults } = entry
  for (const fault of faults) walk.faults.push(fault)
  if (leaf !== null) takeLeaf(organisation, walk, { entry, leaf })
  walk.range = appendLeafHash(crypto, walk.range, hash, walk.tiles.keep)
}

function takeLeaf(
  { publicId }: Organisation,
  walk: Walk,
  { entry, leaf }: { readonly entry: CheckedEntry; readonly leaf: Leaf },
): void {
  const { index } = entry
  const add = (code: string, text: Label): void => {
    walk.faults.push(difference(publicId, ['entry', index], { code: `entry.${code}`, text }))
  }
  if (leaf.recordedAt < walk.recordedAt) {
    add('back-dated', {
      zh: `条目 ${index} 的登记时间早于前一条。`,
      en: `Entry ${index} is recorded before the one in front of it.`,
    })
  }
  walk.recordedAt = leaf.recordedAt
  if (index === (walk.checkpoints.at(-1)?.size ?? 0)) walk.uncoveredSince = leaf.recordedAt
  if (leaf.pack !== null && !walk.packs.has(leaf.pack)) walk.packs.set(leaf.pack, index)
  walk.ahead.see(index, leaf.recordedAt)
  const read = { index, leaf, hash: toBase64(entry.hash) }
  if (!foldEntry(walk.records, { read, row: entry.row })) {
    add('chain', {
      zh: `条目 ${index} 未接在同一记录的上一版本之后。`,
      en: `Entry ${index} does not follow the version of its record before it.`,
    })
  }
  walk.erasures.see(entry, leaf)
  seeFiles(walk.files, entry)
  walk.answered.see(entry)
  for (const one of [walk.links, walk.arrivals, walk.reports]) one.see(entry, leaf)
  if (leaf.kind === 'found' || leaf.kind === 'key') {
    const { recordedAt } = leaf
    walk.announcements.set(index, { fields: entry.fields ?? '', recordedAt })
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
