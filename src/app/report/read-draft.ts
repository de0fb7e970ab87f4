import type { ReportRecord, ReportStep } from '../../ledger/core/report-record.ts'
import { isSettled } from '../../ledger/core/report-record.ts'
import type { Finding } from '../../report/check/finding.ts'
import { charactersOf } from '../../report/check/form-text.ts'
import { closedReason } from '../../report/closed-reason.ts'
import type { ReportDocument } from '../../report/document.ts'
import type { ProblemMaterial } from '../../report/draft/problem-material.ts'
import type { WordingOffer } from '../../report/draft/wording-offers.ts'
import { wordingOffers } from '../../report/draft/wording-offers.ts'
import type { FigureWording } from '../../report/propose/wording.ts'
import { abilitiesOf } from '../access/access.ts'
import { mayReadFigure } from '../access/figure-access.ts'
import { mayReadBehind, shownTo } from '../draft/claims-shown-to.ts'
import { doneLateIn } from '../draft/done-late.ts'
import { materialOf } from '../draft/draft-material.ts'
import type { FoundDraft, OverriddenClaim } from '../draft/find-draft.ts'
import { findDraft } from '../draft/find-draft.ts'
import { listDrafts } from '../draft/list-drafts.ts'
import { reportSources } from '../draft/report-sources.ts'
import { officialSession, templateOf, writeDraft } from '../draft/written-draft.ts'
import { writtenFor } from '../draft/written-for.ts'
import { mayReview } from '../draft/wrote-in.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { DraftComment, StoredDraft } from '../ports/draft-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { YearBookWithWords } from '../year/year-book.ts'
import { mayAccept } from './accept-sentences.ts'
import type { ChangesSince } from './changes-since.ts'
import { claimsOvertaken, recordsChangedSince } from './changes-since.ts'
import { signingFindings } from './check-may-be-signed.ts'
import { frozenReport } from './freeze-file.ts'
import { liesWithReviewer, reviewersOf } from './hand-in.ts'
import { holdsFor } from './review-holds.ts'

/** What the caller may do next with a report. */
export type ReportAct =
  | 'edit'
  | 'comment'
  | 'handIn'
  | 'review'
  | 'override'
  | 'accept'
  | 'sign'
  | 'sendBack'
  | 'freeze'
  | 'send'
  | 'answer'
  | 'correct'

/** A draft with everything its page shows. */
export interface ReadDraft {
  readonly draft: StoredDraft
  /** As the caller may see it; once signed, what was signed. */
  readonly document: ReportDocument
  readonly findings: readonly Finding[]
  readonly characters: number
  readonly charactersMax: number
  readonly record: ReportRecord | null
  /** Somebody reviewed exactly these words, with these numbers. */
  readonly reviewHolds: boolean
  readonly overridden: readonly OverriddenClaim[]
  readonly comments: readonly DraftComment[]
  readonly acts: readonly ReportAct[]
  /** Who may be asked to review it; none where the caller hands nothing in. */
  readonly reviewers: readonly string[]
  /** It lies with the reviewer it was handed in to. */
  readonly isHandedIn: boolean
  /** How reports speak of the figures that the caller may see: a typed count is matched by it. */
  readonly wordings: readonly FigureWording[]
  /** Wordings that would be right now; none where the caller may not write. */
  readonly offers: readonly WordingOffer[]
  /** What failed and may be named as a problem; none in an answer, or where nobody may write. */
  readonly material: readonly ProblemMaterial[]
  /** Duties that the report does not mention and that failed by being late alone. */
  readonly doneLate: readonly string[]
  /** The newest draft of a corrected version, with the step of its report; null: there is none. */
  readonly correctedBy: { readonly draft: string; readonly step: ReportStep | null } | null
  /** Null until the report is signed. */
  readonly since: ChangesSince | null
}

type Needs = Pick<
  AppPorts,
  'store' | 'drafts' | 'yearBooks' | 'rosters' | 'accounts' | 'crypto' | 'outside' | 'clock'
>

