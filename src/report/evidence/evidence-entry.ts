import type { Leaf } from '../../log/leaf.ts'
import type { Payload } from '../../log/payload-tree.ts'

/** One entry of the log with what is stored beside it. */
export interface EvidenceEntry {
  readonly index: number
  readonly leaf: Leaf
  readonly leafText: string
  /** Base64. */
  readonly leafHash: string
  /** Null where nothing is left of it. */
  readonly payload: Payload | null
}
