import { randomBytes, randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ClientConfig } from 'pg'
import { openAccounts } from './adapters/auth/open-accounts.ts'
import { standardCost } from './adapters/auth/password-hash.ts'
import { copiesFolder } from './adapters/backup/copies-folder.ts'
import { copyFiles } from './adapters/backup/copy-files.ts'
import { openBackups } from './adapters/backup/open-backups.ts'
import { openRestorer } from './adapters/backup/open-restorer.ts'
import { refuseMarked } from './adapters/backup/restore-mark.ts'
import { blobsAt } from './adapters/blobs/blobs-at.ts'
import { folderBlobs } from './adapters/blobs/folder-blobs.ts'
import { chineseCalendar } from './adapters/calendar/chinese-calendar.ts'
import { steadyClock, systemClock } from './adapters/clock/system-clock.ts'
import { nodeCrypto } from './adapters/crypto/node-crypto.ts'
import { openDataFolder, refuseNoDataFolder } from './adapters/data-folder.ts'
import { diskRefusal } from './adapters/disk-reason.ts'
import { isEnding } from './adapters/embedded/before-end.ts'
import { findEmbedded, startEmbedded, watchRoom } from './adapters/embedded/embedded.ts'
import { readGivenFile, writeGivenFile } from './adapters/given-file.ts'
import { officeFiles } from './adapters/office-files.ts'
import { openMessenger } from './adapters/outbound/open-messenger.ts'
import { peerServers } from './adapters/outbound/peer-servers.ts'
import { here } from './adapters/outside/readers.ts'
import { spawnReaders } from './adapters/outside/spawn-readers.ts'
import { compiledPacksIn } from './adapters/packs/compiled-packs.ts'
import type { KeptPack } from './adapters/packs/kept-pack.ts'
import { keepPack } from './adapters/packs/kept-pack.ts'
import { readPackFolder, readStoryFolder } from './adapters/packs/read-pack-folder.ts'
import { initials, spelling, wordInitials } from './adapters/pinyin/pinyin-names.ts'
import type { FolderOfDatabase } from './adapters/postgres/bind-folder.ts'
import { databaseRefusal, databaseTrouble } from './adapters/postgres/database-refusal.ts'
import { openDistributor } from './adapters/postgres/distribute.ts'
import { openJobs } from './adapters/postgres/jobs/open-jobs.ts'
import { migrate, schemaNumber } from './adapters/postgres/migrate.ts'
import { openAuditor } from './adapters/postgres/open-auditor.ts'
import type { StoreOptions } from './adapters/postgres/open-store.ts'
import { openStore } from './adapters/postgres/open-store.ts'
import { connectionAs } from './adapters/postgres/roles.ts'
import { throwAwayDemos } from './adapters/postgres/throw-away.ts'
import { serviceTrouble } from './adapters/service-trouble.ts'
import { workbooksApart } from './adapters/sheet/write-apart.ts'
import type { HeldKeys } from './adapters/signing/answer-question.ts'
import { holdKeys } from './adapters/signing/hold-keys.ts'
import { positionsIn } from './adapters/signing/kept-positions.ts'
import { newestSealsIn } from './adapters/signing/kept-seals.ts'
import { signerAddress } from './adapters/signing/signer-address.ts'
import { askSignerService, SignerAway, signerAway } from './adapters/signing/signer-client.ts'
import type { SignerService } from './adapters/signing/signer-service.ts'
import { serveSigner } from './adapters/signing/signer-service.ts'
import { spawnSigner } from './adapters/signing/spawn-signer.ts'
import { openThreads } from './adapters/threads/thread-pool.ts'
import { makeCertificate } from './adapters/tls/self-signed.ts'
import type { LogAnswer, LogQuestion, OpenedChecks } from './app/audit/log-checks.ts'
import { checksApart } from './app/audit/log-checks.ts'
import { keepCopies } from './app/backup/keep-copies.ts'
import type { DemoAsked, DemoParts, DemoProgress } from './app/demo/make-demo.ts'
import { demoDay, makeDemo, toldBefore } from './app/demo/make-demo.ts'
import { hasStory } from './app/demo/read-story.ts'
import { seededRandom } from './app/demo/seeded-random.ts'
import { tellOnce } from './app/demo/tell-once.ts'
import { tellStory } from './app/demo/tell-story.ts'
import { keepReadings } from './app/imports/keep-readings.ts'
import { keepUnitPacks } from './app/organisation/keep-unit-packs.ts'
import { keepOrganisations } from './app/organisation/organisations.ts'
import type { AppPorts } from './app/ports/app-ports.ts'
import type { Blobs } from './app/ports/attachment-ports.ts'
import type { OfficeFiles } from './app/ports/file-ports.ts'
import type { OutsideReader } from './app/ports/outside-ports.ts'
import type { Packs } from './app/ports/pack-ports.ts'
import type { OrgId, Store } from './app/ports/store-ports.ts'
import { keepRosters } from './app/roster/keep-rosters.ts'
import { keepYearBooks } from './app/year/keep-year-books.ts'
import type { Clock, Random, SteadyClock } from './append/effects.ts'
import type { CommandContext, Installation, StoredLedger } from './cli/command-context.ts'
import { program } from './cli/program.ts'
import { steersNothing } from './cli/steers-nothing.ts'
import { tellRefusal } from './cli/tell-refusal.ts'
import { core } from './ledger/core/core-registers.ts'
import type { Fault } from './ledger/fault.ts'
import { Refusal, refuse } from './ledger/fault.ts'
import { loadPack } from './pack/load-pack.ts'
import type { Pack } from './pack/pack.ts'

