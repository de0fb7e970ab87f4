import { addDays } from '../../ledger/day.ts'
import type { Row, Values } from '../../ledger/value.ts'
import { demoDepartments, demoHeads, demoSupervisors } from './unit.ts'
import type { DemoWorld } from './world.ts'

interface Fault {
  readonly title: string
  /** Of the list of problem classes. */
  readonly class: string
  readonly cause: string
  readonly measure: string
  readonly themes: readonly string[]
}

const faults: readonly Fault[] = [
  {
    title: '个别会议材料偏长',
    class: 'papers-and-meetings',
    cause: '会前审核把关不严',
    measure: '汇报材料限时限字',
    themes: ['formalism'],
  },
  {
    title: '向基层索要材料较多',
    class: 'burden',
    cause: '没有先查已有数据',
    measure: '建立报表清单，清单外不得索要',
    themes: ['formalism'],
  },
  {
    title: '调研次数多但成果转化少',
    class: 'research',
    cause: '问题清单跟踪不到位',
    measure: '调研报告列出转化事项并跟踪',
    themes: ['formalism'],
  },
  {
    title: '检查与指导安排重复',
    class: 'burden',
    cause: '科室之间沟通不够',
    measure: '检查计划统一编制',
    themes: ['formalism'],
  },
  {
    title: '台账重复填报',
    class: 'burden',
    cause: '多头布置',
    measure: '一次填报、共享使用',
    themes: ['formalism'],
  },
  {
    title: '部分通知层层转发',
    class: 'papers-and-meetings',
    cause: '没有结合实际细化',
    measure: '明确任务和时限后印发',
    themes: ['formalism'],
  },
  {
    title: '个别科室学习记录不完整',
    class: 'study',
    cause: '记录人更换未交接',
    measure: '指定专人并每季度检查',
    themes: ['party-building'],
  },
  {
    title: '党课形式较单一',
    class: 'study',
    cause: '主讲人准备时间不足',
    measure: '提前一月确定题目和主讲人',
    themes: ['party-building'],
  },
  {
    title: '支部活动与业务结合不紧',
    class: 'branch-life',
    cause: '计划与业务计划分开编制',
    measure: '同步编制、同步检查',
    themes: ['party-building'],
  },
  {
    title: '外包人员进出库房登记不全',
    class: 'safety',
    cause: '值守人员培训不够',
    measure: '补登并培训值守人员',
    themes: ['safety'],
  },
  {
    title: '部分消防器材检验到期',
    class: 'safety',
    cause: '巡检台账漏项',
    measure: '更换器材并完善巡检台账',
    themes: ['safety'],
  },
  {
    title: '合同归档不及时',
    class: 'minutes',
    cause: '移交时限不明确',
    measure: '明确签订后十日内归档',
    themes: ['finance'],
  },
  {
    title: '固定资产标签缺失',
    class: 'finance',
    cause: '调配后未及时更新',
    measure: '盘点补贴标签',
    themes: ['finance'],
  },
  {
    title: '移动存储介质登记不规范',
    class: 'confidentiality',
    cause: '领用手续不严',
    measure: '统一编号、专人保管',
    themes: ['confidentiality'],
  },
  {
    title: '工作群发布内容审核不够',
    class: 'ideology',
    cause: '审核责任不清',
    measure: '明确发布审核人',
    themes: ['confidentiality'],
  },
  {
    title: '展览文字审读流程不完整',
    class: 'ideology',
    cause: '时间紧、环节压缩',
    measure: '实行三审三校',
    themes: ['ideology'],
  },
  {
    title: '重点岗位轮岗不及时',
    class: 'cadres',
    cause: '专业人员不足',
    measure: '制定两年轮岗计划',
    themes: ['cadres'],
  },
  {
    title: '廉政风险点更新不及时',
    class: 'integrity',
    cause: '机构调整后未复查',
    measure: '每年复查一次',
    themes: ['integrity'],
  },
  {
    title: '查档窗口高峰期等候偏长',
    class: 'service',
    cause: '预约渠道宣传不够',
    measure: '增加预约和午间服务',
    themes: ['work'],
  },
  {
    title: '数字化成果抽检比例偏低',
    class: 'service',
    cause: '质检人手不足',
    measure: '提高抽检比例并引入自动检测',
    themes: ['work'],
  },
]

