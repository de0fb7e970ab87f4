import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Value } from '../../ledger/value.ts'

/** The register of who stands in for whom. */
export const standInRegister = core.standIn.id

/** Somebody acts for somebody else from one day to another, both included. */
export interface StandIn {
  readonly record: string
  readonly version: number
  /** Whose place is taken. */
  readonly person: string
  readonly deputy: string
  readonly from: string
  readonly to: string
  readonly authorisedBy: string
  readonly grantedBy: string | null
  /** `revoked`: the record is void. */
  readonly state: 'inForce' | 'toCome' | 'over' | 'revoked'
}

/** A stand-in as its record says it on a day. */
export function standInFrom(record: LedgerRecord, today: string): StandIn {
  const said = coreValues(core.standIn, record.values)
  const text = (value: Value | undefined) => textOf(value) ?? ''
  const [from, to] = [text(said.from), text(said.to)]
  return {
    record: record.id,
    version: record.version,
    person: text(said.person),
    deputy: text(said.deputy),
    from,
    to,
    authorisedBy: text(said.authorisedBy),
    grantedBy: textOf(said.grantedBy),
    state: stateOf(record, { from, to, today }),
  }
}

function stateOf(
  { state }: LedgerRecord,
  { from, to, today }: { from: string; to: string; today: string },
): StandIn['state'] {
  if (state === 'void') return 'revoked'
  if (today < from) return 'toCome'
  return today <= to ? 'inForce' : 'over'
}
