import { addDays } from '../../ledger/day.ts'
import { workTopics } from './agenda-topics.ts'
import { demoDepartments, demoHeads, demoSupervisors } from './unit.ts'
import type { DemoWorld } from './world.ts'

type Department = (typeof demoDepartments)[number]
type Item = readonly [title: string, office: Department, themes: readonly string[]]

const points: readonly Item[] = [
  ['把党的建设融入档案业务', 'party', ['party-building', 'governance']],
  ['学习贯彻党内法规', 'party', ['regulations']],
  ['落实意识形态工作责任制', 'edit', ['ideology']],
  ['健全保密管理制度', 'general', ['confidentiality']],
  ['推进机关档案规范化评价', 'guide', ['work']],
  ['完成年度档案接收任务', 'collect', ['work']],
  ['推进馆藏档案数字化', 'tech', ['work']],
  ['实施国产化替代', 'tech', ['work']],
  ['开放一批到期档案', 'collect', ['work']],
  ['办好国际档案日活动', 'edit', ['work']],
  ['编纂城市记忆丛书', 'edit', ['work']],
  ['抢救修复重点档案', 'keep', ['work']],
  ['优化查阅利用服务', 'keep', ['work']],
  ['开展档案行政执法检查', 'guide', ['work']],
  ['加强库房安全管理', 'keep', ['safety']],
  ['完善财务内控', 'general', ['finance']],
  ['精文减会', 'general', ['formalism']],
  ['加强年轻干部培养', 'party', ['cadres']],
]

const tasks: readonly Item[] = [
  ['专题研究全面从严治党', 'party', ['governance']],
  ['修订班子成员责任清单', 'party', ['governance']],
  ['开展廉政风险排查', 'party', ['integrity']],
  ['召开警示教育大会', 'party', ['integrity']],
  ['听取分管部门履责汇报', 'party', ['governance']],
  ['开展形式主义自查', 'general', ['formalism']],
  ['检查党费收缴使用', 'party', ['party-building']],
  ['组织述责述廉', 'party', ['governance']],
  ['整改巡察反馈问题', 'party', ['feedback']],
  ['开展保密自查自评', 'general', ['confidentiality']],
  ['开好民主生活会', 'party', ['governance']],
  ['报送年度主体责任报告', 'party', ['governance']],
]

const keyTasks: readonly Item[] = [
  ['支部标准化规范化达标', 'party', ['party-building']],
  ['开展“全员讲党课”', 'party', ['party-building']],
  ['组织党员集中培训', 'party', ['party-building']],
  ['规范主题党日', 'party', ['party-building']],
  ['组织党史知识学习', 'edit', ['party-history']],
  ['完善党员学习记录检查', 'party', ['party-building']],
  ['开展组织生活会和民主评议', 'party', ['party-building']],
  ['打造“档案先锋”支部品牌', 'edit', ['party-building']],
]

const studyPlan: readonly Item[] = [
  ['学习党章和党内法规', 'party', ['regulations']],
  ['学习保密法律法规', 'general', ['confidentiality']],
  ['学习意识形态责任制要求', 'edit', ['ideology']],
  ['学习党史专题', 'party', ['party-history']],
  ['学习法治思想', 'guide', ['rule-of-law']],
  ['学习中央全会精神', 'party', ['plenum']],
]

const trainingPlan: readonly Item[] = [
  ['干部能力提升培训', 'party', ['cadres']],
  ['年轻干部培训', 'party', ['cadres']],
  ['档案业务培训', 'guide', ['work']],
  ['保密培训', 'general', ['confidentiality']],
]

/** The year's plans: set early, most of them done in time. */
export function tellPlans(world: DemoWorld, year: number): void {
  const plans = [
    ['annual-points', points, 1],
    ['governance-tasks', tasks, 2],
    ['key-tasks', keyTasks, 2],
    ['study-plan', studyPlan, 1],
    ['training-plan', trainingPlan, 2],
  ] as const
  for (const [plan, items, month] of plans) {
    const on = world.month(year, month)[11] ?? `${year}-0${month}-18`
    items.forEach((item, nth) => tellPlanItem(world, { plan, item, on, year, nth }))
  }
  tellOfficeTasks(world, year)
}

/** What the offices break the year's points down into. */
function tellOfficeTasks(world: DemoWorld, year: number): void {
  const topics = workTopics.filter((one) => one.topic.startsWith('研究'))
  const on = world.month(year, 2)[8] ?? `${year}-02-26`
  world.random.some(topics, 90).forEach(({ topic, by, themes }, nth) => {
    const item = [topic.replace('研究', '落实'), by as Department, themes] as const
    tellPlanItem(world, { plan: 'annual-points', item, on, year, nth })
  })
}

function tellPlanItem(
  world: DemoWorld,
  told: { plan: string; item: Item; on: string; year: number; nth: number },
): void {
  const [title, office, themes] = told.item
  const month = 5 + (told.nth % 8)
  const due = `${told.year}-${String(month).padStart(2, '0')}-28`
  const record = world.tell({
    register: 'plan-item',
    on: told.on,
    by: 'zheng',
    after: world.random.between(0, 4),
    values: {
      plan: told.plan,
      title,
      setOn: told.on,
      themes,
      leadOffice: world.office(office),
      owner: world.person(demoHeads[office]),
      supervisor: world.person(demoSupervisors[office]),
      due,
    },
  })
  if (world.random.chance(0.07) && told.plan !== 'key-tasks') return
  const doneOn = addDays(due, -world.random.between(1, 40))
  world.correct(
    record,
    { doneOn, progress: '已完成' },
    { on: doneOn, by: 'zheng', reason: '任务完成' },
  )
}

