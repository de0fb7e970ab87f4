import { dayText } from '../ledger/day/day.ts'
import type { Label } from '../ledger/label.ts'
import type { Duty } from './duty.ts'
import type { DutyContext } from './duty-context.ts'
import type { DutyStanding } from './duty-standing.ts'
import { joinLabels } from './reason.ts'
import { requirementKindOf } from './requirements/requirement-kinds.ts'

export type { DutyContext } from './duty-context.ts'

/** Where a duty stands in the year on the day, with the sentence that says why. */
export function standingOf(duty: Duty, context: DutyContext): DutyStanding {
  const { id, since, until, require } = duty
  const kind = requirementKindOf(require)
  const whole = kind.standing({ id }, require, context)
  // A first day before last year makes no difference: no rule looks further back. Nor does a first
  // or a last day where the whole year is met.
  const isCut = since !== undefined && since > `${context.year - 1}-01-01`
  const ends = until !== undefined && until < `${context.year}-12-31`
  if (!(isCut || ends) || whole.state === 'met') return whole
  const cut = { ...(since === undefined ? {} : { since }), ...(ends ? { until } : {}) }
  const owed = kind.standing({ id, ...cut }, require, context)
  if (isSame(owed, whole)) return whole
  if (ends) return { ...owed, reason: joinLabels(owed.reason, untilText(until)) }
  if (since === undefined) return owed
  const how = { since, owedByShare: kind.owedByShare === true, isLaid: duty.isLaid === true }
  return { ...owed, reason: sinceText(owed, how), since }
}

function untilText(until: string): Label {
  return {
    zh: `；要求至${dayText(until, 'zh')}为止`,
    en: `; owed until ${dayText(until, 'en')}`,
  }
}

function isSame(one: DutyStanding, other: DutyStanding): boolean {
  return (
    one.state === other.state &&
    one.windows.length === other.windows.length &&
    one.windows.every(({ state, owed, from }, nth) => {
      const same = other.windows[nth]
      return state === same?.state && owed === same.owed && from === same.from
    })
  )
}

/**
 * The reason with the day from which it is owed. Where nothing is owed because of that day, the day
 * is the reason; where nothing is owed for another, that one is said.
 */
function sinceText(
  { reason, windows }: DutyStanding,
  given: { readonly since: string; readonly owedByShare: boolean; readonly isLaid: boolean },
): Label {
  const { since, owedByShare, isLaid } = given
  const day = { zh: dayText(since, 'zh'), en: dayText(since, 'en') }
  if (isLaid) {
    const from = { zh: `；自${day.zh}起要求`, en: `; owed since ${day.en}` }
    return joinLabels(reason, from)
  }
  const isNothing = windows.length > 0 && windows.every(({ owed }) => owed === 0)
  if (isNothing && windows.every(({ to }) => to < since)) {
    return {
      zh: `台账自${day.zh}起，期限在此之前，不作要求`,
      en: `due before the ledger’s first day, ${day.en}: not owed`,
    }
  }
  if (isNothing && owedByShare) {
    return {
      zh: `台账自${day.zh}起，余下时间短，不作要求`,
      en: `too little time is left after the ledger’s first day, ${day.en}, to owe it`,
    }
  }
  const from: Label = {
    zh: `；自${day.zh}（台账起始日）起要求`,
    en: `; owed since ${day.en}, the ledger’s first day`,
  }
  return joinLabels(reason, from)
}
