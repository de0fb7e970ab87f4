import { normalise } from '../read/normalise.ts'
import { pattern } from '../read/pattern.ts'
import type { OutlineItem, ReadClaim } from '../read/reading.ts'
import { isAskedOnly } from './asked-only.ts'
import type { Bounds } from './bounds.ts'
import { boundsOf } from './bounds.ts'
import type { Changes } from './changes.ts'
import { changesOf } from './changes.ts'
import { COMPARING } from './filler.ts'
import type { Words } from './likeness.ts'
import { saysUndone } from './senses.ts'
import type { WhenSaid } from './when-said.ts'
import { SAYS_WHEN, whenSaid } from './when-said.ts'
import { isOfOthers, isOfSome, titleReach } from './whose-said.ts'

/** What stands around a claim, as far as it decides what the claim can mean. */
export interface ClaimContext extends Words, WhenSaid {
  /** What its paragraph says before its sentence, as far as it is near. */
  readonly paragraph: string
  /** It speaks of one branch or office, of some, or of another body: no figure counts that. */
  readonly ofSome: boolean
  /** It says what another body did: 兄弟单位7月召开…. */
  readonly ofOthers: boolean
  /** It says what a rule or somebody asks, means or supposes, not what was done. */
  readonly isAskedOnly: boolean
  /** The number is a difference: 减少12件. */
  readonly difference: boolean
  /** How the number is held against the year before. */
  readonly changes: Changes
  /** What loose words say of the number: 近40次, 十余次. */
  readonly bounds: Bounds | 'unclear' | null
  /** It says that something to be done was not: 尚未…, 有3个逾期. */
  readonly undone: boolean
  /** A second number says what became of so many of them: 20台已换下17台. */
  readonly ofWhole: boolean
  /** The number stands in quotes: what a rule or a name says. */
  readonly quoted: boolean
}

const beforeReach = 120
const afterReach = 60
const headingReach = 60

/** A text whose claims are to be bound, made uniform once. */
export interface TextAtHand {
  readonly clean: string
  /** Where a place of the given text is in the clean one. */
  placeOf(offset: number): number
  readonly headings: HeadingWords
}

/** Makes a text ready for proposals to its claims; `outline` as it was read. */
export function textAtHand(text: string, outline: readonly OutlineItem[]): TextAtHand {
  const { text: clean, origin } = normalise(text)
  const places = new Uint32Array(text.length + 1).fill(clean.length)
  for (let at = clean.length - 1, from = text.length; at >= 0; at--) {
    const own = origin(at)
    // What was dropped stands where the next that stayed does.
    places.fill(at, own, own + 1)
    places.fill(Math.min(at + 1, clean.length), own + 1, from)
    from = own
  }
  return {
    clean,
    placeOf: (offset) => places[offset] ?? clean.length,
    headings: headingWords(outline),
  }
}

/** Reads the words around a claim of a text. */
export function contextOf(
  { clean, placeOf, headings }: TextAtHand,
  claim: Pick<ReadClaim, 'kind' | 'start' | 'end' | 'section' | 'quantity'>,
  { year }: { readonly year: number | null },
): ClaimContext {
  const [start, end] = [placeOf(claim.start), placeOf(claim.end)]
  const before = clean.slice(Math.max(0, start - beforeReach), start)
  const opened = endOfLast(before, SENTENCE_END)
  const sentence = before.slice(opened).replace(FORMS, '')
  const sentenceAt = start - before.length + opened
  const after = clean.slice(end, end + afterReach)
  const isCount = claim.kind === 'count'
  const words = isCount
    ? aroundNumber(sentence, after)
    : ofThose({ own: clean.slice(start, end).replace(SETS_OFF, ''), carried: sentence })
  const { own, told, carried } = filled(words)
  const heading = headings(claim.section)
  const paragraph = before.slice(before.lastIndexOf('\n') + 1, opened)
  const opening = openingOf(clean, start, /\n/g)
  const begun = openingOf(clean, start, /[。！？\n]/g)
  const said = isCount ? sentence : sentence + own
  const title = clean.slice(0, Math.min(titleReach, sentenceAt))
  const ofOthers = isOfOthers({ own, carried, title })
  const behind = isCount ? after : clean.slice(start, end + afterReach)
  const beside = { before: sentence, words: clean.slice(start, end), after }
  const changes = mayCompare.has(claim.kind) ? changesOf(clean, { start, end }, year) : 'none'
  const compares = claim.kind === 'compare' || typeof changes !== 'string'
  return {
    own,
    paragraph,
    // What an instrument is called says nothing about what was done with it.
    told: withoutRead(told.replace(TITLES, '\u3000'), compares),
    carried,
    heading,
    ...whenSaid({ own, carried, heading, opening, sentence, behind }, { isCount, year }),
    ofOthers,
    ofSome: ofOthers || isOfSome({ own, carried, sentence, after, opening }, isCount),
    isAskedOnly: isAskedOnly({ own, said, begun }, claim.kind === 'plan'),
    difference: DIFFERENCE.test(sentence),
    changes,
    bounds: claim.quantity === null ? null : boundsOf(claim.quantity, beside),
    undone: saysUndone(own),
    ofWhole: isCount && THEN_SOME.test(after),
    quoted: /“[^”]*$/.test(sentence) && /^[^“]*”/.test(after),
  }
}

