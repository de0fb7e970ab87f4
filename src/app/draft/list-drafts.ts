import type { ReportRecord } from '../../ledger/core/report-record.ts'
import { reportRecordOf } from '../../ledger/core/report-record.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { StoredBrief } from '../ports/draft-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { answersFor } from './answers-for.ts'

/** A report in the list, with the step it stands at. */
export interface ListedDraft extends Omit<StoredBrief, 'accepted'> {
  readonly flow: ReportRecord | null
  /** The person who is to finish it; null where a machine opened it. */
  readonly answersFor: string | null
}

/** Drafts and issued reports that are asked for, newest first. */
export async function listDrafts(
  { store, drafts }: Pick<AppPorts, 'store' | 'drafts'>,
  { org }: Session,
  isAsked: (
    draft: Pick<StoredBrief, 'open' | 'report' | 'year' | 'replaces' | 'answers'>,
  ) => boolean,
): Promise<readonly ListedDraft[]> {
  const listed = (await drafts.list(org.id)).filter(isAsked)
  return store.read(org.id, async (reader) => {
    const all: ListedDraft[] = []
    for (const draft of listed) {
      const record = await reader.record(draft.record)
      const flow = record && reportRecordOf(record)
      const { accepted: _, ...brief } = draft
      all.push({ ...brief, flow, answersFor: answersFor(draft) })
    }
    return all
  })
}
