/**
 * What official Chinese counts in. `ANY` follows every numeral; `ARABIC_ONLY` words are too often
 * part of a name or a phrase after one Chinese numeral (两手抓, 一面镜子, 三级) and are taken after
 * Arabic digits and longer numerals only.
 */
const ANY = `
次 人次 场次 批次 班次 架次 车次 台次 户次 件次 项次 趟 遍 回合 场 期 批 轮 堂 讲 课时 学时 学分
个 名 位 人 项 件 起 宗 例 条 款 篇 份 册 本 部 卷 张 幅 页 字 封 则 处 座 栋 幢 套 间 户 家 所 支
只 匹 棵 株 台 辆 架 艘 组 队 盏 块 片 颗 粒 箱 包 袋 瓶 桶 盒 门 种 类 股 笔 枚 尊 档 道 席 桌 顶 根
方面 部门 点 大 方 倍 番 成 张次 人天 人日 台套 套次 人份 剂 剂次 针剂 针次 床日 例次 册次 卷次 樘 具 扇 罐 束 捆 帧 句 杯 盆
地（市） 地市 市（州） 市州 县（市、区） 县市区 县区 区县 省区市 省份
天 小时 分钟 秒 秒钟 周 年 个月 个工作日 工作日 个小时 个季度 个学时 个课时 岁 周岁 日
元 美元 欧元 日元 港元 港币 英镑 卢布 韩元 人民币 块钱
% ‰ 个百分点 个点 个基点
公里 千米 米 厘米 毫米 微米 海里 里 亩 公顷 平方米 平方公里 平方千米 平方厘米 立方米 立方 升 毫升
吨 公斤 千克 克 毫克 微克 斤 吨标准煤 吨标煤 标准煤 千瓦 千瓦时 兆瓦 兆瓦时 吉瓦 吉瓦时 瓦 度电 标箱 标准箱 标方
摄氏度 ℃ °C ㎡ m² m³ ㎥ km² km kg kW kWh MW MWh GW GWh GB TB PB TEU mm cm m
学期 学年 课次 节课 车皮 车厢
`

const ARABIC_ONLY = `
节 分 度 层 面 头 口 尾 羽 单 票 集 床 站 列 对 双 县 乡 镇 村 国 届 代 环 亩次 门次 眼 孔 盘 杆 把 段 步 重 级 路 首 副 针 行
`

