import type { PrepareCall } from '../calls/prepare-call.ts'
import type { PrepareDutyList } from '../duty-lists/prepare-duty-list.ts'
import type { Expr, StoryCall, StoryDutyList, StoryReport } from './story.ts'
import { wrong } from './story-fault.ts'
import { Scope } from './story-values.ts'
import type { Path, Teller } from './teller.ts'
import { addMinutes } from './teller.ts'
import type { DemoCallStep, DemoListStep, DemoReportStep } from './told.ts'

/**
 * When the steps of a day are taken, in UTC: in the evening, when the records of the day are in.
 * Reports come before calls, and those before duty lists.
 */
const evening = { report: '10:00', call: '10:30', dutyList: '11:30' } as const

/** Where something is told, and the steps of its kind that were told before. */
interface Telling<Step> {
  readonly scope: Scope
  readonly path: Path
  readonly told: Step[]
}

/** Tells a report, from its beginning on. */
export function tellReport(
  teller: Teller,
  report: StoryReport,
  { scope: outer, path, told }: Telling<DemoReportStep>,
): void {
  const scope = new Scope(teller, outer)
  teller.let(report.let, scope, path)
  if (!teller.happens(report, scope, path)) return
  const common = {
    template: report.write,
    year: teller.number(report.about, scope, [...path, 'about']),
    issuer: teller.who(report.issuer, scope, [...path, 'issuer']),
    dated: teller.text(report.dated, scope, [...path, 'dated']),
  }
  const begun = { step: 'begun' as const, on: report.on, by: report.by, reason: undefined }
  for (const { step, here } of placed([begun, ...report.steps], path)) {
    const on = teller.workday(step.on, scope, [...here, 'on'])
    told.push({
      ...common,
      step: step.step,
      by: teller.who(step.by, scope, [...here, 'by']),
      reason: teller.textIf(step.reason, scope, [...here, 'reason']),
      at: momentOf('report', on, told),
    })
  }
}

/** Tells a call, from its preparation on. */
export function tellCall(
  teller: Teller,
  call: StoryCall,
  { scope: outer, path, told }: Telling<DemoCallStep>,
): void {
  const scope = new Scope(teller, outer)
  teller.let(call.let, scope, path)
  const asks = asked(teller, call, { scope, path })
  const prepared: CallStep = { step: 'prepared', on: call.on }
  for (const { step: one, here } of placed([prepared, ...call.steps], path)) {
    const { step, of, about, says = {}, reason } = one
    const on = teller.workday(one.on, scope, [...here, 'on'])
    told.push({
      ...{ call: call.call, step, asks, passes: call.passes ?? null },
      about: about === undefined ? null : bodyOf(teller, { step, of: about }, [...here, 'about']),
      of: of === undefined ? null : bodyOf(teller, { step, of }, [...here, 'of']),
      says: Object.fromEntries(
        Object.entries(says).map(([label, said]) => [
          label,
          teller.text(said, scope, [...here, 'says', label]),
        ]),
      ),
      reason: teller.textIf(reason, scope, [...here, 'reason']),
      at: momentOf('call', on, told),
    })
  }
}

type CallStep = Omit<StoryCall['steps'][number], 'step'> & Pick<DemoCallStep, 'step'>

function asked(
  teller: Teller,
  { asks, items }: StoryCall,
  { scope, path }: { scope: Scope; path: Path },
): PrepareCall {
  const said = (name: keyof StoryCall['asks']) =>
    teller.textIf(asks[name], scope, [...path, 'asks', name])
  return {
    title: said('title') ?? '',
    period: said('period') ?? '',
    due: said('due') ?? '',
    basis: said('basis'),
    clause: said('clause'),
    ends: said('ends'),
    note: said('note'),
    items: items.map(({ label, kind, figure = null, unit = null, choices = null }) => ({
      ...{ item: null, label, kind, figure, unit, choices, again: null },
    })),
    to: null,
  }
}

/** Tells a duty list, from its preparation on. */
export function tellDutyList(
  teller: Teller,
  list: StoryDutyList,
  { scope, path, told }: Telling<DemoListStep>,
): void {
  const says = laid(teller, list, { scope, path })
  const prepared: ListStep = { step: 'prepared', on: list.on }
  for (const { step: one, here } of placed([prepared, ...list.steps], path)) {
    const { step, of, figures = {}, refuses = {}, tells = false } = one
    const on = teller.workday(one.on, scope, [...here, 'on'])
    told.push({
      ...{ list: list.list, step, says, figures, refuses, tells },
      of: of === undefined ? null : bodyOf(teller, { step: 'taken', of }, [...here, 'of']),
      at: momentOf('dutyList', on, told),
    })
  }
}

type ListStep = Omit<StoryDutyList['steps'][number], 'step'> & Pick<DemoListStep, 'step'>

function laid(
  teller: Teller,
  list: StoryDutyList,
  { scope, path }: { scope: Scope; path: Path },
): PrepareDutyList {
  const said = (name: keyof StoryDutyList['says']) =>
    teller.textIf(list.says[name], scope, [...path, 'says', name])
  return {
    ...{ title: said('title') ?? '', basis: said('basis'), clause: said('clause') },
    ...{ from: said('from') ?? '', ends: said('ends'), note: said('note') },
    items: list.items.map(({ title, often, times = null, by = null, officeKind = null }) => ({
      ...{ item: null, title, often, times, by, officeKind },
      ...{ basis: null, clause: null, from: null, ends: null },
    })),
    to: null,
  }
}

/** A unit below; of a sheet, the body without a log that was told before. */
function bodyOf(
  teller: Teller,
  { step, of }: { readonly step: DemoCallStep['step']; readonly of: string },
  path: Path,
): string {
  if (step === 'filled') return teller.within(path, () => teller.refer(of))
  return teller.settings.bodies.has(of) ? of : teller.within(path, () => wrong('nobody', of))
}

/** Each step with where it is written: the first is what the whole begins with. */
function placed<Step extends { readonly on: Expr }>(steps: readonly Step[], path: Path) {
  return steps.map((step, nth) => ({
    step,
    here: nth === 0 ? path : [...path, 'steps', nth - 1],
  }))
}

/** Steps of one kind follow each other, a minute for each that was told before. */
function momentOf(kind: keyof typeof evening, on: string, told: readonly unknown[]): string {
  return addMinutes(`${on}T${evening[kind]}:00.000Z`, told.length)
}
