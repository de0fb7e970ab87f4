import { pattern } from './pattern.ts'

/** Words of a claim as they are weighed against wordings. */
export interface Words {
  /** The words of the claim itself. */
  readonly own: string
  /** What a wording must account for: the claim, with what it goes on from where it is brief. */
  readonly told: string
  /** The rest of the sentence before it. */
  readonly carried: string
  /** The headings it stands under, nearest last. */
  readonly heading: string
}

/** What something is called, and what else it says. */
export interface Spoken<Of> {
  readonly of: Of
  readonly phrases: readonly string[]
  /** Words that may stand beside a phrase and mean nothing else by it. */
  readonly says?: readonly string[]
}

/** How well a wording fits the words of a claim; each share is of 1. */
export interface Fit<Of> {
  readonly of: Of
  /** How much of its best phrase the words have; those further away count less. */
  readonly covered: number
  /** The same, words further away counting in full. */
  readonly inAll: number
  /** How much of the claim's own words the wording says. */
  readonly explained: number
  /** The most characters in a row of which neither wording nor any rule knows what they say. */
  readonly unknown: number
  /** The phrase that fits best. */
  readonly phrase: string
}

/** What the clause before says counts, but less: 理论中心组学习X次，研讨X次. */
const carriedWeight = 0.5
/** What stands in a heading counts less still. */
const headingWeight = 0.4
/** Of so many wordings that share most with the words the rest is weighed. */
const weighedMax = 24

/**
 * Weighs wordings by the pairs of characters that they share with the words of a claim. What the
 * wordings say is weighed once: a claim is compared only with those that share a pair with it.
 */
export class Likeness<Of> {
  readonly #rarity: (pair: string) => number
  readonly #byPair = new Map<string, Weighed<Of>[]>()

