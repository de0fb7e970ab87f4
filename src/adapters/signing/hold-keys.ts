import type { ClientConfig } from 'pg'
import type { Clock } from '../../append/effects.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { openPool } from '../postgres/open-pool.ts'
import { sealedTexts } from '../postgres/sealed-text.ts'
import type { HeldKeys } from './answer-question.ts'
import { createCheckpointer } from './checkpointer.ts'
import { newestSealsIn } from './kept-seals.ts'
import { receiptKeysIn } from './receipt-keys.ts'

/** Holds the keys of a folder in this process, signing in as the `signer`. */
export function holdKeys(parts: {
  readonly connection: ClientConfig
  readonly keysDir: string
  readonly crypto: LogCrypto
  readonly clock: Clock
}): HeldKeys {
  const { connection, keysDir } = parts
  return {
    checkpointer: createCheckpointer({ ...parts, pool: openPool(connection, { max: 2 }) }),
    receiptKeys: receiptKeysIn(parts),
    newestSeals: newestSealsIn(keysDir),
    sealedTexts: sealedTexts({ keysDir }),
  }
}
