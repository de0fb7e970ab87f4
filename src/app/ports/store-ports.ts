import type { AppendRequest } from '../../append/append-request.ts'
import type { DoubtedClock } from '../../append/judge-clock.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { LogPosition } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { DateSpan, Values } from '../../ledger/value.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import type { SaltScheme } from '../../log/field-salts.ts'
import type { KeyChangeKind } from '../../log/key-change.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { ErasedPayload } from '../../log/payload-tree.ts'
import type { Pack } from '../../pack/pack.ts'
import type { Uploads } from './attachment-ports.ts'
import type { Organisation, OrgId } from './organisation-ports.ts'

export type { Organisation, OrgId }

/**
 * Who acts. Only `id` goes into the log: a person's random id, `cli:<user>`, `token:<id>` or
 * `job:<id>`, or for a stand-in what `standingInActor` makes of it.
 */
export interface Actor {
  readonly id: string
  readonly person: string | null
  readonly roles: readonly string[]
  /** The person whose place is taken, and whose roles are among `roles`. */
  readonly standingInFor?: string
}

/** What every use case is given: for which organisation, by whom, under which pack. */
export interface Session {
  readonly org: Organisation
  readonly actor: Actor
  readonly pack: Pack
}

/** What a writer gets back, the same again for a repeated key. */
export interface Appended {
  readonly record: LedgerRecord | null
  readonly index: number
  /** Base64. */
  readonly leafHash: string
  /** A signed note by the organisation's receipt key. */
  readonly receipt: string
  readonly recordedAt: string
  readonly repeated: boolean
}

/** Organisations with their logs: what is written, read at one moment, and served of each. */
export interface Store {
  /** All of them, in the order of the tree: for work that goes through all. */
  organisations(): Promise<readonly Organisation[]>
  /** One, by its number or its public id; null: there is none. */
  organisation(
    by: { readonly id: OrgId } | { readonly publicId: string },
  ): Promise<Organisation | null>
  /** Those of these that hold `named` in their name, behind a path, in the order of the tree. */
  organisationsAmong(asked: {
    readonly ids: readonly OrgId[]
    readonly named: string
    readonly behind: string
    readonly limit: number
  }): Promise<readonly Organisation[]>
  /** Who brought which attachment. */
  readonly uploads: Uploads
  /** Founds an organisation: its row, keys, empty log and first entry. */
  found(request: FoundOrganisation): Promise<Organisation>
  /** The one appender. Refuses with `write.stale` (412), `write.key-reused` (409), `record.unknown`. */
  append(org: OrgId, request: AppendRequest): Promise<Appended>
  /** Many writes as one transaction, all or none (imports, the demo). */
  appendAll(org: OrgId, requests: readonly AppendRequest[]): Promise<readonly Appended[]>
  /**
   * Removes fields from every version of a record, lawfully: an entry of its own says so, proofs
   * go on holding, and the values are gone for good. Refuses as `append`, and with `erase.path`.
   */
  erase(org: OrgId, request: EraseRequest): Promise<Appended>
  /**
   * Replaces the keys of the log and of its receipts: an entry of kind `key` names the old ones and
   * the new. Refuses with `key.not-covered`, `key.missing` (rotate), `key.at-hand` (lost).
   */
  changeKeys(org: OrgId, request: ChangeKeys): Promise<Appended>
  /**
   * Brings the index of the search up to the log, as far as that is worth it; answers how many
   * parts of the log were added. Searches find the same without it, only later.
   */
  indexSearch(org: OrgId, signal?: AbortSignal): Promise<number>
  /** A log with fewer entries has nothing to be indexed. */
  readonly searchPartEntries: number
  /** Signs in a moment what no checkpoint covers yet. */
  sign(org: OrgId): void
  /** Whether keys of a log are not here: then it can be read, and nothing entered. */
  lacksKeys(org: OrgId): Promise<boolean>
  /** The clock where it is in doubt: only then it keeps writes from a log with nothing ahead. */
  clockDoubt(): Promise<DoubtedClock | null>
  /**
   * Why the clock keeps writes from a log, or a unit from being founded (`org` null): the fault
   * they are refused with; null: it does not.
   */
  heldByClock(org: OrgId | null): Promise<Fault | null>
  /** The same of the clock of another process, which told what speaks against it. */
  heldByDoubt(org: OrgId | null, doubted: DoubtedClock): Promise<Fault | null>
  /**
   * Keeps an administrator's word that the clock is right as it goes now: of one organisation, or
   * for the whole server (`org` null).
   */
  confirmClock(org: OrgId | null, actor: string): Promise<void>
  /** A read of one organisation at one moment: row-level security context, repeatable read. */
  read<T>(org: OrgId, work: (reader: Reader) => Promise<T>): Promise<T>
  /** Keeps the files of a pack under its digest, so that a past year is judged by its own pack. */
  keepPack(
    org: OrgId,
    pack: { digest: string; files: Readonly<Record<string, string>> },
  ): Promise<void>
  /** One path of the public log (`checkpoint`, `vkey`, `keys`, `tile/…`); null: there is none. */
  logFile(org: OrgId, path: string): Promise<Uint8Array | null>
  /** Writes one line to the trail that the auditor reads. */
  trail(org: OrgId | null, line: TrailLine): Promise<void>
}