/** Measure words that make another word with what follows: 3人 counts, XX人民政府 does not. */
const NOT_BEFORE = new Map<string, string>(
  Object.entries({
    人: '民|大代|大常|大会|大及|社|力|员|才|事|数|群|类|生|文|格|选|士|居|口|身|工|为|机|心|家|武|防',
    家: '园|庭|具|长|属|乡|电|政|风|访|校|禽|渠|村',
    项: '目(?!标)|链',
    条: '例|件|约|目|块|线',
    场: '馆|所|地|景|面|合|域|站|内|长|镇',
    名: '誉|单|义|称|额|字|录|城|牌|列|目|胜|副其|著|师工作室',
    部: '门|分|署|队|委|级|位|件|落|属|类|族',
    份: '额',
    期: '间|盼|望|限|货|末|中|待|内|满|工程|项目|建设|改造|扩建|叠加|股',
    天: '津|然|府|山|河|水|空|气|网|坛|安|眼|宫|下|际|文|通|线|桥|目',
    台: '湾|账|风|州|胞|商|上|山',
    起: '到|来|草|步|点|始|码|伏|重|飞|诉|源|立|跑|底',
    次: '生|数|年|要|序|级|席|之|元|性|区域|高|产业|能源|供水|污染',
    人次: '数',
    例: '如|会|行|外|子',
    元: '素|宇宙|旦|首|月|朝|谋|桥|里|区',
    组: '织|长|建|团|合|员|装|阁|稿|部|成',
    队: '伍|员|长|列',
    支: '持|部|撑|付|出|援|队长|委|行|农|教|点|线|书|流|路|架|配|柱|前',
    座: '谈|位|席|落|机|右|标|次|城',
    张: '家(?!庭)|北|力|掖|贴|网',
    类: '型|似|别|比',
    种: '植|子|业|粮|养|群|族|质|源|苗|地|田|形态',
    片: '面|段|刻',
    点: '(?!意见|要求|建议|体会|看法|希望|想法|启示|认识|感受|做法|经验|说明|打算|考虑|措施|原因|理由)',
    门: '诊|户|店|前|口|头|禁|票|卫|窗|槛|峡|市|球|锁|海|源',
    处: '理|室|置|罚|分|于|级|长|境|方|以|突|级',
    股: '份|权|东|市|票|长|室|民|改',
    栋: '\\d',
    户: '籍|外|型|主|用|厕',
    篇: '章|幅|目|一律',
    幅: '度|员',
    卷: '宗|入|烟',
    棵: '松',
    路: '公交|车|线|口|径|段|面|网|灯|由',
    首: '先|批|次|都|个|要|家|位|创|届|任|府|席|长|轮|日|站|问|办|接',
    副: '[主书局处科校院省市县区部总高组秘会职产本食业队馆国委]',
    针: '对|织|灸|线',
    行: '业|政|动|为|程|列|人|星|使|权|道|走',
    具: '有|体|备',
    剂: '量',
    // 1.8级和2.5级地震: the word after the last of them says what they measure.
    级: '(?!(?:[、和与及至到—~-] ?\\d{1,2}(?:\\.\\d{1,2})?级){0,9}(?:地震|大风|台风|强风|阵风|以上(?:大|强|阵)?风|风力))',
    套: '路|用|取|餐|话|现|种|内|期|利|班子|印',
    字: '母|符|库|体|幕|典|样|方针|号|班|头|诀|桥|经|胡同',
    只: '有|要|能|是|会|减|为|争|用|可|增|需|跑|做|不',
    周: '年|边|围|期|末|转|密|一|二|三|四|五|六|日|到|全|知|报',
    笔: '试|记|录|者|画',
    道: '路|德|理|教|具|歉|口|班',
    席: '位|卷',
    方: '坪|案|式|法|针|向|位|面|便|略|才|米|言|圆|队|志|块|可|能|阵|协议',
    大: '学|会|小|型|中|力|幅|于|约|概|量|多|事|局|家|厅|门|街|道|桥|师|专|众|同|海|庆|连|运|棚|豆|米|队|精神|以来|报告|代表|提出|召开|胜利|关于|部署|的|[，。、；）”]',
    成: '立|为|果|效|员|本|功|长|熟|绩|就|都|套|型|人|品|色|事|分|群|片|年|因|交|千|气|语|章|形',
    档: '案|次',
    块: '链|状',
    本: '单位|年|月|地|级|市|县|省|校|院|科|次|报|文|届|着|土|质|身|职|金|轮|周|区|局|部|来|末|色|领|溪',
    所: '有|以|在|属|需|谓|长|辖|得|见|处|学校',
    根: '本|据|源|治|植|基',
    顶: '层|端|尖|住|梁|级',
    包: '括|含|容|保|村|联|案|扶|抓|干|装|片|户',
    位: '于|置|居|列|次|一体|数',
    讲: '话|述|师|解|座|台|好|坛|习|究|政治|规矩|一评|党课|四',
    批: '准|评|示|复|发|次|量|而|判',
    轮: '岗|训|流|换|番|候|次|胎|渡|值|驱|车|椅',
    间: '接|隔|断|谍|歇|距|作',
    里: '程|面|约|桥|弄|铺|河|屯|庄|店|坪|山|湾|沟|岗|营|墩|街',
    克: '服|难|拉|隆',
    升: '级|至|到|高|值|温|学|旗|降|规|迁',
    亩: '均',
    瓦: '斯|解|房',
    架: '构|设|空|子|桥',
    分: '别|之|钟|期|批|类|局|行|公司|会|校|馆|院|厂|店|支|数|享|析|层|级|散|配|工|布|解|流|拣|列|区|段|管|步|摊|明|成|两|三|四|五|六|党组',
    度: '假|过|量|数|汛|电',
    层: '级|面|次|层',
    面: '积|临|向|对|上|前|试|授|粉|料|板|貌|谈|广|子|人',
    头: '部|等|衔|企',
    口: '岸|号|径|粮|腔|碑',
    列: '入|为|席|车|出|举|支|示|全',
    对: '于|照|标|象|接|口|外|比|策|话|应|方|党|全|各|重|不|其|一',
    双: '创|一流|高|减|碳|百|方|向|重|随机|拥',
    县: '级|域|区|委|乡|城|处',
    乡: '村|镇|贤|土',
    镇: '街',
    村: '民|庄|委|级|镇',
    国: '家|际|有|企|资|防|道|考|内|土|债|策',
    届: '全会|中央|人大|政协|代表|人民|党代|委员|高考|一次|二次|三次|四次|毕业|中|[，。]',
    代: '表|码|理|替|价|办|谋|际|人',
    集: '中|体|团|合|成|约|聚|装|市|资|训|镇|群|结|散|邮|权',
    站: '位|点|式|得|在|台',
    环: '境|保|节|路|线|高|绕|比',
    步: '走|骤|伐|行|道|入',
    重: '要|点|大|视|新|申|复|型|庆|建|保障|身份',
    段: '时|落|式',
    把: '手|关|握|柄|脉|控|好|尺|[刀火钥]|加强|学习',
    节: '期间|前|后|日|约|能|奏|点|水|省|制|庆|假|俭|气|目',
    单: '位|元|项|个|次|一|独|列|向|方',
    票: '据|价|否|制|房',
    米: '线|粉|饭|面|兰|跑',
    日: '报|常|益|均|程|前|志|本|游|间',
  }),
)

