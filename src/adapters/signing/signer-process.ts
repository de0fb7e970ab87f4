import { fromBase64 } from '../../log/base64.ts'
import { nodeCrypto } from '../crypto/node-crypto.ts'
import { openPool } from '../postgres/open-pool.ts'
import { createCheckpointer } from './checkpointer.ts'
import type { Checkpointer } from './checkpointer.ts'
import type { SignerAnswer, SignerQuestion, SignerSetUp } from './signer-messages.ts'

/**
 * The signer's side: run in a child process of its own, it holds the log keys, which the server
 * never sees, and answers until its parent is gone. A separate system user for it keeps the key
 * files from the server altogether.
 */
export function runSigner(): void {
  let checkpointer: Checkpointer | null = null
  const answer = (message: SignerAnswer): void => {
    process.send?.(message)
  }
  process.on('message', (message: SignerSetUp | SignerQuestion) => {
    if (!('act' in message)) {
      checkpointer = createCheckpointer({
        keysDir: message.keysDir,
        crypto: nodeCrypto,
        clock: { now: () => Date.now() },
        pool: openPool(message.connection, { max: 2 }),
      })
      return
    }
    const { id } = message
    if (checkpointer === null) return answer({ id, failure: 'the signer was not set up' })
    reply(checkpointer, message).then(answer, (error: unknown) =>
      answer({ id, failure: error instanceof Error ? error.message : String(error) }),
    )
  })
  // The parent may have been killed: nobody is left to sign for.
  process.on('disconnect', () => process.exit(0))
  // Ctrl-C reaches the whole group; the parent still wants its last checkpoints, then disconnects.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => {})
}

async function reply(checkpointer: Checkpointer, question: SignerQuestion): Promise<SignerAnswer> {
  const { id } = question
  switch (question.act) {
    case 'make-key':
      return { id, vkey: await checkpointer.makeLogKey(question.log, seedOf(question.seed)) }
    case 'make-following-key': {
      const { log, after } = question
      return { id, following: await checkpointer.makeFollowingLogKey(log, after) }
    }
    case 'checkpoint':
      return { id, checkpoint: await checkpointer.checkpoint(question.log) }
    case 'cosign': {
      const { log, checkpointText } = question
      return { id, cosigned: await checkpointer.cosign(log, checkpointText) }
    }
  }
}

function seedOf(text: string | null): Uint8Array | null {
  return text === null ? null : fromBase64(text)
}