const version = '0.1.0'
// dist/main.mjs and src/main.ts both stand one folder below the project.
const project = fileURLToPath(new URL('..', import.meta.url))
const packDefault = join(project, 'packs/cn-party-governance')
const fonts = join(project, 'fonts')
const verifierFile = join(project, 'dist/verifier.html')
// The build writes its id here; what runs from the sources has none.
const compiledPacks = compiledPacksIn(
  join(project, 'dist/packs'),
  process.env['TAIZHANG_BUILD'] ?? null,
)

/** Everything of one data folder, open until `close`. */
export interface Opened extends Installation {
  readonly pack: KeptPack
  /** What a server lacks, and so cannot do. */
  readonly lacks: readonly Fault[]
}

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
  /** For tests on a database without fsync. */
  readonly mayLoseOnPowerCut?: boolean
  /** What hashing a password costs; the standard of today when absent. For tests. */
  readonly passwordCost?: number
}

/** Opens what lies in a data folder, to be checked and copied. */
export async function openStored(options: OpenOptions): Promise<StoredLedger> {
  const closing: Closing = []
  try {
    const stored = await openLedger(options, closing)
    return { ...stored, close: () => closeAll(closing) }
  } catch (error) {
    await closeAll(closing)
    throw error
  }
}

/** What of a data folder needs no pack: its database with the store over it, and its files. */
async function openLedger(options: OpenOptions, closing: Closing) {
  const watched = watchedClock(options)
  const { clock } = watched
  const random = options.random ?? { bytes: (count) => randomBytes(count), uuid: randomUUID }
  const data = resolve(options.data)
  if (options.mayBeOlder !== true) refuseMarked(data)
  const keysDir = openDataFolder(data)
  const packFolder = options.packFolder ?? packDefault
  const connection = options.database ?? (await embedded(options, closing))
  const opened = await openStore({
    connection,
    keysDir,
    random,
    ...watched,
    crypto: nodeCrypto,
    onProblem: options.onProblem ?? (() => {}),
    mayLoseOnPowerCut: options.mayLoseOnPowerCut ?? false,
    folder: { data, as: options.folderAs ?? 'opened' },
    signsAtStart: options.signer !== undefined,
    ...(options.folderAs === 'served' ? { line: join(data, 'line') } : {}),
    ...signerOf(options, keysDir),
  })
  closing.push(() => opened.close())
  const auditor = await openAuditor({ connection })
  closing.push(() => auditor.close())
  const { keys } = options
  const sealed = keys === undefined ? {} : { sealed: keys.sealedTexts }
  const jobs = await openJobs({ connection, keysDir, ...sealed })
  closing.push(() => jobs.close())
  const { store } = opened
  const { instances, jobRuns } = jobs
  const ports = {
    store,
    organisations: keepOrganisations({ store }),
    instances,
    jobRuns,
    clock,
    random,
    crypto: nodeCrypto,
    ...keeping({ ...options, data, connection, clock }),
  }
  const demoUnit = async () =>
    toldBefore(await ports.organisations.all(), await readStoryFolder(packFolder))
  return { ports, opened, jobs, auditor, demoUnit, connection, data, keysDir, packFolder }
}

