import type { Values } from '../ledger/value.ts'
import type { EntryKind } from '../log/leaf.ts'

/** A write that is ready to be decided in order under the lock of the organisation's log head. */
export interface AppendRequest {
  readonly kind: EntryKind
  readonly register: string | null
  /** Null: a new record gets an id. */
  readonly record: string | null
  /** The version the writer saw (`If-Match`); null for a new record. */
  readonly expected: number | null
  readonly values: Values
  readonly occurredOn: string | null
  readonly lateDays: number
  readonly lateReason: string | null
  readonly title: string
  /** Text the list search looks in. */
  readonly search: string
  readonly actor: string
  readonly pack: string | null
  /** Kind `erase`: the entries whose payloads lose fields. */
  readonly erases?: readonly number[]
  /** Why, where an entry must say it (void, erase); stands in the payload, not among the values. */
  readonly reason?: string
  readonly idempotency: { readonly key: string; readonly digest: string } | null
}

/** What a write says that is about no record, e.g. that a key is believed or a pack adopted. */
export const aboutNoRecord = {
  register: null,
  record: null,
  expected: null,
  lateDays: 0,
  lateReason: null,
  title: '',
  search: '',
} as const satisfies Partial<AppendRequest>
