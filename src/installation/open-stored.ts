import { randomBytes, randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { ClientConfig } from 'pg'
import { copyFiles } from '../adapters/backup/copy-files.ts'
import { openBackups } from '../adapters/backup/open-backups.ts'
import { refuseMarked } from '../adapters/backup/restore-mark.ts'
import { folderBlobs } from '../adapters/blobs/folder-blobs.ts'
import { steadyClock, systemClock } from '../adapters/clock/system-clock.ts'
import { nodeCrypto } from '../adapters/crypto/node-crypto.ts'
import { openDataFolder } from '../adapters/data-folder.ts'
import { startEmbedded } from '../adapters/embedded/embedded.ts'
import { readStoryFolder } from '../adapters/packs/read-pack-folder.ts'
import { openJobs } from '../adapters/postgres/jobs/open-jobs.ts'
import { openAuditor } from '../adapters/postgres/open-auditor.ts'
import type { StoreOptions } from '../adapters/postgres/open-store.ts'
import { openStore } from '../adapters/postgres/open-store.ts'
import { positionsIn } from '../adapters/signing/kept-positions.ts'
import { newestSealsIn } from '../adapters/signing/kept-seals.ts'
import { keepCopies } from '../app/backup/keep-copies.ts'
import { toldBefore } from '../app/demo/make-demo.ts'
import { keepOrganisations } from '../app/organisation/organisations.ts'
import type { Clock } from '../append/effects.ts'
import type { StoredLedger } from '../cli/command-context.ts'
import type { Closing } from './closing.ts'
import { closeAll } from './closing.ts'
import type { OpenOptions } from './open-options.ts'
import { packDefault, version } from './project.ts'
import { signerOf } from './signer-of.ts'

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
export async function openLedger(options: OpenOptions, closing: Closing) {
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

function watchedClock({ clock, steady }: OpenOptions): Pick<StoreOptions, 'clock' | 'steady'> {
  if (clock === undefined) return { clock: systemClock, steady: steady ?? steadyClock }
  return steady === undefined ? { clock } : { clock, steady }
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
  { data, onOwnDatabase, onProblem = () => {} }: OpenOptions,
  closing: Closing,
): Promise<ClientConfig> {
  const home = resolve(data)
  onOwnDatabase?.(home)
  const database = await startEmbedded({ home, onProblem })
  closing.push(() => database.stop())
  return database.connection
}