/** The one place that puts adapters behind ports. */
export async function openAll(options: OpenOptions): Promise<Opened> {
  const { passwordCost = standardCost, packFolder: folder = packDefault } = options
  const pack = await keepPack(folder, {
    crypto: nodeCrypto,
    compiled: compiledPacks,
    onChange: (kept) => options.onPack?.(kept),
  })
  const closing: Closing = [() => pack.close()]
  try {
    const ledger = await openLedger(options, closing)
    const { ports: stored, opened, jobs, auditor, demoUnit } = ledger
    const { connection, data, keysDir, packFolder } = ledger
    const { store, clock } = stored
    const { accounts, feeds, passkeys, close } = await openAccounts({
      base: connection,
      passwordCost,
    })
    closing.push(close)
    const { allLogs, drafts, imports, received, collected, exchange, packsInForce, lacks } = opened
    const { reminders, countSent } = jobs
    const ports: AppPorts = {
      ...stored,
      allLogs,
      drafts,
      imports,
      importReadings: keepReadings(),
      received,
      collected,
      exchange,
      peers: peerServers({ data }),
      accounts,
      feeds,
      passkeys,
      reminders,
      ...keptFrom({ store, clock, packs: pack }),
      packs: pack,
      packsInForce,
      calendar: chineseCalendar,
      initials,
      spelling,
      wordInitials,
      // A site that has the official fonts drops them into its data folder.
      files: {
        ...officeFiles([join(data, 'fonts'), fonts], verifierFile),
        ...(options.writeWorkbook ? { writeWorkbook: options.writeWorkbook } : {}),
      },
      outside: options.outside ?? here,
      messenger: openMessenger({ data, clock, countSent }),
    }
    const demo = {
      connection,
      onProblem: options.onProblem ?? (() => {}),
      keysDir,
      mayLoseOnPowerCut: options.mayLoseOnPowerCut ?? false,
      packFolder,
      ...signerOf({ ...options, signer: undefined }, keysDir),
    }
    return {
      ports,
      pack,
      lacks,
      auditor,
      makeDemo: (asked, onProgress) => openDemo({ ports, demo }, asked, onProgress),
      demoUnit,
      close: () => closeAll(closing),
    }
  } catch (error) {
    await closeAll(closing)
    throw error
  }
}

/** The demo unit of this database, made from the seed when there is none yet. */
async function openDemo(
  { ports, demo }: { ports: AppPorts; demo: DemoPlace },
  asked: Parameters<Installation['makeDemo']>[0],
  onProgress: (done: DemoProgress) => void,
): Promise<OrgId> {
  const { organisations, clock } = ports
  const story = await readStoryFolder(demo.packFolder)
  return tellOnce(ports, {
    known: async () => toldBefore(await organisations.all(), story)?.id ?? null,
    tell: async ({ again, lost }) => {
      const which = { seed: asked.seed, today: demoDay(asked, clock) }
      const before = (await organisations.all()).filter(({ kind }) => kind === 'demo')
      const unit = await tellDemo({ ports, demo }, which, { story, again, lost, onProgress })
      // Only now: what is founded meanwhile gets numbers that nobody has met.
      const left = await throwAwayDemos(
        demo.connection,
        before.map(({ id }) => id),
      )
      for (const { org, sha256 } of left) {
        await ports.blobs.remove(org, sha256, () => Promise.resolve(false))
      }
      return unit
    },
    onWait: () => onProgress('waiting'),
    onProblem: demo.onProblem,
  })
}

