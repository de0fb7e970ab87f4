import type { NewestSeals } from '../../app/ports/audit-ports.ts'
import { Refusal } from '../../ledger/fault.ts'
import { fromBase64 } from '../../log/base64.ts'
import type { SealedTexts } from '../postgres/sealed-text.ts'
import type { Checkpointer } from './checkpointer.ts'
import type { NamedLog, ReceiptKeys } from './receipt-keys.ts'
import type { SignerAct, SignerAnswer, SignerAnswers, SignerQuestion } from './signer-messages.ts'

/** Whoever holds the keys of an installation. */
export interface HeldKeys {
  readonly checkpointer: Checkpointer
  readonly receiptKeys: ReceiptKeys
  readonly newestSeals: NewestSeals
  /** What reminders are sent with, encrypted. */
  readonly sealedTexts: SealedTexts
}

/** Answers one question by the keys that are held; what goes wrong is an answer too. */
export async function answerQuestion(
  held: HeldKeys,
  { id, ...act }: SignerQuestion,
): Promise<SignerAnswer> {
  try {
    return { id, value: await valueFor(held, act as SignerAct) }
  } catch (error) {
    if (error instanceof Refusal) return { id, refused: error.faults }
    return { id, failure: error instanceof Error ? error.message : String(error) }
  }
}

async function valueFor(
  { checkpointer, receiptKeys, newestSeals, sealedTexts }: HeldKeys,
  act: SignerAct,
): Promise<SignerAnswers[SignerAct['act']]> {
  if ('log' in act) checkNames(act.log)
  switch (act.act) {
    case 'make-key': {
      const seed = seedOf(act)
      return act.purpose === 'log'
        ? checkpointer.makeLogKey(act.log, seed)
        : receiptKeys.make(act.log, seed)
    }
    case 'make-following-key':
      return checkpointer.makeFollowingLogKey(act.log, act.after)
    case 'make-following-receipt-key':
      return receiptKeys.makeFollowing(act.log, act.after)
    case 'checkpoint':
      return checkpointer.checkpoint(act.log)
    case 'cosign':
      return checkpointer.cosign(act.log, act.checkpointText)
    case 'parcel': {
      const { log, to, madeAt, digest } = act
      return checkpointer.signParcel(log, { to, madeAt, digest: bytesOf(digest) })
    }
    case 'receipts':
      return receiptKeys.sign(
        act.log,
        act.vkey,
        act.entries.map((one) => ({ ...one, leafHash: bytesOf(one.leafHash) })),
      )
    case 'settle':
      await receiptKeys.settle(act.log, act.vkey)
      return null
    case 'lacking':
      act.keys.forEach(checkNames)
      return receiptKeys.lacking(act.keys)
    case 'newest-seals': {
      const seals = await newestSeals()
      return seals === null ? null : Object.fromEntries(seals)
    }
    case 'seal':
      return (await sealedTexts.seal(act.text, act.use)).toString('base64')
    case 'open':
      return sealedTexts.open(Buffer.from(act.sealed, 'base64'), act.use)
  }
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const publicIdForm = new RegExp(`^${uuid}$`)
const originForm = new RegExp(`^taizhang/(demo/)?${uuid}$`)

// Files are called after these, and whoever asks may be another machine.
function checkNames({ publicId, origin }: NamedLog): void {
  if (publicIdForm.test(publicId) && originForm.test(origin)) return
  throw new Error('not the names of a log')
}

// A key whose seed somebody else knows can sign another history: good enough for a demo only.
function seedOf({ log, seed }: Extract<SignerAct, { act: 'make-key' }>): Uint8Array | null {
  if (seed === null) return null
  if (originForm.exec(log.origin)?.[1] === undefined) throw new Error('a seed for a real unit')
  return bytesOf(seed)
}

function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64(text)
  if (bytes?.length !== 32) throw new Error('not 32 bytes')
  return bytes
}
