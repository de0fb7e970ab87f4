import { core } from '../../ledger/core/core-registers.ts'
import { isSettled, reportRecordOf } from '../../ledger/core/report-record.ts'
import { refuse } from '../../ledger/fault.ts'
import { answerTemplate } from '../../report/call/answer.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'
import { openTree } from '../../report/draft/open-tree.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { StoredDraft } from '../ports/draft-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { findDraft } from './find-draft.ts'
import { reportSources } from './report-sources.ts'
import { openedSlot } from './save-draft.ts'
import { officialSession, refuseUnknownReport, templateOf } from './written-draft.ts'

type Needs = Pick<AppPorts, 'store' | 'drafts' | 'yearBooks' | 'clock' | 'random'>

/** Which report is begun; `replaces` names the issued one that it corrects. */
export interface OpenDraft {
  readonly report: string
  readonly year: number
  readonly replaces: string | null
}

/**
 * Begins the report of a year: from its template, or for a corrected version from the words of the
 * one it corrects. One report of a year is drafted at a time. Refuses with `report.unknown`,
 * `draft.exists`, `report.not-issued`.
 */
export async function openDraft(
  ports: Needs,
  session: Session,
  { report, year, replaces }: OpenDraft,
): Promise<StoredDraft> {
  const template = templateOf(session, report)
  const sourcesOf = async (reader: Session) =>
    reportSources(await ports.yearBooks.withWords(reader, year), session.org.name.zh)
  if (replaces !== null) {
    const corrected = await correctedDraft(ports, session, { report, year, replaces })
    return keepNewDraft(ports, session, { report, year, replaces, ...corrected })
  }
  // An answer is begun from its call.
  if (template === answerTemplate) return refuseUnknownReport(session, report)
  const [own, official] = [await sourcesOf(session), await sourcesOf(officialSession(session))]
  return keepNewDraft(ports, session, {
    report,
    year,
    replaces,
    tree: openTree(template, own, official),
  })
}

/** What a draft begins with. */
export interface BegunDraft {
  readonly tree: DraftTree
  /** The record of the call that it answers; absent: none. */
  readonly answers?: string | null
}

/** Keeps a draft that was just begun, with its first version. Refuses with `draft.exists`. */
export async function keepNewDraft(
  ports: Pick<Needs, 'drafts' | 'clock' | 'random'>,
  session: Session,
  { report, year, replaces, tree, answers = null }: OpenDraft & BegunDraft,
): Promise<StoredDraft> {
  const at = new Date(ports.clock.now()).toISOString()
  const by = session.actor.id
  const draft: StoredDraft = {
    id: ports.random.uuid(),
    record: ports.random.uuid(),
    report,
    year,
    replaces,
    answers,
    tree,
    open: true,
    revision: 1,
    writers: [by],
    handedTo: null,
    handedIn: null,
    accepted: [],
    openedAt: at,
    savedAt: at,
    savedBy: by,
  }
  await ports.drafts.open(session.org.id, draft)
  const version = { id: draft.id, revision: 1, savedAt: at, savedBy: by, tree }
  await ports.drafts.keepVersion(session.org.id, { ...version, slot: openedSlot })
  return draft
}

async function correctedDraft(
  ports: Needs,
  session: Session,
  { report, year, replaces }: { report: string; year: number; replaces: string },
): Promise<BegunDraft> {
  const record = await ports.store.read(session.org.id, (reader) => reader.record(replaces))
  if (record?.register !== core.report.id) return refuseNotIssued()
  const issued = reportRecordOf(record)
  if (!isSettled(issued.step) || issued.step === 'signed') return refuseNotIssued()
  if (issued.template !== report || issued.year !== year) return refuseNotIssued()
  const { draft } = await findDraft(ports, session, issued.draft)
  // The number and the day are those of the new paper.
  return { tree: { ...draft.tree, number: '', date: '' }, answers: draft.answers }
}

function refuseNotIssued(): never {
  return refuse('report.not-issued', {
    at: ['body', 'replaces'],
    text: {
      zh: '要更正的报告还没有定稿，或者不是这一年的这份报告。',
      en: 'The report to be corrected is not final yet, or is another report.',
    },
    hint: { zh: '没有定稿的报告可以直接修改。', en: 'One that is not final can simply be edited.' },
  })
}