/**
 * Tells the demo through a store of its own, whose clock follows the story and whose chance comes
 * from the seed.
 */
async function tellDemo(
  { ports, demo }: { ports: AppPorts; demo: DemoPlace },
  which: DemoAsked,
  how: Pick<DemoParts, 'story' | 'onProgress' | 'lost'> & { readonly again: string | null },
): Promise<OrgId> {
  const { packs } = ports
  const { again, ...given } = how
  let nowMs = 0
  const random = seededRandom(nodeCrypto, { seed: which.seed, again })
  const telling = { clock: { now: () => nowMs }, random }
  const opened = await openStore({
    ...demo,
    ...telling,
    crypto: nodeCrypto,
    checkpointAfterMs: null,
  })
  try {
    const { drafts, received, collected, exchange } = opened
    // A step of a report waits for the checkpoint over the one before, and a call for its own.
    const append: Store['append'] = async (org, request) => {
      const appended = await opened.store.append(org, request)
      const { register } = request
      if (register === core.report.id || register === core.call.id) await opened.checkpointNow(org)
      return appended
    }
    const store = { ...opened.store, append }
    const organisations = keepOrganisations({ store })
    const kept = { organisations, ...keptFrom({ store, clock: telling.clock, packs }) }
    const setClock = (instantMs: number) => {
      nowMs = instantMs
    }
    const own = { ...telling, ...kept, store, drafts, received, collected, exchange }
    const made = await makeDemo({ ports: { ...ports, ...own }, setClock, ...given }, which)
    for (const org of made.bodies) await opened.checkpointNow(org)
    return made.unit
  } finally {
    await opened.close()
  }
}

interface DemoPlace
  extends Pick<
    StoreOptions,
    'connection' | 'keysDir' | 'mayLoseOnPowerCut' | 'checkpointer' | 'receiptKeys'
  > {
  readonly packFolder: string
  readonly onProblem: (error: unknown) => void
}

function watchedClock({ clock, steady }: OpenOptions): Pick<StoreOptions, 'clock' | 'steady'> {
  if (clock === undefined) return { clock: systemClock, steady: steady ?? steadyClock }
  return steady === undefined ? { clock } : { clock, steady }
}

function signerOf(
  { keys, signer: script }: { keys?: HeldKeys; signer?: string | undefined },
  keysDir: string,
): Pick<StoreOptions, 'checkpointer' | 'receiptKeys'> {
  if (keys !== undefined) {
    return { checkpointer: () => keys.checkpointer, receiptKeys: keys.receiptKeys }
  }
  if (script === undefined) return {}
  return {
    checkpointer: (connection) => spawnSigner(script, { connection, keysDir }),
  }
}

/** What is computed from the store and kept until it moves on. */
function keptFrom(given: { store: Store; clock: Clock; packs: Packs }) {
  return {
    unitPacks: keepUnitPacks(given),
    rosters: keepRosters(given),
    yearBooks: keepYearBooks({ ...given, calendar: chineseCalendar, crypto: nodeCrypto }),
  }
}

/** Attachments, and copies of everything; in their folders of the data folder, or elsewhere. */
function keeping(
  given: { data: string; connection: ClientConfig; clock: Clock } & Pick<
    OpenOptions,
    'keys' | 'blobs' | 'copiesFolder'
  >,
) {
  const { data, connection, clock } = given
  const keysDir = join(data, 'keys')
  const blobs = given.blobs ?? folderBlobs(join(data, 'files'))
  const { keys } = given
  const newestSeals = keys?.newestSeals ?? newestSealsIn(keysDir)
  const folder = given.copiesFolder ?? join(data, 'backups')
  const backups = openBackups({
    ...{ connection, clock, newestSeals, blobs, folder, version },
    files: copyFiles(process.env),
    keysDir: keys === undefined ? keysDir : null,
  })
  const copies = keepCopies({ backups, clock })
  const checkedPositions = positionsIn(keysDir, nodeCrypto)
  return { backups, copies, newestSeals, checkedPositions, blobs }
}

