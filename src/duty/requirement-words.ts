import { coreLists } from '../ledger/core/core-registers.ts'
import { dayInYearText } from '../ledger/day/day.ts'
import { windowText } from '../ledger/day/period.ts'
import type { Label } from '../ledger/label.ts'
import { both } from '../ledger/label.ts'
import { asksNothing, explain } from '../ledger/predicate/explain.ts'
import type { Predicate } from '../ledger/predicate/predicate.ts'
import { amount, boundOf } from './reason.ts'
import type { Window } from './requirements/form.ts'
import type { RequirementContext } from './requirements/requirement-kind.ts'

/** A bound on a figure in each window. */
export function boundText(
  { figure, per }: { readonly figure: string; readonly per: Window },
  bound: { readonly count: number; readonly zh: string; readonly en: string },
  context: RequirementContext,
): Label {
  const what = figureLabel(figure, context)
  const often = windowText(per)
  const much = figureAmount(figure, bound.count, context)
  return {
    zh: `${often.zh}${bound.zh}${much.zh}：${what.zh}`,
    en: `${what.en}: ${bound.en} ${much.en} ${often.en}`,
  }
}

/** `“会议”`, or with what narrows it: `会议类型是党组会的“会议”`. */
export function whichText(
  register: string,
  where: Predicate | undefined,
  context: RequirementContext,
): Label {
  const label = context.registers.registers.get(register)?.label ?? { zh: register, en: register }
  if (where === undefined || asksNothing(where)) {
    return { zh: `“${label.zh}”`, en: `“${label.en}”` }
  }
  const said = saidOf(register, where, context)
  // Before a noun the clauses run on without a comma.
  return {
    zh: `${said.zh.replaceAll('，且', '且')}的“${label.zh}”`,
    en: `“${label.en}” where ${said.en}`,
  }
}

/** A predicate over a register in words. */
export function saidOf(register: string, predicate: Predicate, context: RequirementContext): Label {
  const found = context.registers.registers.get(register)
  return found === undefined ? { zh: '…', en: '…' } : explain(predicate, found, context)
}

/** What a figure is called. */
export function figureLabel(figure: string, { figures }: RequirementContext): Label {
  return figures.get(figure)?.label ?? { zh: figure, en: figure }
}

/** A bound in what the figure counts: `2次`, `1,000元`. */
export function figureAmount(id: string, count: number, context: RequirementContext): Label {
  const figure = context.figures.get(id)
  if (figure === undefined) return { zh: String(count), en: String(count) }
  return amount(boundOf(count, figure, context.registers), figure, context.registers)
}

/** What a role is called. */
export function roleLabel(role: string, { roles }: Pick<RequirementContext, 'roles'>): Label {
  return roles?.get(role) ?? { zh: role, en: role }
}

/** What a kind of office is called. */
export function officeKindLabel(
  kind: string,
  { registers }: Pick<RequirementContext, 'registers'>,
): Label {
  const found = registers.lists.get(coreLists.officeKinds)?.find(({ id }) => id === kind)
  return found?.label ?? { zh: kind, en: kind }
}

/** A day of any year (`MM-DD`): `3月31日`, `31 March`; the last of February by that name. */
export function dayOfYearText(day: string): Label {
  if (day === '02-29') return { zh: '2月底', en: 'the end of February' }
  return both((lang) => dayInYearText(`2024-${day}`, lang))
}
