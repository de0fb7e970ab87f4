import type { ClientConfig, Pool } from 'pg'
import type { AllLogs } from '../../app/ports/all-logs-ports.ts'
import type { CollectedStore } from '../../app/ports/collected-ports.ts'
import type { DraftStore } from '../../app/ports/draft-ports.ts'
import type { ExchangeStore } from '../../app/ports/exchange-ports.ts'
import type { ImportStore } from '../../app/ports/import-ports.ts'
import type { PackOfFiles, PacksInForce } from '../../app/ports/pack-ports.ts'
import type { ReceivedStore } from '../../app/ports/received-ports.ts'
import type { Organisation, OrgId, Store, StoredCheckpoint } from '../../app/ports/store-ports.ts'
import type { Clock, Random, SteadyClock } from '../../append/effects.ts'
import { prepareLater, prepareWrite } from '../../append/prepare-write.ts'
import type { ClockWatch } from '../../append/watch-clock.ts'
import { watchClock } from '../../append/watch-clock.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { CheckpointTimer } from '../signing/checkpoint-timer.ts'
import { checkpointOnTimer } from '../signing/checkpoint-timer.ts'
import type { Checkpointer } from '../signing/checkpointer.ts'
import { createCheckpointer } from '../signing/checkpointer.ts'
import type { NamedLog, ReceiptKeys } from '../signing/receipt-keys.ts'
import { receiptKeysIn } from '../signing/receipt-keys.ts'
import { SignerAway } from '../signing/signer-client.ts'
import type { OpenedAllLogs } from './all-logs.ts'
import { readAllLogs } from './all-logs.ts'
import { readAnnouncedKeys } from './announced-keys.ts'
import type { AppendLine } from './append-line.ts'
import { openAppendLine } from './append-line.ts'
import type { Appender } from './appender.ts'
import { createAppender } from './appender.ts'
import { openDrafts } from './beside/drafts.ts'
import { openExchange } from './beside/exchange.ts'
import { openImports } from './beside/imports.ts'
import { keepFiles, packsInForce } from './beside/packs-in-force.ts'
import { openReceived } from './beside/received.ts'
import { openUploads } from './beside/uploads.ts'
import type { FolderOfDatabase } from './bind-folder.ts'
import { bindFolder, keysMissing, keysOf, refuseHere } from './bind-folder.ts'
import { changeKeys } from './change-keys.ts'
import { openCollected } from './collected.ts'
import type { LogIdentity } from './commit-batch.ts'
import type { ReadMoment } from './entry-moment.ts'
import {
  heldUnlessConfirmed,
  keepWord,
  newestOf,
  readMoments,
  whyHeld,
  wordsForServer,
} from './entry-moment.ts'
import { eraseRecord } from './erase-record.ts'
import { logFile } from './log-files.ts'
import { migrate } from './migrate.ts'
import { openPool } from './open-pool.ts'
import {
  foundOrganisation,
  organisationsAmong,
  readOrganisation,
  readOrganisations,
  unknownOrganisation,
} from './organisations.ts'
import { readWithin } from './reader.ts'
import type { Logins } from './roles.ts'
import { installationOf, loginsOf } from './roles.ts'
import { indexParts, partEntries } from './search-parts.ts'
import { selfTest } from './self-test.ts'
import { startEvidence } from './start-evidence.ts'
import { noOrganisation, sendTrailLine } from './trail.ts'
import type { Scope } from './within-organisation.ts'
import { withinOrganisation } from './within-organisation.ts'

