import type { Command } from 'commander'
import type { OpenedChecks } from '../app/audit/log-checks.ts'
import type { DemoAsked, DemoProgress } from '../app/demo/make-demo.ts'
import type { AppPorts } from '../app/ports/app-ports.ts'
import type { Auditor } from '../app/ports/audit-ports.ts'
import type { Restorer } from '../app/ports/backup-ports.ts'
import type { Distributor } from '../app/ports/distribution-ports.ts'
import type { OfficeFiles } from '../app/ports/file-ports.ts'
import type { OutsideReader } from '../app/ports/outside-ports.ts'
import type { SharedPacks } from '../app/ports/pack-ports.ts'
import type { Organisation, OrgId } from '../app/ports/store-ports.ts'
import type { Fault } from '../ledger/fault.ts'
import type { Label } from '../ledger/label.ts'
import type { LogCrypto } from '../log/log-crypto.ts'
import type { Pack } from '../pack/pack.ts'

/**
 * What lies in a data folder, open to be checked, copied and told. No pack is read for that: a
 * ledger stands whatever became of the pack beside the program.
 */
export interface StoredLedger {
  readonly ports: Pick<
    AppPorts,
    | 'store'
    | 'organisations'
    | 'clock'
    | 'crypto'
    | 'blobs'
    | 'backups'
    | 'copies'
    | 'newestSeals'
    | 'checkedPositions'
    | 'instances'
    | 'jobRuns'
  >
  readonly auditor: Auditor
  /** The unit that the demo of this data folder is about; null where there is none. */
  demoUnit(): Promise<Organisation | null>
  close(): Promise<void>
}

/** A data folder that is open for one command. */
export interface Installation extends StoredLedger {
  readonly ports: AppPorts
  /**
   * The demo unit, founded from a seed and told up to a day (absent: the running one) where there
   * is none yet. One that was broken off is thrown away and told anew.
   */
  makeDemo(
    asked: Pick<DemoAsked, 'seed'> & Partial<DemoAsked>,
    onProgress: (done: DemoProgress) => void,
  ): Promise<OrgId>
}

/** The pack of a server, and what is wrong with it after an edit. */
export interface HeldPack extends SharedPacks {
  readonly faults: readonly Fault[]
}

/** A data folder that is open for serving. */
export interface ServingInstallation extends Installation {
  readonly pack: HeldPack
  /** What of its data folder is used that whoever starts it should see. */
  readonly notices: readonly Label[]
  /** What this server lacks, and so cannot do. */
  readonly lacks: readonly Fault[]
}

/** Who is told what happens behind the scenes of a server. */
export interface ServingEvents {
  onProblem(error: unknown): void
  onPack(pack: HeldPack): void
}

/** A certificate with its key, as files, and the names it speaks for. */
export interface MadeCertificate {
  readonly cert: string
  readonly key: string
  readonly names: readonly string[]
}

/** What every command is given: the rest of the program, as far as commands need it. */
export interface CommandContext {
  /** Where data lies when nobody says otherwise. */
  readonly dataDefault: string
  /** The pack that ships with the program, and where derived documents go. */
  readonly packFolder: string
  readonly derivedFolder: string
  /** The built page. */
  readonly pageFolder: string
  readonly version: string
  /** Number of the newest migration that this program knows. */
  readonly schema: number
  readonly files: OfficeFiles
  readonly outside: OutsideReader
  /** For what is verified without any data folder. */
  readonly crypto: LogCrypto
  /** Reads a pack's folder and checks it; throws a refusal with every fault. */
  checkPack(folder: string): Promise<Pack>
  /** Keeps a pack beside the program as this build reads it, so that a start need not read YAML. */
  compilePack(folder: string): Promise<void>
  /** What is known to go wrong under a server, such as a database that is away; null for a bug. */
  troubleOf(error: unknown): Fault | null
  /** Reads a file named on the command line. Refuses with `file.missing` or `file.unreadable`. */
  readFile(path: string): Promise<Uint8Array>
  /**
   * Writes a file named on the command line, and with `withFolder` the folders on the way to it.
   * What it makes is its owner's alone. Refuses with `file.unwritable`, and says why the disk does
   * not take it.
   */
  writeFile(
    path: string,
    contents: Uint8Array | string,
    how?: { readonly withFolder: true },
  ): Promise<void>
  makeCertificate(folder: string, names: readonly string[]): Promise<MadeCertificate>
  /**
   * Uses the running server of that folder, or starts the database itself. Refuses with
   * `data.missing` what is no data folder.
   */
  open(data: string): Promise<Installation>
  /** The same, for commands with which a data folder may begin. */
  openOrMake(data: string): Promise<Installation>
  /** The same for commands that need no pack: they check and copy, tell, and replace keys. */
  openStored(data: string): Promise<StoredLedger>
  /** The same for a folder to which an older copy was put back, before that is acknowledged. */
  openOlder(data: string): Promise<StoredLedger>
  /** The same for a folder that lost its log keys, to make new ones. */
  openWithoutKeys(data: string): Promise<StoredLedger>
  /** Threads in which `fsck` checks long logs. */
  openChecks(): OpenedChecks
  /** Puts a backup into that folder, and the database it goes with. */
  restoring(data: string): { readonly restorer: Restorer; readonly crypto: LogCrypto }
  /** Holds the keys of that folder for the servers of its installation, at an address. */
  serveKeys(data: string, address: string): Promise<{ readonly url: string; stop(): Promise<void> }>
  /** Spreads the database in `DATABASE_URL`. Refuses with `database.url` without one. */
  distributing(): Distributor
  /** Starts what a server needs, the process that keeps the keys included. */
  openServing(data: string, told: ServingEvents): Promise<ServingInstallation>
  /** Results: standard output, nothing else goes there. */
  print(text: string): void
  /** Progress and explanations: standard error. */
  tell(line: string): void
  /** 0 holds, 1 does not hold, 2 wrong use or bad input. */
  exitCode(code: 0 | 1 | 2): void
}

/** Adds its commands to the program. */
export type AddCommands = (program: Command, context: CommandContext) => void

/** Opens the folder, works, and closes it whatever happens. */
export async function withInstallation<Opened extends Pick<StoredLedger, 'close'>, T>(
  context: { open(data: string): Promise<Opened> },
  data: string,
  work: (installation: Opened) => Promise<T>,
): Promise<T> {
  const installation = await context.open(data)
  try {
    return await work(installation)
  } finally {
    await installation.close()
  }
}
