import type { NewestSeals } from '../../app/ports/audit-ports.ts'
import { Refusal } from '../../ledger/fault.ts'
import { toBase64 } from '../../log/base64.ts'
import type { SealedTexts } from '../postgres/sealed-text.ts'
import type { Checkpointer } from './checkpointer.ts'
import type { ReceiptKeys } from './receipt-keys.ts'
import type { AskSigner, SignerAct, SignerAnswer, SignerQuestion } from './signer-messages.ts'

/** A checkpointer whose keys somebody else holds. */
export function askedCheckpointer(ask: AskSigner, close: () => Promise<void>): Checkpointer {
  return {
    makeLogKey: (log, seed) =>
      ask({ act: 'make-key', purpose: 'log', log, seed: seed === null ? null : toBase64(seed) }),
    makeFollowingLogKey: (log, after) => ask({ act: 'make-following-key', log, after }),
    checkpoint: (log) => ask({ act: 'checkpoint', log }),
    cosign: (log, checkpointText) => ask({ act: 'cosign', log, checkpointText }),
    signParcel: (log, { digest, ...parcel }) =>
      ask({ act: 'parcel', log, ...parcel, digest: toBase64(digest) }),
    close,
  }
}

/** Keys of receipts that somebody else holds. */
export function askedReceiptKeys(ask: AskSigner): ReceiptKeys {
  return {
    make: (log, seed) =>
      ask({
        act: 'make-key',
        purpose: 'receipt',
        log,
        seed: seed === null ? null : toBase64(seed),
      }),
    makeFollowing: (log, after) => ask({ act: 'make-following-receipt-key', log, after }),
    sign: (log, vkey, entries) =>
      ask({
        act: 'receipts',
        log,
        vkey,
        entries: entries.map((one) => ({ ...one, leafHash: toBase64(one.leafHash) })),
      }),
    settle: async (log, vkey) => void (await ask({ act: 'settle', log, vkey })),
    lacking: (keys) => ask({ act: 'lacking', keys }),
  }
}

/** What was kept beside keys that somebody else holds. */
export function askedNewestSeals(ask: AskSigner): NewestSeals {
  return async () => {
    const seals = await ask({ act: 'newest-seals' })
    return seals === null ? null : new Map(Object.entries(seals))
  }
}

/** Texts that somebody else encrypts. */
export function askedSealedTexts(ask: AskSigner): SealedTexts {
  return {
    seal: async (text, use) => Buffer.from(await ask({ act: 'seal', text, use }), 'base64'),
    open: (sealed, use) => ask({ act: 'open', sealed: sealed.toString('base64'), use }),
  }
}

/** Questions on their way, each with whoever waits for its answer. */
export interface Asked {
  /** Numbers a question, sends it, and waits. */
  ask(act: SignerAct, send: (question: SignerQuestion) => void): Promise<SignerAnswer>
  answer(answer: SignerAnswer): void
  /** Nobody will answer what is on its way. */
  fail(error: Error): void
}

/** Keeps who waits for which answer. */
export function keepAsked(): Asked {
  const waiting = new Map<
    number,
    { resolve(answer: SignerAnswer): void; reject(error: Error): void }
  >()
  let count = 0
  return {
    ask: (act, send) => {
      const id = (count += 1)
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        send({ ...act, id })
      })
    },
    answer: (answer) => {
      waiting.get(answer.id)?.resolve(answer)
      waiting.delete(answer.id)
    },
    fail: (error) => {
      for (const one of waiting.values()) one.reject(error)
      waiting.clear()
    },
  }
}

/** What was answered, or the refusal or error that it was. */
export function valueOf(answer: SignerAnswer): never {
  if ('refused' in answer) throw new Refusal([...answer.refused])
  if ('failure' in answer) throw new Error(answer.failure)
  // Which answer goes with which act is said once, by the type of `AskSigner`.
  return answer.value as never
}