const sources = ['self-check', 'organizational-life', 'research', 'audit', 'feedback'] as const

/** Problems through the year: found, owned, put right, checked by another, closed out. */
export function tellProblems(world: DemoWorld, year: number): void {
  const told = [...world.random.shuffled(faults), ...world.random.some(faults, 18)]
  const planned = told
    .map((fault) => ({
      fault,
      on: world.random.pick(world.month(year, world.random.between(1, 10))),
    }))
    .toSorted((one, other) => (one.on < other.on ? -1 : 1))
  // The last ones of the second year stand at every stage, so that each can be seen.
  const unfinished = year === 2025 ? openStages : []
  planned.forEach((one, nth) =>
    tellProblem(world, { ...one, stop: unfinished[nth - planned.length + unfinished.length] }),
  )
  if (year === 2025) tellReturn(world)
}

const openStages = ['found', 'analysed', 'assigned', 'rectified', 'checked'] as const

interface PlannedProblem {
  readonly fault: Fault
  readonly on: string
  /** The stage it stays at; absent: most are closed out. */
  readonly stop?: (typeof openStages)[number] | undefined
}

function tellProblem(world: DemoWorld, { fault, on, stop }: PlannedProblem): void {
  const office = world.random.pick(demoDepartments)
  const due = addDays(on, world.random.pick([30, 45, 60]))
  const values = problemValues(world, { fault, on, office, due })
  const { cause, measures, ...found } = values
  const stopped = stop === 'found' ? found : stop === 'analysed' ? { ...found, cause } : values
  const record = world.tell({ register: 'problem', on, by: 'zheng', values: stopped })
  const stays = world.random.chance(0.12)
  if (stop === 'found' || stop === 'analysed' || stop === 'assigned' || (!stop && stays)) return
  // Most are put right in time, some a little after the date set.
  const closedOn = addDays(due, world.random.chance(0.9) ? -world.random.between(1, 20) : 6)
  tellPutRight(world, record, { fault, owner: demoHeads[office], closedOn, stop, measures })
}

/** What a problem says of itself when it is found; another of its class is looked at at once. */
function problemValues(
  world: DemoWorld,
  given: { fault: Fault; on: string; office: (typeof demoDepartments)[number]; due: string },
) {
  const { fault, on, office, due } = given
  const isFormalism = fault.themes.includes('formalism')
  const owner = world.person(demoHeads[office])
  return {
    title: fault.title,
    source: isFormalism ? 'self-check' : world.random.pick(sources),
    foundOn: on,
    class: fault.class,
    themes: fault.themes,
    ...(closedBefore(world, fault.class, on) === null ? {} : { notReturn: true }),
    cause: fault.cause,
    leadOffice: world.office(office),
    owner,
    supervisor: world.person(demoSupervisors[office]),
    due,
    measures: [{ measure: fault.measure, owner, due }],
  }
}

/** Measures done and proved, checked by another, closed out by whoever checked, looked back on. */
function tellPutRight(
  world: DemoWorld,
  record: string,
  given: {
    fault: Fault
    owner: string
    closedOn: string
    stop: PlannedProblem['stop']
    measures: readonly Row[]
  },
): void {
  const { fault, owner, closedOn, stop, measures } = given
  const checker = owner === 'xu' ? 'gao' : 'xu'
  const done = addDays(closedOn, -1)
  const rectified = {
    measures: measures.map((one) => ({ ...one, doneOn: done })),
    proof: `已${fault.measure}，有记录可查`,
  }
  const checked = {
    checkedBy: world.person(checker),
    checkedOn: closedOn,
    checkResult: '措施已落实，情况属实',
  }
  if (stop === 'rectified' || stop === 'checked') {
    const change = stop === 'rectified' ? rectified : { ...rectified, ...checked }
    world.correct(record, change, { on: done, by: 'zheng', reason: '按整改进度更新' })
    return
  }
  const lookBackDue = addDays(closedOn, 90)
  world.correct(
    record,
    { ...rectified, ...checked, closedOn, lookBackDue },
    { on: closedOn, by: checker, reason: '整改完成，经核查销号' },
  )
  if (lookBackDue > lastLookBack || world.random.chance(0.4)) return
  world.correct(
    record,
    { lookedBackOn: lookBackDue, lookBackResult: world.random.chance(0.85) ? 'holds' : 'partly' },
    { on: lookBackDue, by: checker, reason: '回头看' },
  )
}

