import type { SaltedField } from './payload-leaf.ts'

/** One field shown to somebody, with its way up to the payload root. */
export interface OpenedField extends SaltedField {
  readonly index: number
  /** Base64, the sibling of the leaf first. */
  readonly proof: readonly string[]
}

/** Some fields of one payload, as evidence: plain JSON, to be carried in a file. */
export interface Opening {
  /** Leaves of the payload tree. */
  readonly size: number
  readonly fields: readonly OpenedField[]
}
