import type { Duty } from '../duty/duty.ts'
import type { Requirement } from '../duty/requirements/requirement-kinds.ts'
import { core } from '../ledger/core/core-registers.ts'
import type { LaidDuty } from '../ledger/core/laid-duties.ts'
import { isByDay } from '../ledger/core/listed-duty.ts'
import type { FigureDefinition } from '../ledger/figure/figure.ts'
import { isPerPerson } from '../ledger/figure/figure.ts'
import { measureKindOf } from '../ledger/figure/measures/measure-kinds.ts'
import type { Label } from '../ledger/label.ts'
import type { Instrument, Pack, Part } from './pack.ts'

/** The part of the year in which duties of lists stand. */
const laidPart: Part = {
  id: 'laid-from-above',
  label: { zh: '上级责任清单', en: 'Duty lists of the body above' },
}

/**
 * A pack with the duties that lists of the body above lay upon a unit: each with the list as its
 * source, and the figure that counts what was done. What the unit counts otherwise no more is
 * counted by records of `duty-done`. `start`: the first day of the ledger.
 */
export function withLaidDuties(
  pack: Pack,
  { laid, start }: { readonly laid: readonly LaidDuty[]; readonly start: string | null },
): Pack {
  if (laid.length === 0) return pack
  const figures = new Map(pack.figures)
  const instruments = new Map(pack.instruments)
  const duties = new Map(pack.duties)
  for (const one of laid) {
    const known = one.figure === null ? undefined : pack.figures.get(one.figure)
    const counted = known !== undefined && mayCountDuty(known) ? known : ownFigure(one)
    const source = sourceOf(one)
    figures.set(counted.id, counted)
    instruments.set(source.id, source)
    duties.set(one.duty, dutyOf(one, { figure: counted.id, start }))
  }
  const listed = [...(pack.lists.get('duties') ?? [])]
  for (const { duty, title } of laid) listed.push({ id: duty, label: label(title) })
  const lists = new Map(pack.lists).set('duties', listed)
  return { ...pack, lists, figures, instruments, duties, parts: [...pack.parts, laidPart] }
}

/** Whether a figure may say how often something was done: it counts what happened, not people. */
export function mayCountDuty(figure: FigureDefinition): boolean {
  const kind = measureKindOf(figure.measure)
  const isPlain = kind.isCount && kind.looksBack === undefined && figure.compare === undefined
  return isPlain && !isPerPerson(figure)
}

function dutyOf(
  { duty, title, asks, from, until }: LaidDuty,
  { figure, start }: { readonly figure: string; readonly start: string | null },
): Duty {
  return {
    id: duty,
    label: label(title),
    part: laidPart.id,
    // The list was read: it is signed, and was verified when it was taken.
    source: { instrument: duty, clause: null, verified: true, tier: 'upper-body' },
    require: requirementOf(asks, figure),
    since: start !== null && start > from ? start : from,
    ...(until === null ? {} : { until }),
    isLaid: true,
  }
}

function requirementOf({ often, times, by }: LaidDuty['asks'], figure: string): Requirement {
  if (!isByDay(often)) return { kind: 'quota', figure, atLeast: times ?? 1, per: often }
  return often === 'yearly-by'
    ? { kind: 'deadline', figure, by: by ?? '12-31' }
    : { kind: 'task', figure, by: by ?? '' }
}

function ownFigure({ duty, title }: LaidDuty): FigureDefinition {
  return {
    id: duty,
    label: label(title),
    unit: { zh: '次', en: 'times' },
    measure: { kind: 'count', register: core.dutyDone.id },
    where: { [core.dutyDone.names.duty]: duty },
    upward: false,
    phrases: [],
  }
}

function sourceOf({ duty, source, basis, clause }: LaidDuty): Instrument {
  const zh = basis === null ? '（未写明依据）' : `（依据${basis}${clause ?? ''}）`
  const en = basis === null ? ' (names no basis)' : ` (basis: ${basis} ${clause ?? ''})`
  return { id: duty, label: { zh: `${source}${zh}`, en: `${source}${en}` }, tier: 'upper-body' }
}

function label(text: string): Label {
  return { zh: text, en: text }
}
