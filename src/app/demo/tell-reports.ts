import { spanOf, windowsOfYear } from '../../ledger/period.ts'
import type { CalendarWindow } from '../../ledger/period.ts'
import type { DemoWorld } from './world.ts'

/** What goes up: last year's report in January, ideology twice, requests and reports between. */
export function tellDispatches(world: DemoWorld, year: number): void {
  const papers: readonly (readonly [string, string, string, number])[] = [
    ['ideology', '上半年意识形态工作报告', 'publicity-department', 6],
    ['ideology', '全年意识形态工作报告', 'publicity-department', 12],
    ['request', '关于机构编制事项的请示', 'party-committee', 4],
    ['request', '关于重大档案征集事项的请示', 'party-committee', 7],
    ['matter', '关于档案安全情况的报告', 'superior-bureau', 3],
    ['matter', '关于国际档案日活动情况的报告', 'superior-bureau', 6],
    ['matter', '关于干部调整情况的报告', 'organisation-department', 9],
    ['feedback', '巡察反馈问题整改进展报告', 'discipline-commission', 5],
    ['feedback', '巡察反馈问题整改情况报告', 'discipline-commission', 10],
  ]
  for (const [kind, title, to, month] of papers) {
    tellDispatch(world, {
      kind,
      title,
      to,
      on: world.random.pick(world.month(year, month)),
      forYear: year,
    })
  }
}

/** The report on the year before, in January. */
export function tellAnnualReport(world: DemoWorld, year: number): void {
  const on = world.month(year, 1)[12] ?? `${year}-01-20`
  const title = `关于${year - 1}年度落实全面从严治党主体责任情况的报告`
  tellDispatch(world, {
    kind: 'annual-governance',
    title,
    to: 'party-committee',
    on,
    forYear: year - 1,
  })
}

function tellDispatch(
  world: DemoWorld,
  told: { kind: string; title: string; to: string; on: string; forYear: number },
): void {
  world.tell({
    register: 'dispatch',
    on: told.on,
    by: 'zheng',
    values: {
      kind: told.kind,
      title: told.title,
      sentOn: told.on,
      to: told.to,
      forYear: told.forYear,
      receivedOn: world.workdayAfter(told.on, 1),
    },
  })
}

interface Assurance {
  readonly duty: string
  readonly per: CalendarWindow
  readonly by: string
  readonly text: string
}

const assurances: readonly Assurance[] = [
  { duty: 'no-leak', per: 'quarter', by: 'lin', text: '本季度未发生失泄密事件' },
  { duty: 'no-criticism', per: 'half-year', by: 'wu', text: '本期未因工作不力受到上级通报' },
  {
    duty: 'no-formalism-sanction',
    per: 'half-year',
    by: 'sun',
    text: '本期无人因纠治形式主义不力被处理',
  },
  { duty: 'no-breach', per: 'half-year', by: 'sun', text: '本期未发生党员干部违规违纪行为' },
  { duty: 'no-sanction', per: 'half-year', by: 'sun', text: '本期没有党员干部受到处分' },
  { duty: 'no-trip-abroad', per: 'year', by: 'he', text: '本年度无因公、因私出国（境）' },
]

/** Confirmations, given just after each window; one of the second year has not come yet. */
export function tellAttestations(world: DemoWorld, year: number): void {
  for (const assurance of assurances) {
    for (const period of windowsOfYear(year, assurance.per)) {
      if (assurance.duty === 'no-sanction' && period === '2025-H2') continue
      const on = world.workdayAfter(spanOf(period).to, world.random.between(2, 5))
      world.tell({
        register: 'attestation',
        kind: 'attest',
        on,
        by: assurance.by,
        after: 0,
        values: {
          duty: assurance.duty,
          period,
          text: assurance.text,
          basis: '查阅台账并向各科室了解',
          person: world.person(assurance.by),
          givenOn: on,
        },
      })
    }
  }
}

/** Honest words about what was not done, or did not apply. */
export function tellStatements(world: DemoWorld, year: number): void {
  const statements =
    year === 2024
      ? ([
          ['project-assessed', 'notApplicable', '本年度没有列入计划的重大项目', 'wu'],
          ['assessment-before-start', 'notApplicable', '本年度没有列入计划的重大项目', 'wu'],
        ] as const)
      : ([
          ['contest-yearly', 'notDone', '市里统一组织，本馆未单独举办', 'deng'],
          ['weekly-study', 'notApplicable', '8月4日至10日全员防汛值守，停学一周', 'gao', '2025-08'],
        ] as const)
  for (const [duty, state, reason, by, period = String(year)] of statements) {
    const on = period.length > 4 ? `${period}-12` : (world.month(year, 12)[14] ?? `${year}-12-19`)
    world.tell({
      register: 'statement',
      on,
      by,
      values: {
        duty,
        period,
        state,
        reason,
        person: world.person(by),
        statedOn: on,
      },
    })
  }
}
