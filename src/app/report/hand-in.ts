import { isSettled } from '../../ledger/core/report-record.ts'
import { holdsOn } from '../../ledger/day/holds-on.ts'
import { refuse } from '../../ledger/fault.ts'
import { isHandedIn } from '../../matter/report-step.ts'
import { abilitiesOf, deny } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { FoundDraft } from '../draft/find-draft.ts'
import { findDraft } from '../draft/find-draft.ts'
import { wroteIn } from '../draft/wrote-in.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { StoredDraft } from '../ports/draft-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { expectVersion, refuseStep } from './append-step.ts'

/** A draft handed to one reviewer by name. */
export interface HandIn {
  readonly draft: string
  /** The version of the report's record that was seen; 0 before the first step. */
  readonly expected: number
  /** The reviewer. */
  readonly to: string
}

/**
 * Hands a draft in for review: from now on it waits for that person. It stands outside the log, as
 * the draft does; the review that answers it is entered. Refuses with `report.step`,
 * `report.moved`, `report.reviewer`.
 */
export async function handIn(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'rosters' | 'clock' | 'accounts'>,
  session: Session,
  { draft: id, expected, to }: HandIn,
): Promise<void> {
  const { person } = session.actor
  if (person === null) return deny()
  const { draft, record } = await findDraft(ports, session, id)
  expectVersion(expected, record)
  if (record && isSettled(record.step)) return refuseStep(session, record.step)
  if (!(await reviewersOf(ports, session, draft)).includes(to)) return refuseReviewer()
  const at = new Date(ports.clock.now()).toISOString()
  const handed = { to, by: person, at, version: record?.version ?? 0 }
  if (!(await ports.drafts.handIn(session.org.id, id, handed))) return refuseStep(session, 'signed')
}

/** Who may review a draft today: those with the right and an account who did not write in it. */
export async function reviewersOf(
  { rosters, clock, accounts }: Pick<AppPorts, 'rosters' | 'clock' | 'accounts'>,
  { org }: Session,
  draft: Pick<StoredDraft, 'writers'>,
): Promise<readonly string[]> {
  const today = todayIn(org.zone, clock)
  const { memberships, people } = await rosters.of(org.id)
  const members = await accounts.members(org.id)
  // Whom nobody let in waits for nothing: the report would lie there.
  const known = new Set(members.map(({ membership }) => membership.person))
  const rolesOf = new Map<string, readonly string[]>()
  for (const { person, roles, ...span } of memberships) {
    if (people.has(person) && holdsOn(span, today)) {
      rolesOf.set(person, [...(rolesOf.get(person) ?? []), ...roles])
    }
  }
  return [...rolesOf]
    .filter(([, roles]) => abilitiesOf(roles).includes('review'))
    .map(([person]) => person)
    .filter((person) => known.has(person) && !wroteIn({ id: person, person, roles: [] }, draft))
}

/** Whether a draft lies with the reviewer it was handed in to. */
export function liesWithReviewer({ draft, record }: Pick<FoundDraft, 'draft' | 'record'>): boolean {
  return isHandedIn({ handedIn: draft.handedIn, version: record?.version ?? 0 })
}

function refuseReviewer(): never {
  return refuse('report.reviewer', {
    at: ['body', 'to'],
    text: {
      zh: '此人不能复核这份报告：没有复核身份或账号，或参与了起草。',
      en: 'This person cannot review the report: no reviewer, without an account, or a hand in it.',
    },
    hint: { zh: '请选择另一位复核人。', en: 'Choose another reviewer.' },
  })
}
