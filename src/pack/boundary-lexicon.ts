import type { Label } from '../ledger/label.ts'

/** Chinese has no word ends: a part of a word is a hit. */
function zhWords(lines: readonly string[]): RegExp {
  return new RegExp(lines.join('|'), 'i')
}

/** Whole words only: `usage` is not `age`. */
function enWords(lines: readonly string[]): RegExp {
  return new RegExp(`\\b(${lines.join('|')})\\b`)
}

/** Words that show that a register is about something the product does not hold, and why. */
export interface BoundaryTopic {
  readonly id: string
  readonly zh: RegExp
  /** Matched against lower-case words; ids are split at hyphens and capitals first. */
  readonly en: RegExp
  readonly reason: Label
  /** Totals and yes-no answers may speak of it, because they name nobody. */
  readonly totalsAllowed: boolean
}

const noHandle = {
  zh: '人员只登记姓名、职务、机构和角色（个人信息保护法第六条：最小范围）。',
  en: 'Staff appear by name, post, office and role, nothing more (PIPL art. 6: least scope).',
}

/**
 * The lexicon. It cannot read minds: it stops the pack that says what it is about, in either
 * language, so that crossing the line takes lying and not just carelessness.
 */
export const boundaryTopics: readonly BoundaryTopic[] = [
  {
    id: 'public',
    zh: zhWords([
      '群众|居民|村民|市民|网民|住户|当事人|来访人|服务对象|帮扶对象|社会人员',
      '流动人口|户主',
    ]),
    en: enWords([
      'citizens?|residents?|villagers?|netizens?|households?|visitors?',
      'members? of the public|claimants?|applicants?',
    ]),
    reason: {
      zh: '台账只登记本单位自身的工作，不登记社会公众；意见只记总数。',
      en: 'Registers are about the organisation itself, never the public; opinions are totals.',
    },
    totalsAllowed: true,
  },
  {
    id: 'control',
    zh: zhWords([
      '重点人(?!才)|重点人员|重点群体|重点对象|管控|稳控|布控|监控对象|帮教',
      '转化对象|教育转化|黑名单|嫌疑|线人|情报|涉稳人员|关注对象|刑满|社区矫正',
      '吸毒',
    ]),
    en: enWords([
      'suspects?|persons? of interest|watch ?lists?|black ?lists?',
      'key (persons?|individuals?|groups?)|target (persons?|people|groups?)',
      'informants?|intelligence|surveillance|persuaded|conversion|converted',
      'detain(ed|ees?)|offenders?',
    ]),
    reason: {
      zh: '不登记需要关注、管控、劝导或者处置的人员和群体，也不登记情报。',
      en: 'No persons or groups to be watched, controlled, persuaded or punished; no intelligence.',
    },
    totalsAllowed: false,
  },
  {
    id: 'identity-number',
    zh: zhWords([
      '身份证|证件号|护照号|社保号|银行卡号|银行账号|手机号|电话号码|联系电话',
      '家庭住址|住址|车牌',
    ]),
    en: enWords([
      'id (cards?|numbers?)|identity (cards?|numbers?)|passports?',
      'social security|bank (cards?|accounts?)',
      '(mobile|phone|telephone)( numbers?)?|home address|licen[cs]e plates?',
    ]),
    reason: noHandle,
    totalsAllowed: false,
  },
  {
    id: 'family',
    zh: zhWords(['配偶|子女|父母|亲属|家属|家庭成员|家庭情况|婚姻|婚育']),
    en: enWords([
      'spouses?|husbands?|wives|wife|child|children|parents|mothers?|fathers?',
      'relatives?|family|families|marital|marriage',
    ]),
    reason: { zh: `不登记家庭情况。${noHandle.zh}`, en: `Nothing about families. ${noHandle.en}` },
    totalsAllowed: false,
  },
  {
    id: 'private-traits',
    zh: zhWords([
      '籍贯|出生|生日(?!期)|年龄|民族成分|政治面貌|性别|收入申报|房产|财产申报',
      '申报内容|个人财产',
    ]),
    en: enWords([
      'birth ?(days?|dates?|place)?|age|ethnic(ity)?|gender|sex|native place',
      'income declared|property declared|wealth',
    ]),
    reason: noHandle,
    totalsAllowed: true,
  },
  {
    id: 'health',
    zh: zhWords(['健康状况|病史|疾病|体检|病假|残疾|怀孕|心理测评|心理健康|血型']),
    en: enWords([
      'health|medical|illness(es)?|diseases?|sick ?leave|disabilit(y|ies)',
      'pregnan(t|cy)|blood (type|group)|psychological',
    ]),
    reason: { zh: `不登记健康情况。${noHandle.zh}`, en: `Nothing about health. ${noHandle.en}` },
    totalsAllowed: false,
  },
  {
    id: 'belief',
    zh: zhWords(['宗教|信教|信仰|邪教|教派|教徒|信徒|思想动态|言论|舆情|网评|发帖|跟帖']),
    en: enWords([
      'religio(n|ns|us)|belief|believers?|faith|cults?|sects?|worship',
      'public opinion|sentiment|thoughts?|speech monitoring|posts? online',
    ]),
    reason: {
      zh: '不登记信仰，也不监测任何人的言论和思想。',
      en: 'No belief, and no monitoring of what anybody says or thinks.',
    },
    totalsAllowed: false,
  },
  {
    id: 'petition',
    zh: zhWords(['信访|上访|访民|缠访|闹访|举报人|投诉人|维权']),
    en: enWords(['petition(s|ers?|ing)?|complainants?|whistle ?blowers?|protest(s|ers?)?']),
    reason: {
      zh: '不登记信访人、举报人和他们的事项。',
      en: 'Nothing about petitioners, complainants or what they brought forward.',
    },
    totalsAllowed: false,
  },
  {
    id: 'social-account',
    zh: zhWords(['微信号|微博|抖音|快手|社交账号|网络账号|个人账号|QQ号|朋友圈|点赞|转发量']),
    en: enWords([
      'social (media )?accounts?|wechat|weibo|douyin|tiktok|personal accounts?',
      'likes|reposts|followers',
    ]),
    reason: {
      zh: '不登记个人社交账号及其使用情况。',
      en: 'No personal accounts on social networks and nothing about their use.',
    },
    totalsAllowed: false,
  },
  {
    id: 'scoring',
    zh: zhWords([
      '积分|排名|排行|名次|打卡|签到|在线时长|学习时长排|活跃度|扣分|得分|红黑榜',
      '末位|画像|轨迹|定位|人脸|指纹|GPS',
    ]),
    en: enWords([
      'points (balance|earned|score)|scores?|scoring|rank(s|ed|ing|ings)?',
      'leader ?boards?|check ?ins?|clock(ed|ing)? ?ins?',
      'online (time|minutes|duration)|screen time|activity level|demerits?',
      'penalty points|profiling|trajector(y|ies)|geo ?location|gps',
      'face recognition|fingerprints?',
    ]),
    reason: {
      zh: '不给人排名、积分、打卡，不统计在线时长，不记录行踪（政务移动互联网应用程序规范化管理办法）。',
      en: 'No ranking, points, check-ins, online time or whereabouts of people.',
    },
    totalsAllowed: false,
  },
  {
    id: 'classified',
    zh: zhWords(['密级|涉密内容|国家秘密内容|绝密|机密(?!不)|密件']),
    en: enWords(['classified (content|text)|top secret|secrecy level|classification level']),
    reason: {
      zh: '涉密内容不得进入本系统。',
      en: 'State secrets never enter this system.',
    },
    totalsAllowed: true,
  },
]

/** Labels of text fields that would hold people's names instead of pointing to the staff list. */
export const nameInText = {
  zh: zhWords(['姓名|名单|人员名|参加人|责任人|对象']),
  en: enWords([
    'full names?|names? of (the )?(persons?|people|participants)',
    'person names?|name list',
  ]),
}

/** Evidence by photograph for its own sake. */
export const photograph = {
  zh: zhWords(['照片|拍照|截图|自拍|视频留痕|留痕']),
  en: enWords(['photos?|photographs?|pictures?|screenshots?|selfies?']),
}
