import type { Clause } from './clauses.ts'
import type { Draft, Page } from './page.ts'
import { stated, voiceOf } from './page.ts'
import { pattern } from './pattern.ts'
import { isForward } from './plans.ts'
import { sectionKindAt } from './sections.ts'

/** 均 as "all of them" (6人均通过), not as "average" (人均) nor in 均衡 or a name (到均川). */
const ALL_DID =
  /(?:(?<![人平年户月日周季场次件单亩篇县村校班生师天家所到赴])|(?<=[\d两三四五六七八九十百][人次户件项]))均(?![衡等值价线匀质势摊分可应须需要不由居列位超破增]|为零|[为达在][\d百九]|达到|高于|低于|实现倍增)/
const DID =
  '(?:均|都|已|按|全部|全员|分别|如期|定期|逐|每[年月季周]|普遍|一律|至少|人手|完成|开展|建立|建成|签订|制[定订]|落实|配[备齐]|召开|组织|参[加训与]|报送|上报|提交|明确|设立|设置|确定|实[行现施]|举办|形成|安排|通过|自查|换届|留存|撰写|讲授?|撰|发放|签署|自学|集中|轮流|结合|对照|履行|承担|做到|带头|主动|严格|认真|联系|结对|帮扶|包保|认领|走访|纳入|公示|公开|备案|整理|排查)'
const EACH_BODY = new RegExp(
  `^(?:全[年局市县区校院馆]|年内|今年|目前|机关|单位)?各(?!项|类|级|地|方面|界|种|自|式|样|国|有关|族|省|环节|领域|位)[\\u3400-\\u9fff]{1,8}?${DID}`,
)
/** 各支部共召开36次 is their sum, 各单位具体落实 says who is to do it. */
const IN_SUM = /^[^，。；]{0,4}各[\u3400-\u9fff]{1,8}?(?:共计?|合计|累计|总共|一共)[\u3400-\u9fff]/
const ASSIGNED = /^[^，。；]{0,4}各[\u3400-\u9fff]{1,8}?(?:具体|抓好|负责)(?:落实|实施|执行|办理)/
const EVERY_ONE = new RegExp(
  `(?<![对给让为把])每(?:一?[名位个](?:[\\u3400-\\u9fff]{2,8}?)|人)${DID}`,
)
/** 每次会议都…, 每项任务均… */
const EVERY_TIME = /每一?[次场项条份起件期个][\u3400-\u9fff]{0,8}?[都均]/
const WHOLE_STAFF = pattern(String.raw`
  ^(?!.{0,6}(?:开展|实施|做好|推进|推行|加强))[^，。；]{0,10}(?<!和|与|的|把|将|向|对|为|给|引导|教育|带领|团结|号召|激励|动员|
  代表|面向|通报)全(?:体|员)(?!会|大会|劳动|覆盖|人大|政协|代表|一致)(?![^，。]{0,8}(?:大会|会议))(?=[\u3400-\u9fff]{2})
`)
const EACH_PERSON =
  /人手一[册本份套部台]|(?<!惠及|造福)(?:人人|(?<=[\u3400-\u9fff])个个)(?!有责|享有|皆|可|平等|都是|喊打|心中|自危)/
const ALL_DONE = pattern(String.raw`
  (?:全部|悉数|一律|无一例外(?:地)?|逐[人个一]全部)(?:按[期时]|如期|已|已经|顺利|都)?(?:完成|办结|办理|整改|落实|到位|签订|签署|参加|参训|
  参学|达标|合格|纳入|销号|兑现|入账|登记|归档|上线|建成|接入|通过|配备|配齐|覆盖|开通|清零|公开|公示|移交|报送|上报|报告(?![会书单表])|
  交付|发放|投入|解决|化解|安装|
  更换|更新|换届|启用|受训|持证|检测|验收|登记|取得|获得|进行|开展|到[会岗齐场]|出席|参会|轮训|
  就业|脱贫|投产|开工|竣工|签约|达到|实现|建档|录入|兑付|拨付|清退|追回|销毁)
`)
const ALL_OF_THEM =
  /(?:成员|党员|干部|职工|教师|支部|科室|处室|单位|部门|学员|同志|人员|项目|问题|事项|任务|评估|会议|活动|结果|情况|措施|报告中?|材料|条款)(?:们)?都(?!市|城|是|同|有自己|可以|要|应|能|会)/
const FULL_COVER =
  /实现[^，。；]{0,16}全覆盖|(?:谈话|培训|轮训|检查|督查|走访|覆盖率)(?![^，。；]{0,8}(?:合格|优良|满意|准确))[^，。；]{0,8}(?:全覆盖|达?到?100%)/
const NORM =
  /凡是|应当|应该|必须|不得|严禁|(?<![重主需首纪必提])要(?![闻素点件求])|^(?:确保|力争|做到|推动|督促|要求|引导|指导|鼓励|努力|使)|确保|力争|有望/

/** Claims about everyone or everything: 班子成员均…, 各支部…, 人人…, 全体党员…. */
export function readEveryone(page: Page): readonly Draft[] {
  return page.sentences.flatMap(({ clauses, start }) => {
    if (sectionKindAt(page.sections, start) !== null) return []
    return clauses
      .filter((clause) => saysEveryone(page, clause))
      .map((clause) => stated('everyone', clause))
  })
}

function saysEveryone(page: Page, clause: Clause): boolean {
  const voice = voiceOf(page, clause)
  if (NORM.test(voice) || isForward(page, clause)) return false
  // 全体队员无一缺席, 各批次均未检出 assert an absence.
  if (voice.length < 5 || /无一(?![不例])|[均都](?:未|无|没有)/.test(voice)) return false
  return (
    ALL_DID.test(voice) ||
    (EACH_BODY.test(voice) && !IN_SUM.test(voice) && !ASSIGNED.test(voice)) ||
    EVERY_ONE.test(voice) ||
    EVERY_TIME.test(voice) ||
    WHOLE_STAFF.test(voice) ||
    EACH_PERSON.test(voice) ||
    ALL_DONE.test(voice) ||
    ALL_OF_THEM.test(voice) ||
    FULL_COVER.test(voice)
  )
}
