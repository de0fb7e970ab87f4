import type { ReportStep } from '../../ledger/core/report-record.ts'
import { isSettled, reportRecordOf } from '../../ledger/core/report-record.ts'
import { answersFor } from '../draft/answers-for.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/** A report that somebody is still to finish. */
export interface DraftToHandOver {
  readonly draft: string
  /** The template's id. */
  readonly report: string
  readonly year: number
  /** Its title; null as long as it has none, when the template's name stands for it. */
  readonly name: string | null
  /** Null before the first review. */
  readonly step: ReportStep | null
  /** UTC ISO. */
  readonly savedAt: string
}

/**
 * Drafts of reports for which a person answers, until they are signed. A signature is asked of a
 * role, and what was handed in to a reviewer by name the drafter hands in to another.
 */
export async function draftsToHandOver(
  { store, drafts }: Pick<AppPorts, 'store' | 'drafts'>,
  { org }: Session,
  person: string,
): Promise<readonly DraftToHandOver[]> {
  const listed = await drafts.list(org.id)
  const theirs = listed.filter((one) => one.open && answersFor(one) === person)
  const records = await store.read(org.id, (reader) =>
    Promise.all(theirs.map(({ record }) => reader.record(record))),
  )
  return theirs.flatMap(({ id, report, year, title, savedAt }, at) => {
    const found = records[at]
    const flow = found ? reportRecordOf(found) : null
    const step = flow?.step ?? null
    if (isSettled(step)) return []
    const name = flow?.name ?? (title === '' ? null : title)
    return [{ draft: id, report, year, name, step, savedAt }]
  })
}

/** Gives drafts to somebody else to finish. Leaves a line in the trail for each. */
export async function handDraftsOver(
  { store, drafts }: Pick<AppPorts, 'store' | 'drafts'>,
  { org, actor }: Session,
  { chosen, from, to }: { chosen: readonly string[]; from: string; to: string },
): Promise<void> {
  if (chosen.length === 0) return
  await drafts.handOver(org.id, { drafts: chosen, to })
  const line = { actor: actor.id, act: 'hand-over', outcome: 'done' } as const
  for (const subject of chosen) {
    await store.trail(org.id, { ...line, subject, detail: `draft ${from} -> ${to}` })
  }
}
