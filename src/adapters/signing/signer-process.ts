import { systemClock } from '../clock/system-clock.ts'
import { nodeCrypto } from '../crypto/node-crypto.ts'
import type { HeldKeys } from './answer-question.ts'
import { answerQuestion } from './answer-question.ts'
import { holdKeys } from './hold-keys.ts'
import type { SignerAnswer, SignerQuestion, SignerSetUp } from './signer-messages.ts'

/**
 * The signer's side: run in a child process of its own, it holds the log keys, which the server
 * never sees, and answers until its parent is gone. A separate system user for it keeps the key
 * files from the server altogether.
 */
export function runSigner(): void {
  let held: HeldKeys | null = null
  const answer = (message: SignerAnswer): void => {
    process.send?.(message)
  }
  process.on('message', (message: SignerSetUp | SignerQuestion) => {
    if (!('act' in message)) {
      held = holdKeys({ ...message, crypto: nodeCrypto, clock: systemClock })
      return
    }
    if (held === null) return answer({ id: message.id, failure: 'the signer was not set up' })
    void answerQuestion(held, message).then(answer)
  })
  // The parent may have been killed: nobody is left to sign for.
  process.on('disconnect', () => process.exit(0))
  // Ctrl-C reaches the whole group; the parent still wants its last checkpoints, then disconnects.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => {})
}
