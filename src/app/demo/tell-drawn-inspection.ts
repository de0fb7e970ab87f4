import { demoHeads, demoSupervisors } from './unit.ts'
import type { DemoWorld } from './world.ts'

interface DrawnInspection {
  readonly subject: string
  readonly on: string
  readonly year: number
}

/** The inspections of the second half of the second year draw their samples by the rule. */
export function isDrawn(given: { subject: string; year: number; month: number }): boolean {
  const { subject, year, month } = given
  if (year !== 2025) return false
  return subject === 'study-records' ? month >= 9 : subject === 'measures' && month === 12
}

const sources = {
  'study-records': { from: 'study', count: 6 },
  measures: { from: 'problem', count: 5 },
} as const

/**
 * An inspection whose sample the log drew. The one on study records in September finds a problem,
 * which is put right like any other; the one on measures in December is still under way.
 */
export function tellDrawnInspection(world: DemoWorld, given: DrawnInspection): void {
  const { subject, on, year } = given
  const isStudy = subject === 'study-records'
  const { from, count } = sources[isStudy ? 'study-records' : 'measures']
  const period = isStudy ? `${year}-Q${Math.ceil(Number(on.slice(5, 7)) / 3)}` : String(year)
  const draw = { from, period, count }
  const record = world.tell({
    register: 'inspection',
    on,
    by: 'xu',
    after: 0,
    values: {
      subject,
      inspectedOn: on,
      office: world.office('party'),
      lead: world.person('xu'),
      sample: count,
    },
    draw,
  })
  if (!isStudy) return
  const isLast = on.startsWith(`${year}-12`)
  const problem = isLast ? null : tellFinding(world, { record, on: world.workdayAfter(on, 1) })
  const examinedOn = world.workdayAfter(on, 2)
  world.correct(
    record,
    {
      result: problem
        ? `抽查${count}份，1份记录要素不全，已转入整改；其余符合要求。`
        : `抽查${count}份，均符合要求。`,
    },
    {
      on: examinedOn,
      by: 'xu',
      reason: '登记检查情况',
      draw: { ...draw, problem: problem ?? '' },
    },
  )
  tellCirculation(world, record, examinedOn)
}

function tellFinding(world: DemoWorld, { record, on }: { record: string; on: string }): string {
  const due = world.workdayAfter(on, 30)
  const owner = world.person(demoHeads.collect)
  return world.tell({
    register: 'problem',
    on,
    by: 'xu',
    after: 0,
    values: {
      title: '个别学习记录缺少研讨内容',
      source: 'inspection',
      foundOn: on,
      class: 'study',
      themes: ['party-building'],
      inspection: record,
      notReturn: true,
      cause: '记录人只记题目，未记发言要点',
      leadOffice: world.office('collect'),
      owner,
      supervisor: world.person(demoSupervisors.collect),
      due,
      measures: [{ measure: '统一记录要素，补记研讨要点', owner, due }],
    },
  })
}

/** Told at the next meeting of the members after it; the meeting's record is linked. */
function tellCirculation(world: DemoWorld, record: string, after: string): void {
  const meeting = world.writes.find(
    ({ register, kind, values }) =>
      register === 'meeting' &&
      kind === 'create' &&
      values['kind'] === 'branch-members' &&
      String(values['heldOn']) > after,
  )
  const heldOn = meeting ? String(meeting.values['heldOn']) : world.workdayAfter(after, 4)
  world.correct(
    record,
    {
      circulatedOn: heldOn,
      circulatedIn: 'members-meeting',
      ...(meeting ? { circulatedAt: meeting.record } : {}),
    },
    { on: world.workdayAfter(heldOn, 5), by: 'xu', reason: '检查结果已通报' },
  )
}
