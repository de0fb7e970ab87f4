import type { StoreOptions } from '../adapters/postgres/open-store.ts'
import type { HeldKeys } from '../adapters/signing/answer-question.ts'
import { spawnSigner } from '../adapters/signing/spawn-signer.ts'

/**
 * Who signs for a store: the signer service, a process of its own, or, when neither is given, the
 * store itself by the keys of its folder.
 */
export function signerOf(
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
