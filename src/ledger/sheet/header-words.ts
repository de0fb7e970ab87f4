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
  | 'form'
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

/** How something went: 落实得怎样. */
const goes = ['怎样', '怎么样', '咋样', '得如何', '如何了', '什么样', '到哪一步', '到哪步']
/** In what way, by what means: 怎么学, 如何发现, 怎么改. */
const how = ['怎么', '如何', '咋', '怎', '通过什么', '靠什么', '用什么']
/** 叫什么: the name of somebody or something. */
const called = ['叫什么', '叫啥', '叫什么名', '叫啥名']
/** The other side of a talk or a lecture. */
const toWhom = ['跟', '和', '与', '同', '找', '对', '向'].flatMap((to) =>
  ['谁', '哪位', '哪些人', '什么人'].map((whom) => `${to}${whom}`),
)

/** Nouns, and the questions that ask for the same: 哪天 is a day, 谁 a person, 为啥 a reason. */
const heads: Readonly<Record<Head, readonly string[]>> = {
  day: [
    ...['日期', '时间', '年月日', '年月', '时点', '日', '日子', '月日', '哪天', '哪一天', '哪日'],
    ...['何时', '何日', '几时', '几号', '几月几号', '什么时候', '什么时间', '啥时候', '啥时'],
    ...['哪年', '哪月', '哪年哪月', '哪年哪月哪日', '哪一日', '啥时间', '多会儿'],
  ],
  due: [
    ...['时限', '期限', '截止', '截至', '节点', '限期', '限时', '到期', '时限要求', '要求完成'],
    ...['要求报送', '要求办结', '最迟', '最晚', '最后期限', '最后时间', '要求时间', '要求日期'],
    ...['计划完成', '应完成', '应办结', '拟完成', '预计完成', '何时前', '之前', '大限', '规定时间'],
    ...['要求上报', '应报送', '应上报', '期限要求', '到哪天为止', '不迟于', '不晚于', '啥时前'],
  ],
  people: [
    ...[
      '人员',
      '名单',
      '同志',
      '姓名',
      '领导',
      '干部',
      '成员',
      '人',
      '者',
      '员',
      '人选',
      '名册',
      '职工',
      '员工',
    ],
    ...[
      '谁',
      '哪位',
      '哪些人',
      '哪个人',
      '何人',
      '什么人',
      '啥人',
      '老师',
      '教师',
      '讲师',
      ...called,
    ],
  ],
  // Whom it is for: of a lecture not who gives it.
  target: ['对象', '对方', ...toWhom],
  count: [
    ...['人数', '人次', '数量', '总数', '数', '几人', '几个人', '多少人', '多少', '个数', '人头'],
    ...['几个', '几名', '多少名'],
  ],
  rate: ['完成率', '比率', '比例', '百分比', '率'],
  office: [
    ...['科室', '处室', '股室', '部门', '单位', '机构', '支部', '机关', '组织', '科', '股'],
    ...['党支部', '党组织', '哪家', '哪里', '哪儿', '哪方', '谁'],
  ],
  name: [
    ...['名称型号', '名称', '型号', '规格', '题名', '标题', '题目', '主题', '课题', '称号', '名'],
    ...['全称', '名头', '名目', '课目', '篇目', '专题', '品名', '何事', '奖项', ...called],
  ],
  content: [
    ...['内容', '事项', '描述', '摘要', '要点', '表述', '事情', '事宜', '何事', '哪些事', '概要'],
  ],
  // How something goes is not what it is: 整改情况 is no problem, 学习情况 no topic.
  course: ['情况', '进展', '概况', '进度', '程度', ...goes],
  kind: [
    ...['类型', '类别', '种类', '性质', '分类', '属性', '门类', '类', '类目'],
    ...['哪类', '哪一类', '属于', '归类'],
  ],
  form: ['形式', '方式', '样式', ...how],
  place: [
    ...['地点', '地址', '场所', '会场', '场地', '地方', '位置', '会议室', '教室', '处所'],
    ...['在哪', '在哪里', '在哪儿', '哪里', '哪儿', '何处', '何地', '在何处'],
  ],
  code: [
    '编号',
    '文号',
    '字号',
    '号码',
    '编码',
    '号',
    '代码',
    '文件号',
    '几号文',
    '第几号',
    '字第几号',
  ],
  remark: ['备注', '附注', '备考'],
  level: ['级别', '层级', '等级', '层次', '档次', '等次', '哪级', '哪一级', '什么级'],
  state: ['状态', '现状', '状况', '好坏', '新旧', '去向', ...goes],
  length: [
    ...['时长', '学时', '课时', '用时', '时数', '耗时', '历时', '多久', '多长时间', '多长'],
    ...['几小时', '几个小时', '几个钟头', '多少分钟', '多少小时', '时间长短', '分钟数', '小时数'],
  ],
  reason: [
    ...['原因', '缘由', '事由', '成因', '根源', '症结', '缘故', '理由', '起因', '病根', '因由'],
    ...[
      '为啥',
      '为什么',
      '为何',
      '因何',
      '缘何',
      '何故',
      '因为啥',
      '因为什么',
      '为了啥',
      '什么原因',
      '啥原因',
    ],
  ],
  result: ['结果', '成效', '结论', '效果', '成果', ...goes, ...how],
  source: ['来源', '途径', '渠道', '出处', '由来', '从哪来', '从哪里来', '哪来', '哪里来', ...how],
  measure: ['措施', '举措', '办法', '对策', '做法', '打算', ...how],
  whether: ['是否', '有无', '可否', '是不是', '有没有', '没有', '了没', '能否'],
}

