import { Refusal } from '../../../ledger/fault.ts'
import type { Label } from '../../../ledger/label.ts'
import type { TurnTaker } from '../../../matter/matter.ts'
import { isTurnOf } from '../../../matter/matter.ts'
import type { ReportMatter, ReportNext, ReportProgress } from '../../../matter/report-step.ts'
import { isHandedIn, reportMatters } from '../../../matter/report-step.ts'
import type { Waiting, WaitingAsk } from '../../../matter/waiting.ts'
import { answerTemplate } from '../../../report/call/answer.ts'
import { rolesWith } from '../../access/access.ts'
import { isAnsweredAbove } from '../../carrying/fetch-reply.ts'
import type { ListedDraft } from '../../draft/list-drafts.ts'
import { listDrafts } from '../../draft/list-drafts.ts'
import { handsIn } from '../../draft/wrote-in.ts'
import type { AsSignerSees } from '../../report/as-signer-sees.ts'
import { asSignerSees } from '../../report/as-signer-sees.ts'
import { isPackOfTimeLost } from '../../year/pack-of-time.ts'
import type { Recipient } from '../recipient.ts'

/** Reports whose next step is mine: open ones of any year, others of this year and the last. */
export async function reportsWaiting(recipient: Recipient): Promise<readonly Waiting[]> {
  const { taker } = recipient
  const waiting: Waiting[] = []
  const maySign = rolesWith('override')
  const drafts = await draftsOnTheirWay(recipient)
  for (const draft of drafts.filter((one) => mayBeTurn(taker, one, maySign))) {
    const progress = await progressOf(recipient, draft, drafts)
    const mine = reportMatters(progress, { maySign }).filter((one) => isTurnOf(one, taker))
    for (const one of mine) waiting.push(waitingOf(recipient, { draft, progress, matter: one }))
  }
  return waiting
}

/** Open drafts of any year, and closed ones of this year and the last. */
export function draftsOnTheirWay({
  ports,
  session,
  year,
}: Recipient): Promise<readonly ListedDraft[]> {
  return listDrafts(ports, session, (one) => one.open || one.year >= year - 1)
}

/** Whether any next step could be theirs: only then a draft is filled in and looked at. */
function mayBeTurn(
  { person, roles }: TurnTaker,
  draft: ListedDraft,
  maySign: readonly string[],
): boolean {
  const { handedIn, handedTo } = draft
  const people = [handedIn?.to, handedTo, ...handsIn(draft)]
  return (person !== null && people.includes(person)) || maySign.some((one) => roles.includes(one))
}

async function progressOf(
  { ports, session }: Recipient,
  draft: ListedDraft,
  drafts: readonly ListedDraft[],
): Promise<ReportProgress> {
  const { record, flow, handedIn, handedTo } = draft
  const version = flow?.version ?? 0
  const isLooked = flow?.step === 'reviewed' || isHandedIn({ handedIn, version })
  const seen = isLooked ? await seenBySigner({ ports, session }, draft.id) : null
  const digest = flow?.step === 'sent' ? flow.digest : null
  return {
    record,
    step: flow?.step ?? null,
    version,
    handedIn,
    handedTo,
    hands: handsIn(draft),
    reviewHolds: seen?.reviewHolds ?? false,
    undecided: seen?.undecided ?? 0,
    isAnswered: digest !== null && (await isAnsweredAbove(ports, session, digest)),
    isCorrected: drafts.some(({ replaces }) => replaces === record),
  }
}

/**
 * Null where it is gone since it was listed, or the pack of its year is lost: what else waits for
 * somebody is said all the same.
 */
async function seenBySigner(
  { ports, session }: Pick<Recipient, 'ports' | 'session'>,
  id: string,
): Promise<AsSignerSees | null> {
  try {
    return await asSignerSees(ports, session, id)
  } catch (error) {
    if (isPackOfTimeLost(error) || isGone(error)) return null
    throw error
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Refusal && error.faults.some(({ code }) => code === 'draft.unknown')
}

function waitingOf(
  { session }: Recipient,
  {
    draft,
    progress,
    matter,
  }: { draft: ListedDraft; progress: ReportProgress; matter: ReportMatter },
): Waiting {
  const { id, flow } = draft
  return {
    key: matter.key,
    asks: askOf(matter.next),
    title: titleOfReport(session, draft),
    about: aboutOf(matter.next, { undecided: progress.undecided, reasons: flow?.reasons ?? null }),
    due: null,
    place: { kind: 'draft', draft: id },
  }
}

/** How a report is called: by its title, and by what it is as long as it has none. */
export function titleOfReport(
  { pack }: Recipient['session'],
  { report, year, title }: ListedDraft,
): Label {
  if (title !== '') return { zh: title, en: title }
  const label =
    report === answerTemplate.id
      ? answerTemplate.label
      : (pack.reports.get(report)?.label ?? { zh: report, en: report })
  return { zh: `${year}年${label.zh}`, en: `${label.en} ${year}` }
}

function askOf(next: ReportNext): WaitingAsk {
  switch (next) {
    case 'review':
      return 'review'
    case 'decide':
    case 'sign':
      return 'sign'
    case 'mend':
    case 'handInAgain':
    case 'correct':
      return 'returned'
    case 'send':
      return 'send'
    case 'takeAnswer':
      return 'answer'
  }
}

function aboutOf(
  next: ReportNext,
  { undecided, reasons }: { readonly undecided: number; readonly reasons: string | null },
): Label {
  switch (next) {
    case 'review':
      return { zh: '送您复核', en: 'Handed in to you for review' }
    case 'decide':
      return {
        zh: `有${undecided}处与台账不符或没有依据，由您决定是否保留`,
        en: `Claims that only you can let stand: ${undecided}`,
      }
    case 'sign':
      return { zh: '已复核，待签发', en: 'Reviewed, to be signed' }
    case 'mend':
      return {
        zh: reasons === null ? '退回起草' : `退回起草：${reasons}`,
        en: reasons === null ? 'Back to drafting' : `Back to drafting: ${reasons}`,
      }
    case 'handInAgain':
      return {
        zh: '复核之后文字或数字有变动，请再送复核',
        en: 'Changed since its review: hand it in again',
      }
    case 'send':
      return { zh: '已定稿，待报送', en: 'Final, to be sent' }
    case 'takeAnswer':
      return {
        zh: '上级单位已经办理，请取回回执',
        en: 'The body above has answered: take its reply',
      }
    case 'correct':
      return {
        zh: reasons === null ? '接收单位退回' : `接收单位退回：${reasons}`,
        en: reasons === null ? 'Returned by the receiver' : `Returned by the receiver: ${reasons}`,
      }
  }
}
