import type { DutyContext } from './duty-context.ts'
import type { Duty, DutyStanding } from './duty.ts'
import { capStanding } from './requirements/cap.ts'
import { deadlineStanding } from './requirements/deadline.ts'
import { eachStanding } from './requirements/each.ts'
import { everyoneStanding } from './requirements/everyone.ts'
import { forEachStanding } from './requirements/for-each.ts'
import { heldStanding } from './requirements/held.ts'
import { hoursStanding } from './requirements/hours.ts'
import { noneStanding } from './requirements/none.ts'
import { notMoreStanding } from './requirements/not-more-than-last-year.ts'
import { quotaStanding } from './requirements/quota.ts'
import { seasonStanding } from './requirements/season.ts'
import { taskStanding } from './requirements/task.ts'
import { termStanding } from './requirements/term.ts'
import { weeklyStanding } from './requirements/weekly.ts'
import { withinStanding } from './requirements/within.ts'

export type { DutyContext } from './duty-context.ts'

/**
 * Where a duty stands in the year on the day, with the sentence that says why. Further kinds of
 * requirement come in here: the switch does not compile without them.
 */
export function standingOf(duty: Duty, context: DutyContext): DutyStanding {
  const { require } = duty
  switch (require.kind) {
    case 'quota':
      return quotaStanding(duty, require, context)
    case 'cap':
      return capStanding(duty, require, context)
    case 'deadline':
      return deadlineStanding(duty, require, context)
    case 'each':
      return eachStanding(duty, require, context)
    case 'none':
      return noneStanding(duty, require, context)
    case 'notMoreThanLastYear':
      return notMoreStanding(duty, require, context)
    case 'everyone':
      return everyoneStanding(duty, require, context)
    case 'season':
      return seasonStanding(duty, require, context)
    case 'weekly':
      return weeklyStanding(duty, require, context)
    case 'within':
      return withinStanding(duty, require, context)
    case 'hours':
      return hoursStanding(duty, require, context)
    case 'forEach':
      return forEachStanding(duty, require, context)
    case 'term':
      return termStanding(duty, require, context)
    case 'task':
      return taskStanding(duty, require, context)
    case 'held':
      return heldStanding(duty, require, context)
  }
}
