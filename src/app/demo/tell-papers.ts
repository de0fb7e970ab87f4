import type { DemoWorld } from './world.ts'

interface Paper {
  readonly title: string
  readonly kind: string
  readonly direction: 'upward' | 'downward' | 'level'
  readonly themes: readonly string[]
  readonly by: string
}

const subjects: readonly (readonly [string, string, readonly string[]])[] = [
  ['档案安全检查', 'keep', ['safety']],
  ['档案接收进馆', 'collect', ['work']],
  ['机关档案规范化评价', 'guide', ['work']],
  ['档案开放审核', 'collect', ['work']],
  ['国际档案日活动', 'edit', ['work']],
  ['数字档案馆建设', 'tech', ['work']],
  ['档案业务培训', 'guide', ['work']],
  ['网络安全检查', 'tech', ['safety']],
  ['党支部标准化规范化建设', 'party', ['party-building']],
  ['廉政风险排查', 'party', ['integrity']],
  ['保密自查自评', 'general', ['confidentiality']],
  ['意识形态工作', 'edit', ['ideology']],
  ['干部教育培训', 'party', ['cadres']],
  ['巡察反馈问题整改', 'party', ['feedback']],
  ['档案行政执法检查', 'guide', ['work']],
  ['民生档案利用', 'keep', ['work']],
  ['政府采购项目', 'general', ['finance']],
  ['固定资产清查', 'general', ['finance']],
  ['重点档案抢救保护', 'keep', ['work']],
  ['档案编研成果', 'edit', ['work']],
  ['节假日值班', 'general', ['safety']],
  ['消防安全', 'general', ['safety']],
  ['电子档案移交', 'tech', ['work']],
  ['村级档案整理', 'guide', ['work']],
]

const forms = [
  { pattern: '关于做好%工作的通知', kind: 'notice', direction: 'downward', weight: 5 },
  { pattern: '关于%情况的报告', kind: 'report', direction: 'upward', weight: 3 },
  { pattern: '关于%有关事项的请示', kind: 'request', direction: 'upward', weight: 1 },
  { pattern: '关于商请支持%工作的函', kind: 'letter', direction: 'level', weight: 4 },
  { pattern: '关于%情况的通报', kind: 'circular', direction: 'downward', weight: 1 },
] as const

/** The year's papers; the second year issues fewer. */
export function tellDocuments(world: DemoWorld, year: number): void {
  const perMonth = year === 2024 ? 35 : 32
  let number = 0
  for (let month = 1; month <= 12; month++) {
    const days = world.month(year, month)
    const count = month === 2 ? perMonth - 12 : perMonth + world.random.between(-2, 2)
    const dated = Array.from({ length: count }, () => world.random.pick(days)).sort()
    for (const on of dated) tellPaper(world, { on, number: ++number, year })
  }
}

function tellPaper(
  world: DemoWorld,
  { on, number, year }: { on: string; number: number; year: number },
): void {
  const paper = paperOf(world)
  const words = world.random.between(4, 48) * 100
  const long = world.random.chance(0.01)
  world.tell({
    register: 'document',
    on,
    by: world.random.pick(['liu', 'zheng']),
    values: {
      number: `海档〔${year}〕${number}号`,
      title: paper.title,
      kind: paper.kind,
      direction: paper.direction,
      issuedOn: on,
      drafter: world.office(paper.by),
      issuer: world.person(paper.direction === 'upward' ? 'zhou' : 'lin'),
      themes: paper.themes,
      words: long ? 6200 : words,
      ...(long ? { overLengthReason: '含附表说明，正文已压缩' } : {}),
    },
  })
}

function paperOf(world: DemoWorld): Paper {
  const [subject, by, themes] = world.random.pick(subjects)
  const weighted = forms.flatMap((form) => Array.from({ length: form.weight }, () => form))
  const form = world.random.pick(weighted)
  return {
    title: form.pattern.replace('%', subject),
    kind: form.kind,
    direction: form.direction,
    themes,
    by,
  }
}
