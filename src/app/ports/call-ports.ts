import type { Acknowledgement } from '../../report/call/acknowledgement.ts'
import type { SealedEntry } from '../../report/call/sealed-entry.ts'
import type { Reply } from '../../report/receive/reply.ts'
import type { Organisation } from './organisation-ports.ts'

/** What a unit below has sent up about one call. */
export interface SentAnswer {
  /** Origin of its log. */
  readonly origin: string
  readonly acknowledgement: Acknowledgement | null
  /** The file of its newest answer, as it was sent; null: it has sent none, or nothing new. */
  readonly file: Uint8Array | null
}

/** What a unit knows already of what could be carried to it. */
export interface KnownToUnit {
  /** How large it saw a log, so that it is shown how that grew; 0: never. */
  readonly seen: (log: string) => number
  /** Which calls or lists of these digests it has taken. */
  readonly taken: (digests: readonly string[]) => Promise<ReadonlySet<string>>
}

/** What the body above looks for among the units below. */
export interface AskedOfUnits {
  /** What names the call. */
  readonly digest: string
  /** The logs that are looked at. */
  readonly logs: readonly string[]
  /** Which reports of these digests it has received. */
  readonly received: (digests: readonly string[]) => Promise<ReadonlySet<string>>
}

/** What a body tells of what it did, as its own log says it. */
export interface SaidByLog {
  readonly origin: string
  readonly acknowledgement: Acknowledgement
}

/** An answer that a body below was asked for. */
export interface AskedAnswer {
  /** Hash of the entry that asks. */
  readonly asked: string
  /** Origin of the log of whoever was asked. */
  readonly log: string
  readonly digest: string
}

/** What whoever was asked for an answer says of it. */
export interface HandedAnswer extends SaidByLog {
  /** Gives the file of the answer; null: it is not handed on, or still on its way. */
  readonly file: (() => Promise<Uint8Array | null>) | null
}

/**
 * How calls go down, answers come up, and replies go down again. Whoever takes something fetches it
 * and writes in its own log alone; nothing is ever put into another's.
 */
export interface CallCarrier {
  /** Calls of the body above that are in force, ask this unit, and were not taken yet. */
  callsFor(unit: Organisation, known: KnownToUnit): Promise<readonly SealedEntry[]>
  /** The newest version of each duty list of the body above that was not taken yet. */
  dutyListsFor(unit: Organisation, known: KnownToUnit): Promise<readonly SealedEntry[]>
  /** Of calls that the unit took, by digest: how often those who have not answered were urged. */
  urgesFor(unit: Organisation, digests: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** What the units that took a call have sent up about it. */
  answersTo(above: Organisation, asked: AskedOfUnits): Promise<readonly SentAnswer[]>
  /** That these logs took versions of a duty list, by the digests of those. */
  listsTaken(
    above: Organisation,
    asked: Pick<AskedOfUnits, 'logs'> & { readonly digests: readonly string[] },
  ): Promise<readonly SaidByLog[]>
  /** Answers from below that the body above asks this unit for. */
  answersAskedOf(unit: Organisation): Promise<readonly SaidByLog[]>
  /** What became of answers that the bodies below were asked for. */
  handedOn(above: Organisation, asked: readonly AskedAnswer[]): Promise<readonly HandedAnswer[]>
  /** That answers of this unit, by digest, were handed on by the body above that counted them. */
  handedFurther(unit: Organisation, digests: readonly string[]): Promise<readonly SaidByLog[]>
  /** What a receiver says to the report of this digest; null: nothing that reached us. */
  replyTo(unit: Organisation, digest: string): Promise<CarriedReply | null>
}

/** A reply, and whether the receiver has decided. */
export interface CarriedReply {
  readonly reply: Reply
  readonly isDecided: boolean
}
