import { addDays } from '../../ledger/day.ts'
import { isDrawn, tellDrawnInspection } from './tell-drawn-inspection.ts'
import { demoBranches, demoDepartments, demoHeads } from './unit.ts'
import { personOf, secretaryOf } from './world.ts'
import type { DemoWorld } from './world.ts'

const sessions = [
  ['cautionary', '警示教育大会', 3],
  ['good-example', '先进典型事迹报告会', 5],
  ['visit', '到廉政教育馆接受现场教育', 7],
  ['rules', '纪律规定专题教育', 9],
  ['cautionary', '节前警示教育', 9],
  ['good-example', '档案战线先进典型事迹报告会', 11],
] as const

/** Education by good and bad example. */
export function tellEducation(world: DemoWorld, year: number): void {
  for (const [kind, topic, month] of sessions) {
    const on = world.random.pick(world.month(year, month))
    world.tell({
      register: 'education',
      on,
      by: 'gao',
      values: {
        kind,
        heldOn: on,
        topic,
        hours: 2,
        present: world.people(world.attendance(world.staff(on)).present),
      },
    })
  }
}

const lectureTopics = [
  '党章里的纪律',
  '从红色档案看初心',
  '守护城市记忆',
  '支部的力量',
  '做守纪律的档案人',
  '工匠精神与档案修复',
  '服务窗口的温度',
  '从严从实抓作风',
  '数据安全人人有责',
  '我身边的榜样',
] as const

/** Everybody lectures once a year; the leaders give Party lectures, one on integrity. */
export function tellLectures(world: DemoWorld, year: number): void {
  const everyone = world.staff(`${year}-03-01`).concat(year === 2025 ? ['wei'] : [])
  everyone.forEach((key, nth) => {
    const leader = personOf(key).roles.includes('leader')
    const month = key === 'wei' ? 10 : key === 'peng' ? 4 : 3 + (nth % 9)
    const on = world.random.pick(world.month(year, month))
    const kind = key === 'sun' ? 'integrity-lecture' : 'party-lecture'
    tellLecture(world, {
      kind,
      on,
      key,
      topic: lectureTopics[nth % 10] ?? '',
      themes: leader ? ['governance'] : ['party-building'],
    })
  })
  const talks = [
    ['talk', 'plenum', '中央全会精神宣讲', ['zhou', 'lin', 'chen', 'he'], 11],
    ['talk', 'party-history', '党史专题宣讲', ['he', 'deng', 'xu'], 6],
    ['report-meeting', 'rule-of-law', '法治专题报告会', ['sun'], 8],
    ['report-meeting', 'work', '档案法专题报告会', ['dong'], 6],
  ] as const
  for (const [kind, theme, topic, keys, month] of talks) {
    for (const key of keys) {
      const on = world.random.pick(world.month(year, month))
      tellLecture(world, { kind, on, key, topic, themes: [theme] })
    }
  }
}

function tellLecture(
  world: DemoWorld,
  told: { kind: string; on: string; key: string; topic: string; themes: readonly string[] },
): void {
  world.tell({
    register: 'lecture',
    on: told.on,
    by: 'gao',
    values: {
      kind: told.kind,
      givenOn: told.on,
      topic: told.topic,
      themes: told.themes,
      lecturer: world.person(told.key),
      office: world.office(personOf(told.key).branch),
      audience: world.random.between(7, 24),
      length: world.random.between(4, 9) * 10,
    },
  })
}

/** Inspections: study records every quarter, other subjects between. */
export function tellInspections(world: DemoWorld, year: number): void {
  const rounds = [
    ['study-records', [3, 6, 9, 12]],
    ['branch-records', [2, 4, 8, 10]],
    ['conduct', [1, 2, 5, 7, 9, 11]],
    ['confidentiality', [1, 3, 5, 7, 9, 11]],
    ['measures', [3, 6, 8, 10, 12]],
  ] as const
  for (const [subject, months] of rounds) {
    for (const month of months) {
      const on = world.month(year, month)[6] ?? `${year}-${month}-10`
      if (isDrawn({ subject, year, month })) {
        tellDrawnInspection(world, { subject, on, year })
        continue
      }
      const sample =
        subject === 'study-records' ? world.random.between(10, 22) : world.random.between(3, 9)
      world.tell({
        register: 'inspection',
        on,
        by: 'xu',
        values: {
          subject,
          inspectedOn: on,
          office: world.office('party'),
          lead: world.person('xu'),
          sample,
          result: `抽查${sample}份（处），${world.random.between(0, 2)}处不够规范，已当场提醒。`,
          circulatedOn: world.workdayAfter(on, 6),
          circulatedIn: subject === 'study-records' ? 'members-meeting' : 'circular',
        },
      })
    }
  }
}

const dayTitles = [
  '重温入党誓词',
  '参观红色档案展',
  '社区志愿服务',
  '观看红色影片',
  '清明祭扫',
  '档案服务进乡村',
  '交流学习体会',
  '义务植树',
] as const

