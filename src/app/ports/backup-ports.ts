import type { Label } from '../../ledger/label.ts'
import type { Blobs } from './attachment-ports.ts'
import type { Auditor, NewestSeals } from './audit-ports.ts'

/** Where one log stood when a backup was made. */
export interface BackedUpLog {
  readonly origin: string
  readonly publicId: string
  readonly name: Label
  readonly size: number
  /** Base64. */
  readonly root: string
  /** The newest signed checkpoint; null before the first. */
  readonly checkpoint: string | null
}

/** One table as the backup holds it. */
export interface BackedUpTable {
  /** With its schema, e.g. `ledger.entry`. */
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: number
}

/** What a backup says of itself; the last thing written into it. */
export interface BackupManifest {
  /** The second one has parts that lie in other copies. */
  readonly format: 'taizhang-backup/1' | 'taizhang-backup/2'
  /** UTC. */
  readonly madeAt: string
  /** Of the program. */
  readonly version: string
  readonly migrations: readonly { readonly number: number; readonly digest: string }[]
  readonly logs: readonly BackedUpLog[]
  readonly tables: readonly BackedUpTable[]
  readonly sequences: readonly { readonly name: string; readonly value: string }[]
  readonly files: {
    readonly count: number
    readonly bytes: number
    /** Names of attachments (`<organisation>/<SHA-256>`) that were not where they should be. */
    readonly missing: readonly string[]
  }
  /** Log keys travel only under a passphrase. */
  readonly keys: 'sealed' | 'left-out'
  /** Every part, those of the file in its order. */
  readonly members: readonly BackupMember[]
}

/** One part of a backup. One of rows is named by what it holds, and so is an attachment. */
export interface BackupMember {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  /** File name of the copy beside this one that holds it; absent: this one does. */
  readonly in?: string
}

/** A backup that was made or found. */
export interface Backup {
  readonly path: string
  /** Of its file, without those that it rests on. */
  readonly bytes: number
  readonly manifest: BackupManifest
  /** Paths of the copies that hold parts of it; none: it is whole by itself. */
  readonly restsOn: readonly string[]
}

/** What lies in a folder of copies. */
export interface ListedBackups {
  /** The whole ones by what they say of themselves, newest first. */
  readonly copies: readonly Backup[]
  /** Paths of those that are named as one and do not say what they are. */
  readonly unreadable: readonly string[]
}

/** How far long work is. */
export type BackupProgress = (done: {
  readonly rows: number
  readonly bytes: number
  /** Of the whole, where it is known. */
  readonly of: number | null
}) => void

/** How a backup is made. */
export interface MakeBackup {
  /** Where it shall lie; nothing may be there yet. */
  readonly path: string
  /** Seals the log keys with it; without one they are left out. */
  readonly passphrase: string | null
  /** A copy in the same folder: what it has already is named, not written again. */
  readonly since?: Backup
  readonly onProgress?: BackupProgress
  readonly signal?: AbortSignal
}

/** Makes backups of an open ledger, while others write. */
export interface Backups {
  /** Where the copies of each night lie. */
  readonly folder: string
  /** Refuses with `backup.exists`, `backup.unwritable`, `backup.table`, `backup.cancelled`. */
  make(request: MakeBackup): Promise<Backup>
  /**
   * Reads every byte again, of the copies that it rests on too. Refuses with `backup.damaged` and
   * `file.missing`, and the path of what is damaged or missing.
   */
  verify(path: string, onProgress?: BackupProgress, signal?: AbortSignal): Promise<Backup>
  list(folder: string): Promise<ListedBackups>
  remove(path: string): Promise<void>
  /** Makes the folder, and takes away what a copy that was cut off left in it. */
  makeRoom(folder: string): Promise<void>
  /** Keeps the newest of them, so that an older copy put back is noticed. */
  remember(folder: string, logs: readonly BackedUpLog[]): Promise<void>
}

/** Where a backup is put back. */
export interface RestoreTarget {
  readonly auditor: Auditor
  readonly blobs: Pick<Blobs, 'read'>
  /** As it was kept beside the keys when the backup was made. */
  readonly newest: NewestSeals
  /** Origins whose keys are not there: such a log can be read, not continued. */
  readonly withoutKeys: readonly string[]
  close(): Promise<void>
}

/** Puts a backup into an empty place. */
export interface Restorer {
  verify(path: string, onProgress?: BackupProgress): Promise<Backup>
  /**
   * Marks the place as unfinished, then loads everything. Refuses with `restore.not-empty`,
   * `restore.running`, `restore.newer`, `restore.passphrase`.
   */
  load(request: {
    readonly backup: Backup
    readonly passphrase: string | null
    /** A folder of log keys kept elsewhere. */
    readonly keys: string | null
    /** Moves what is there aside instead of refusing. */
    readonly replace: boolean
    readonly onProgress?: BackupProgress
  }): Promise<RestoreTarget>
  /**
   * What is known of logs beside a copy: the copies in its folder, and what was kept there and in
   * the folder of keys that is given.
   */
  knownBeside(path: string, keys: string | null): Promise<readonly KnownPosition[]>
  /** What a signed checkpoint in a file says. Refuses with `restore.expect`. */
  statedIn(path: string): Promise<KnownPosition>
  /** Ends the mark, or says what must be acknowledged before the ledger is served. */
  finish(backup: Backup, older: readonly OlderLog[]): Promise<void>
  /** What must be acknowledged; null where the place bears no mark of an older copy. */
  older(): Promise<readonly OlderLog[] | null>
  /** Ends the mark of an older copy. */
  acknowledged(): Promise<void>
}

/** Where a log is known to have stood once. */
export interface KnownPosition {
  /** Null: of the one log there is. */
  readonly origin: string | null
  readonly size: number
  /** Base64. */
  readonly root: string
}

/** A log that is known to have been longer, or another, than what was put back. */
export interface OlderLog {
  readonly origin: string
  readonly publicId: string
  readonly name: Label
  readonly size: number
  readonly root: string
  readonly seenSize: number
  readonly seenRoot: string
  /** `shorter`: entries are missing; `other`: the same size had another root. */
  readonly how: 'shorter' | 'other'
}
