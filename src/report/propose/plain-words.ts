import { pattern } from '../read/pattern.ts'

/**
 * The same thing in the same words, for what is compared with a record of the ledger: particles go,
 * words that mean one thing become one. What is said of the text is done to the record too.
 */
export function plainWords(words: string): string {
  return SAME.reduce((plain, [said, as]) => plain.replace(said, as), words)
}

const SAME: readonly (readonly [said: RegExp, as: string])[] = [
  [/[的得之了着]/g, ''],
  [/全面从严治党/g, '管党治党'],
  [/精[简减]文件[和、与]?(?:精[简减])?会议|文件[和、与]?会议(?=[仍还尚有]*精[简减])/g, '精文减会'],
  [/日常|平时|经常[性化]?|常态化?/g, '常态'],
  [/(?<!制)发文(?!字)/g, '文件'],
  [/开会(?!议)/g, '会议'],
  [/研判/g, '分析'],
  [/专门/g, '专题'],
  [/[同跟与、]|及(?!时)/g, '和'],
]

/** How a shortcoming is told, each with the words for it; what lacks in another way is another. */
const SHORT: readonly (readonly [as: string, said: RegExp])[] = [
  ['余地', /(?:有|存在)?(?:一定|较大|不小|提升|精[简减]|改进)*(?:空间|潜力可挖|潜力|余地|差距)/g],
  ['不全', shortOf('健全|完善|完备|完整|齐全')],
  ['不规', shortOf('规范|标准')],
  ['不时', new RegExp(`${shortOf('及时').source}|滞后|[偏较]慢`, 'g')],
  ['不紧', shortOf('紧密?')],
  ['不清', shortOf('清楚?|明确?')],
  ['不足', shortOf('强|够|足|到位|深入?|严密?|高|主动')],
  ['不足', /(?:[偏较]|薄)弱|欠缺|不足|不够/g],
  ['偏多', /[偏较过]多/g],
  ['偏少', /[偏较过]少/g],
  ['偏长', /[偏较过]长/g],
  ['单一', /[偏较过]?单[一调]/g],
]

/** 不够健全, 有待完善, 尚欠严密: so much is missing of what such a word says. */
function shortOf(what: string): RegExp {
  return new RegExp(
    `(?:不(?:够|太|尽|甚)?|未|欠|有待(?:进一步)?|需(?:要)?(?:进一步)?)(?:${what})(?![于\\d])`,
    'g',
  )
}

/** A shortcoming: what it is of, in plain words that keep how it is short, and those ways. */
export interface Shortcoming {
  readonly words: string
  readonly ways: ReadonlySet<string>
}

/** Reads what is admitted as a problem, or what a recorded one is called. */
export function shortcomingIn(words: string): Shortcoming {
  let plain = plainWords(words.replace(/有[的些]/g, '')).replace(DEGREES, '')
  const ways = new Set<string>()
  for (const [as, said] of SHORT) {
    plain = plain.replace(said, () => {
      ways.add(as)
      return as
    })
  }
  return { words: plain, ways }
}

/** How much, how many and that it is so: nothing of what is short. */
const DEGREES = pattern(
  String.raw`
  还(?=[不有存需欠])|仍然?|尚(?=[不有存需欠])|依然|比较|(?<=[偏较])为|个别|部分|一些|少数|存在(?!于)|
  (?:问题|现象|情况)$|方面|意识(?=不)|(?<=主动)性|一定|较?为(?=薄弱|突出)|工作(?=不)
`,
  'g',
)
