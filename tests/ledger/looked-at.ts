import { selfKey } from '../../src/ledger/predicate/evaluate.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Values } from '../../src/ledger/value.ts'

/** A field that was looked at, of a record of a register in a year. */
export interface LookedAt {
  readonly register: string
  readonly field: string
  readonly year: number
}

/** The record, whose fields tell when somebody looks at them, whether they are there or not. */
export function watched(record: LedgerRecord, seen: (looked: LookedAt) => void): LedgerRecord {
  const { register, occurredOn } = record
  const tell = (field: string | symbol) => {
    // The record itself: that it is there is no field of it.
    if (field === selfKey) return
    seen({ register, field: String(field), year: Number(occurredOn?.slice(0, 4)) })
  }
  const values: Values = new Proxy(record.values, {
    get: (target, field) => {
      tell(field)
      return Reflect.get(target, field)
    },
    getOwnPropertyDescriptor: (target, field) => {
      tell(field)
      return Reflect.getOwnPropertyDescriptor(target, field)
    },
  })
  return { ...record, values }
}
