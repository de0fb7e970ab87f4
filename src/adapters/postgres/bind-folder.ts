import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Organisation } from '../../app/ports/store-ports.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import type { ReceiptKeys, WantedKey } from '../signing/receipt-keys.ts'
import { SignerAway, signerAway } from '../signing/signer-client.ts'
import type { OpenedAllLogs } from './all-logs.ts'
import { readOrganisations } from './organisations.ts'

/** The data folder that goes with a database: there are its keys and its files. */
export interface FolderOfDatabase {
  readonly data: string
  /**
   * `served` may lack keys, and then only reads. `opened` by a command may lack them too, once it
   * is known for this database. `renewed` may lack them anyway: it is about to make new ones.
   */
  readonly as: 'served' | 'opened' | 'renewed'
}

const fileName = 'installation'

/** Code of the fault that a key is not here. */
export const keysMissing = 'data.keys-missing'

/**
 * Holds database and data folder against each other. The folder keeps the id of the installation,
 * which the database has in the names of its roles; one that has none yet is not bound without the
 * keys that the logs announced. Answers which keys a server lacks. Refuses with
 * `data.other-database` and, for a command, `data.keys-missing`.
 */
export async function bindFolder(
  { data, as }: FolderOfDatabase,
  database: {
    readonly pool: Pool
    readonly allLogs: Pick<OpenedAllLogs, 'keys'>
    readonly installation: string
    readonly keysDir: string
    readonly receiptKeys: Pick<ReceiptKeys, 'lacking'>
  },
): Promise<readonly Fault[]> {
  const { installation } = database
  const known = knownIn(data)
  if (known !== null && known !== installation) otherDatabase(data, { known, installation })
  if (as === 'renewed' || (as === 'opened' && known !== null)) return []
  const { faults, areAllMissing } = await missingKeys(database)
  if (faults.length > 0 && as === 'opened' && areAllMissing) throw new Refusal(faults)
  if (known === null && !areAllMissing) writeInstallation(data, installation)
  return as === 'served' ? faults : []
}

const faultsMax = 5

/** Lets a data folder know the database that it belongs to. */
export function writeInstallation(data: string, installation: string): void {
  const path = join(data, fileName)
  writeFileSync(`${path}.${process.pid}`, `${installation}\n`, { flush: true })
  renameSync(`${path}.${process.pid}`, path)
}

function knownIn(data: string): string | null {
  const path = join(data, fileName)
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null
}

async function missingKeys({
  pool,
  allLogs,
  keysDir,
  receiptKeys,
}: Parameters<typeof bindFolder>[1]): Promise<{
  readonly faults: readonly Fault[]
  readonly areAllMissing: boolean
}> {
  const [organisations, announced] = await Promise.all([readOrganisations(pool), allLogs.keys()])
  const wanted = organisations.flatMap((one) => keysOf(one, announced.get(one.id) ?? []))
  const lacking = await receiptKeys.lacking(wanted).catch((error: unknown) => {
    if (error instanceof SignerAway) return error
    throw error
  })
  if (lacking instanceof SignerAway) return { faults: [signerAway(lacking)], areAllMissing: false }
  const names = new Map(organisations.map(({ publicId, name }) => [publicId, name]))
  const faults = lacking
    .slice(0, faultsMax)
    .map((key) => keyMissing(keysDir, key, names.get(key.publicId)))
  return { faults, areAllMissing: wanted.length > 0 && lacking.length === wanted.length }
}

/** The keys of a log that must be there for an entry to be made. */
export function keysOf(
  { publicId, origin }: Organisation,
  announced: readonly AnnouncedKey[],
): readonly WantedKey[] {
  const inForce = keysInForce(announced, Number.MAX_SAFE_INTEGER)
  return (['log', 'receipt'] as const).map((purpose) => {
    return { publicId, origin, purpose, vkey: inForce[purpose] }
  })
}

function keyMissing(
  keysDir: string,
  { publicId, origin, purpose }: WantedKey,
  name: Label = { zh: publicId, en: publicId },
): Fault {
  return fault(keysMissing, {
    at: [join(keysDir, `${publicId}.${purpose}.skey`)],
    text: {
      zh: `这里没有“${name.zh}”（${origin}）的${purpose === 'log' ? '日志' : '入账凭证'}密钥，只能查阅，不能登记。`,
      en: `The ${purpose} key of ${name.en} (${origin}) is not here: what is recorded can be read, and nothing recorded.`,
    },
    hint: {
      zh: '几台服务器共用数据库的，用 SIGNER_URL 指明签署服务；数据目录弄错的，用 --data 指定原目录；密钥另有备份的，放回 keys 文件夹；确已丢失的，运行 taizhang log key renew --lost。',
      en: 'Where several servers use one database, name the signer service in SIGNER_URL; if the folder is the wrong one, name the right one with --data; put keys kept elsewhere back into its folder keys; if they are lost for good, run taizhang log key renew --lost.',
    },
  })
}

/** Refuses with `keys.elsewhere` what would make keys beside those of the installation. */
export function refuseHere(): never {
  return refuse('keys.elsewhere', {
    text: {
      zh: '这台服务器没有密钥，不能设立单位或更换密钥。',
      en: 'This server has no keys: no organisation is founded and no key replaced on it.',
    },
    hint: {
      zh: '请在有密钥的服务器上办理，或用 SIGNER_URL 指明签署服务。',
      en: 'Do it on the server that has them, or name the signer service in SIGNER_URL.',
    },
  })
}

function otherDatabase(
  data: string,
  { known, installation }: { known: string; installation: string },
): never {
  return refuse('data.other-database', {
    at: [data],
    text: {
      zh: `数据目录属于另一个数据库：目录记着 ${known}，连上的是 ${installation}。`,
      en: `The data folder belongs to another database: it names ${known}, connected is ${installation}.`,
    },
    hint: {
      zh: '请检查 DATABASE_URL 与 --data 是否配套；新的数据库请配新的数据目录。',
      en: 'Check that DATABASE_URL and --data belong together; a new database wants a new folder.',
    },
  })
}
