import { dayInYearText, dayText } from '../ledger/day.ts'
import { asksNothing, explain } from '../ledger/explain.ts'
import type { ExplainContext } from '../ledger/explain.ts'
import type { FigureDefinition } from '../ledger/figure.ts'
import type { Label } from '../ledger/label.ts'
import { windowText } from '../ledger/period.ts'
import type { Predicate } from '../ledger/predicate.ts'
import type { Break, EachDue, Requirement } from './duty.ts'
import { amount, boundOf } from './reason.ts'
import { deadlineDay } from './requirements/deadline.ts'
import { officeKindLabel } from './requirements/for-each.ts'
import { seasonText } from './requirements/season.ts'

/** What the sentence of a requirement draws on. */
export interface RequirementContext extends ExplainContext {
  readonly figures: ReadonlyMap<string, FigureDefinition>
  readonly roles?: ReadonlyMap<string, Label>
  /** The year it is said of: dated breaks of other years are left out; absent: all are named. */
  readonly year?: number
}

/** A requirement as a sentence without its full stop, in both languages. */
export function describeRequirement(require: Requirement, context: RequirementContext): Label {
  switch (require.kind) {
    case 'quota':
      return boundText(require, { count: require.atLeast, zh: '不少于', en: 'at least' }, context)
    case 'cap':
      return boundText(require, { count: require.atMost, zh: '不超过', en: 'at most' }, context)
    case 'deadline':
      return deadlineText(require, context)
    case 'each':
      return eachText(require, context)
    case 'none':
      return noneText(require, context)
    case 'notMoreThanLastYear': {
      const what = figureLabel(require.figure, context)
      return { zh: `${what.zh}不超过上年`, en: `${what.en}: no more than last year` }
    }
    case 'everyone':
      return everyoneText(require, context)
    case 'season':
      return inSeasonText(require, context)
    case 'weekly':
      return weeklyText(require, context)
    case 'within':
      return withinText(require, context)
    case 'hours':
      return hoursText(require, context)
    case 'forEach':
      return forEachText(require, context)
    case 'term':
      return termText(require, context)
    case 'task':
      return taskText(require, context)
    case 'held': {
      const role = roleLabel(require.role, context)
      return { zh: `全年有人担任${role.zh}`, en: `the role ${role.en} is held all year` }
    }
  }
}

function deadlineText(
  require: Extract<Requirement, { kind: 'deadline' }>,
  context: RequirementContext,
): Label {
  // The year only serves to name the day; 02-29 is named in a leap year.
  const day = deadlineDay(require.by, 2024)
  const what = figureLabel(require.figure, context)
  return {
    zh: `每年${dayInYearText(day, 'zh')}前：${what.zh}`,
    en: `${what.en}: by ${dayInYearText(day, 'en')} every year`,
  }
}

function everyoneText(
  require: Extract<Requirement, { kind: 'everyone' }>,
  context: RequirementContext,
): Label {
  const what = figureLabel(require.figure, context)
  const role = roleLabel(require.role, context)
  const each = figureAmount(require.figure, require.atLeast, context)
  return {
    zh: `${role.zh}每人每年不少于${each.zh}：${what.zh}`,
    en: `${what.en}: everyone in the role ${role.en} at least ${each.en} every year`,
  }
}

function inSeasonText(
  require: Extract<Requirement, { kind: 'season' }>,
  context: RequirementContext,
): Label {
  const what = figureLabel(require.figure, context)
  const when = seasonText(require)
  const much = figureAmount(require.figure, require.atLeast, context)
  return {
    zh: `每年${when.zh}不少于${much.zh}：${what.zh}`,
    en: `${what.en}: at least ${much.en} ${when.en} of every year`,
  }
}

function hoursText(
  require: Extract<Requirement, { kind: 'hours' }>,
  context: RequirementContext,
): Label {
  const role = roleLabel(require.role, context)
  const figures = require.figures.map((figure) => figureLabel(figure, context))
  return {
    zh: `${role.zh}每人每年不少于${require.atLeast}学时：${figures.map(({ zh }) => zh).join('、')}`,
    en: `${figures.map(({ en }) => en).join(', ')}: everyone in the role ${role.en} at least ${require.atLeast} hours every year`,
  }
}

