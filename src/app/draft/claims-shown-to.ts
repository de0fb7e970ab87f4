import { closedReason } from '../../report/closed-reason.ts'
import type { Claim, ReportDocument } from '../../report/document.ts'
import { mayReadDuty, mayReadFigure } from '../access/figure-access.ts'
import type { Session } from '../ports/store-ports.ts'

/** Whether the caller may see what a claim rests on. */
export function mayReadBehind(
  session: Session,
  { figure, duty }: Pick<Claim, 'figure' | 'duty'>,
): boolean {
  const definition = figure === null ? undefined : session.pack.figures.get(figure)
  if (definition && !mayReadFigure(session, definition)) return false
  const owed = duty === null ? undefined : session.pack.duties.get(duty)
  return !owed || mayReadDuty(session, owed)
}

/**
 * A signed report as the caller may see it: the words are those of the paper, and
 * what stands behind them is closed where it rests on registers that the caller may not read.
 */
export function shownTo(session: Session, signed: ReportDocument): ReportDocument {
  const claims = signed.claims.map((claim) =>
    mayReadBehind(session, claim) ? claim : { ...claim, reason: closedReason, records: [] },
  )
  const notMentioned = signed.notMentioned?.map((one) =>
    mayReadBehind(session, { duty: one.duty, figure: null })
      ? one
      : { ...one, reason: closedReason },
  )
  return { ...signed, claims, ...(notMentioned === undefined ? {} : { notMentioned }) }
}
