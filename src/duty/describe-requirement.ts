import { dayInYearText } from '../ledger/day.ts'
import { asksNothing, explain } from '../ledger/explain.ts'
import type { ExplainContext } from '../ledger/explain.ts'
import type { FigureDefinition } from '../ledger/figure.ts'
import type { Label } from '../ledger/label.ts'
import { windowText } from '../ledger/period.ts'
import type { Predicate } from '../ledger/predicate.ts'
import type { Requirement } from './duty.ts'
import { amount, boundOf } from './reason.ts'
import { deadlineDay } from './requirements/deadline.ts'

/** What the sentence of a requirement draws on. */
export interface RequirementContext extends ExplainContext {
  readonly figures: ReadonlyMap<string, FigureDefinition>
  readonly roles?: ReadonlyMap<string, Label>
}

/** A requirement as a sentence without its full stop, in both languages. */
export function describeRequirement(require: Requirement, context: RequirementContext): Label {
  switch (require.kind) {
    case 'quota':
      return boundText(require, { count: require.atLeast, zh: '不少于', en: 'at least' }, context)
    case 'cap':
      return boundText(require, { count: require.atMost, zh: '不超过', en: 'at most' }, context)
    case 'deadline': {
      // The year only serves to name the day; 02-29 is named in a leap year.
      const day = deadlineDay(require.by, 2024)
      const what = figureLabel(require.figure, context)
      return {
        zh: `每年${dayInYearText(day, 'zh')}前：${what.zh}`,
        en: `${what.en}: by ${dayInYearText(day, 'en')} every year`,
      }
    }
    case 'each':
      return eachText(require, context)
    case 'none':
      return noneText(require, context)
    case 'notMoreThanLastYear': {
      const what = figureLabel(require.figure, context)
      return { zh: `${what.zh}不超过上年`, en: `${what.en}: no more than last year` }
    }
    case 'everyone': {
      const what = figureLabel(require.figure, context)
      const role = roleLabel(require.role, context)
      const each = figureAmount(require.figure, require.atLeast, context)
      return {
        zh: `${role.zh}每人每年不少于${each.zh}：${what.zh}`,
        en: `${what.en}: everyone in the role ${role.en} at least ${each.en} every year`,
      }
    }
  }
}

function boundText(
  { figure, per }: Extract<Requirement, { kind: 'quota' | 'cap' }>,
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

function eachText(
  { register, where, must }: Extract<Requirement, { kind: 'each' }>,
  context: RequirementContext,
): Label {
  const which = whichText(register, where, context)
  const rule = saidOf(register, must, context)
  return {
    zh: `每条${which.zh}记录：${rule.zh}`,
    en: `in every record of ${which.en}: ${rule.en}`,
  }
}

function noneText(
  { register, where, attest }: Extract<Requirement, { kind: 'none' }>,
  context: RequirementContext,
): Label {
  const which = whichText(register, where, context)
  const often = windowText(attest.per)
  const by = roleLabel(attest.by, context)
  return {
    zh: `未发生${which.zh}，${often.zh}由${by.zh}书面确认`,
    en: `no record of ${which.en}, attested ${often.en} by the ${by.en}`,
  }
}

function whichText(
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

function saidOf(register: string, predicate: Predicate, context: RequirementContext): Label {
  const found = context.registers.registers.get(register)
  return found === undefined ? { zh: '…', en: '…' } : explain(predicate, found, context)
}

function figureLabel(figure: string, { figures }: RequirementContext): Label {
  return figures.get(figure)?.label ?? { zh: figure, en: figure }
}

function figureAmount(id: string, count: number, context: RequirementContext): Label {
  const figure = context.figures.get(id)
  if (figure === undefined) return { zh: String(count), en: String(count) }
  return amount(boundOf(count, figure, context.registers), figure, context.registers)
}

function roleLabel(role: string, { roles }: RequirementContext): Label {
  return roles?.get(role) ?? { zh: role, en: role }
}
