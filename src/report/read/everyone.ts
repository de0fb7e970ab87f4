import type { Clause } from './clauses.ts'
import { stated, voiceOf } from './page.ts'
import type { Draft, Page } from './page.ts'
import { isForward } from './plans.ts'
import { sectionKindAt } from './sections.ts'

/** 均 as "all of them", not as "average" (人均) nor in 均衡. */
const ALL_DID = /(?<![人平年户月日周季场次件单亩篇县村校班生师天家所])均(?![衡等值价线匀质势摊分可应须需要不由]|为零)/
const BODIES =
  '(?:党)?(?:支部|党小组|党组织|党委|党总支|科室|处室|股室|部门|单位|机关|窗口|班组|班级|年级|学校|校区|分馆|场馆|库房|站点|站所|镇街|乡镇|街道|社区|村|县区|区县|县市区|市县|县|区|小组|学习小组|教研组|车间|班子成员|成员|委员|党员|干部|岗位|基层组织|中心|所|队|馆|院|局|办)'
const EACH_BODY = new RegExp(`^(?:全[年局市县区校院馆]|年内|今年|目前)?各(?:${BODIES})(?!(?:[均]?要|应|须|负责人要))`)
const EVERY_ONE = /(?<!对|给|让|为|把)每(?:名|位|个|一名|一位)(?:党员|干部|职工|教师|成员|同志|学员|委员|科室|支部|民警|编辑|人员|班子成员|在岗)/
const WHOLE_STAFF = /(?<!向|对|为|给|引导|教育|带领|团结|号召|激励|动员|代表|面向|通报)全(?:体|员)(?!会|大会|劳动|覆盖|人大|政协|代表|一致)(?=[\u3400-\u9fff]{2})/
const EACH_PERSON = /(?<!惠及|造福)人人(?!有责|享有|皆|可|平等|都是|喊打|心中|自危)/
const ALL_DONE =
  /(?:全部|悉数|一律|无一例外(?:地)?|逐[人个一]全部)(?:按[期时]|如期|已|已经|顺利|都)?(?:完成|办结|办理|整改|落实|到位|签订|签署|参加|参训|参学|达标|合格|纳入|销号|兑现|入账|登记|归档|上线|建成|接入|通过|配备|配齐|覆盖|开通|清零|公开|公示|移交|报送|上报|交付|发放|投入|解决|化解|安装|更换|更新|换届|启用|受训|持证)/
const ALL_OF_THEM = /(?:成员|党员|干部|职工|教师|支部|科室|处室|单位|部门|学员|同志|人员|项目|问题|事项|任务)(?:们)?都(?!市|城|是一|有自己|可以|要|应|能|会)/
const FULL_COVER = /实现[^，。；]{0,16}全覆盖|(?:谈话|培训|轮训|检查|督查|走访|覆盖率)[^，。；]{0,8}(?:全覆盖|达?到?100%)/
const NORM = /应当|应该|必须|不得|严禁|(?<![重主需首纪必提])要(?![闻素点件求])|^(?:确保|力争|做到|推动|督促|要求|引导|指导|鼓励|努力|使)|确保|力争|有望/

/** Claims about everyone or everything: 班子成员均…, 各支部…, 人人…, 全体党员…. */
export function readEveryone(page: Page): readonly Draft[] {
  return page.sentences.flatMap(({ clauses, start }) => {
    if (sectionKindAt(page.sections, start) !== null) return []
    return clauses.filter((clause) => saysEveryone(page, clause)).map((clause) => stated('everyone', clause))
  })
}

function saysEveryone(page: Page, clause: Clause): boolean {
  const voice = voiceOf(page, clause)
  if (NORM.test(voice) || isForward(page, clause)) return false
  if (voice.length < 5) return false
  return (
    ALL_DID.test(voice) ||
    EACH_BODY.test(voice) ||
    EVERY_ONE.test(voice) ||
    WHOLE_STAFF.test(voice) ||
    EACH_PERSON.test(voice) ||
    ALL_DONE.test(voice) ||
    ALL_OF_THEM.test(voice) ||
    FULL_COVER.test(voice)
  )
}