/** What is done with it; a name without any is the plain one of its register. */
const doings: readonly (readonly string[])[] = [
  ['召开', '举行', '举办', '开展', '开会', '组织开展', '开', '组织召开'],
  [
    ...['参加', '参会', '出席', '到会', '与会', '参学', '出勤', '参训', '参与', '到场', '实到'],
    ...['受众', '听讲', '听课', '听众', '听会', '受教育', '参课', '到课', '来', '到', '听', '去'],
    ...['签到', '在场', '到了', '来了', '参'],
  ],
  [
    ...['缺席', '缺勤', '请假', '未到', '未参加', '缺会', '没来', '没到', '没参加', '缺课'],
    ...['未出席', '未到会', '未参会', '没去', '不在', '没到会', '没出席', '未参学'],
  ],
  ['应到', '应参加', '应出席', '应参会', '应来', '该到', '该来', '应参学', '应到会'],
  ['列席', '旁听'],
  ['主持', '领学'],
  ['召集'],
  ['记录', '记', '做记录', '整理'],
  ['发言', '研讨', '交流', '说', '发了言', '研讨发言', '交流发言'],
  ['主讲', '授课', '讲课', '宣讲', '讲授', '开讲', '讲师', '讲', '授', '上课', '主讲授课'],
  ['被谈话', '谈话对方', '谈话对象', '被谈', '被约谈', ...toWhom],
  [
    ...['印发', '发文', '成文', '制发', '发布', '下发', '出台', '制定', '颁布', '通过', '制文'],
    ...['印', '发', '公布', '施行', '实施', '发出', '印出', '定稿', '行文', '制订'],
  ],
  ['签发', '核签', '签', '签批', '审签', '批', '批准', '签字', '签署'],
  ['拟稿', '起草', '撰稿', '写', '拟', '撰写', '执笔', '草拟', '拟文', '拟写'],
  [
    ...['发现', '查找', '查出', '排查', '查摆', '指出', '反馈', '查到', '找出', '检出', '提出问题'],
    ...['找到', '暴露', '发觉'],
  ],
  ['整改', '改', '改正', '纠正', '整治', '解决', '改进'],
  ['销号', '清零', '销', '了结', '销账', '交账'],
  ['核查', '验收', '复核', '审核', '查验', '核实', '核验', '查', '验', '核', '复查', '把关'],
  [
    '授予',
    '颁发',
    '颁奖',
    '授奖',
    '表彰',
    '发证',
    '评定',
    '命名',
    '授',
    '颁',
    '评',
    '给',
    '评选',
    '发',
  ],
  [
    ...['获得', '获奖', '受奖', '受表彰', '取得荣誉', '得', '获', '拿', '拿到', '得到', '得奖'],
    ...['获评', '荣获', '受表扬', '被表彰', '评上', '获授'],
  ],
  [
    ...['购置', '购入', '购买', '采购', '取得', '入账', '入库', '购进', '启用', '配备', '买', '购'],
    ...['买入', '买进', '买来', '到货', '添置', '配发', '置办', '进', '登账', '上账'],
  ],
  ['使用', '领用', '所在', '用', '放', '放在', '存放', '在', '领', '归', '摆', '摆放', '在用'],
  ['保管', '管理', '管', '看管'],
  ['处置', '报废', '核销', '调出', '处理', '淘汰', '下账', '调拨', '核减', '退出', '报'],
  [
    ...['布置', '下达', '交办', '安排', '部署', '接收', '派发', '接件', '收文', '布置任务', '立项'],
    ...['收到', '接到', '收到通知', '接到通知', '派', '交', '要', '收', '下', '接', '派单', '交代'],
    ...['来文', '通知', '派下', '布置下来'],
  ],
  ['牵头', '责任', '主责', '负责', '主抓', '抓', '认领', '领办', '挑头', '担责'],
  ['承办', '主办', '经办', '经手', '办', '做', '干', '具体办', '落实', '办理', '实施'],
  ['配合', '协办', '协助', '协同', '帮', '帮忙', '协作', '会同', '联合', '搭手'],
  [
    ...['分管', '包抓', '挂点', '责任领导', '分管领导', '牵头领导', '包保', '主管', '挂帅', '包案'],
    ...['包联', '督导', '领衔', '联系领导', '挂钩'],
  ],
  [
    ...['完成', '办结', '实际完成', '落实', '办理', '办完', '办好', '做完', '干完', '完', '搞定'],
    ...['完结', '办成', '落地', '到位', '上报', '报送', '做好', '结束', '收尾', '做成', '改完'],
    ...['改好', '整改到位', '报出', '整改完成', '报', '反馈', '回复'],
  ],
  ['议定', '决议', '决定', '研究结果', '会议决定', '定', '议决', '拍板', '定下', '定了', '敲定'],
  ['汇报', '报告人', '提', '提请', '提交', '提议', '提出', '上会'],
  ['研究', '讨论', '商量', '审议', '商议', '议', '商讨', '议事'],
  ['所属', '归属', '隶属'],
  ['外请', '邀请', '外聘', '特邀', '聘请', '请来', '请'],
  ['学习', '学', '研学', '学到'],
  ['谈话', '谈', '约谈', '谈心', '聊'],
  ['任职', '任', '上任', '任命', '到任', '担任', '就任', '任现职', '起任'],
  ['离任', '免职', '离职', '离岗', '卸任', '免', '不任', '调离', '调走'],
  ['参加工作', '出生', '入党', '退休', '转正'],
  ['入职', '到岗', '报到', '调入', '到馆', '到局', '进单位', '来单位', '到单位', '进本单位'],
]

