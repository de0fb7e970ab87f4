import { pattern } from '../read/pattern.ts'

/** The words of a claim and around it, as far as they may say who did it. */
interface Around {
  readonly own: string
  /** The clauses before it. */
  readonly carried: string
}

/** Whether a claim says what another body did: 兄弟单位召开…, 上级印发…; `title` as the paper has it. */
export function isOfOthers({ own, carried, title }: Around & { readonly title: string }): boolean {
  return OF_OTHERS.test(own) || isNamed(own, title) || isOfOtherBefore(carried, own)
}

/**
 * Whether a claim speaks of one branch, of one person, or of some of what is counted: of those no
 * figure of the unit speaks.
 */
export function isOfSome(
  {
    own,
    carried,
    sentence,
    after,
    opening,
  }: Around & { readonly sentence: string; readonly after: string; readonly opening: string },
  isCount: boolean,
): boolean {
  const said = isCount ? sentence : sentence + own
  return (
    OF_SOME.test(own) ||
    LABELLED.test(opening) ||
    (TALK.test(own) && BEFORE_MEETING.test(carried)) ||
    (PERSONAL.test(carried) && !OF_ALL.test(own)) ||
    (isCount && SOME_OF.test(own)) ||
    EXCEPTED.test(said) ||
    EXCEPTED_AFTER.test(after) ||
    PART_OF.test(sentence)
  )
}

/** 会前征求意见31条，谈心谈话34次: the talks before one meeting are not those of a year. */
const BEFORE_MEETING = /会前/
const TALK = /谈心|谈话/
/** 第一党支部：党员大会4次…: whom a paragraph is about it may say at its beginning. */
const LABELLED =
  /^[^\u3400-\u9fff]*第?[一二三四五六七八九十\d]{1,3}(?:机关)?(?:党?支部|党?小组)[（：\u3000 —]/
/** 学习中安排研讨的有11次: of what is named first only some. */
const SOME_OF = /(?<![其年集])[中里][^，\u3000]{1,16}的(?:有|占|为)?\u3000/
const OF_SOME = pattern(String.raw`
  (?:未|没有|不)再|[二两前后]者|此[类项种]|[为就对由据]此|(?:围绕|针对)此|这[类项些种]|该(?:[类项]|问题)|上述|前述|同类|其余|其他|
  (?:^|，)其(?![中他余实次间])|
  (?<!有)[一此这该]次(?:就|便)?(?:查[出找摆]|发现|排查|梳理|征求|收集)|
  第[一二三四五六七八九十\d]{1,3}(?:机关)?(?:党)?(?:支部|小组)|(?:^|[，：])[一二三四五1-9](?:党?支部|小组)|个别|部分|一些|有的|多数|大多|某
`)
/** What another body did: 市委召开…, 上级印发…; 上级派员到会 is about our meeting. */
const OF_OTHERS = pattern(String.raw`
  ^(?:其中|而|另外?|此外)?(?:下属(?:事业)?单位|兄弟单位|外单位|其他单位|各(?:区县|县区|县市|兄弟)|全[省市县区](?!范围)|全系统)|
  ^(?:上级|中央|国家|全国|全省|全市|[省市县区](?:委|政府|纪委监委|纪委|直(?:机关)?工委|局)|兄弟单位|有关部门)(?![^，。；]{0,12}(?:派员|到会|指导))
  [^，。；]{0,8}(?:全年|今年|先后|共|累计|召开|举办|举行|开展|组织|印发|下发|制定|出台)
`)
/** 市音像资料馆召开…: a body by its name, unless the paper bears it. */
const BY_NAME = pattern(String.raw`
  ^([\u3400-\u9fff]{2,12}(?:[馆局校院科处室股]|(?<!机关党|[支党])委|
  中心|公司|集团|协会|街道|镇|村|社区|企业|学校|单位))(?:全年|今年|年内|共|先后|累计)*
  (?:组织|召开|举办|举行|开展|印发|下发|制定|出台|通报|查处|受理|办理|完成|讲授?)
`)
/** 全年本人讲党课1次，开展调研2次: what goes on from one person is theirs. */
const PERSONAL = /本人|(?<![\u3400-\u9fff])我(?![馆单局委们市省国党县区院校厅部处科办])/
/** 市教育局重视党课，全年讲党课30次: what goes on without a doer is of whoever the sentence began with. */
const OTHER_BEFORE = pattern(String.raw`
  ^(?:今年|全年|一年来|去年)?，?(?!按|在|根据|对照|向|经|由|与|同|为|配合|围绕|聚焦|面对|接受|通过)
  (?:[我全][市省县区国]|[各兄](?:区县|县区|县|区|地|弟单位)|[省市县区](?!直机关党组织)[\u3400-\u9fff]{1,10}(?:局|委|组|办|院|部|
  馆)(?!党组)|审计组|检查组|
  第?[一二三四五六]党?支部|[\u3400-\u9fff]{2,6}(?:科|处)(?!室|级)|工会|团支部|共青团|团委|妇联|青年|区县|县区)
  [^，]{0,24}，
`)
/** Nobody of ours, whatever was done to them. */
const SOME_BODY = /某(?![项种个些])|兄弟单位|外单位/
/** What another body gave us to do is ours. */
const GIVEN = /反馈|指出|印发|部署|要求|下达|下发|布置|交办|安排|通报|授予|表彰|批准|批复|指导/
const OUR_OWN = /[全本我]馆|我们|党组|班子|机关党委|[三各]个?支部/

function isOfOtherBefore(carried: string, own: string): boolean {
  const [before] = OTHER_BEFORE.exec(carried) ?? []
  if (SOME_BODY.test(carried) && !OUR_OWN.test(own)) return true
  return before !== undefined && !GIVEN.test(before) && !OUR_OWN.test(before + own)
}

const OF_ALL = /[全本我]馆|党组|班子|支部|会议/
/** The names of the paper itself stand so near to its beginning. */
export const titleReach = 300

function isNamed(own: string, title: string): boolean {
  const [, body] = BY_NAME.exec(own) ?? []
  return body !== undefined && !/[我本全各]/.test(body) && !title.includes(body)
}
/** …5名同志，除1人外: the number is right, and what the sentence says is not it. */
const EXCEPTED_AFTER = /^[^。；！？\n]{0,20}?除[^，。；]{1,24}外/
/** 除1人外均…, 其余…都…: nobody counts those that are left. */
const EXCEPTED = /除[^，。；]{1,24}外|其余|其他[\u3400-\u9fff]{0,4}(?:均|都)/
/** 48项任务有46项完成: the second number is of the first. */
const PART_OF =
  /[\dX×一二三四五六七八九十两几](?:余|多)?[项个件次名人条份台](?:[^，。；]{0,16}(?:中有?|有|中的)|[中里]，[^，。；]*)$/