async function embedded(
  { data, onProblem = () => {} }: OpenOptions,
  closing: Closing,
): Promise<ClientConfig> {
  ownDatabases.push(watchRoom(resolve(data)))
  const database = await startEmbedded({ home: resolve(data), onProblem })
  closing.push(() => database.stop())
  return database.connection
}

/** Of each built-in database that is used here, whether it ended for want of room. */
const ownDatabases: ReturnType<typeof watchRoom>[] = []

/** What ends whatever was opened so far. */
type Closing = (() => Promise<unknown> | unknown)[]

// What was opened last is closed first; one that fails does not keep the others open.
async function closeAll(closing: Closing): Promise<void> {
  const faults: unknown[] = []
  for (const close of closing.toReversed()) {
    try {
      await close()
    } catch (error) {
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
}

async function checkPack(folder: string): Promise<Pack> {
  const loaded = loadPack(await readPackFolder(resolve(folder)), nodeCrypto)
  if (!loaded.pack) throw new Refusal(loaded.faults)
  const story = await readStoryFolder(resolve(folder))
  const today = demoDay({}, systemClock)
  if (hasStory(story)) tellStory(story, loaded.pack, { seed: 1, today, ...chineseCalendar })
  return loaded.pack
}

/** A command works beside the server of its data folder, or starts the database itself. */
async function openingBeside(
  data: string,
  { mayBeOlder = false, mayMake = false, folderAs = 'opened' as FolderOfDatabase['as'] } = {},
): Promise<OpenOptions> {
  if (!mayBeOlder) refuseMarked(resolve(data))
  const base = databaseUrl()
  if (base === null && !mayMake) refuseNoDataFolder(resolve(data))
  const running = base ?? (await findEmbedded({ home: resolve(data) }))
  if (base === null && running !== null) ownDatabases.push(watchRoom(resolve(data)))
  return { data, database: running, mayBeOlder, folderAs, ...placesElsewhere() }
}

/** What lies outside the data folder, as the environment says. */
function placesElsewhere(): Pick<OpenOptions, 'keys' | 'blobs' | 'copiesFolder'> {
  const { env } = process
  const { SIGNER_URL: signer, FILES_URL: files, BACKUPS_URL: copies } = env
  return {
    ...(signer ? { keys: askSignerService(signerAddress(signer, tlsFiles())) } : {}),
    ...(files ? { blobs: blobsAt(files, env) } : {}),
    ...(copies ? { copiesFolder: copiesFolder(copies, env) } : {}),
  }
}

function tlsFiles(): Parameters<typeof signerAddress>[1] {
  const { SIGNER_CERT: cert, SIGNER_KEY: key, SIGNER_CA: ca } = process.env
  return { cert, key, ca }
}

/** Holds the keys of a data folder for the servers of its installation. */
async function serveKeys(data: string, listen: string): Promise<SignerService> {
  const address = signerAddress(listen, tlsFiles())
  const base = databaseUrl() ?? (await findEmbedded({ home: resolve(data) })) ?? refuseWithoutUrl()
  const keysDir = openDataFolder(resolve(data))
  // It may be the first that is started on this database.
  await migrate(base)
  const connection = await connectionAs(base, 'signer')
  const held = holdKeys({ connection, keysDir, crypto: nodeCrypto, clock: systemClock })
  return serveSigner(address, held)
}

function databaseUrl(): ClientConfig | null {
  const url = process.env['DATABASE_URL']
  return url ? { connectionString: url } : null
}

function refuseWithoutUrl(): never {
  return refuse('database.url', {
    text: {
      zh: '这需要一个单独的数据库服务器。',
      en: 'This wants a database server of its own.',
    },
    hint: {
      zh: '请在 DATABASE_URL 中给出它。',
      en: 'Name it in DATABASE_URL.',
    },
  })
}

/** Readers in processes of their own. */
function readersApart(bounds: Parameters<typeof spawnReaders>[1]): OutsideReader {
  return spawnReaders(bundleBeside('worker'), bounds)
}

/** Threads at most: whoever reads the entries and folds what they found keeps no more busy. */
const checkersMax = 4

/** Checks of entries in threads, one for each core. */
export function openChecks(): OpenedChecks {
  const count = Math.min(availableParallelism(), checkersMax)
  const threads = openThreads<LogQuestion, LogAnswer>(bundleBeside('checker'), count)
  return { ...checksApart(threads.ask, 2 * count), close: threads.close }
}

/** The script of another process or thread, which is built beside this one. */
function bundleBeside(name: 'worker' | 'signer' | 'checker' | 'writer'): string {
  return fileURLToPath(new URL(`${name}.mjs`, import.meta.url))
}

/** Whoever verifies the pack of many years at a terminal may wait for it. */
const terminalBounds = { wallMs: 120_000, heapMegabytes: 2048, memoryMegabytes: 4096 }

/** What the commands are given of all this. */
function commandContext(): CommandContext {
  return {
    dataDefault: process.env['TAIZHANG_DATA'] ?? join(project, '.data'),
    packFolder: packDefault,
    derivedFolder: join(project, 'docs/derived'),
    pageFolder: join(project, 'dist/web'),
    version,
    schema: schemaNumber,
    files: officeFiles([fonts], verifierFile),
    outside: readersApart(terminalBounds),
    crypto: nodeCrypto,
    checkPack,
    compilePack: async (folder) => compiledPacks.write(await checkPack(folder)),
    readFile: readGivenFile,
    writeFile: writeGivenFile,
    makeCertificate,
    troubleOf: serviceTrouble,
    open: async (data) => openAll(await openingBeside(data)),
    openOrMake: async (data) => openAll(await openingBeside(data, { mayMake: true })),
    openStored: async (data) => openStored(await openingBeside(data)),
    openOlder: async (data) => openStored(await openingBeside(data, { mayBeOlder: true })),
    openWithoutKeys: async (data) => openStored(await openingBeside(data, { folderAs: 'renewed' })),
    openChecks,
    restoring: (data) => ({
      restorer: openRestorer({
        data,
        database: databaseUrl(),
        clock: systemClock,
        files: copyFiles(process.env),
      }),
      crypto: nodeCrypto,
    }),
    serveKeys,
    distributing: () => openDistributor(databaseUrl() ?? refuseWithoutUrl()),
    openServing: (data, told) =>
      openAll({
        data,
        database: databaseUrl(),
        folderAs: 'served',
        signer: bundleBeside('signer'),
        ...placesElsewhere(),
        outside: readersApart({ onProblem: told.onProblem }),
        writeWorkbook: workbooksApart(bundleBeside('writer')),
        ...told,
      }),
    print: (line) => process.stdout.write(`${steersNothing(line)}\n`),
    tell: (line) => process.stderr.write(`${steersNothing(line)}\n`),
    exitCode: (code) => {
      process.exitCode = code
    },
  }
}

async function run(): Promise<void> {
  try {
    await program(commandContext()).parseAsync()
  } catch (error) {
    // The database was taken from under the command: that it is away would be no news.
    if (isEnding()) return
    const refusal = refusalOf(error)
    if (!refusal) throw error
    tellRefusal(refusal)
    process.exitCode = 2
  }
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof SignerAway) return new Refusal([signerAway(error)])
  return diskRefusal(error) ?? endedForRoom(error) ?? databaseRefusal(error)
}

/** Why a built-in database is away, which nobody who is told to check DATABASE_URL could mend. */
function endedForRoom(error: unknown): Refusal | null {
  if (databaseTrouble(error) !== 'away') return null
  return ownDatabases.map((ended) => ended()).find((refusal) => refusal !== null) ?? null
}

// A reader that has seen enough (`| head`) is no trouble of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

// The bundle is the program; tests and benchmarks import the source and open what they need.
if (import.meta.url.endsWith('/main.mjs')) await run()