/** Doings that lie near: who is responsible is mostly who does it, what is done is closed. */
const nearDoings: readonly (readonly [string, string, number])[] = [
  ['责任', '承办', 0.85],
  ['完成', '销号', 0.75],
  ['完成', '整改', 0.7],
  ['完成', '承办', 0.6],
  ['责任', '整改', 0.6],
  ['承办', '拟稿', 0.6],
  ['承办', '整改', 0.6],
  ['使用', '保管', 0.7],
  ['印发', '议定', 0.5],
]

/** Words that say nothing: 的, the mark of a plural, and how the column is to be filled in. */
const fillers =
  /的|各|本|相关|有关|具体|主要|及其|及|和|与|或|存在|反映|信息|基本|所|现在|目前|当前|工作|实际|形成|作出|最后|最终|到底|总共|一共/g
/** What stands around a verb of one character: 谁来改, 要办的事, 学了什么, 由谁办. */
const particles = /[了过着来去到给把被由从是属要得地请上下起里时这那该哪个些需应以靠还吗呢否点着]/g
/** Nouns of one character that end a question: 要办的事, 属哪种. */
const tails: Readonly<Record<string, readonly Head[]>> = {
  事: ['content', 'name'],
  题: ['name'],
  级: ['level'],
  奖: ['name'],
  活: ['content'],
  限: ['due'],
  种: ['kind'],
}
/** They ask for whatever the word beside them names; alone, for what it is about or its kind. */
const asking: Readonly<Record<string, readonly Head[]>> = {
  什么: ['name', 'content', 'kind'],
  啥: ['name', 'content', 'kind'],
  哪种: ['kind'],
  哪一种: ['kind'],
  何种: ['kind'],
}
/** 哪个 asks for what the next word names. */
const pointing = ['哪个', '哪一个', '在哪个', '哪些', '哪']

const allDoings: ReadonlySet<string> = new Set(doings.flat())

/** Whether a word says what is done, and so tells two columns of one register apart. */
export function isDoing(word: string): boolean {
  return allDoings.has(word)
}

interface Known {
  readonly heads: readonly Head[]
  /** Numbers of the doings that it may mean; 上报 is done, or is sent. */
  readonly doings: readonly number[]
}

const known = new Map<string, { readonly heads: Head[]; readonly doings: number[] }>()
for (const word of [...pointing, ...Object.keys(asking)]) known.set(word, { heads: [], doings: [] })
for (const [head, all] of Object.entries(heads)) {
  for (const word of all) knownWord(word).heads.push(head as Head)
}
for (const [nth, all] of doings.entries()) for (const word of all) knownWord(word).doings.push(nth)

function knownWord(word: string) {
  const one = known.get(word) ?? { heads: [], doings: [] }
  known.set(word, one)
  return one
}

