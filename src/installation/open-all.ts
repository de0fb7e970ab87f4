import { join } from 'node:path'
import { openAccounts } from '../adapters/auth/open-accounts.ts'
import { standardCost } from '../adapters/auth/password-hash.ts'
import { openCalendar } from '../adapters/calendar/open-calendar.ts'
import { nodeCrypto } from '../adapters/crypto/node-crypto.ts'
import { officeFiles } from '../adapters/office-files.ts'
import { openMessenger } from '../adapters/outbound/open-messenger.ts'
import { peerServers } from '../adapters/outbound/peer-servers.ts'
import { here } from '../adapters/outside/readers.ts'
import type { KeptPack } from '../adapters/packs/kept-pack.ts'
import { keepPack } from '../adapters/packs/kept-pack.ts'
import { initials, spelling, wordInitials } from '../adapters/pinyin/pinyin-names.ts'
import { keepReadings } from '../app/imports/keep-readings.ts'
import type { AppPorts } from '../app/ports/app-ports.ts'
import type { Installation } from '../cli/command-context.ts'
import type { Fault } from '../ledger/fault.ts'
import type { Label } from '../ledger/label.ts'
import type { Closing } from './closing.ts'
import { closeAll } from './closing.ts'
import { keptFrom } from './kept-from.ts'
import { openDemo } from './open-demo.ts'
import type { OpenOptions } from './open-options.ts'
import { openLedger } from './open-stored.ts'
import { compiledPacks } from './packs.ts'
import { fonts, packDefault, verifierFile } from './project.ts'
import { signerOf } from './signer-of.ts'

/** Everything of one data folder, open until `close`. */
export interface Opened extends Installation {
  readonly pack: KeptPack
  /** What of the data folder is used that whoever starts a server should see. */
  readonly notices: readonly Label[]
  /** What a server lacks, and so cannot do. */
  readonly lacks: readonly Fault[]
}

/** Opens a data folder with everything that the pack, the people and other servers need. */
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
    const { calendar, notices, lacks: doubtful } = openCalendar(data)
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
      ...keptFrom({ store, clock, packs: pack, calendar }),
      packs: pack,
      packsInForce,
      calendar,
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
      notices,
      lacks: [...lacks, ...doubtful],
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
