import { demoHeads, demoSupervisors } from './unit.ts'
import type { demoDepartments } from './unit.ts'
import type { DemoWorld } from './world.ts'

type Department = (typeof demoDepartments)[number]

/** Duties by the department that leads them; what is not listed was never assigned to anybody. */
const dutiesOf: Readonly<Partial<Record<Department, readonly string[]>>> = {
  party: [
    ...['first-agenda-item', 'governance-study-half-yearly', 'leaders-research'],
    ...['democratic-life-yearly', 'democratic-life-quorum', 'organizational-life-yearly'],
    ...['study-group-quarterly', 'annual-report-sent', 'governance-tasks-set'],
    ...['analysis-half-yearly', 'regulations-in-study-plan', 'each-clause-has-finding'],
    ...['key-tasks-set', 'key-tasks-done-yearly', 'party-building-half-yearly'],
    ...['lecture-by-secretary', 'lecture-by-members', 'study-records-quarterly'],
    ...['weekly-study', 'branch-members-quarterly', 'themed-day-monthly', 'fee-notice-yearly'],
    ...['training-plan-set', 'each-declaration-made', 'no-sanction', 'integrity-risks-yearly'],
  ],
  general: [
    ...['fewer-documents', 'fewer-meetings', 'fewer-requests', 'formalism-self-check-yearly'],
    ...['no-criticism', 'no-leak', 'confidentiality-training-yearly', 'body-follows-in-time'],
    ...['confidentiality-self-check-yearly', 'stocktaking-by-november', 'no-trip-abroad'],
  ],
  edit: ['ideology-study-yearly', 'ideology-report-half-yearly', 'publicity-in-time'],
  tech: ['old-device-replaced'],
  guide: ['request-has-basis', 'project-assessed'],
}

/** Who answered for what: one owner left in June, and nobody has followed yet. */
const ownersBut: Readonly<Record<string, string>> = {
  'publicity-in-time': 'peng',
  'no-leak': 'zheng',
  'study-records-quarterly': 'gao',
}

const helpers: Readonly<Record<string, readonly Department[]>> = {
  'governance-study-half-yearly': ['general'],
  'no-leak': ['tech', 'party'],
  'old-device-replaced': ['general'],
  'ideology-study-yearly': ['party'],
  'fewer-documents': ['guide'],
}

/** The plan of a year: who answers for each duty, and the meeting that adopted it. */
export function tellAssignments(world: DemoWorld, year: number): void {
  const on = world.month(year, 1)[14] ?? `${year}-01-22`
  for (const [office, duties] of Object.entries(dutiesOf) as [Department, string[]][]) {
    for (const duty of duties) {
      const help = helpers[duty]
      world.tell({
        register: 'assignment',
        on,
        by: 'xu',
        values: {
          year: `${year}`,
          duty,
          office: world.office(office),
          person: world.person(ownersBut[duty] ?? demoHeads[office]),
          supervisor: world.person(demoSupervisors[office]),
          ...(help ? { withOffices: help.map((one) => world.office(one)) } : {}),
          setOn: on,
        },
      })
    }
  }
  tellAdoption(world, { year, from: on })
}

/** The first secretary's meeting after the plan was made adopted it. */
function tellAdoption(world: DemoWorld, { year, from }: { year: number; from: string }): void {
  const meeting = world.writes
    .filter((one) => one.kind === 'create' && one.register === 'meeting')
    .filter(({ values }) => values['kind'] === 'secretary-meeting')
    .map(({ record, values }) => ({ record, on: String(values['heldOn']) }))
    .filter(({ on }) => on >= from && on < `${year}-12-31`)
    .sort((one, other) => (one.on < other.on ? -1 : 1))[0]
  if (!meeting) return
  world.tell({
    register: 'plan-adoption',
    on: meeting.on,
    by: 'xu',
    // The meeting itself may have been written down up to three working days late.
    after: 8,
    values: {
      year: `${year}`,
      adoptedOn: meeting.on,
      meeting: meeting.record,
      number: `海档党〔${year}〕4号`,
    },
  })
}

const planned = [
  ['secretary-meeting', 20, ['学习贯彻党内法规', '审议2026年度任务分工']],
  ['analysis-meeting', 24, ['分析全面从严治党情况']],
  ['organ-committee', 26, ['研究机关党建重点任务']],
] as const

/** Meetings that are still to be held when the story ends. */
export function tellPlannedMeetings(world: DemoWorld, year: number): void {
  const on = world.month(year, 1)[12] ?? `${year}-01-20`
  for (const [kind, ahead, topics] of planned) {
    world.tell({
      register: 'planned-meeting',
      on,
      by: 'wu',
      after: 0,
      values: {
        kind,
        plannedFor: world.workdayAfter(on, ahead),
        time: '09:00',
        office: world.office('general'),
        place: '三楼会议室',
        chair: world.person('zhou'),
        agenda: topics.map((topic) => ({ topic })),
      },
    })
  }
}