const doing = 'does '

/** By their first characters, longest first; a verb of one character stands in many other words. */
const byFirst = new Map<string, string[]>()
for (const [word, { heads: of }] of known) {
  if (word.length === 1 && of.length === 0 && !/[哪啥]/.test(word)) continue
  byFirst.set(word.charAt(0), [...(byFirst.get(word.charAt(0)) ?? []), word])
}
for (const all of byFirst.values()) all.sort((one, other) => other.length - one.length)

/** How near two doings lie, by their numbers. */
const nearness = new Map<string, number>()
for (const [one, other, weight] of nearDoings) {
  for (const a of knownWord(one).doings) {
    for (const b of knownWord(other).doings) {
      nearness.set(`${a} ${b}`, weight)
      nearness.set(`${b} ${a}`, weight)
    }
  }
}

/** Whether a word of `rest` says what is done. */
export function saysDoing(word: string): boolean {
  return word.startsWith(doing)
}

/** Words with several meanings that share one; or one that is one of them. */
const oneOfSeveral = 0.95

/** 要做的事, 开展的工作: whatever a record is about is done. */
export const anyDoing = `${doing}${knownWord('干').doings.join('|')}`

/** How much two doings mean the same, from 0 to 1. */
export function sameDoing(one: string, other: string): number {
  if (one === other) return 1
  if (!saysDoing(one) || !saysDoing(other)) return 0
  const key = `${one} ${other}`
  const before = compared.get(key)
  if (before !== undefined) return before
  let most = 0
  for (const a of doingsOf(one)) {
    for (const b of doingsOf(other)) {
      most = Math.max(most, a === b ? oneOfSeveral : (nearness.get(`${a} ${b}`) ?? 0))
    }
  }
  compared.set(key, most)
  return most
}

/** Doings that were compared; there are no more than the tables above hold. */
const compared = new Map<string, number>()

function doingsOf(word: string): readonly string[] {
  return word.slice(doing.length).split('|')
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
  const own = new Set(subject.flatMap((word) => known.get(word)?.doings ?? []))
  const say = (one: Known) => {
    for (const head of one.heads) found.heads.add(head)
    if (one.doings.length === 0 || one.doings.some((nth) => own.has(nth))) return
    found.rest.add(`${doing}${one.doings.join('|')}`)
  }
  const weak: Known[] = []
  let [open, asked] = ['', [] as readonly Head[]]
  const close = () => {
    if (open !== '') leftover(open, subject, { say, rest: found.rest, weak })
    open = ''
  }
  for (let at = 0; at < plain.length; ) {
    const here = byFirst.get(plain.charAt(at))?.find((word) => plain.startsWith(word, at))
    if (here === undefined) {
      if (plain.charAt(at) === '/') close()
      else open += plain.charAt(at)
      at += 1
      continue
    }
    // A word of the register itself: 谈话 in 谈话时间 does not say what is done.
    const word = subject.find((one) => plain.startsWith(one, at) && one.length >= here.length)
    close()
    at += (word ?? here).length
    if (word !== undefined) continue
    asked = asking[here] ?? asked
    say(knownWord(here))
  }
  close()
  if (![...found.rest].some(saysDoing)) for (const one of weak) say(one)
  if (found.heads.size === 0) for (const head of asked) found.heads.add(head)
  return { plain, ...found }
}

/** What stands in no table: a verb of one character between particles, or a noun of its own. */
function leftover(
  open: string,
  subject: readonly string[],
  into: {
    readonly say: (one: Known) => void
    readonly rest: Set<string>
    /** Particles that are verbs where no other stands: 来的人, 哪里要的. */
    readonly weak: Known[]
  },
): void {
  let left = open.replace(fillers, '')
  for (const one of subject) left = left.replace(one, '')
  if (left === '') return
  const tail = tails[left.slice(-1)]
  const stem = tail === undefined ? left : left.slice(0, -1)
  const verb = verbOf(stem, subject)
  const alone = known.get(stem)
  if (alone?.heads.length === 0 && stem.replace(particles, '') === '') into.weak.push(alone)
  else if (verb === null) into.rest.add(left)
  else into.say(verb)
  if (verb !== null && tail) into.say({ heads: tail, doings: [] })
}

/** A verb with nothing but particles around it, or particles alone; null for any other word. */
function verbOf(word: string, subject: readonly string[]): Known | null {
  const bare = word.replace(particles, '')
  const found = known.get(word) ?? known.get(bare)
  if (found && found.heads.length === 0) return found
  const isOwn = bare.length === 1 && subject.some((one) => one.includes(bare))
  return bare === '' || isOwn ? { heads: [], doings: [] } : null
}
