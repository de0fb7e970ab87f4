import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Organisation } from '../../app/ports/store-ports.ts'
import { fault, refuse, Refusal } from '../../ledger/fault.ts'
import type { Fault } from '../../ledger/fault.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { namesKey } from '../signing/key-file.ts'
import type { OpenedAllLogs } from './all-logs.ts'
import { readOrganisations } from './organisations.ts'

/** The data folder that goes with a database: there are its keys and its files. */
export interface FolderOfDatabase {
  readonly data: string
  /**
   * `served` needs all keys. `opened` by a command may lack them, once it is known for this
   * database. `renewed` may lack them anyway: the command is about to make new ones.
   */
  readonly as: 'served' | 'opened' | 'renewed'
}

const fileName = 'installation'

/**
 * Holds database and data folder against each other. The folder keeps the id of the installation,
 * which the database has in the names of its roles; a folder that has none yet must hold the keys
 * that the logs announced. Refuses with `data.other-database` and `data.keys-missing`.
 */
export async function bindFolder(
  { data, as }: FolderOfDatabase,
  database: {
    readonly pool: Pool
    readonly allLogs: Pick<OpenedAllLogs, 'keys'>
    readonly installation: string
    readonly keysDir: string
  },
): Promise<void> {
  const { installation } = database
  const known = knownIn(data)
  if (known !== null && known !== installation) otherDatabase(data, { known, installation })
  if (as === 'renewed' || (as === 'opened' && known !== null)) return
  const { pool, allLogs, keysDir } = database
  const [all, announced] = await Promise.all([readOrganisations(pool), allLogs.keys()])
  const missing = all.map((one) => missingKeys(keysDir, one, announced.get(one.id) ?? []))
  const faults = missing.flat()
  if (faults.length > 0 && (as === 'served' || missing.every((one) => one.length > 0))) {
    throw new Refusal(faults.slice(0, faultsMax))
  }
  if (known === null) writeInstallation(data, installation)
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

function missingKeys(
  keysDir: string,
  { publicId, origin, name }: Organisation,
  announced: readonly AnnouncedKey[],
): readonly Fault[] {
  const inForce = keysInForce(announced, Number.MAX_SAFE_INTEGER)
  return (['log', 'receipt'] as const)
    .filter((purpose) => !namesKey({ keysDir, publicId, origin, purpose }, inForce[purpose]))
    .map((purpose) =>
      fault('data.keys-missing', {
        at: [join(keysDir, `${publicId}.${purpose}.skey`)],
        text: {
          zh: `数据目录里没有“${name.zh}”（${origin}）的${purpose === 'log' ? '日志' : '入账凭证'}密钥，不能启动。`,
          en: `The data folder lacks the ${purpose} key of ${name.en} (${origin}), so it is not served.`,
        },
        hint: {
          zh: '数据目录弄错的，用 --data 指定原目录；密钥另有备份的，放回 keys 文件夹；确已丢失的，先运行 taizhang log key renew --lost。',
          en: 'If the folder is the wrong one, name the right one with --data; put keys kept elsewhere back into its folder keys; if they are lost for good, first run taizhang log key renew --lost.',
        },
      }),
    )
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