/** Opens a draft: numbers and states are those of the ledger at this moment. */
export async function readDraft(ports: Needs, session: Session, id: string): Promise<ReadDraft> {
  const found = await findDraft(ports, session, id)
  const { draft, record } = found
  const comments = await ports.drafts.comments(session.org.id, id)
  const shown = await writtenFor(ports, session, found)
  const settled = record !== null && isSettled(record.step)
  const reviewHolds = !settled && (await holds(ports, session, found))
  const signed = settled ? (await frozenReport(ports, session, record)).document : null
  const document = signed ? shownTo(session, signed) : shown.document
  const correctedBy = settled ? await correctionOf(ports, session, draft.record) : null
  const acts = actsOf(session, { found, reviewHolds, isCorrected: correctedBy !== null })
  const mayWrite = acts.includes('edit')
  return {
    draft,
    record,
    comments,
    overridden: found.overridden,
    reviewHolds,
    document,
    findings: settled ? [] : await signingFindings(ports, session, shown),
    characters: charactersOf(document),
    charactersMax: shown.rules.charactersMax,
    wordings: settled ? [] : readable(session, shown.rules.wordings),
    acts,
    reviewers: acts.includes('handIn') ? await reviewersOf(ports, session, draft) : [],
    isHandedIn: !settled && !reviewHolds && liesWithReviewer(found),
    offers: mayWrite ? await offersOf(ports, session, { draft, book: shown.book }) : [],
    // A call asks for its lines: an answer has no part on problems.
    material: mayWrite && draft.answers === null ? materialOf(shown.book, session.org.name.zh) : [],
    doneLate: doneLateIn(document, shown.book),
    correctedBy,
    since: signed && (await sinceOf(ports, session, { found, signed })),
  }
}

/** The newest draft that corrects the report of this record. */
async function correctionOf(
  ports: Pick<AppPorts, 'store' | 'drafts'>,
  session: Session,
  record: string,
): Promise<ReadDraft['correctedBy']> {
  const [newest] = await listDrafts(ports, session, ({ replaces }) => replaces === record)
  return newest ? { draft: newest.id, step: newest.flow?.step ?? null } : null
}

async function offersOf(
  ports: Pick<AppPorts, 'yearBooks'>,
  session: Session,
  { draft, book }: { readonly draft: StoredDraft; readonly book: YearBookWithWords },
): Promise<readonly WordingOffer[]> {
  const template = templateOf(session, draft.report)
  const official = await ports.yearBooks.withWords(officialSession(session), draft.year)
  const name = session.org.name.zh
  const [sources, deciding] = [reportSources(book, name), reportSources(official, name)]
  return wordingOffers(draft.tree, template, sources, deciding)
}

function readable(session: Session, wordings: readonly FigureWording[]): readonly FigureWording[] {
  return wordings.filter(({ figureId }) => {
    const definition = session.pack.figures.get(figureId)
    return definition !== undefined && mayReadFigure(session, definition)
  })
}

/** Whether the review is of what whoever signs would find now. */
async function holds(ports: Needs, session: Session, found: FoundDraft): Promise<boolean> {
  const { draft, record, overridden } = found
  if (record?.step !== 'reviewed') return false
  const { document } = await writeDraft(ports, officialSession(session), { ...draft, overridden })
  return holdsFor(ports, found, document)
}

async function sinceOf(
  ports: Needs,
  session: Session,
  { found, signed }: { found: FoundDraft; signed: ReportDocument },
): Promise<ChangesSince> {
  const { draft, overridden } = found
  const asked = { ...draft, overridden }
  const today = await writeDraft(ports, officialSession(session), asked, signed)
  const from = signed.asOf.size
  const records = await ports.store.read(session.org.id, (reader) =>
    recordsChangedSince(reader, session.pack, { document: signed, from }),
  )
  const closed = new Set(
    signed.claims.filter((one) => !mayReadBehind(session, one)).map((one) => one.id),
  )
  const overtaken = claimsOvertaken(signed, today.document)
  const claims = overtaken.map((one) =>
    closed.has(one.id) ? { ...one, reason: closedReason } : one,
  )
  return { records, claims }
}

/** The acts that the caller's roles and the step of the report leave open. */
export function actsOf(
  { actor }: Session,
  {
    found,
    reviewHolds,
    isCorrected,
  }: {
    readonly found: Pick<FoundDraft, 'draft' | 'record'>
    readonly reviewHolds: boolean
    /** A corrected version was begun: that one is written, or corrected in turn. */
    readonly isCorrected: boolean
  },
): readonly ReportAct[] {
  const abilities = abilitiesOf(actor.roles)
  const step = found.record?.step ?? null
  const isFirst = actor.person !== null && abilities.includes('override')
  const acts: [ReportAct, boolean][] = isSettled(step)
    ? [
        ['freeze', step === 'signed' && abilities.includes('record')],
        ['send', step === 'frozen' && abilities.includes('record')],
        ['answer', step === 'sent' && abilities.includes('record')],
        ['correct', step !== 'signed' && !isCorrected && abilities.includes('record')],
      ]
    : [
        ['edit', abilities.includes('record')],
        ['comment', abilities.includes('record') || abilities.includes('review')],
        ['handIn', abilities.includes('record') && actor.person !== null && !reviewHolds],
        ['review', mayReview(actor, found.draft) && !reviewHolds],
        ['override', isFirst],
        ['accept', mayAccept(actor)],
        ['sign', isFirst && reviewHolds],
        ['sendBack', isFirst && reviewHolds],
      ]
  return acts.filter(([, may]) => may).map(([act]) => act)
}