/** What is erased, by a role that may. */
export interface EraseRequest {
  readonly record: string
  readonly expected: number
  /** Payload paths: a field (`phone`), a cell (`agenda/0/topic`); with all that stands under it. */
  readonly paths: readonly string[]
  readonly reason: string
  /** Title and search text without what is gone. */
  readonly title: string
  readonly search: string
  readonly actor: string
  readonly pack: string | null
}

/** Why and by whom the keys of a log are replaced. */
export interface ChangeKeys {
  /** `lost`: the old log key is not there to vouch for the new one. */
  readonly how: KeyChangeKind
  readonly reason: string
  readonly actor: string
  readonly pack: string | null
}

/** An organisation to be founded. */
export interface FoundOrganisation {
  readonly name: Label
  readonly kind: 'real' | 'demo'
  readonly parent: OrgId | null
  readonly zone: string
  readonly actor: string
}

/** A filter of a list: predicates over typed fields are pushed down where they can be. */
export interface RecordQuery {
  readonly register: string
  readonly from?: string
  readonly to?: string
  /** Equality on top-level fields (many-valued: includes). */
  readonly where?: { readonly [field: string]: string | number | boolean }
  /** Fields of `where` that hold one value: they are found by an id as by any other. */
  readonly single?: readonly string[]
  readonly search?: string
  readonly includeVoid?: boolean
  readonly sort?: { readonly by: string; readonly descending: boolean }
  readonly after?: string
  readonly limit: number
}

/** The fields of a register that a list shows, and those that its titles are made of. */
export interface ListFields {
  readonly shown: readonly string[]
  readonly titled: readonly string[]
}

/** A record as a list shows it: what it says passes through as the text that it is. */
export interface ListedRecord extends Omit<LedgerRecord, 'values'> {
  /** JSON of the values that are shown. */
  readonly valuesText: string
  /** Values of the title. */
  readonly titled: Values
}

/** Some of a list. */
export interface Page<T> {
  readonly items: readonly T[]
  /** Opaque; null at the end. */
  readonly next: string | null
}

/** One stored entry with what may be opened of its payload. */
export interface StoredEntry {
  readonly index: number
  readonly leaf: Leaf
  readonly leafText: string
  readonly leafHash: string
  readonly values: Values | null
  /** What the payload tree is over: the values and what the log keeps beside them (`$…`). */
  readonly fields: Values | null
  /** Base64 of the entry's secret; null when erased. */
  readonly secret: string | null
  /** How salts follow from the secret; null when there is no payload row. */
  readonly salts: SaltScheme | null
  /** What an erasure left of the payload; null for a whole one. */
  readonly erased: ErasedPayload['cells'] | null
  readonly receipt: string
}

/** An entry by which the organisation took a pack as its own. */
export interface Adoption {
  readonly index: number
  readonly digest: string
  readonly recordedAt: string
}

/** A signed size and root of a log; `root` in base64, `madeAt` in UTC. */
export interface StoredCheckpoint {
  readonly size: number
  readonly root: string
  /** The signed note. */
  readonly note: string
  readonly madeAt: string
}

/** How far a log has come, and how much of it is signed. */
export interface LogStanding {
  readonly entries: number
  /** Moment of the newest entry; null for an empty log. */
  readonly recordedAt: string | null
  /** The newest checkpoint. */
  readonly signed: { readonly size: number; readonly madeAt: string } | null
  /** Moment of the first entry that no checkpoint covers; null where all are covered. */
  readonly unsignedSince: string | null
}

/** The records of a register in a span of days, without some fields and columns of rows. */
export interface RecordsAsked extends DateSpan {
  readonly register: string
  readonly without: readonly string[]
}

/** Reads of records as they stand. */
export interface RecordReads {
  record(id: string): Promise<LedgerRecord | null>
  /** Those of these ids that are records here, void ones too; in no order. */
  recordsById(ids: readonly string[]): Promise<readonly LedgerRecord[]>
  records(query: RecordQuery): Promise<Page<LedgerRecord>>
  /** The same page with some values of each record, as text. */
  listed(query: RecordQuery, fields: ListFields): Promise<Page<ListedRecord>>
  /** All live records of these registers whose event date lies in the span, by date then id. */
  recordsOf(
    registers: readonly string[],
    span: { from: string; to: string },
  ): Promise<readonly LedgerRecord[]>
  /** Live records with this id (of a person) in any field, newest first. */
  recordsNaming(id: string, limit: number): Promise<readonly LedgerRecord[]>
  /** Live records that name both of two people in any field, by event date. */
  recordsNamingBoth(one: string, other: string): Promise<readonly LedgerRecord[]>
  /** Entries that somebody wrote, for themselves or standing in, newest first. */
  entriesBy(actor: string, limit: number): Promise<readonly WrittenEntry[]>
  /** How many live records name somebody in any field, by register. */
  namingCounts(
    id: string,
  ): Promise<readonly { readonly register: string; readonly records: number }[]>
}

