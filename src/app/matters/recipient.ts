import type { TurnTaker } from '../../matter/matter.ts'
import { lastSoonDay } from '../../matter/soon.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { turnTakerOf } from '../year/year-matters.ts'

/** Somebody for whom something may wait. */
export interface Recipient {
  readonly ports: Pick<
    AppPorts,
    | 'store'
    | 'drafts'
    | 'clock'
    | 'yearBooks'
    | 'rosters'
    | 'calendar'
    | 'crypto'
    | 'outside'
    | 'organisations'
    | 'received'
    | 'exchange'
  >
  /** In that person's own name and roles: nobody is reminded of what they may not see. */
  readonly session: Session
  readonly person: string
  /** The same person, as one whose turn it may be. */
  readonly taker: TurnTaker
  readonly today: string
  readonly year: number
  /** What is due up to this day waits; later things do not yet. */
  readonly lastDay: string
}

/** The recipient behind a session; null where no person acts. */
export function recipientOf(ports: Recipient['ports'], session: Session): Recipient | null {
  const { person } = session.actor
  if (person === null) return null
  const today = todayIn(session.org.zone, ports.clock)
  return {
    ports,
    session,
    person,
    taker: turnTakerOf(session),
    today,
    year: Number(today.slice(0, 4)),
    lastDay: lastSoonDay(today, (day) => ports.calendar.isWorkday(day)),
  }
}
