import { demoHeads, demoPeople } from './unit.ts'
import { personOf } from './world.ts'
import type { DemoWorld } from './world.ts'

const leaders = ['zhou', 'lin', 'chen', 'he', 'sun'] as const

const trainings: readonly (readonly [kind: string, title: string, hours: number, month: number])[] =
  [
    ['cadre', '干部能力提升培训班', 16, 4],
    ['cadre', '公文写作专题培训', 8, 6],
    ['cadre', '年轻干部培训班', 24, 9],
    ['cadre', '科级干部轮训', 24, 11],
    ['members', '党员集中培训班', 16, 5],
    ['members', '党员冬季集中培训', 8, 12],
    ['party-affairs', '党务干部业务培训', 8, 3],
    ['confidentiality', '涉密人员年度保密培训', 8, 5],
    ['confidentiality', '工作秘密管理培训', 4, 10],
    ['line', '档案数字化技术培训', 8, 3],
    ['line', '电子档案管理培训', 8, 4],
    ['line', '档案保护修复培训', 16, 6],
    ['line', '档案开放审核培训', 8, 7],
    ['line', '档案法律法规培训', 8, 8],
    ['line', '网络安全知识培训', 4, 9],
    ['line', '讲解员培训', 8, 10],
    ['line', '消防安全培训', 4, 11],
    ['line', '财务内控培训', 4, 2],
  ]

/** Training of the year. */
export function tellTraining(world: DemoWorld, year: number): void {
  for (const [kind, title, hours, month] of trainings) {
    const on = world.random.pick(world.month(year, month))
    const everyone = world.staff(on)
    const few = kind === 'members' || kind === 'confidentiality'
    const present = few ? world.attendance(everyone).present : world.random.some(everyone, 8)
    world.tell({
      register: 'training',
      on,
      by: 'gao',
      after: world.random.between(0, 5),
      values: {
        kind,
        title,
        startedOn: on,
        hours,
        organiser: world.random.pick(['本馆', '市委党校', '省档案馆', '市直机关工委']),
        present: world.people(present),
        planned: world.random.chance(0.85),
      },
    })
  }
}

/** Appointments, with the staff changes they bring and what follows for confidentiality. */
export function tellAppointments(world: DemoWorld, year: number): void {
  const moves =
    year === 2024
      ? ([
          ['promotion', 'xie', 5, true],
          ['rotation', 'cao', 3, false],
          ['first-secretary', 'yuan', 6, false],
        ] as const)
      : ([
          ['promotion', 'shen', 4, true],
          ['promotion', 'tang', 9, true],
          ['rotation', 'zheng', 3, false],
          ['rotation', 'pan', 8, false],
          ['rotation', 'gao', 2, false],
          ['first-secretary', 'ma', 7, false],
        ] as const)
  for (const [kind, key, month, young] of moves) {
    const on = world.random.pick(world.month(year, month))
    const office = personOf(key).office
    world.tell({
      register: 'appointment',
      on,
      by: 'xu',
      values: {
        kind,
        decidedOn: on,
        person: world.person(key),
        young,
        toPartyAffairs: key === 'gao',
        fromOffice: world.office(office),
        toOffice: world.office(office),
        ...(kind === 'first-secretary' ? { place: '青石镇柳湾村' } : {}),
        number: `海档党〔${year}〕${month}号`,
      },
    })
    if (kind === 'rotation')
      tellStaffChange(world, { key, on, kind: 'move', secret: key === 'zheng' })
  }
}

/** A staff change; where the post has secrets, the confidentiality body is adjusted after it. */
export function tellStaffChange(
  world: DemoWorld,
  change: { key: string; on: string; kind: 'arrival' | 'departure' | 'move'; secret: boolean },
): void {
  const record = world.tell({
    register: 'staff-change',
    on: change.on,
    by: 'gao',
    after: 1,
    values: {
      kind: change.kind,
      changedOn: change.on,
      person: world.person(change.key),
      office: world.office(personOf(change.key).office),
      secretPost: change.secret,
    },
  })
  if (!change.secret) return
  const on = world.workdayAfter(change.on, 8)
  world.tell({
    register: 'confidentiality-body',
    on,
    by: 'wu',
    values: {
      change: 'adjusted',
      decidedOn: on,
      because: record,
      members: world.people(['lin', 'wu', 'jiang', 'xu']),
      contact: world.person('liu'),
      number: `海档〔${on.slice(0, 4)}〕保密${on.slice(5, 7)}号`,
    },
  })
}