/**
 * Reads of one organisation at one moment. Records come with people who are one as one
 * (`src/ledger/core/one-person.ts`), and asking for one person finds what names the others; entries
 * and the past come as they were written.
 */
export interface Reader extends RecordReads {
  /** The same records as they were written: a year goes by the merges of its own time. */
  readonly asWritten: RecordReads
  /** Size and root of the log as this read sees it. */
  position(): Promise<LogPosition>
  /**
   * Gives every live record of registers in spans of days, as it was written, by event date then id
   * within a register: one by one, so that no more of them is in memory than is kept.
   */
  eachRecord(asked: readonly RecordsAsked[], take: (record: LedgerRecord) => void): Promise<void>
  /**
   * The records that the entries from `size` on are about, void ones too: as they were written, and
   * stand now, in no order; `without` names the fields left out, by register.
   */
  recordsSince(
    size: number,
    without: ReadonlyMap<string, readonly string[]>,
  ): Promise<readonly LedgerRecord[]>
  /** Every version of a record, oldest first. */
  versions(record: string): Promise<readonly StoredEntry[]>
  /** The same of several records, one after the other. */
  versionsOf(records: readonly string[]): Promise<readonly StoredEntry[]>
  entry(index: number): Promise<StoredEntry | null>
  entries(span: { from: number; count: number }): Promise<readonly StoredEntry[]>
  /** Leaves of one register below a size of the log, in order; all of them. */
  leavesOf(asked: { register: string; before: number }): Promise<readonly Leaf[]>
  checkpoint(): Promise<StoredCheckpoint | null>
  /** How far the log has come, and how much of it is signed. */
  standing(): Promise<LogStanding>
  /** The newest checkpoint that does not cover an entry yet, and the first one that does. */
  checkpointsAround(index: number): Promise<{
    readonly before: StoredCheckpoint | null
    readonly after: StoredCheckpoint | null
  }>
  /** Which of these idempotency keys have been answered. */
  answered(keys: readonly string[]): Promise<ReadonlySet<string>>
  /** Hashes (base64) that prove `index` in the tree of `size`. */
  inclusion(at: { index: number; size: number }): Promise<readonly string[]>
  consistency(span: { from: number; to: number }): Promise<readonly string[]>
  /** Every verifier key of the log and of its receipts, the oldest first. */
  keys(): Promise<readonly AnnouncedKey[]>
  /** The live records of registers as they stood when the log had `size` entries. */
  recordsAsOf(at: {
    readonly size: number
    readonly registers: readonly string[]
  }): Promise<readonly LedgerRecord[]>
  /** How many entries below `size` were written in each month (`2025-03`) of these years. */
  entriesByMonth(asked: {
    readonly zone: string
    readonly size: number
    readonly years: readonly number[]
  }): Promise<ReadonlyMap<string, number>>
  /** The entries from `from` on by which packs were adopted, in order. */
  adoptions(from: number): Promise<readonly Adoption[]>
  pack(digest: string): Promise<{ readonly files: Readonly<Record<string, string>> } | null>
  /** Whether its files are kept: most often nobody needs them. */
  hasPack(digest: string): Promise<boolean>
  /** Of all lines those that are asked for, newest first. */
  trail(page: TrailQuery): Promise<Page<TrailLine & { readonly at: string }>>
  /** The last checkpoint of each month between two days, oldest first. */
  monthCheckpoints(
    span: DateSpan,
  ): Promise<readonly { readonly size: number; readonly madeAt: string }[]>
  /** Live records by the year of their event, oldest year first. */
  recordYears(): Promise<readonly { readonly year: number; readonly records: number }[]>
}

/** An entry as the list of one's own shows it. */
export interface WrittenEntry {
  readonly index: number
  readonly kind: string
  readonly register: string | null
  readonly record: string | null
  readonly recordedAt: string
}

/** Which lines of the trail; days, both included, are those of `zone`. */
export interface TrailQuery {
  readonly after?: string | undefined
  readonly limit: number
  /** Whoever acted, for themselves or standing in. */
  readonly actor?: string | undefined
  readonly act?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly zone: string
}

/** One act beside the log: who did what to which subject. */
export interface TrailLine {
  readonly actor: string
  /** `sign-in`, `refused`, `export`, `read-restricted`, `role`, … */
  readonly act: string
  readonly subject: string | null
  readonly outcome: 'done' | 'refused'
  readonly detail: string | null
}
