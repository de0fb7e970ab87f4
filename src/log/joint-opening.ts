import type { SaltedField } from './payload-leaf.ts'

/** One field of a joint opening. */
export interface JointField extends SaltedField {
  /** Place among the leaves of the payload tree. */
  readonly index: number
}

/**
 * Several fields of one payload with one shared way up to its root: as good as an `Opening` with
 * a path for each, and a fraction of its size where many fields are shown. Plain JSON.
 */
export interface JointOpening {
  /** Leaves of the payload tree. */
  readonly size: number
  /** By index, ascending. */
  readonly fields: readonly JointField[]
  /** Base64 roots of the largest subtrees in which nothing is opened, from left to right. */
  readonly hashes: readonly string[]
}
