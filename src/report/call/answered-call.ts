/** The call that an answer names, under its signature. */
export interface AnsweredCall {
  readonly title: string
  /** Origin of the sender's log. */
  readonly log: string
  /** Id of its record there. */
  readonly call: string
  /** Hash (base64) of the entry that signed it. */
  readonly digest: string
}