/** How a store is opened. */
export interface StoreOptions {
  /** The login that may make roles: the embedded owner, or `{ connectionString: DATABASE_URL }`. */
  readonly connection: ClientConfig
  /** Folder of the key files, mode 0700. */
  readonly keysDir: string
  readonly clock: Clock
  /** Watches the clock, which is this machine's. Without it the clock is believed: a test's. */
  readonly steady?: SteadyClock
  readonly random: Random
  readonly crypto: LogCrypto
  /** Another holder of the log keys, such as a child process; in this process when absent. */
  readonly checkpointer?: (asSigner: ClientConfig) => Checkpointer
  /** Another holder of the keys of receipts; files of `keysDir` when absent. */
  readonly receiptKeys?: ReceiptKeys
  /** The data folder that goes with the database; not held against it when absent. */
  readonly folder?: FolderOfDatabase
  /** Milliseconds after a write until its checkpoint; null = only `checkpointNow`. */
  readonly checkpointAfterMs?: number | null
  /** Signs what an earlier process left unsigned: a server's work. Others sign what they wrote. */
  readonly signsAtStart?: boolean
  /** Told when a checkpoint could not be made. */
  readonly onProblem?: (error: unknown) => void
  /** Folder in which servers of this data folder find each other; a command has none. */
  readonly line?: string
  /** Entries of a part of the search's index; fewer for tests, which have no hundred thousand. */
  readonly searchPartEntries?: number
  /** Serves a database that a power cut could rob of acknowledged entries; for tests only. */
  readonly mayLoseOnPowerCut?: boolean
}

/** A store that is open. */
export interface OpenedStore {
  readonly store: Store
  readonly allLogs: AllLogs
  readonly drafts: DraftStore
  readonly imports: ImportStore
  readonly received: ReceivedStore
  readonly collected: CollectedStore
  readonly exchange: ExchangeStore
  readonly packsInForce: PacksInForce
  /**
   * What a server lacks: keys, so that it can read, and writes are refused; the newest version of
   * the program. Keys are not looked for by a command.
   */
  readonly lacks: readonly Fault[]
  /** Signs a checkpoint over all entries of one log now. */
  checkpointNow(org: OrgId): Promise<StoredCheckpoint | null>
  /** Throws a `Refusal` that says why this database must not be served. */
  selfTest(): Promise<void>
  /** Waits for what is under way, makes the last checkpoints, ends all connections. */
  close(): Promise<void>
}

/** Of the server's own role: a few for each core, as more would only take turns on it. */
const connectionsMax = 8

/** Default delay of a checkpoint: well within the second that the design allows. */
const checkpointAfterMsDefault = 500

