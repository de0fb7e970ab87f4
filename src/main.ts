import { join, resolve } from 'node:path'
import { copyFiles } from './adapters/backup/copy-files.ts'
import { openRestorer } from './adapters/backup/open-restorer.ts'
import { refuseMarked } from './adapters/backup/restore-mark.ts'
import { systemClock } from './adapters/clock/system-clock.ts'
import { nodeCrypto } from './adapters/crypto/node-crypto.ts'
import { refuseNoDataFolder } from './adapters/data-folder.ts'
import { diskRefusal } from './adapters/disk-reason.ts'
import { isEnding } from './adapters/embedded/before-end.ts'
import { findEmbedded } from './adapters/embedded/embedded.ts'
import { readGivenFile, writeGivenFile } from './adapters/given-file.ts'
import { officeFiles } from './adapters/office-files.ts'
import { spawnReaders } from './adapters/outside/spawn-readers.ts'
import type { FolderOfDatabase } from './adapters/postgres/bind-folder.ts'
import { databaseRefusal } from './adapters/postgres/database-refusal.ts'
import { openDistributor } from './adapters/postgres/distribute.ts'
import { schemaNumber } from './adapters/postgres/migrate.ts'
import { serviceTrouble } from './adapters/service-trouble.ts'
import { workbooksApart } from './adapters/sheet/write-apart.ts'
import { SignerAway, signerAway } from './adapters/signing/signer-client.ts'
import { makeCertificate } from './adapters/tls/self-signed.ts'
import type { OutsideReader } from './app/ports/outside-ports.ts'
import type { CommandContext } from './cli/command-context.ts'
import { program } from './cli/program.ts'
import { steersNothing } from './cli/steers-nothing.ts'
import { tellRefusal } from './cli/tell-refusal.ts'
import { databaseUrl, placesElsewhere, refuseWithoutUrl } from './installation/environment.ts'
import { openAll } from './installation/open-all.ts'
import { openChecks } from './installation/open-checks.ts'
import type { OpenOptions } from './installation/open-options.ts'
import { openStored } from './installation/open-stored.ts'
import { ownDatabases } from './installation/own-databases.ts'
import { checkPack, compiledPacks } from './installation/packs.ts'
import {
  bundleOf,
  fonts,
  packDefault,
  project,
  verifierFile,
  version,
} from './installation/project.ts'
import { serveKeys } from './installation/serve-keys.ts'
import { Refusal } from './ledger/fault.ts'

/** Whoever verifies the pack of many years at a terminal may wait for it. */
const terminalBounds = { wallMs: 120_000, heapMegabytes: 2048, memoryMegabytes: 4096 }

const own = ownDatabases()

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
        signer: bundleOf('signer'),
        ...placesElsewhere(),
        onOwnDatabase: own.use,
        outside: readersApart({ onProblem: told.onProblem }),
        writeWorkbook: workbooksApart(bundleOf('writer')),
        ...told,
      }),
    print: (line) => process.stdout.write(`${steersNothing(line)}\n`),
    tell: (line) => process.stderr.write(`${steersNothing(line)}\n`),
    exitCode: (code) => {
      process.exitCode = code
    },
  }
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
  if (base === null && running !== null) own.use(resolve(data))
  const onOwnDatabase = own.use
  return { data, database: running, mayBeOlder, folderAs, onOwnDatabase, ...placesElsewhere() }
}

/** Readers in processes of their own. */
function readersApart(bounds: Parameters<typeof spawnReaders>[1]): OutsideReader {
  return spawnReaders(bundleOf('worker'), bounds)
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
  return diskRefusal(error) ?? own.endedForRoom(error) ?? databaseRefusal(error)
}

// A reader that has seen enough (`| head`) is no trouble of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

await run()
