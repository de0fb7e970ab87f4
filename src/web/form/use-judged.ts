import { useMemo } from 'react'
import type { Fault } from '../../ledger/fault.ts'
import { failedChecks, parseValues } from '../../ledger/record/parse-values.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Value, Values } from '../../ledger/value.ts'
import { useUnit } from '../components/use-unit.ts'

/** What the pure room says of the values as they stand in the form. */
export interface Judged {
  /** By field id; a fault of the whole record stands under ''. */
  readonly faults: ReadonlyMap<string, readonly Fault[]>
  /** The stored form, once nothing is wrong. */
  readonly values: Values | null
}

function isSaid(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== ''
}

/** The same rules the server holds, said while somebody types. */
export function useJudged(register: Register, values: Values, recordId?: string): Judged {
  const { pack, session } = useUnit()
  return useMemo(() => {
    const context = {
      lists: new Map(Object.entries(pack.lists)),
      today: session.today,
      ...(recordId === undefined ? {} : { id: recordId }),
    }
    const parsed = parseValues(register, values, context)
    if (parsed.values !== undefined) return { faults: new Map(), values: parsed.values }
    // Field faults hide the checks in parseValues; here one speaks as soon as its field is said.
    const early = failedChecks(register, values, context).filter((fault) =>
      isSaid(values[String(fault.at[0])]),
    )
    return { faults: byField([...parsed.faults, ...early]), values: null }
  }, [register, values, pack, session.today, recordId])
}

/** Faults by the field they belong to, each text once. */
export function byField(faults: readonly Fault[]): ReadonlyMap<string, readonly Fault[]> {
  const map = new Map<string, Fault[]>()
  for (const fault of faults) {
    const field = String(fault.at[0] ?? '')
    const list = map.get(field) ?? []
    if (!list.some((one) => one.text.zh === fault.text.zh)) list.push(fault)
    map.set(field, list)
  }
  return map
}