function forEachText(
  require: Extract<Requirement, { kind: 'forEach' }>,
  context: RequirementContext,
): Label {
  const kind = officeKindLabel(require.office, context)
  const inner = describeRequirement(require.require, context)
  return { zh: `各${kind.zh}${inner.zh}`, en: `${inner.en} (each ${kind.en})` }
}

function termText(
  require: Extract<Requirement, { kind: 'term' }>,
  context: RequirementContext,
): Label {
  const what = figureLabel(require.figure, context)
  const { years } = require
  return {
    zh: `每${years}年一次：${what.zh}`,
    en: `${what.en}: once every ${years === 1 ? 'year' : `${years} years`}`,
  }
}

function taskText(
  require: Extract<Requirement, { kind: 'task' }>,
  context: RequirementContext,
): Label {
  const what = figureLabel(require.figure, context)
  return {
    zh: `${dayText(require.by, 'zh')}前完成：${what.zh}`,
    en: `${what.en}: by ${dayText(require.by, 'en')}, once`,
  }
}

function weeklyText(
  { figure, atLeast, except }: Extract<Requirement, { kind: 'weekly' }>,
  context: RequirementContext,
): Label {
  const what = figureLabel(figure, context)
  const much = figureAmount(figure, atLeast, context)
  const breaks = except.filter((one) => isOf(one, context.year)).map(breakText)
  const zh = breaks.length === 0 ? '' : `（${breaks.map((one) => one.zh).join('、')}除外）`
  const en = breaks.length === 0 ? '' : ` except ${breaks.map((one) => one.en).join(' and ')}`
  return {
    zh: `每周不少于${much.zh}${zh}：${what.zh}`,
    en: `${what.en}: at least ${much.en} every week${en}`,
  }
}

function isOf({ from, to }: Break, year: number | undefined): boolean {
  if (year === undefined || from.length <= 5) return true
  return from.slice(0, 4) <= `${year}` && `${year}` <= to.slice(0, 4)
}

function breakText({ from, to }: Break): Label {
  if (from.length > 5) {
    return {
      zh: `${dayText(from, 'zh')}至${dayInYearText(to, 'zh')}`,
      en: `${dayInYearText(from, 'en')} to ${dayText(to, 'en')}`,
    }
  }
  const [first, last] = [deadlineDay(from, 2024), deadlineDay(to, 2024)]
  return {
    zh: `${dayInYearText(first, 'zh')}至${dayInYearText(last, 'zh')}`,
    en: `${dayInYearText(first, 'en')} to ${dayInYearText(last, 'en')}`,
  }
}

function withinText(
  { workdays, after, where, register }: Extract<Requirement, { kind: 'within' }>,
  context: RequirementContext,
): Label {
  const event = whichText(after, where, context)
  const answer = whichText(register, undefined, context)
  return {
    zh: `每条${event.zh}记录后${workdays}个工作日内登记${answer.zh}`,
    en: `${answer.en} within ${workdays} working days after every record of ${event.en}`,
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
  { register, where, must, due }: Extract<Requirement, { kind: 'each' }>,
  context: RequirementContext,
): Label {
  const which = whichText(register, where, context)
  const rule = saidOf(register, must, context)
  const until = dueText(register, due, context)
  return {
    zh: `每条${which.zh}记录${until.zh}：${rule.zh}`,
    en: `in every record of ${which.en}${until.en}: ${rule.en}`,
  }
}

function dueText(register: string, due: EachDue | undefined, context: RequirementContext): Label {
  if (due === undefined) return { zh: '', en: '' }
  if ('by' in due) {
    const day = deadlineDay(due.by, 2024)
    return { zh: `到${dayInYearText(day, 'zh')}`, en: `, by ${dayInYearText(day, 'en')}` }
  }
  const fields = context.registers.registers.get(register)?.fields ?? []
  const label = fields.find(({ id }) => id === due.field)?.label
  const field = label ?? { zh: due.field, en: due.field }
  return { zh: `到${field.zh}`, en: `, by its “${field.en}”` }
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
