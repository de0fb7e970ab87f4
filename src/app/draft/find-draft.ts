import { core, coreValues } from '../../ledger/core/core-registers.ts'
import type { ReportRecord } from '../../ledger/core/report-record.ts'
import { reportRecordOf } from '../../ledger/core/report-record.ts'
import { refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Value } from '../../ledger/value.ts'
import type { Overridden } from '../../report/check/finalise.ts'
import type { ClaimState } from '../../report/document.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { StoredDraft } from '../ports/draft-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/** A claim that was let stand, with the entry that says so. */
export interface OverriddenClaim extends Overridden {
  readonly entry: number
  readonly reason: string
  readonly person: string
  readonly on: string | null
}

/** A draft with what the log says about it. */
export interface FoundDraft {
  readonly draft: StoredDraft
  /** Null until somebody has reviewed it. */
  readonly record: ReportRecord | null
  readonly overridden: readonly OverriddenClaim[]
}

const overriddenMax = 500

/** A draft of this organisation. Refuses with `draft.unknown`. */
export async function findDraft(
  ports: Pick<AppPorts, 'store' | 'drafts'>,
  { org }: Session,
  id: string,
): Promise<FoundDraft> {
  const draft = await ports.drafts.read(org.id, id)
  if (!draft) return refuseUnknown()
  return ports.store.read(org.id, async (reader) => {
    const record = await reader.record(draft.record)
    const { items } = await reader.records({
      register: core.override.id,
      where: { [core.override.names.report]: draft.record },
      limit: overriddenMax,
    })
    const overridden = items.filter((one) => one.state === 'live').map(overriddenOf)
    return { draft, record: record && reportRecordOf(record), overridden }
  })
}

function overriddenOf({ values, entry, occurredOn }: LedgerRecord): OverriddenClaim {
  const said = coreValues(core.override, values)
  const text = (value: Value | undefined) => String(value ?? '')
  return {
    claim: text(said.claim),
    words: text(said.words),
    state: text(said.state) as ClaimState,
    reason: text(said.reason),
    person: text(said.person),
    entry,
    on: occurredOn,
  }
}

/** Refuses with `draft.unknown`. */
function refuseUnknown(): never {
  return refuse('draft.unknown', {
    text: { zh: '没有这份草稿。', en: 'There is no such draft.' },
    hint: { zh: '请从报告列表中打开。', en: 'Open it from the list of reports.' },
  })
}