const byFirst = (words: string): ReadonlyMap<string, readonly string[]> => {
  const index = new Map<string, string[]>()
  for (const word of words.trim().split(/\s+/)) {
    const first = word.charAt(0)
    index.set(first, [...(index.get(first) ?? []), word])
  }
  for (const list of index.values()) list.sort((a, b) => b.length - a.length)
  return index
}

const anyByFirst = byFirst(ANY)
const arabicByFirst = byFirst(ARABIC_ONLY)
const guards = new Map(
  Array.from(NOT_BEFORE, ([word, after]) => [word, new RegExp(`(?:${after})`, 'y')]),
)

/** The measure word that begins at `at` and really measures there, or the empty string. */
export function measureWordAt(
  text: string,
  at: number,
  { single }: { readonly single: boolean },
): string {
  const first = text.charAt(at)
  const found = pick(anyByFirst.get(first), text, at)
  if (found !== '' || single) return found
  return pick(arabicByFirst.get(first), text, at)
}

function pick(words: readonly string[] | undefined, text: string, at: number): string {
  for (const word of words ?? []) {
    if (!text.startsWith(word, at)) continue
    const guard = guards.get(word)
    if (guard === undefined) return latinEnds(text, at, word) ? word : ''
    guard.lastIndex = at + word.length
    if (!guard.test(text)) return word
  }
  return ''
}

/** "m" measures in 50m, not in 50min. */
function latinEnds(text: string, at: number, word: string): boolean {
  return !/[A-Za-z]$/.test(word) || !/[A-Za-z]/.test(text.charAt(at + word.length))
}

/** Measure words a report leaves a blank before; names such as XX县 and XX路 are not among them. */
export const BLANKABLE = new Set(
  `次 人次 卷次 卷 场次 批次 场 期 批 轮 堂 讲 课时 学时 个 名 位 人 项 件 起 宗 例 条 篇 份 册 本 张 处 套 户 家
  只 台 辆 块 种 类 笔 天 小时 分钟 元 美元 % ‰ 个百分点 公里 平方米 亩 吨 个月 倍 岁 节课 学分 支 间 座 面 幅 字 页 遍 趟 部`.split(
    /\s+/,
  ),
)

/** Measure words that count the same kind of thing. */
const UNIT_FAMILIES: readonly ReadonlySet<string>[] = [
  new Set(['次', '场', '场次', '期', '堂', '讲', '节', '回', '趟', '遍', '批', '批次']),
  new Set(['人', '名', '位']),
  new Set(['人次', '人']),
  new Set(['个', '项', '件', '条', '宗', '起', '例']),
  new Set(['个', '处']),
  new Set(['篇', '份', '件']),
  new Set(['台', '套', '件']),
  new Set(['学时', '课时', '小时', '个学时', '个小时']),
  new Set(['份', '件', '册', '本']),
  new Set(['项', '件', '张', '单']),
  new Set(['份', '单', '张']),
]

/** Whether two measure words may count the same. */
export function countTheSame(a: string, b: string): boolean {
  return a === b || UNIT_FAMILIES.some((family) => family.has(a) && family.has(b))
}