/** The story ends in January 2026; later look-backs are still to come. */
const lastLookBack = '2025-12-20'

/** The newest problem of a class that was closed out within the year before; null: none. */
function closedBefore(world: DemoWorld, kind: string, on: string): string | null {
  const closed = world.writes.findLast(({ register, values }) => {
    const closedOn = values['closedOn']
    if (register !== 'problem' || values['class'] !== kind) return false
    return typeof closedOn === 'string' && closedOn < on && on <= addDays(closedOn, 365)
  })
  return closed?.record ?? null
}

/** One that came back and was said to have, and one of which somebody still has to say it. */
function tellReturn(world: DemoWorld): void {
  const on = world.month(2025, 11)[6] ?? '2025-11-11'
  const tell = (fault: Fault, change: Values) => {
    const due = addDays(on, 60)
    const { notReturn: _, ...values } = problemValues(world, { fault, on, office: 'general', due })
    world.tell({ register: 'problem', on, by: 'zheng', values: { ...values, ...change } })
  }
  const returned = (one: Fault) => closedBefore(world, one.class, on) !== null
  const confirmed = faults.find(returned)
  if (confirmed) {
    const returnOf = closedBefore(world, confirmed.class, on)
    tell(confirmed, { title: `${confirmed.title}（再次出现）`, returnOf })
  }
  const other = faults.find((one) => one.class !== confirmed?.class && returned(one))
  if (other) tell(other, {})
}

/** The three problems that the year's report names; returns their ids for the next year's plan. */
export function tellReportProblems(world: DemoWorld, year: number): readonly string[] {
  const on = world.month(year, 12)[12] ?? `${year}-12-18`
  return reportFaults.map((fault, nth) => {
    const office = (['party', 'general', 'guide'] as const)[nth] ?? 'general'
    const due = `${year + 1}-06-30`
    return world.tell({
      register: 'problem',
      on,
      by: 'xu',
      values: {
        title: fault.title,
        source: 'annual-report',
        foundOn: on,
        class: fault.class,
        themes: fault.themes,
        ...(closedBefore(world, fault.class, on) === null ? {} : { notReturn: true }),
        cause: fault.cause,
        leadOffice: world.office(office),
        owner: world.person(demoHeads[office]),
        supervisor: world.person(demoSupervisors[office]),
        due,
        measures: [{ measure: fault.measure, owner: world.person(demoHeads[office]), due }],
        inReport: true,
      },
    })
  })
}

const reportFaults: readonly Fault[] = [
  {
    title: '管党治党主动谋划不够',
    class: 'planning',
    cause: '习惯于完成规定动作，结合档案工作实际思考不深',
    measure: '每季度专题分析一次，年初列出创新事项',
    themes: ['governance'],
  },
  {
    title: '常态化检查提醒机制不够健全',
    class: 'supervision',
    cause: '检查多集中在年中和年底，平时提醒不足',
    measure: '按月汇总到期事项并提醒责任人',
    themes: ['governance'],
  },
  {
    title: '精文减会还有空间',
    class: 'papers-and-meetings',
    cause: '个别工作仍以发文、要材料代替实地了解',
    measure: '年初核定文件和会议计划，实行清单管理',
    themes: ['formalism'],
  },
]
