import type { ClientConfig, Pool } from 'pg'
import type { Clock } from '../../append/effects.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { keyInForce } from '../../log/announced-keys.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { readAnnouncedKeys } from '../postgres/announced-keys.ts'
import { openPool } from '../postgres/open-pool.ts'
import { readOrganisation } from '../postgres/organisations.ts'
import { sealedTexts } from '../postgres/sealed-text.ts'
import { withinOrganisation } from '../postgres/within-organisation.ts'
import type { HeldKeys } from './answer-question.ts'
import { createCheckpointer } from './checkpointer.ts'
import { newestSealsIn } from './kept-seals.ts'
import type { NamedLog } from './receipt-keys.ts'
import { receiptKeysIn } from './receipt-keys.ts'

/**
 * Holds the keys of a folder in this process, signing in as the `signer`. Whoever asks cannot have
 * a key thrown away that its log announced, or that is still to vouch for one: what takes files
 * away or puts them in each other's place is held against the database.
 */
export function holdKeys(parts: {
  readonly connection: ClientConfig
  readonly keysDir: string
  readonly crypto: LogCrypto
  readonly clock: Clock
}): HeldKeys {
  const { connection, keysDir } = parts
  const pool = openPool(connection, { max: 2 })
  const checkpointer = createCheckpointer({ ...parts, pool })
  const receiptKeys = receiptKeysIn(parts)
  return {
    checkpointer: {
      ...checkpointer,
      makeFollowingLogKey: async (log, after) => {
        const { keys, covered } = await saidBy(pool, log)
        const { since } = checkNewest(keys, { purpose: 'log', vkey: after.vkey })
        // Until it is covered, the key before it is still to sign that checkpoint.
        check(!after.isAtHand || covered > since)
        return checkpointer.makeFollowingLogKey(log, after)
      },
    },
    receiptKeys: {
      ...receiptKeys,
      makeFollowing: async (log, announced) => {
        const { keys } = await saidBy(pool, log)
        checkNewest(keys, { purpose: 'receipt', vkey: announced })
        return receiptKeys.makeFollowing(log, announced)
      },
      settle: async (log, vkey) => {
        const { keys } = await saidBy(pool, log)
        check(keys.some((one) => one.purpose === 'receipt' && one.vkey === vkey))
        return receiptKeys.settle(log, vkey)
      },
    },
    newestSeals: newestSealsIn(keysDir),
    sealedTexts: sealedTexts({ keysDir }),
  }
}

/** The keys that a log announced, and how many of its entries are under a checkpoint. */
interface Said {
  readonly keys: readonly AnnouncedKey[]
  readonly covered: number
}

async function saidBy(pool: Pool, { publicId, origin }: NamedLog): Promise<Said> {
  const organisation = await readOrganisation(pool, { publicId })
  if (organisation?.origin !== origin) return refuseOther()
  return withinOrganisation(pool, { org: organisation.id, mode: 'read' }, async (scope) => {
    const [row] = await scope.rows<{ size: number }>({
      text: 'SELECT size FROM ledger.checkpoint WHERE org_id = $1 ORDER BY size DESC LIMIT 1',
      values: [scope.org],
    })
    return { keys: await readAnnouncedKeys(scope), covered: row?.size ?? 0 }
  })
}

function checkNewest(
  keys: readonly AnnouncedKey[],
  { purpose, vkey }: Pick<AnnouncedKey, 'purpose' | 'vkey'>,
): AnnouncedKey {
  const newest = keyInForce(keys, { purpose, size: Number.MAX_SAFE_INTEGER })
  return newest?.vkey === vkey ? newest : refuseOther()
}

function check(isSo: boolean): void {
  if (!isSo) refuseOther()
}

function refuseOther(): never {
  throw new Error('not what the log announced')
}
