import type { Row, Values } from '../../ledger/value.ts'
import { firstAgendaTopics, themedTopics, workTopics } from './agenda-topics.ts'
import type { AgendaTopic } from './agenda-topics.ts'
import { demoBranches, demoHeads, demoOffices } from './unit.ts'
import { secretaryOf } from './world.ts'
import type { DemoWorld } from './world.ts'

const rooms = ['三楼会议室', '二楼小会议室', '五楼报告厅'] as const
const absences = ['duty-travel', 'other-meeting', 'leave', 'training'] as const

interface Meeting {
  readonly kind: string
  readonly on: string
  readonly office: string
  readonly chair: string
  readonly recorder: string
  readonly due: readonly string[]
  readonly agenda: readonly Row[]
  readonly minutes?: boolean
  readonly more?: Values
  readonly after?: number
  readonly reason?: string
}

/** Writes a meeting down with who came, who did not and why. */
export function tellMeeting(world: DemoWorld, meeting: Meeting): string {
  const { present, absent } = world.attendance(meeting.due, [meeting.chair, meeting.recorder])
  const rows = absent.map((key) => ({
    person: world.person(key),
    reason: world.random.pick(absences),
  }))
  const number = `${meeting.on.slice(0, 4)}-${meeting.on.slice(5, 7)}${meeting.on.slice(8)}`
  return world.tell({
    register: 'meeting',
    on: meeting.on,
    by: meeting.recorder,
    ...(meeting.after === undefined ? {} : { after: meeting.after }),
    ...(meeting.reason === undefined ? {} : { reason: meeting.reason }),
    values: {
      kind: meeting.kind,
      heldOn: meeting.on,
      office: world.office(meeting.office),
      place: world.random.pick(rooms),
      length: world.random.between(4, 14) * 10,
      chair: world.person(meeting.chair),
      recorder: world.person(meeting.recorder),
      due: meeting.due.length,
      present: world.people(present),
      ...(rows.length > 0 ? { absent: rows } : {}),
      agenda: meeting.agenda,
      ...(meeting.minutes === true ? { minutesNumber: `纪要〔${number}〕` } : {}),
      ...meeting.more,
    },
  })
}

/** Topics that are not used up before the year is over. */
class Topics {
  readonly #world: DemoWorld
  #left: AgendaTopic[] = []

  constructor(world: DemoWorld) {
    this.#world = world
  }

