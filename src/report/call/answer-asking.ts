import type { CoreRegister } from '../../ledger/core/core-registers.ts'
import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { Values } from '../../ledger/value.ts'
import { toBase64 } from '../../log/base64.ts'
import { unflattenFields } from '../../log/flatten-fields.ts'
import { leafHash } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Acknowledgement } from './acknowledgement.ts'
import { acknowledgedIn } from './acknowledgement.ts'

/** What a body asks of one below it: an answer from further below, which that one counted. */
export interface AnswerAsking {
  /** Hash (base64) of the entry that asks: what names it. */
  readonly asked: string
  /** Hash of the entry by which the body asked signed the call that it passed on. */
  readonly call: string
  /** Origin of the log that answered, and the digest of its answer. */
  readonly source: string
  readonly digest: string
  readonly reason: string
  readonly askedOn: string
}

/** What became of it. */
export interface AnswerHanded {
  /** Hash of the entry that asks, and the digest of the answer that it asks for. */
  readonly asked: string
  readonly digest: string
  readonly step: 'handed' | 'declined'
  /** Why it was declined. */
  readonly reasons: string | null
  readonly decidedOn: string
  /** Name of whoever asked, and the log that answered, which is told of it too. */
  readonly asker: string
  readonly source: string
  /** The entry that says so, in the log of whoever was asked. */
  readonly entry: number
}

/** The log that says something, and the one that it says it to. */
interface Between {
  readonly from: string
  readonly to: string
}

const asking = core.answerAsked.names
const handed = core.answerHanded.names

/** Fields that the entry of an asking opens: nobody's name is among them. */
export const askingPaths: readonly string[] = [
  asking.log,
  asking.call,
  asking.source,
  asking.digest,
  asking.reason,
  asking.askedOn,
]

/** Fields that the entry of a decision on one opens. */
export const handedPaths: readonly string[] = [
  handed.log,
  handed.asked,
  handed.digest,
  handed.step,
  handed.reasons,
  handed.decidedOn,
  handed.asker,
  handed.source,
]

/** What an entry of one log asks of the body of another; null: nothing that holds. */
export function askingIn(
  crypto: LogCrypto,
  given: Acknowledgement,
  between: Between,
): AnswerAsking | null {
  const said = saidIn(crypto, given, { from: between.from, of: core.answerAsked })
  if (said === null || said.log !== between.to) return null
  const { call, source, digest, reason, askedOn } = said
  if (!isText(call) || !isText(source) || !isText(digest) || !isText(askedOn)) return null
  const asked = toBase64(leafHash(crypto, given.leafText))
  return { asked, call, source, digest, reason: textOf(reason) ?? '', askedOn }
}

/**
 * What an entry of one log says became of what was asked of it, to whoever asked or to whoever
 * answered; null: nothing.
 */
export function handedIn(
  crypto: LogCrypto,
  given: Acknowledgement,
  between: Between,
): AnswerHanded | null {
  const said = saidIn(crypto, given, { from: between.from, of: core.answerHanded })
  if (said === null) return null
  const { asked, digest, step, decidedOn, asker, source, log } = said
  if (!isText(asked) || !isText(digest) || !isText(decidedOn) || !isText(source)) return null
  if (log !== between.to && source !== between.to) return null
  if (step !== 'handed' && step !== 'declined') return null
  const [name, reasons] = [textOf(asker) ?? '', textOf(said.reasons)]
  return { asked, digest, step, reasons, decidedOn, asker: name, source, entry: given.index }
}

/** What such an entry opens, where it is of the log that says it. */
function saidIn<Of extends CoreRegister>(
  crypto: LogCrypto,
  given: Acknowledgement,
  { from, of }: Pick<Between, 'from'> & { readonly of: Of },
) {
  const fields = acknowledgedIn(crypto, given, { origin: from, register: of.id })
  const values = fields && (unflattenFields(fields) as Values | null)
  return values && coreValues(of, values)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