/** What the stretch around a place begins with: a paragraph, or a sentence with all its parts. */
function openingOf(clean: string, at: number, separator: RegExp): string {
  const from = Math.max(0, at - openingAt)
  const near = clean.slice(from, at)
  const opened = endOfLast(near, separator)
  return opened === 0 && from > 0 ? '' : near.slice(opened, opened + openingReach)
}

/** So far before a place it may begin. */
const openingAt = 500
const openingReach = 16

/** Kinds of claims whose number may be held against the year before. */
const mayCompare: ReadonlySet<ReadClaim['kind']> = new Set(['count', 'everyone'])

/** The words of the headings that a section stands under. */
type HeadingWords = (section: string | null) => string

/** Headings by section, each put together once. */
function headingWords(outline: readonly OutlineItem[]): HeadingWords {
  const titles = new Map(outline.map(({ id, title }) => [id, title.slice(0, headingReach)]))
  const known = new Map<string, string>()
  const wordsOf = (id: string): string => {
    const found = known.get(id)
    if (found !== undefined) return found
    const above = id.includes('.') ? wordsOf(id.slice(0, id.lastIndexOf('.'))) : ''
    const words = `${above} ${titles.get(id) ?? ''}`.slice(-headingsReach)
    known.set(id, words)
    return words
  }
  return (section) => (section === null ? '' : wordsOf(section))
}

const headingsReach = 3 * headingReach

/** What sets a line off: ——, △, ■; it says nothing by itself. */
const SIGNS = '—·•*#>△▲○●◆◇■□★☆√✓※-'
const SETS_OFF = new RegExp(`^[${SIGNS}]+`)
/** The same, or a number of the line: 10., （一）, 一是. */
const MARK = String.raw`(?:[\s\u3000${SIGNS}]|\d{1,2}[.、](?!\d)|（?[一二三四五六七八九十\d]{1,3}[）、](?!\d)|[一二三四五六七八九十]是)`
const SENTENCE_END = new RegExp(`[。！？；\\n][”）]?${MARK}*`, 'g')
const CLAUSE_END = /[，：]/g
/** Two numbers in one clause: 提拔2人、轮岗3人. Each has the words next to it. */
const COUNTED =
  /[\dX×_一二三四五六七八九十两几](?:余|多)?[次个项人件名份期场起条篇台堂批位][、和及]/g

function aroundNumber(sentence: string, after: string) {
  const clause = sentence.slice(endOfLast(sentence, CLAUSE_END))
  const own = clause.slice(endOfLast(clause, COUNTED))
  const object = /^[^，。；：！？\n（）]*/.exec(after)?.[0] ?? ''
  // What stands behind another number is said of that one; the digits of a day count nothing.
  const counting = object.replaceAll(DATE, (day) => '\u65e5'.repeat(day.length))
  const before = /^[^\d、]*(?=.*\d)/.exec(counting)?.[0].length ?? object.length
  const shared = object.slice(0, before).replace(before < object.length ? OF_NEXT : '', '')
  // A wide space keeps what stands before and after the number apart.
  return { own: `${own}\u3000${shared}`, carried: sentence.slice(0, sentence.length - own.length) }
}

const DATE = /\d{1,2}月(?:\d{1,2}日)?/g

