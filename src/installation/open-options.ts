import type { ClientConfig } from 'pg'
import type { KeptPack } from '../adapters/packs/kept-pack.ts'
import type { FolderOfDatabase } from '../adapters/postgres/bind-folder.ts'
import type { HeldKeys } from '../adapters/signing/answer-question.ts'
import type { Blobs } from '../app/ports/attachment-ports.ts'
import type { OfficeFiles } from '../app/ports/file-ports.ts'
import type { OutsideReader } from '../app/ports/outside-ports.ts'
import type { Clock, Random, SteadyClock } from '../append/effects.ts'

/** Where the pieces are found and how they are told about trouble. */
export interface OpenOptions {
  /** Folder of database, keys and files. */
  readonly data: string
  /** DATABASE_URL; null starts the PostgreSQL from npm under the data folder. */
  readonly database: ClientConfig | null
  readonly packFolder?: string
  /** Another clock than this machine's; believed, unless `steady` is given to watch it by. */
  readonly clock?: Clock
  readonly steady?: SteadyClock
  readonly random?: Random
  readonly onProblem?: (error: unknown) => void
  readonly onPack?: (pack: KeptPack) => void
  /** Opens a folder to which an older copy was put back, to acknowledge just that. */
  readonly mayBeOlder?: boolean
  /** Script that keeps the log keys in a process of its own; in this process when absent. */
  readonly signer?: string
  /** The signer service of the installation, which holds all keys; no file here is one then. */
  readonly keys?: HeldKeys
  /** Where attachments lie; in the data folder when absent. */
  readonly blobs?: Blobs
  /** Where nightly copies lie; in the data folder when absent. */
  readonly copiesFolder?: string
  /** What is done with the data folder, and so whether it may lack keys; `opened` when absent. */
  readonly folderAs?: FolderOfDatabase['as']
  /** Reads what comes from outside; in this process and without limits when absent. */
  readonly outside?: OutsideReader
  /** Writes sheets; in this process, however large, when absent. */
  readonly writeWorkbook?: OfficeFiles['writeWorkbook']
  /** Told of a data folder whose own database is used. */
  readonly onOwnDatabase?: (home: string) => void
  /** For tests on a database without fsync. */
  readonly mayLoseOnPowerCut?: boolean
  /** What hashing a password costs; the standard of today when absent. For tests. */
  readonly passwordCost?: number
}
