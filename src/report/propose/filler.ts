import { pattern } from '../read/pattern.ts'

/** Which characters of a text belong to words that say nothing of what is meant. */
export function saysNothingIn(told: string): Uint8Array {
  const idle = new Uint8Array(told.length)
  for (const match of told.matchAll(FILLER)) {
    idle.fill(1, match.index, match.index + match[0].length)
  }
  return idle
}

/**
 * Words that leave as it is what was done, by whom, to whom, of how many, whether at all: the unit
 * itself, the year, praise, verbs of doing, particles; and how often and of whom, which rules of
 * their own hold against the wording. Who else did it, denials, comparisons, what is only planned
 * and what comes before or after are none of these.
 */
const FILLER = pattern(
  [
    // The unit and its people.
    String.raw`全馆上下|[全本]馆范围内?|[我本全各][馆局委办](?:里|内部?)?|馆[里内]|本?单位|机关|
      馆?党组(?!书记|成员|织)|在?(?:馆?党组)?会议?上|书记办公会议?|领导班子|组成人员|各?党支部|干部职工|
      本人|我主持|同志|我们|主持(?=召开)|(?:各位|每位|所有|全体)(?=班子|党员|馆?领导)`,
    // The year as a whole.
    String.raw`一年(?:来|中|里|下来|间|到头)|年度(?=集中)|从全年看|全年看|全年度?|本年度?|今年以?来?|当年|年内|年度|这一年|目前|至今|现已|业已|到年底|年底前?|年末|年初|
      20\d{2}年(?:度|以来)?|截至|以来`,
    // How often and which part, which the windows say.
    String.raw`每个?(?:年|季度?|月|周)|每[年月周次项季]度?|每半年|逐月|按[年季月周]|[月季]月|季季|
      一月一|年一|上半年|下半年|第[一二三四]季度`,
    // Of all of them, which the manner says.
    String.raw`均|都|全部|全员|一律|逐[条一项个件人]|无一例外|件件|次次|人人|分别|各类|各种|各项|一个不漏|
      一人不[落漏]地?|一[个人]不[少缺落漏]地?|悉数|全数|尽数|个个|回回|[项条篇个]{2}(?=有|都|均|在)|
      (?<=季季|月月|次次|件件|人人|年年|周周)(?:都|也)?(?:不[落漏缺]|不断档|没断过?|没落空)`,
    // How many.
    String.raw`[\d一二三四五六七八九十两几]+(?:余|多)?(?:人次|次|个|项|件|人|名|份|期|场|起|条|篇|台|%)?|
      还有|共?计?有|共计?|累计|合计|总计|总共|先后|一共|拢共|加起来|合在一起|[总]?[次人期场]数|场次|数量|总数|总量|约|近|至少|不少于|
      不低于|以上|就?达到?|(?:超过|突破|多达|高达)了?(?=[\d\u3000])|控制在|仅|只|就|即|便|又|才|再|也|还`,
    // By what rule, for what, in which way; and for whom of the unit.
    String.raw`按照?(?:有关|相关|上级|既定)?(?:规定|要求|程序|制度|部署|安排|时限|期限)(?:要求)?|按程序|
      根据[^，。；\d\u3000]{1,12}(?:情况|需要|要求|安排|部署|通知|变化)|以[^，。；\d\u3000]{1,8}(?:形式|方式)|
      通过[^，。；\d\u3000]{1,10}(?:渠道|方式|途径)|各种形式的?|多种形式的?|针对性地?|
      对?(?:苗头性|倾向性)、?(?:苗头性|倾向性)?问题|面向(?:全馆|全体|广大)?(?:干部职工|党员干部|党员群众|党员|干部|职工)(?!的)|
      登记在册的?|在册的?|各渠道|多渠道`,
    // How well.
    String.raw`认真|严格|积极|扎实|切实|深入|坚持|始终|继续|保持|进一步|有序|有效|大力|稳步|全面|
      持续|广泛|主动|带头|亲自|及时|成功|圆满|顺利|正式|如实|依法|依规|从严|定期|专门|统筹|推进|推动|按时|按期|如期|做到|做好|抓好|抓实|抓`,
    // That it was done.
    String.raw`组织|开展|召开|举办|举行|进行|实施|落实|完成|实现|作[出了为]|搞了|共?[办开搞]了|
      (?<=[课会])(?:上了|讲了|开了|开出|办了)|(?<=[研检])跑了|得到|给予|予以|加以|安排了?(?!了|召开|举[办行]|开展|组织|[于在到])|
      承接|承担|接到|接受|接收到|发出|下发|印发|下达|发生|出现|前往|前来|安排在(?=[\d\u3000])|听取和?(?=研究)|工作|情况|活动|制度`,
    // What happens to somebody; its direction is a sense of its own.
    String.raw`受到|现象|行为|一起|任何|被|获得|荣获|获评|授予|评为|命名为|表彰为|称号`,
    // Particles and turns of speech.
    String.raw`按照?|根据|要求|规定|有关事项|相关事项|有关|相关|事宜|的事|方面的?|里面|面向|主要是|
      原因是?|真正|实际|具体|此外|另外|同时|同日|其中|已经?|为|向|对|将|把|在|与|于|和|并|及|了|过|的|等`,
  ].join('|'),
  'g',
)

/** The same for what a comparison says beside its number. */
export const COMPARING = pattern(
  String.raw`
  只减不增|不增加?|[没未]有?增加|(?:比|较|与|同)?(?:上一?年|去年)(?:度|同期)?|同比|同期|相比|比|较|
  压减|减少|下降|降低|精简|持平|增加
`,
  'g',
)
