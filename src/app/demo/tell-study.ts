import { addDays, weekday } from '../../ledger/day.ts'
import { demoBranches } from './unit.ts'
import {
  governanceResearch,
  lineResearch,
  studyGroupTopics,
  visitedBodies,
  weeklyTopics,
} from './study-topics.ts'
import { secretaryOf } from './world.ts'
import type { DemoWorld } from './world.ts'

/** Months of the study group; the plan of the demo's second year misses the third quarter. */
function studyGroupMonths(year: number): readonly number[] {
  return year === 2024 ? [1, 2, 3, 4, 5, 6, 8, 9, 10, 11] : [1, 2, 3, 4, 5, 6, 10, 11, 12]
}

/** Sessions of the theory study group, most of them with a discussion. */
export function tellStudyGroup(world: DemoWorld, year: number): void {
  studyGroupMonths(year).forEach((month, nth) => {
    const on = world.month(year, month)[10] ?? `${year}-01-15`
    const topic = studyGroupTopics[
      nth % studyGroupTopics.length
    ] as (typeof studyGroupTopics)[number]
    const due = [...world.leaders(on), 'wu', 'xu', 'deng']
    const { present } = world.attendance(due, ['zhou', 'xu'])
    const discussed = nth % 4 !== 3
    world.tell({
      register: 'study',
      on,
      by: 'xu',
      values: {
        kind: 'study-group',
        heldOn: on,
        office: world.office('lead'),
        topic: topic.topic,
        themes: topic.themes,
        forms: discussed ? ['reading', 'discussion'] : ['reading', 'briefing'],
        hours: 4,
        chair: world.person('zhou'),
        present: world.people(present),
        ...(discussed
          ? { speakers: world.people(world.random.some(present, world.random.between(2, 4))) }
          : {}),
        planned: true,
        recordNumber: `中心组〔${year}〕${nth + 1}号`,
      },
    })
  })
}

/** Weeks in which the whole unit is away: the Spring Festivals, National Day, and a flood. */
const weeksOff: readonly (readonly [from: string, to: string])[] = [
  ['2024-02-05', '2024-02-18'],
  ['2024-10-01', '2024-10-08'],
  ['2025-01-27', '2025-02-09'],
  ['2025-08-04', '2025-08-10'],
  ['2025-10-01', '2025-10-08'],
]

/** Study of the whole unit on the last working day of every week, left out in the weeks off. */
export function tellWeeklyStudy(world: DemoWorld, year: number): void {
  const days = world
    .workdays(`${year}-01-01`, `${year}-12-31`)
    .filter((day) => !weeksOff.some(([from, to]) => from <= day && day <= to))
  // Friday, or the last working day before it where Friday is a holiday.
  const inWeek = days.filter((day) => weekday(day) <= 5)
  const sessions = inWeek.filter((day, nth) => {
    const next = inWeek[nth + 1]
    return next === undefined || next > addDays(day, 7 - weekday(day))
  })
  sessions.forEach((on, nth) => {
    const topic = weeklyTopics[nth % weeklyTopics.length] as (typeof weeklyTopics)[number]
    const form = world.random.pick(['reading', 'reading', 'video', 'discussion', 'briefing'])
    const { present } = world.attendance(world.staff(on), ['he'])
    world.tell({
      register: 'study',
      on,
      by: 'gao',
      values: {
        kind: 'weekly-study',
        heldOn: on,
        office: world.office('party'),
        topic: topic.topic,
        themes: topic.themes,
        forms: [form],
        hours: 1,
        chair: world.person('he'),
        present: world.people(present),
        ...(form === 'discussion' ? { speakers: world.people(world.random.some(present, 3)) } : {}),
        planned: true,
      },
    })
  })
}

/** Study of each branch, most months. */
export function tellBranchStudy(world: DemoWorld, year: number): void {
  for (const { key } of demoBranches) {
    for (let month = 1; month <= 12; month++) {
      if (world.random.chance(0.2)) continue
      const on = world.random.pick(world.month(year, month))
      const topic = world.random.pick(weeklyTopics)
      const { present } = world.attendance(world.branchMembers(key, on), [secretaryOf(key)])
      world.tell({
        register: 'study',
        on,
        by: secretaryOf(key),
        values: {
          kind: 'branch-study',
          heldOn: on,
          office: world.office(key),
          topic: topic.topic,
          themes: topic.themes,
          forms: [world.random.pick(['reading', 'video', 'visit'])],
          hours: 2,
          chair: world.person(secretaryOf(key)),
          present: world.people(present),
        },
      })
    }
  }
}

/** Research trips: every leader two on self-governance, one leader only one in the second year. */
export function tellResearch(world: DemoWorld, year: number): void {
  const topics = [...world.random.shuffled(governanceResearch)]
  const leaders = ['zhou', 'lin', 'chen', 'he', 'sun']
  leaders.forEach((leader, nth) => {
    // A story of the second year: one leader falls one short, and the report says so.
    const trips = year === 2025 && leader === 'chen' ? 1 : 2
    for (let trip = 0; trip < trips; trip++) {
      const month = trip === 0 ? 3 + (nth % 3) : 9 + (nth % 3)
      tellTrip(world, {
        on: world.random.pick(world.month(year, month)),
        leader,
        topic: topics[(nth * 2 + trip) % topics.length] ?? governanceResearch[0] ?? '',
        themes: ['governance', 'integrity'],
      })
    }
  })
  for (const topic of lineResearch) {
    const month = world.random.between(2, 11)
    tellTrip(world, {
      on: world.random.pick(world.month(year, month)),
      leader: world.random.pick(['lin', 'chen', 'sun']),
      topic,
      themes: ['work'],
    })
  }
}

function tellTrip(
  world: DemoWorld,
  trip: { on: string; leader: string; topic: string; themes: readonly string[] },
): void {
  const companions = world.random.some(['xu', 'gao', 'dong', 'yuan', 'shen', 'liu'], 2)
  world.tell({
    register: 'research',
    on: trip.on,
    by: companions[0] ?? 'gao',
    after: world.random.between(0, 6),
    values: {
      topic: trip.topic,
      themes: trip.themes,
      doneOn: trip.on,
      leaders: world.people([trip.leader]),
      companions: world.people(companions),
      places: world.random.some(visitedBodies, 2).join('、'),
      findings: world.random.pick([
        '制度基本健全，个别环节执行不够到位，已当场反馈。',
        '日常管理较规范，台账填报事项偏多，建议合并。',
        '人员力量不足，业务培训需要加强。',
        '防控措施落实较好，重点岗位轮换尚未到期。',
      ]),
      reportDone: world.random.chance(0.85),
    },
  })
}