/** Migrates, tests itself, and opens the ledger for this process. */
export async function openStore(options: StoreOptions): Promise<OpenedStore> {
  const { connection, keysDir, clock, crypto } = options
  const told = await migrate(connection)
  const logins = await loginsOf(connection)
  const pool = openPool(logins.as('app'), { max: connectionsMax })
  const asSigner = logins.as('signer')
  const checkpointer =
    options.checkpointer?.(asSigner) ??
    createCheckpointer({ keysDir, crypto, clock, pool: openPool(asSigner, { max: 2 }) })
  const known = organisationCache(pool)
  const timer = checkpointOnTimer({
    afterMs:
      options.checkpointAfterMs === undefined
        ? checkpointAfterMsDefault
        : options.checkpointAfterMs,
    make: async (org) => checkpointer.checkpoint({ ...(await known(org)), org }),
    onProblem: options.onProblem ?? (() => {}),
  })
  const receiptKeys = options.receiptKeys ?? receiptKeysIn({ keysDir, crypto })
  const identity = identities(receiptKeys, known)
  const { steady } = options
  const auditorPool = openPool(logins.as('auditor'), { max: 1 })
  const allLogs = readAllLogs(auditorPool)
  const evidence = () => startEvidence(pool, allLogs)
  const serverWords = () => wordsForServer(pool)
  const watch = steady === undefined ? null : watchClock({ clock, steady, evidence, serverWords })
  const readMoment = readMoments(clock, watch)
  const line =
    options.line === undefined
      ? null
      : await openAppendLine(options.line, (org, writes) => appender.taken(org, writes))
  const appender: Appender = createAppender({
    pool,
    crypto,
    readMoment,
    identity,
    onAppended: timer.wake,
    line,
  })
  // Connects at the first erasure only.
  const eraserPool = openPool(logins.as('eraser'), { max: 1 })
  const signing = { logins, checkpointer, receiptKeys, timer }
  const pools = { pool, eraserPool, auditorPool, allLogs }
  const parts = { ...pools, ...signing, appender, line, known, identity, watch, readMoment }
  const opened = assemble(options, parts)
  try {
    await opened.selfTest()
    const lacks = [...told, ...(await boundFolder(options, parts))]
    const isWithoutKeys = lacks.some(({ code }) => code === keysMissing)
    if (isWithoutKeys) return { ...opened, store: readingStore(opened.store), lacks }
    if (options.signsAtStart === true) {
      void timer.catchUp(await allLogs.unsigned())
    }
    return { ...opened, lacks }
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** What would make keys on a server that has none of the installation's is refused. */
function readingStore(store: Store): Store {
  return { ...store, found: async () => refuseHere(), changeKeys: async () => refuseHere() }
}

async function boundFolder(
  { folder, keysDir }: StoreOptions,
  { logins, pool, allLogs, receiptKeys }: StoreParts,
): Promise<readonly Fault[]> {
  const installation = installationOf(logins.names)
  if (folder === undefined || installation === null) return []
  return bindFolder(folder, { pool, allLogs, installation, keysDir, receiptKeys })
}

interface StoreParts {
  readonly logins: Logins
  readonly pool: Pool
  readonly eraserPool: Pool
  readonly auditorPool: Pool
  readonly allLogs: OpenedAllLogs
  readonly checkpointer: Checkpointer
  readonly receiptKeys: ReceiptKeys
  readonly timer: CheckpointTimer
  readonly appender: Appender
  readonly line: AppendLine | null
  readonly known: (org: OrgId) => Promise<Organisation>
  readonly identity: (org: OrgId) => Promise<LogIdentity>
  readonly watch: ClockWatch | null
  readonly readMoment: ReadMoment
}

function assemble(options: StoreOptions, parts: StoreParts): Omit<OpenedStore, 'lacks'> {
  const { logins, pool, eraserPool, auditorPool, checkpointer, timer, appender, line } = parts
  return {
    store: storeOver(options, parts),
    allLogs: parts.allLogs,
    drafts: openDrafts(pool),
    imports: openImports(pool),
    received: openReceived(parts),
    collected: openCollected(pool),
    exchange: openExchange(parts),
    packsInForce: packsInForce(pool),
    checkpointNow: (org) => timer.now(org),
    selfTest: () =>
      selfTest(logins.as('app'), {
        mayLoseOnPowerCut: options.mayLoseOnPowerCut ?? false,
      }),
    close: async () => {
      await line?.close()
      await appender.idle()
      await timer.close()
      await checkpointer.close()
      await eraserPool.end()
      await auditorPool.end()
      await pool.end()
    },
  }
}

function storeOver(options: StoreOptions, parts: StoreParts): Store {
  const { pool, eraserPool, checkpointer, receiptKeys, timer, appender } = parts
  const { known, identity, readMoment } = parts
  const { clock, crypto, random } = options
  return {
    organisations: () => readOrganisations(pool),
    organisation: (by) => readOrganisation(pool, by),
    organisationsAmong: (asked) => organisationsAmong(pool, asked),
    uploads: openUploads(pool),
    found: async (request) => {
      const organisation = await foundOrganisation(
        { ...options, pool, checkpointer, receiptKeys, readMoment },
        request,
      )
      timer.wake(organisation.id)
      return organisation
    },
    append: async (org, request) => appender.one(org, prepareWrite({ crypto, random }, request)),
    appendAll: (org, requests) =>
      appender.all(
        org,
        requests.map((request) => prepareLater({ crypto, random }, request)),
      ),
    erase: async (org, request) => {
      const erasing = { pool: eraserPool, crypto, readMoment, random, identity }
      const appended = await eraseRecord(erasing, org, request)
      timer.wake(org)
      return appended
    },
    indexSearch: (org, signal) =>
      indexParts({ pool, eraserPool }, org, { entries: options.searchPartEntries, signal }),
    searchPartEntries: options.searchPartEntries ?? partEntries,
    changeKeys: async (org, request) => {
      const changing = { ...options, pool, checkpointer, receiptKeys, known, readMoment }
      const appended = await changeKeys(changing, org, request)
      timer.wake(org)
      return appended
    },
    sign: timer.wake,
    lacksKeys: (org) => lacksKeys(parts, org),
    ...clockOver(options, parts),
    read: (org, work) => readWithin({ pool, crypto }, org, work),
    keepPack: (org, pack) =>
      withinOrganisation(pool, { org, mode: 'write' }, (scope) => keepPack(scope, pack)),
    logFile: async (org, path) =>
      withinOrganisation(pool, { org: (await known(org)).id, mode: 'read' }, (scope) =>
        logFile(scope, path),
      ),
    trail: (org, line) =>
      withinOrganisation(pool, { org: org ?? noOrganisation, mode: 'write' }, async (scope) =>
        sendTrailLine(scope, {
          line,
          at: new Date(clock.now()).toISOString(),
          id: random.uuid(),
        }),
      ),
  }
}

async function lacksKeys({ pool, known, receiptKeys }: StoreParts, org: OrgId): Promise<boolean> {
  const organisation = await known(org)
  const within = { org, mode: 'read' } as const
  const announced = await withinOrganisation(pool, within, readAnnouncedKeys)
  try {
    return (await receiptKeys.lacking(keysOf(organisation, announced))).length > 0
  } catch (error) {
    // Where the keys are is another's to say, and that it is away is said by itself.
    if (error instanceof SignerAway) return false
    throw error
  }
}

/** Keeps that a pack was adopted, and its files. */
async function keepPack(scope: Scope, pack: PackOfFiles): Promise<void> {
  scope.send({
    name: 'adopt-pack',
    text: `INSERT INTO ledger.pack_version (org_id, digest) VALUES ($1, $2)
           ON CONFLICT (org_id, digest) DO NOTHING`,
    values: [scope.org, pack.digest],
  })
  await keepFiles(scope, pack)
}

function clockOver(
  { clock }: StoreOptions,
  { pool, watch }: StoreParts,
): Pick<Store, 'heldByClock' | 'heldByDoubt' | 'clockDoubt' | 'confirmClock'> {
  return {
    clockDoubt: async () => {
      if (watch === null) return null
      const { doubt, reading } = await watch.look()
      return doubt && { ...doubt, wallMs: reading.wallMs }
    },
    heldByClock: async (org) => {
      if (watch === null) return null
      const looked = await watch.look()
      const within = { org: org ?? noOrganisation, mode: 'read' } as const
      return withinOrganisation(pool, within, async (scope) =>
        whyHeld(scope, { watch, looked, last: await newestOf(scope) }),
      )
    },
    heldByDoubt: (org, doubted) =>
      withinOrganisation(pool, { org: org ?? noOrganisation, mode: 'read' }, (scope) =>
        heldUnlessConfirmed(scope, doubted),
      ),
    confirmClock: (org, actor) =>
      keepWord(pool, { org: org ?? noOrganisation, nowMs: clock.now(), actor }),
  }
}

// An organisation's public id, origin and zone never change.
function organisationCache(pool: Pool): (org: OrgId) => Promise<Organisation> {
  const known = new Map<OrgId, Organisation>()
  return async (org) => {
    const already = known.get(org)
    if (already !== undefined) return already
    const read = (await readOrganisation(pool, { id: org })) ?? unknownOrganisation()
    known.set(org, read)
    return read
  }
}

function identities(
  receiptKeys: ReceiptKeys,
  known: (org: OrgId) => Promise<Organisation>,
): (org: OrgId) => Promise<LogIdentity> {
  const open = new Map<OrgId, LogIdentity>()
  return async (org) => {
    const already = open.get(org)
    if (already !== undefined) return already
    const { publicId, origin } = await known(org)
    const receipts = receiptSigners(receiptKeys, { publicId, origin })
    const identity: LogIdentity = { publicId, receipts }
    open.set(org, identity)
    return identity
  }
}

// Another process may have replaced the key, or been killed while it did: which one signs is read
// under the lock of the head, and what the log announced is put in place.
function receiptSigners(receiptKeys: ReceiptKeys, log: NamedLog): LogIdentity['receipts'] {
  let settled: string | null = null
  return (vkey) => async (entries) => {
    const receipts = await receiptKeys.sign(log, vkey, entries)
    if (settled !== vkey) await receiptKeys.settle(log, vkey)
    settled = vkey
    return receipts
  }
}