  constructor(wordings: readonly Spoken<Of>[]) {
    this.#rarity = rarityOf(wordings)
    for (const { of, phrases, says = [] } of wordings) {
      const weighed = {
        of,
        phrases: phrases.map((phrase) => weighedPhrase(phrase, this.#rarity)),
        says: new Set([...phrases, ...says].flatMap(pairsOf)),
      }
      for (const pair of weighed.says) {
        const sharing = this.#byPair.get(pair)
        if (sharing) sharing.push(weighed)
        else this.#byPair.set(pair, [weighed])
      }
    }
  }

  /** The wordings among `may` that share something with the claim's own words, best first. */
  fits(words: Words, may: (of: Of) => boolean): readonly Fit<Of>[] {
    const pairs: Pairs = {
      own: new Set(pairsOf(words.own)),
      carried: new Set(pairsOf(words.carried)),
      heading: new Set(pairsOf(words.heading)),
    }
    const shared = new Map<Weighed<Of>, number>()
    for (const pair of pairs.own) {
      const weight = this.#rarity(pair)
      for (const one of this.#byPair.get(pair) ?? []) {
        if (may(one.of)) shared.set(one, (shared.get(one) ?? 0) + weight)
      }
    }
    return [...shared]
      .sort(([, a], [, b]) => b - a)
      .slice(0, weighedMax)
      .map(([one]) => fitOf(one, words.told, pairs))
      .sort((a, b) => scoreOf(b) - scoreOf(a))
  }
}

/** One number for both shares: a wording that is fully there, and a claim fully said by it. */
export function scoreOf({ covered, explained }: Fit<unknown>): number {
  return 0.65 * covered + 0.35 * explained
}

interface Weighed<Of> {
  readonly of: Of
  readonly phrases: readonly WeighedPhrase[]
  /** All pairs of all it says. */
  readonly says: ReadonlySet<string>
}

/** A phrase as its pairs, each with its weight, and the weight of all. */
interface WeighedPhrase {
  readonly phrase: string
  readonly pairs: readonly (readonly [pair: string, weight: number])[]
  readonly weight: number
}

type Pairs = { readonly [Part in 'own' | 'carried' | 'heading']: ReadonlySet<string> }

function weighedPhrase(phrase: string, rarity: (pair: string) => number): WeighedPhrase {
  const pairs = [...new Set(pairsOf(phrase))].map((pair) => [pair, rarity(pair)] as const)
  return { phrase, pairs, weight: pairs.reduce((sum, [, weight]) => sum + weight, 0) }
}

/** Pairs that many wordings share (工作, 开展) tell them apart least. */
function rarityOf(wordings: readonly Spoken<unknown>[]): (pair: string) => number {
  const sharing = new Map<string, number>()
  for (const { phrases } of wordings) {
    for (const pair of new Set(phrases.flatMap(pairsOf))) {
      sharing.set(pair, (sharing.get(pair) ?? 0) + 1)
    }
  }
  return (pair) => Math.log(1 + (wordings.length + 1) / (sharing.get(pair) ?? 1))
}

function fitOf<Of>({ of, phrases, says }: Weighed<Of>, words: string, pairs: Pairs): Fit<Of> {
  let best = { covered: 0, inAll: 0, phrase: '' }
  for (const { phrase, pairs: wanted, weight } of phrases) {
    if (weight === 0) continue
    let [own, carried, heading] = [0, 0, 0]
    for (const [pair, each] of wanted) {
      if (pairs.own.has(pair)) own += each
      else if (pairs.carried.has(pair)) carried += each
      else if (pairs.heading.has(pair)) heading += each
    }
    const inAll = (own + carried + heading) / weight
    // What stands further away may add to a wording, not make one.
    const covered =
      own === 0 ? 0 : (own + carriedWeight * carried + headingWeight * heading) / weight
    if (covered > best.covered || (covered === best.covered && inAll > best.inAll)) {
      best = { covered, inAll, phrase }
    }
  }
  return { of, ...best, ...explainedIn(words, says) }
}

/** How many of the characters that say something stand in a pair that the wording has too. */
function explainedIn(own: string, says: ReadonlySet<string>) {
  const explained = new Uint8Array(own.length)
  for (let at = 0; at + 1 < own.length; at++) {
    if (says.has(own.slice(at, at + 2))) explained.fill(1, at, at + 2)
  }
  const filler = new Uint8Array(own.length)
  for (const match of own.matchAll(FILLER)) {
    filler.fill(1, match.index, match.index + match[0].length)
  }
  let [words, told, run, unknown] = [0, 0, 0, 0]
  for (let at = 0; at < own.length; at++) {
    const isTold = explained[at] === 1
    const saysNothing = !isTold && (filler[at] === 1 || !isHan(own.charAt(at)))
    if (isTold) told++
    if (!saysNothing) words++
    run = isTold || saysNothing ? 0 : run + 1
    unknown = Math.max(unknown, run)
  }
  return { explained: words === 0 ? 0 : told / words, unknown }
}

/** Words that say nothing about what is meant: who, when, how well, that it was done. */
const FILLER = pattern(
  String.raw`
  一年(?:来|中|下来|间)|每个?(?:年|季度?|月|周)|逐月|按[年季月周]|[月季]月|前后|从全年看|全年看|[我本]市|全馆上下|[全本]馆范围|干部职工|本人|面向|
  在?(?:馆?党组)?会议?上|安排了?在?|作[出了为]|搞了|[共]?[办开搞]了|得到|给予|予以|放在|定在|就?达到?|控制在|继续|保持|始终|仅|只|就|即|便|又|才|
  还有|共?计?有|
  [由从]|[升降增减]至|[减增]少?[至到]|压减[至到]|[次人]数|总[次人]数|此外|另外|同时|同日|当[天月日]|有关事项|相关事项|事宜|的事|里面|之间|自行|主动|带头|
  分别|前来|
  逐[条一项个件人]|一个不漏|无一例外|件件|次次|人人|月月|季季|有序推进|持续推进|推进|细化|听取和?|修订完善|领导班子|主持|前往|先行|广泛|亲自|
  [一两三四]季一|一月一|一年一|查了|做到|年初确定的|上会|范围内|期限|方面的?|组?成人?员|党员群众|干部群众|[此本这]次|同志|
  全年度?|本年度?|今年以?来?|当年|年内|年度|一年来|20\d{2}年(?:度|以来)?|截至|[我本全各][馆局委办](?:里|内部?)?|馆里|馆内|本?单位|机关|
  各?党支部|共计?|累计|合计|总计|总共|先后|分别|认真|严格|积极|扎实|切实|深入|坚持|始终|进一步|有序|有效|大力|稳步|全面|持续|定期|经常性?|及时|按时|
  按期|如期|按照?|根据|要求|规定|有关|相关|各类|各项|均|都|已经?|全部|全员|一律|组织|开展|召开|举办|举行|进行|实施|落实|抓好|抓实|抓|做好|做到|完成|
  实现|工作|情况|活动|专题|集中|制度|以来|其中|为|由|向|对|将|把|在|与|和|并|及|了|过|的|等|再|也|还|仅|约|近|至少|不少于|不低于|以上|没有|未|无|
  发生|出现|受到|现象|行为|一起|任何|被|获得|荣获|获评|授予|评为|命名为|表彰为|称号|牵头|负责|前|只减不增|不增|比|较|上一?年|去年|同比|同期|
  数量|总数|总量|减少|下降|压减|精简|持平|增加|相比|拟采取|主要是|原因是?|措施|馆?党组(?!书记|成员|织)|每[年月周次项季]度?|每半年|上半年|下半年|第[一二三四]季度|
  [\d一二三四五六七八九十两几]+(?:余|多)?(?:人次|次|个|项|件|人|名|份|期|场|起|条|篇|台|%)?
`,
  'g',
)

/** Pairs of neighbouring Chinese characters; a space in a phrase parts what may stand apart. */
export function pairsOf(words: string): readonly string[] {
  const pairs: string[] = []
  for (let at = 0; at + 1 < words.length; at++) {
    if (isHan(words.charAt(at)) && isHan(words.charAt(at + 1))) pairs.push(words.slice(at, at + 2))
  }
  return pairs
}

function isHan(char: string): boolean {
  return char >= '\u3400' && char <= '\u9fff'
}
