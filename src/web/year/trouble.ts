import { isBrokenInYear } from '../../duty/broken.ts'
import { isDoneLate } from '../../duty/done-late.ts'
import type { DutyStanding, DutyWindow } from '../../duty/duty-standing.ts'
import { overallState } from '../../duty/overall-state.ts'
import type { Look } from '../duty/state-words.ts'
import { standingLook } from '../duty/state-words.ts'
import type { ShownDuty } from './shown-duties.ts'
import { monthsOf } from './window-sentence.ts'

const asking: ReadonlySet<Look> = new Set(['overdue', 'atRisk', 'awaitingAttestation'])

/** Whether a duty asks for something: that it be done, attested, or put right. */
function isInTrouble({ standing }: Pick<ShownDuty, 'standing'>): boolean {
  const look = standingLook(standing)
  return look !== 'doneLate' && (asking.has(look) || isBrokenInYear(standing))
}

/** Duties of a part in sight before somebody asks for the rest; the year is to fit a screen. */
const inSightMax = 4

/** From what is over to what can still be helped. */
const byUrgency: readonly Look[] = ['overdue', 'notDone', 'atRisk', 'awaitingAttestation']

/** Ids of the duties of a part that most ask for something. */
export function firstInTrouble(duties: readonly ShownDuty[]): ReadonlySet<string> {
  const rank = ({ standing }: ShownDuty) => byUrgency.indexOf(standingLook(standing))
  const first = duties.filter(isInTrouble).toSorted((one, other) => rank(one) - rank(other))
  return new Set(first.slice(0, inSightMax).map(({ duty }) => duty.id))
}

/** What falls due in one month of a part. */
export interface StripMonth {
  /** The state that most needs attention; null: nothing falls due. */
  readonly state: Look | null
  /** Windows that fall due, and those of them that ask for something. */
  readonly count: number
  readonly asking: number
}

/** The twelve months of a part: what falls due in each, and how it stands. */
export function stripOf(duties: readonly ShownDuty[], year: number): readonly StripMonth[] {
  const windows = duties.flatMap(({ standing }) => standing.windows)
  return Array.from({ length: 12 }, (_, nth) => {
    const due = windows.filter((one) => monthsOf(one, year).to === nth + 1)
    const open = due.filter((one) => !isDoneLate(one))
    const left = open.length === 0 ? 'doneLate' : overallState(open)
    const state = due.length === 0 ? null : left
    return { state, count: due.length, asking: due.filter(asksSomething).length }
  })
}

function asksSomething(window: DutyWindow): boolean {
  return asking.has(window.state) && !isDoneLate(window)
}

/** The window of a duty to look at first: one that asks for something, or else the last. */
export function windowFirst({ windows }: Pick<DutyStanding, 'windows'>): DutyWindow | undefined {
  return windows.find(asksSomething) ?? windows.at(-1)
}