/** Next steps: what the problems of last year's report turned into. */
export function tellNextSteps(world: DemoWorld, problems: readonly string[], year: number): void {
  const on = world.month(year, 1)[8] ?? `${year}-01-14`
  const titles = ['每季度专题分析全面从严治党形势', '建立月度到期事项提醒', '核定文件和会议计划']
  titles.forEach((title, nth) => {
    const problem = problems[nth]
    world.tell({
      register: 'plan-item',
      on,
      by: 'xu',
      values: {
        plan: 'next-steps',
        title,
        setOn: on,
        themes: nth === 2 ? ['formalism'] : ['governance'],
        leadOffice: world.office(nth === 1 ? 'general' : 'party'),
        owner: world.person(nth === 1 ? 'wu' : 'xu'),
        supervisor: world.person('he'),
        due: `${year}-06-30`,
        ...(problem === undefined ? {} : { problem }),
      },
    })
  })
}

/** Regulations compared clause by clause: which clause, and whether there is a gap. */
export function tellRegulationChecks(world: DemoWorld, year: number): void {
  const regulations = [
    ['branch-work', 30],
    ['organ-organisations-2019', 36],
    ['member-education', 24],
  ] as const
  for (const [instrument, clauses] of regulations) {
    for (let clause = 1; clause <= clauses; clause++) {
      const on = world.random.pick(world.month(year, world.random.between(8, 10)))
      const gap = world.random.chance(0.1)
      world.tell({
        register: 'regulation-check',
        on,
        by: 'gao',
        values: {
          clause: { instrument, clause: String(clause) },
          checkedOn: on,
          finding: gap ? 'gap' : world.random.chance(0.1) ? 'not-applicable' : 'conforms',
          ...(gap ? { note: '记录不够完整，已列入整改' } : {}),
          owner: world.person('xu'),
        },
      })
    }
  }
}

const rules: readonly (readonly [string, readonly string[]])[] = [
  ['意识形态工作责任制实施细则', ['ideology']],
  ['展览内容审读办法', ['ideology']],
  ['保密工作管理制度', ['confidentiality']],
  ['书记办公会议事规则', ['governance']],
  ['政府采购内部控制制度', ['finance']],
  ['库房出入管理制度', ['safety']],
  ['年轻干部导师制办法', ['cadres']],
  ['文件和会议管理办法', ['formalism']],
]

/** Rules, the budget, projects and what was asked of lower units. */
export function tellRulesAndProjects(world: DemoWorld, year: number): void {
  rules.forEach(([title, themes], nth) => {
    if (year === 2024 && nth % 2 === 1) return
    const on = world.random.pick(world.month(year, 2 + nth))
    world.tell({
      register: 'rule',
      on,
      by: 'zheng',
      values: {
        title,
        change: year === 2024 ? 'made' : 'amended',
        decidedOn: on,
        themes,
        number: `海档〔${year}〕制${nth + 1}号`,
      },
    })
  })
  const approvedOn = world.month(year, 2)[2] ?? `${year}-02-18`
  world.tell({
    register: 'budget',
    on: approvedOn,
    by: 'wu',
    values: {
      approvedOn,
      amount: { minor: year === 2024 ? 6_800_000 : 7_200_000, currency: 'CNY' },
      number: `海财〔${year}〕21号`,
    },
  })
  if (year === 2025) tellProjects(world)
  tellRequests(world, year)
}

/** Four projects of the second year; the last assessment came after the start. */
function tellProjects(world: DemoWorld): void {
  const projects = [
    ['数字化加工场地改造', '2025-05-06', 1],
    ['库房气体灭火系统更换', '2025-06-10', 1],
    ['档案文化展厅提升', '2025-09-15', 1],
    ['馆区道路和围墙修缮', '2025-10-13', -6],
  ] as const
  for (const [name, startsOn, ahead] of projects) {
    const listedOn = '2025-02-25'
    const project = world.tell({
      register: 'project',
      on: listedOn,
      by: 'zheng',
      values: { name, listedOn, startsOn, office: world.office('general') },
    })
    const assessedOn = addDays(startsOn, ahead > 0 ? -20 : -ahead)
    world.tell({
      register: 'project-assessment',
      on: assessedOn,
      by: 'zheng',
      values: {
        project,
        startsOn,
        assessedOn,
        inFavour: world.random.between(28, 60),
        against: world.random.between(0, 3),
        level: 'low',
        measures: '错峰施工，设置围挡，公布联系窗口。',
        number: `海档评〔2025〕${startsOn.slice(5, 7)}号`,
      },
    })
  }
}

/** What was asked of lower units: more in the second year, as the report admits. */
function tellRequests(world: DemoWorld, year: number): void {
  const titles = [
    '档案基本情况统计表',
    '档案安全自查表',
    '重点项目档案清单',
    '电子档案数量统计',
    '档案员信息更新表',
  ]
  const count = year === 2024 ? 12 : 15
  for (let nth = 0; nth < count; nth++) {
    const on = world.random.pick(world.month(year, 1 + (nth % 12)))
    const title = titles[nth % titles.length] ?? '统计表'
    world.tell({
      register: 'request',
      on,
      by: 'zheng',
      values: {
        title,
        sentOn: on,
        ...(nth % 7 === 6 ? {} : { basis: '年度档案统计调查制度' }),
        items: world.random.between(5, 40),
        units: world.random.between(10, 80),
        office: world.office('guide'),
      },
    })
  }
}
