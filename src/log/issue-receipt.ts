import type { LogCrypto } from './log-crypto.ts'
import { formatReceipt } from './receipt.ts'
import type { Receipt } from './receipt.ts'
import { signNote } from './sign-note.ts'
import type { NamedSigner } from './sign-note.ts'

/** Signs a receipt as a note by the receipt key, which is never the log key. */
export function issueReceipt(crypto: LogCrypto, receipt: Receipt, key: NamedSigner): string {
  return signNote(crypto, formatReceipt(receipt), [key])
}