/** Declarations: whether they were made, and nothing else. */
export function tellDeclarations(world: DemoWorld, year: number): void {
  const days = world.month(year, 1)
  const listedOn = days[1] ?? `${year}-01-04`
  for (const key of leaders) {
    const record = world.tell({
      register: 'declaration',
      on: listedOn,
      by: 'xu',
      after: 0,
      values: {
        person: world.person(key),
        listedOn,
        dueOn: `${year}-01-31`,
        state: 'due',
      },
    })
    const reportedOn = world.random.pick(days.slice(5, 15))
    world.correct(
      record,
      { state: key === 'he' ? 'verified' : 'reported', reportedOn },
      { on: reportedOn, by: 'xu', reason: '已报告' },
    )
  }
}

/** Who answers for what, early in the year; and the reports on it at its end. */
export function tellDuties(world: DemoWorld, year: number): void {
  const set = world.month(year, 2)[5] ?? `${year}-02-20`
  for (const key of leaders) {
    world.tell({
      register: 'duty-assignment',
      on: set,
      by: 'xu',
      values: {
        person: world.person(key),
        setOn: set,
        first: key === 'zhou',
        duties: `${personOf(key).title}，履行分管范围内全面从严治党、意识形态和保密工作责任`,
        themes: ['governance', 'ideology', 'confidentiality'],
        number: `海档党〔${year}〕责任${leaders.indexOf(key) + 1}号`,
      },
    })
  }
  const on = world.month(year, 12)[18] ?? `${year}-12-26`
  for (const key of leaders) {
    world.tell({
      register: 'duty-report',
      on,
      by: 'gao',
      values: {
        person: world.person(key),
        kind: 'duty-and-integrity',
        deliveredOn: on,
        ideology: true,
      },
    })
  }
  for (const key of ['he', 'wu', 'luo', 'jiang']) {
    world.tell({
      register: 'duty-report',
      on,
      by: 'gao',
      values: {
        person: world.person(key),
        kind: 'party-building',
        deliveredOn: on,
        ideology: true,
      },
    })
  }
}

const talkTopics = ['思想工作情况', '廉洁自律提醒', '岗位调整', '工作作风', '节前廉政提醒'] as const

/** Talks: when and between whom. */
export function tellTalks(world: DemoWorld, year: number): void {
  const others = demoPeople.filter((one) => !one.roles.includes('leader') && one.key !== 'tian')
  for (const other of others) {
    for (let nth = 0; nth < 3; nth++) {
      const on = world.random.pick(world.month(year, world.random.between(1, 12)))
      if (!world.staff(on).includes(other.key)) continue
      const reminder = world.random.chance(0.25)
      world.tell({
        register: 'talk',
        on,
        by: 'sun',
        values: {
          kind: reminder ? 'reminder' : 'heart-to-heart',
          heldOn: on,
          by: world.person(reminder ? 'sun' : world.random.pick(leaders)),
          with: world.people([other.key]),
          topic: reminder ? '廉洁自律提醒' : world.random.pick(talkTopics),
        },
      })
    }
  }
  // Before the Spring Festival and the National Day the heads of offices are reminded together.
  for (const month of [1, 9]) {
    const on = world.month(year, month).at(-3) ?? `${year}-0${month}-25`
    for (const head of Object.values(demoHeads)) {
      world.tell({
        register: 'talk',
        on,
        by: 'sun',
        values: {
          kind: 'reminder',
          heldOn: on,
          by: world.person('sun'),
          with: world.people([head]),
          topic: '节前廉政提醒',
        },
      })
    }
  }
}
