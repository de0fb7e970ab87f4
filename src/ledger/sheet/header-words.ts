/**
 * The words that clerks head their columns with, in any register. Words of one class say the same:
 * 会议时间, 召开日期 and 开会时间 all head the day of a meeting. What only one register says stands
 * in its pack, under `headers` of the field.
 */

/** What a column holds, by its last word. */
export type Head =
  | 'day'
  | 'due'
  | 'people'
  | 'target'
  | 'count'
  | 'rate'
  | 'office'
  | 'name'
  | 'content'
  | 'course'
  | 'kind'
  | 'place'
  | 'code'
  | 'remark'
  | 'level'
  | 'state'
  | 'length'
  | 'reason'
  | 'result'
  | 'source'
  | 'measure'
  | 'whether'

const heads: Readonly<Record<Head, readonly string[]>> = {
  day: ['日期', '时间', '年月日', '年月', '时点', '日'],
  due: ['时限', '期限', '截止', '节点', '限期', '时限要求', '要求完成', '要求报送', '要求办结'],
  people: ['人员', '名单', '同志', '姓名', '领导', '干部', '成员', '人', '者', '员'],
  // Whom it is for: of a lecture not who gives it.
  target: ['对象'],
  count: ['人数', '人次', '数量', '总数', '数'],
  rate: ['完成率', '比率', '比例', '百分比', '率'],
  office: ['科室', '处室', '股室', '部门', '单位', '机构', '支部', '机关', '组织', '科', '股'],
  name: ['名称型号', '名称', '型号', '规格', '题名', '标题', '题目', '主题', '课题', '称号', '名'],
  content: ['内容', '事项', '描述', '摘要', '要点', '表述'],
  // How something goes is not what it is: 整改情况 is no problem, 学习情况 no topic.
  course: ['情况', '进展', '概况', '进度'],
  kind: ['类型', '类别', '种类', '性质', '分类', '形式', '方式', '属性', '门类', '类'],
  place: ['地点', '地址', '场所', '会场', '场地'],
  code: ['编号', '文号', '字号', '号码', '编码', '号'],
  remark: ['备注', '附注', '备考'],
  level: ['级别', '层级', '等级', '层次', '档次'],
  state: ['状态', '现状', '状况'],
  length: ['时长', '学时', '课时', '用时'],
  reason: ['原因', '缘由', '事由', '成因'],
  result: ['结果', '成效', '结论'],
  source: ['来源', '途径', '渠道', '出处'],
  measure: ['措施', '举措', '办法'],
  whether: ['是否', '有无', '可否'],
}

/** What is done with it; a name without any is the plain one of its register. */
const doings: readonly (readonly string[])[] = [
  ['召开', '举行', '举办', '开展', '开会', '组织开展'],
  [
    ...['参加', '参会', '出席', '到会', '与会', '参学', '出勤', '参训', '参与', '到场', '实到'],
    ...['受众', '听讲', '听课', '听众', '听会', '受教育', '参课', '到课'],
  ],
  ['缺席', '缺勤', '请假', '未到', '未参加', '缺会'],
  ['应到', '应参加', '应出席'],
  ['列席'],
  ['主持'],
  ['记录'],
  ['发言', '研讨', '交流'],
  ['主讲', '授课', '讲课', '宣讲', '讲授', '开讲', '讲师'],
  ['被谈话', '谈话对方', '谈话对象'],
  ['印发', '发文', '成文', '制发', '发布', '下发', '出台', '制定', '颁布', '通过', '制文'],
  ['签发', '核签'],
  ['拟稿', '起草', '撰稿'],
  ['发现', '查找', '查出', '排查', '查摆'],
  ['整改'],
  ['销号', '清零'],
  ['核查', '验收', '复核', '审核'],
  ['授予', '颁发', '颁奖', '授奖', '表彰', '发证', '评定', '命名'],
  ['获得', '获奖', '受奖', '受表彰', '取得荣誉'],
  ['购置', '购入', '购买', '采购', '取得', '入账', '入库', '购进', '启用', '配备'],
  ['使用', '领用', '所在'],
  ['保管', '管理'],
  ['处置', '报废', '核销'],
  ['布置', '下达', '交办', '安排', '部署', '接收', '派发', '接件', '收文', '布置任务'],
  ['牵头', '责任', '主责', '负责'],
  ['承办', '主办', '经办'],
  ['配合', '协办', '协助', '协同'],
  ['分管', '包抓', '挂点', '责任领导', '分管领导', '牵头领导', '包保'],
  ['完成', '办结', '实际完成', '落实', '办理'],
  ['议定', '决议', '决定', '研究结果', '会议决定'],
  ['汇报', '报告人'],
  ['所属', '归属', '隶属'],
]

/** Words that say nothing: 的, the mark of a plural, and how the column is to be filled in. */
const fillers = /的|各|本|相关|有关|具体|主要|及其|及|和|与|或|存在|反映|信息|基本|所/g

const allDoings: ReadonlySet<string> = new Set(doings.flat())

/** Whether a word says what is done, and so tells two columns of one register apart. */
export function isDoing(word: string): boolean {
  return allDoings.has(word)
}

const words: readonly { readonly word: string; readonly token: string }[] = [
  ...Object.entries(heads).flatMap(([token, all]) => all.map((word) => ({ word, token }))),
  ...doings.flatMap((all, nth) => all.map((word) => ({ word, token: `does ${nth}` }))),
].sort((one, other) => other.word.length - one.word.length)

const byFirst = new Map<string, { readonly word: string; readonly token: string }[]>()
for (const one of words) {
  const first = one.word.charAt(0)
  byFirst.set(first, [...(byFirst.get(first) ?? []), one])
}

/** A header in parts that can be compared. */
export interface HeaderWords {
  /** Without blanks, marks and what stands in brackets. */
  readonly plain: string
  /** What the column holds. */
  readonly heads: ReadonlySet<Head>
  /** What is done with it, and words that stand in no table, each by itself. */
  readonly rest: ReadonlySet<string>
}

/** The bare words of a header: blanks, marks and remarks in brackets say how to fill it in. */
export function plainHeader(text: string): string {
  const half = text.normalize('NFKC').toLowerCase()
  const bare = half.replace(/\([^()]*\)|\[[^[\]]*\]|【[^】]*】/g, '')
  const kept = clean(bare)
  return kept === '' ? clean(half) : kept
}

function clean(text: string): string {
  return text.replace(/[\s*:;,.。、·“”"'√()[\]【】_—-]+/g, '')
}

/** Takes a header apart; `subject` are words of the register itself, which say nothing in it. */
export function headerWords(text: string, subject: readonly string[] = []): HeaderWords {
  const plain = plainHeader(text)
  const found = { heads: new Set<Head>(), rest: new Set<string>() }
  let open = ''
  const close = () => {
    let left = open.replace(fillers, '')
    for (const one of subject) left = left.replace(one, '')
    if (left !== '') found.rest.add(left)
    open = ''
  }
  for (let at = 0; at < plain.length; ) {
    const here = byFirst.get(plain.charAt(at))?.find(({ word }) => plain.startsWith(word, at))
    if (here === undefined) {
      open += plain.charAt(at)
      at += 1
      continue
    }
    // A word of the register itself: 谈话 in 谈话时间 does not say what is done.
    const own = subject.find((one) => plain.startsWith(one, at) && one.length >= here.word.length)
    close()
    at += (own ?? here.word).length
    if (own !== undefined) continue
    if (here.token in heads) found.heads.add(here.token as Head)
    else found.rest.add(here.token)
  }
  close()
  return { plain, ...found }
}
