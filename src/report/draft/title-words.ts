/**
 * Where words of a title end: `word` between two words, `part` between the words of a fixed term.
 * Places that are in neither stand inside a word.
 */
export function wordEnds(title: string): ReadonlyMap<number, 'word' | 'part'> {
  const ends = new Map<number, 'word' | 'part'>()
  const characters = [...title]
  let from = 0
  let loose = ''
  const endLoose = (at: number) => {
    let end = at - [...loose].length
    for (const word of segments(loose)) {
      end += [...word].length
      ends.set(end, 'word')
    }
    loose = ''
  }
  while (from < characters.length) {
    const term = termAt(characters, from)
    if (term === null) {
      loose += characters[from] ?? ''
      from += 1
      continue
    }
    endLoose(from)
    if (from > 0) ends.set(from, 'word')
    let end = from
    for (const part of term) {
      end += [...part].length
      ends.set(end, 'part')
    }
    ends.set(end, 'word')
    from = end
  }
  endLoose(from)
  return ends
}

/** The longest known term that begins here, in its words. */
function termAt(characters: readonly string[], from: number): readonly string[] | null {
  const rest = characters.slice(from, from + termLengthMax).join('')
  for (let length = rest.length; length > 1; length -= 1) {
    const term = terms.get(rest.slice(0, length))
    if (term) return term
  }
  return null
}

/** Where no dictionary is at hand, what is not known stays whole up to its next known word. */
function segments(text: string): readonly string[] {
  if (text === '') return []
  if (segmenter === null) return [text]
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}

const segmenter =
  typeof Intl === 'object' && 'Segmenter' in Intl
    ? new Intl.Segmenter('zh', { granularity: 'word' })
    : null

/** Terms and words of titles, `/` between the words of a term. Known ones hold everywhere. */
const known = `
  全面/从严治党 主体责任 监督责任 第一责任人 一岗双责 党风廉政/建设 反腐败/工作 党风廉政建设/责任制
  意识形态 意识形态/工作 意识形态工作/责任制 意识形态/责任制 机关党建 党建/工作 党建/责任制 基层/党建
  网络意识形态 网络安全 网络安全/责任制 保密/工作 保密/工作责任制 档案/工作 宣传/思想/工作 思想/政治/工作
  统一/战线 统战/工作 群团/工作 平安/建设 法治/建设 法治/政府/建设 民主/生活会 组织/生活会 主题/教育
  民主/评议/党员 述职/述责/述廉 述职/述廉 中央/八项规定/精神 形式主义 官僚主义 整治/形式主义 为基层/减负
  纠治/形式主义 基层/减负 巡察/整改 巡视/整改 巡察/反馈/意见 巡视/反馈/意见 整改/落实 整改/进展 落实/整改
  政治/理论/学习 理论/学习 中心组/学习 理论/学习/中心组 党务/公开 政务/公开 信息/公开 年度/工作/要点
  重大/事项 请示/报告 重大/行政/决策 社会/稳定/风险/评估 风险/评估 安全/生产 正版/软件 软件/正版化
  国家/秘密 信访/工作 乡村/振兴 优化/营商/环境 营商/环境 高质量/发展 队伍/建设 作风/建设 制度/建设
  领导/班子 领导/干部 党员/干部 机关/党委 党组 党委 党支部 人民/政府 委员会 办公室 档案馆 管理局
  贯彻/落实 落实 贯彻 履行 开展 加强 推进 做好 进一步 深化 实施 完成 关于 情况 工作 报告 请示 通知 通报
  意见 决定 方案 批复 自查 整改 考核 检查 专项 专题 总结 计划 要点 任务 分工 问题 建议 答复 提案 精神 会议
  年度 半年 上半年 下半年 季度 以来 有关 相关 全市 全省 全县 全区 我市 我省 我局 我馆 我县 和 与 及 以及 暨 并
  的 对 在 将 向 由 以 为
`

const terms: ReadonlyMap<string, readonly string[]> = new Map(
  known
    .trim()
    .split(/\s+/)
    .map((term) => [term.replaceAll('/', ''), term.split('/')]),
)

const termLengthMax = [...terms.keys()].reduce((most, term) => Math.max(most, term.length), 0)
