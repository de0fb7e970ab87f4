/**
 * The outcome of reading or verifying something that a stranger wrote. Hostile input never
 * throws; `reason` is stable and dotted, part of the API of the verifier.
 */
export type Verdict<Value, Reason extends string = string> =
  | ({ readonly ok: true } & Value)
  | Refused<Reason>

/** The negative half of a verdict. */
export interface Refused<Reason extends string = string> {
  readonly ok: false
  readonly reason: Reason
}

/** Builds the negative half. */
export function refused<Reason extends string>(reason: Reason): Refused<Reason> {
  return { ok: false, reason }
}