/** 反馈的5个问题已改4个: what has become of them is said of the second number. */
const OF_NEXT = /(?:已|其中|中有|(?<!没)有(?=\d)).*$/

/** 20台旧设备已换下17台, 48项按时完成46项: the second number is of the first. */
const THEN_SOME =
  /^[^，。；：！？\n\d]{0,12}?(?:已经?|其中|[中里]有?|实际|现已|换|改|完成|按[时期])[^，。；：！？\n\d]{0,8}\d+[次个项件人名份期场起条篇台]/

/** So few characters go on from what the clause before says: 研讨8次, 组织学习2次. */
const briefMax = 3

/** 来信来访28件，件件按期办结: a clause of all of them is of those that the one before counts. */
function ofThose(words: { readonly own: string; readonly carried: string }) {
  const { own, carried } = words
  const [before = ''] = /[^，：]*(?=，$)/.exec(carried) ?? []
  if (!OF_THOSE.test(own) || !NUMBERED.test(before)) return words
  return { own: `${before}\u3000${own}`, carried: carried.slice(0, -before.length - 1) }
}

const OF_THOSE = pattern(String.raw`
  ^(?:也|且|而且|并且)?(?:均(?!衡|等)|都|无一|全部|悉数|个个|回回|([件项条个次场份篇张台本])\1|每(?:一?[件项条个次场份篇张]))
`)

/** A clause that says nothing but a number (共12次) is about what the one before says. */
function filled({ own, carried }: { readonly own: string; readonly carried: string }) {
  const said = own.replace(EMPTY, '').replace(/[^\u3400-\u9fff]/g, '').length
  if (said > briefMax || carried === '') return { own, told: own, carried }
  const trimmed = carried.replace(/[，：]$/, '')
  const split = endOfLast(trimmed, CLAUSE_END)
  // What states a number of its own is a claim by itself; the next goes on from who it is about.
  const isClaim = NUMBERED.test(trimmed)
  const told = isClaim && said > 0 ? own : `${trimmed.slice(split)}\u3000${own}`
  return said > 0 ? { own, told, carried } : { own: told, told, carried: trimmed.slice(0, split) }
}

/** The words of a claim without those that say when, how often, and held against what. */
function withoutRead(told: string, compares: boolean): string {
  const known = compares ? [...READ, COMPARING] : READ
  return known.reduce((words, read) => words.replace(read, '\u3000'), told)
}

const STEPPED = pattern(
  String.raw`
  [由从](?=[^，]*\d)|(?:[上去]一?年|20\d{2}年)(?:度|同期)?的?(?=\d)|
  (?:[增减升降压][^\d，\u3000]{0,3}|提高|提升|精简|扩大)[至到为]了?
`,
  'g',
)
const RANGED = /[总均都]?在(?=[\d\u3000])|(?<=[\d\u3000])[到至](?=\u3000|$)|(?<=[\d\u3000])之间/g

const TITLES = /《[^》]*》/g
const NUMBERED = /[\dX×_ 一二三四五六七八九十两几](?:余|多)?[次个项人件名份期场起条篇台堂批位]$/
const EMPTY =
  /第?[一二三四1-4]季度|[上下]半年|(?:1[0-2]|[1-9])月份?|就|仅|有|全年|今年|本年度?|年内|共计?|累计|合计|总计|总共|达到?|先后|分别|其中|约|近|了|组织|开展|召开|举办|进行/g

function endOfLast(text: string, separator: RegExp): number {
  let last = 0
  for (const match of text.matchAll(separator)) last = match.index + match[0].length
  return last
}

/** 对道路改造等4个项目: some of those that are counted. */
const EXAMPLES = /(?<=[对将把就])[^，。；\u3000]{1,30}等(?=\u3000)/
/** Words of which other rules know what they say. */
const READ = [...SAYS_WHEN, STEPPED, RANGED, EXAMPLES]
/** Forms by which something was done: 采取报告会、现场教育等形式. */
const FORMS = /(?:采取|通过|运用|以)[^，。；]{1,80}等(?:多种)?(?:形式|方式|途径|载体)/
const DIFFERENCE = pattern(String.raw`
  (?:减少|增加|下降|上升|增长|提高|压减|精简|压缩|降低|缩减|多出?|少|增|减|降)(?:了|约|近|至|到|为|幅度?为?)?$|
  [比较](?:上年|去年|20\d{2}年)[^，]{0,12}$
`)