  take(count: number): readonly AgendaTopic[] {
    if (this.#left.length < count) this.#left = [...this.#world.random.shuffled(workTopics)]
    return this.#left.splice(0, count)
  }
}

function agendaRow(world: DemoWorld, topic: AgendaTopic): Row {
  const head = demoHeads[topic.by as keyof typeof demoHeads]
  return {
    topic: topic.topic,
    themes: topic.themes,
    reporter: world.person(head),
    outcome: world.random.pick(outcomes),
  }
}

const outcomes = [
  '原则同意，按会议意见修改后执行',
  '同意，由承办科室抓好落实',
  '同意，列入年度重点工作',
  '会议听取汇报，提出三点要求',
  '同意，完成情况于下月汇报',
  '进一步论证后再议',
] as const

/** Themed topics of one theme, in turn. */
function themed(world: DemoWorld, theme: string): AgendaTopic {
  return world.random.pick(themedTopics.filter((one) => one.themes.includes(theme)))
}

/** Months in which the secretary's meeting takes up what the duties of the year ask for. */
const themesByMonth: Readonly<Record<number, readonly string[]>> = {
  1: ['governance', 'cadres', 'confidentiality'],
  2: ['party-building', 'formalism'],
  3: ['ideology', 'cadres', 'regulations'],
  4: ['integrity'],
  5: ['feedback', 'confidentiality'],
  6: ['governance', 'formalism'],
  7: ['governance', 'party-building'],
  8: ['cadres', 'integrity'],
  9: ['ideology', 'regulations'],
  10: ['formalism', 'feedback'],
  11: ['governance', 'confidentiality'],
  12: ['governance', 'ideology', 'party-building', 'cadres'],
}

/** The meetings of the leadership and of the whole unit. */
export function tellLeadershipMeetings(world: DemoWorld, year: number): void {
  const topics = new Topics(world)
  for (let month = 1; month <= 12; month++) {
    const days = world.month(year, month)
    const themes = [...(themesByMonth[month] ?? [])]
    const secretaryDays = [days[4], days[13]].flatMap((day) => (day === undefined ? [] : [day]))
    secretaryDays.forEach((on, nth) => {
      const mine = themes.filter((_, index) => index % secretaryDays.length === nth)
      const first: Row = {
        topic: world.random.pick(firstAgendaTopics),
        themes: ['first-agenda'],
        reporter: world.person('zhou'),
      }
      const rest = [
        ...mine.map((theme) => themed(world, theme)),
        ...topics.take(world.random.between(2, 4)),
      ].map((topic) => agendaRow(world, topic))
      tellMeeting(world, {
        kind: 'secretary-meeting',
        on,
        office: 'lead',
        chair: 'zhou',
        recorder: 'wu',
        due: [...world.leaders(on), 'wu'],
        agenda: [first, ...rest],
        minutes: true,
      })
    })
    // Fewer every year: that is what the unit promised.
    const affairs = year === 2024 ? 3 : month % 3 === 0 ? 1 : 2
    for (const on of world.random.some(days, affairs)) {
      tellMeeting(world, {
        kind: 'affairs-meeting',
        on,
        office: 'general',
        chair: world.random.pick(['zhou', 'lin', 'chen']),
        recorder: 'liu',
        due: [...world.leaders(on), ...Object.values(demoHeads), 'liu'],
        agenda: topics.take(world.random.between(2, 4)).map((topic) => agendaRow(world, topic)),
        minutes: world.random.chance(0.7),
      })
    }
    if (month % (year === 2024 ? 1 : 2) === 0) tellWorkMeeting(world, days)
  }
  tellYearlyMeetings(world, year)
}

function tellWorkMeeting(world: DemoWorld, days: readonly string[]): void {
  const on = world.random.pick(days)
  const topic = world.random.pick([
    '部署档案安全检查工作',
    '部署档案接收进馆工作',
    '召开机关档案业务培训动员会',
    '部署年度档案行政执法检查',
    '召开数字档案馆建设推进会',
    '部署国际档案日活动',
  ])
  tellMeeting(world, {
    kind: 'work-meeting',
    on,
    office: 'guide',
    chair: 'sun',
    recorder: 'dong',
    due: world.staff(on),
    agenda: [{ topic, themes: ['work'], reporter: world.person('dong') }],
    more: { guests: `市直单位档案员${world.random.between(20, 60)}人` },
  })
}

function tellYearlyMeetings(world: DemoWorld, year: number): void {
  for (const [month, topic] of [
    [6, '分析上半年全面从严治党情况'],
    [12, '分析全年全面从严治党情况'],
  ] as const) {
    const on = world.month(year, month)[9] ?? `${year}-0${month}-20`
    tellMeeting(world, {
      kind: 'analysis-meeting',
      on,
      office: 'party',
      chair: 'zhou',
      recorder: 'xu',
      due: [...world.leaders(on), ...Object.values(demoHeads)],
      agenda: [
        { topic, themes: ['governance', 'integrity'], reporter: world.person('sun') },
        { topic: '“回头看”上期整改情况', themes: ['feedback'], reporter: world.person('xu') },
      ],
      minutes: true,
    })
  }
  const lifeOn = world.month(year, 12)[17] ?? `${year}-12-25`
  tellMeeting(world, {
    kind: 'democratic-life',
    on: lifeOn,
    office: 'lead',
    chair: 'zhou',
    recorder: 'xu',
    due: [...world.leaders(lifeOn), 'xu'],
    agenda: [
      { topic: '通报上年度民主生活会整改情况', themes: ['governance'] },
      { topic: '班子对照检查', themes: ['governance', 'ideology'] },
      { topic: '成员对照检查与相互批评', themes: ['governance'] },
    ],
    minutes: true,
    more: { guided: true, guests: '市纪委监委、市委组织部各1人' },
  })
  for (const month of [2, 7]) {
    const on = world.month(year, month)[7] ?? `${year}-0${month}-20`
    tellMeeting(world, {
      kind: 'organ-members',
      on,
      office: 'party',
      chair: 'he',
      recorder: 'gao',
      due: world.staff(on),
      agenda: [
        { topic: '主要负责人通报工作情况', themes: ['work'], reporter: world.person('zhou') },
        { topic: '通报学习记录检查结果', themes: ['party-building'], reporter: world.person('xu') },
      ],
    })
  }
}

const branchTopics = [
  '学习党章和党内法规',
  '讨论支部工作计划',
  '通报党费收缴情况',
  '讨论发展工作',
  '学习先进典型事迹',
  '研究主题党日安排',
  '交流学习体会',
  '总结支部工作',
  '研究谈心谈话安排',
  '听取党小组汇报',
] as const

/** The meetings of the organ Party committee, the branches and their groups. */
export function tellBranchMeetings(world: DemoWorld, year: number): void {
  for (let month = 1; month <= 12; month++) {
    const days = world.month(year, month)
    const committeeDay = world.random.pick(days)
    tellMeeting(world, {
      kind: 'organ-committee',
      on: committeeDay,
      office: 'party',
      chair: 'he',
      recorder: 'gao',
      due: ['he', 'xu', 'gao', 'wu', 'luo', 'jiang'],
      agenda: branchAgenda(world, ['party-building']),
    })
    for (const { key, secretary, committee } of demoBranches) {
      const on = world.random.pick(days)
      tellMeeting(world, {
        kind: 'branch-committee',
        on,
        office: key,
        chair: secretary,
        recorder: committee[1],
        due: committee,
        agenda: branchAgenda(world, ['party-building']),
      })
      if (month % 3 === 2) tellMembersMeeting(world, key, world.random.pick(days))
      for (const group of demoOffices.filter((one) => one.parent === key)) {
        tellGroupMeeting(world, group.key, world.random.pick(days))
      }
    }
  }
  for (const { key } of demoBranches) tellOrganizationalLife(world, key, year)
}

function branchAgenda(world: DemoWorld, themes: readonly string[]): readonly Row[] {
  return world.random
    .some(branchTopics, world.random.between(1, 3))
    .map((topic) => ({ topic, themes }))
}

function tellMembersMeeting(world: DemoWorld, branch: string, on: string): void {
  const secretary = secretaryOf(branch)
  const due = world.branchMembers(branch, on)
  tellMeeting(world, {
    kind: 'branch-members',
    on,
    office: branch,
    chair: secretary,
    recorder: due.find((key) => key !== secretary) ?? secretary,
    due,
    agenda: branchAgenda(world, ['party-building']),
  })
}

function tellGroupMeeting(world: DemoWorld, group: string, on: string): void {
  const branch = group.slice(0, 2)
  const members = world.branchMembers(branch, on)
  const due = members.filter((_, index) => index % 2 === (group.endsWith('1') ? 0 : 1))
  const chair = due.at(-1) ?? secretaryOf(branch)
  tellMeeting(world, {
    kind: 'branch-group',
    on,
    office: group,
    chair,
    recorder: chair,
    due,
    agenda: branchAgenda(world, ['party-building']),
  })
}

function tellOrganizationalLife(world: DemoWorld, branch: string, year: number): void {
  const days = world.month(year, 12)
  const on = days[{ b1: 5, b2: 6, b3: 7 }[branch] ?? 5] ?? `${year}-12-10`
  const due = world.branchMembers(branch, on)
  const leaders = due.filter((key) => world.leaders(on).includes(key))
  const secretary = secretaryOf(branch)
  tellMeeting(world, {
    kind: 'organizational-life',
    on,
    office: branch,
    chair: secretary,
    recorder: due.find((key) => key !== secretary) ?? secretary,
    due,
    agenda: [
      { topic: '支部班子对照检查', themes: ['party-building'] },
      { topic: '开展批评与自我批评', themes: ['party-building'] },
    ],
    more: {
      guided: branch === 'b1',
      ...(leaders.length > 0 ? { asOrdinaryMembers: world.people(leaders) } : {}),
    },
  })
}

/** Staff who sit in on meetings of units that the archive guides. */
export function tellSitIns(world: DemoWorld, year: number): void {
  for (const month of [3, 4, 6, 8, 9, 11]) {
    const on = world.random.pick(world.month(year, month))
    const who = world.random.pick(['dong', 'yuan', 'xu', 'sun'])
    tellMeeting(world, {
      kind: 'sit-in',
      on,
      office: 'guide',
      chair: who,
      recorder: who,
      due: [who],
      agenda: [{ topic: '列席下属单位领导班子会议', themes: ['governance'] }],
    })
  }
}