/** Themed Party days of the branches, contests, platform arrangements: totals only. */
export function tellActivities(world: DemoWorld, year: number): void {
  for (let month = 1; month <= 12; month++) {
    for (const { key } of demoBranches) {
      const on = world.random.pick(world.month(year, month))
      const members = world.branchMembers(key, on).length
      tellActivity(world, {
        kind: 'themed-day',
        on,
        title: `主题党日：${world.random.pick(dayTitles)}`,
        office: key,
        by: secretaryOf(key),
        participants: members - world.random.between(0, 2),
      })
    }
    const on = world.month(year, month)[3] ?? `${year}-${month}-05`
    tellActivity(world, {
      kind: 'platform',
      on,
      title: '学习平台管理调度',
      office: 'party',
      by: 'gao',
      participants: world.random.between(20, 24),
    })
  }
  // The contest of the second year was not held: a statement says so.
  const contests = year === 2024 ? ['党史知识竞赛', '保密知识竞赛'] : []
  for (const title of contests) {
    const on = world.random.pick(world.month(year, 6))
    tellActivity(world, {
      kind: 'contest',
      on,
      title,
      office: 'edit',
      by: 'deng',
      participants: 18,
    })
  }
  for (const month of [3, 6, 10]) {
    const on = world.random.pick(world.month(year, month))
    tellActivity(world, {
      kind: 'volunteering',
      on,
      title: '档案知识进社区志愿服务',
      office: 'edit',
      by: 'deng',
      participants: 9,
    })
  }
}

function tellActivity(
  world: DemoWorld,
  told: {
    kind: string
    on: string
    title: string
    office: string
    by: string
    participants: number
  },
): void {
  world.tell({
    register: 'activity',
    on: told.on,
    by: told.by,
    values: {
      kind: told.kind,
      heldOn: told.on,
      title: told.title,
      office: world.office(told.office),
      participants: told.participants,
    },
  })
}

const publicity = [
  '全会精神宣传',
  '国际档案日宣传',
  '先进典型宣传',
  '普法宣传',
  '国家安全教育日宣传',
  '节能宣传周',
  '防灾减灾宣传',
  '全民阅读宣传',
] as const

/** Publicity tasks set from above; a few end after their date. */
export function tellPublicity(world: DemoWorld, year: number): void {
  for (let nth = 0; nth < 48; nth++) {
    const on = world.random.pick(world.month(year, 1 + (nth % 12)))
    const due = addDays(on, 20)
    const late = world.random.chance(0.06)
    const record = world.tell({
      register: 'publicity-task',
      on,
      by: 'deng',
      values: {
        title: publicity[nth % publicity.length] ?? '',
        setBy: world.random.pick([
          'publicity-department',
          'superior-bureau',
          'organs-work-committee',
        ]),
        setOn: on,
        due,
        owner: world.person(world.staff(on).includes('peng') ? 'peng' : 'deng'),
      },
    })
    const doneOn = late ? addDays(due, 3) : addDays(on, world.random.between(6, 18))
    world.correct(
      record,
      { doneOn, result: '按要求完成并反馈' },
      { on: doneOn, by: 'deng', reason: '任务完成' },
    )
  }
}

/** Self-checks, integrity risks, notices, appraisals, elections, honours. */
export function tellRest(world: DemoWorld, year: number): void {
  const checks = [
    ['formalism', 6, 6],
    ['confidentiality', 9, 2],
    ['integrity-risks', 4, 8],
    ['eight-rules', 10, 3],
  ] as const
  for (const [subject, month, found] of checks) {
    const on = world.random.pick(world.month(year, month))
    world.tell({
      register: 'self-check',
      on,
      by: 'xu',
      values: {
        subject,
        doneOn: on,
        office: world.office('party'),
        lead: world.person('he'),
        found,
        problemList: true,
        ownerList: true,
      },
    })
  }
  tellIntegrityRisks(world, year)
  tellBranchNotices(world, year)
  if (year === 2025) tellHonours(world)
}

function tellIntegrityRisks(world: DemoWorld, year: number): void {
  const risks = [
    '采购需求论证不充分',
    '外包验收把关不严',
    '档案复制件出馆登记不全',
    '干部选任程序瑕疵',
    '公务接待报销审核',
  ]
  for (const office of demoDepartments) {
    for (const risk of world.random.some(risks, 3)) {
      const on = world.random.pick(world.month(year, 4))
      world.tell({
        register: 'integrity-risk',
        on,
        by: 'gao',
        values: {
          risk,
          identifiedOn: on,
          office: world.office(office),
          level: world.random.pick(['low', 'low', 'medium']),
          control: '双人复核，分管领导审签，每年复查。',
          owner: world.person(demoHeads[office]),
          reviewedOn: world.month(year, 11)[4] ?? `${year}-11-07`,
        },
      })
    }
  }
}

function tellBranchNotices(world: DemoWorld, year: number): void {
  for (const { key, secretary } of demoBranches) {
    const on = world.month(year, 12)[9] ?? `${year}-12-12`
    const members = world.branchMembers(key, on).length
    world.tell({
      register: 'appraisal',
      on,
      by: secretary,
      values: { office: world.office(key), heldOn: on, members, present: members - 1 },
    })
    const posted = world.month(year, 1)[9] ?? `${year}-01-15`
    world.tell({
      register: 'fee-notice',
      on: posted,
      by: secretary,
      values: {
        office: world.office(key),
        postedOn: posted,
        year: year - 1,
        amount: { minor: members * 118_000, currency: 'CNY' },
      },
    })
  }
}

function tellHonours(world: DemoWorld): void {
  const honours = [
    ['全省档案宣传工作示范单位', '省档案局', '2025-08-18', 'edit'],
    ['市直机关先进基层党组织', '市直机关工委', '2025-06-27', 'b3'],
  ] as const
  for (const [title, giver, on, office] of honours) {
    world.tell({
      register: 'honour',
      on,
      by: 'deng',
      values: { title, giver, awardedOn: on, office: world.office(office) },
    })
  }
}
