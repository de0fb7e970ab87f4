import { plainPersonName } from '../core/person-name.ts'

/** Whether somebody (or an office) here bears exactly this name. */
export type IsKnown = (name: string) => boolean

const openers = '(（[【<《“"'
const closers = ')）]】>》”"'
const marks = /[、,，;；/／\n\r\t|｜+]/

/**
 * The names of a cell, by 、 ， ； lines or blanks; marks inside brackets part nothing. Blanks also
 * spread names of two (张  丽): what is known together stays together.
 */
export function namesOf(cell: string, isKnown: IsKnown): readonly string[] {
  const names: string[] = []
  for (const piece of outside(cell)) {
    const plain = piece.trim()
    if (plain === '') continue
    if (isKnown(plain)) names.push(plain)
    else for (const name of apart(plain, isKnown)) names.push(name)
  }
  return names
}

/** The pieces between marks that stand outside of brackets. */
function outside(cell: string): readonly string[] {
  const pieces: string[] = []
  let [piece, depth] = ['', 0]
  for (const sign of cell) {
    if (openers.includes(sign)) depth += 1
    else if (closers.includes(sign)) depth = Math.max(0, depth - 1)
    if (depth === 0 && marks.test(sign)) {
      pieces.push(piece)
      piece = ''
    } else piece += sign
  }
  return [...pieces, piece]
}

const joinedMax = 4
const serial = /^[（(]?\d{1,3}[)）.、．](?=\p{Script=Han})/u

/** Blanks part names, or spread the characters of one. */
function apart(piece: string, isKnown: IsKnown): readonly string[] {
  const words = blanksOutside(piece).map((word) => word.replace(serial, ''))
  const names: string[] = []
  for (let from = 0; from < words.length; ) {
    let to = Math.min(words.length, from + joinedMax)
    while (to > from + 1 && !isKnown(words.slice(from, to).join(''))) to -= 1
    const isSpread = to === from + 1 && isOne(words[from]) && isOne(words[from + 1])
    if (isSpread) to += 1
    names.push(words.slice(from, to).join(''))
    from = to
  }
  return names.flatMap(withoutCount)
}

function isOne(word: string | undefined): boolean {
  return word !== undefined && /^\p{Script=Han}$/u.test(word)
}

/** Words between blanks; a blank inside or before a bracket parts nothing. */
function blanksOutside(piece: string): readonly string[] {
  const words: string[] = []
  let [word, depth] = ['', 0]
  for (const sign of piece.replace(/\s+(?=[（(])/g, '')) {
    if (openers.includes(sign)) depth += 1
    else if (closers.includes(sign)) depth = Math.max(0, depth - 1)
    if (depth === 0 && /\s/.test(sign)) {
      if (word !== '') words.push(word)
      word = ''
    } else word += sign
  }
  return word === '' ? words : [...words, word]
}

/** `杨春生等12人` is a name, and more than it. */
function withoutCount(name: string): readonly string[] {
  const found = /^(\p{Script=Han}{2,4})(等(?:共?\d{0,4}[人名位]|同志)?)$/u.exec(name)
  return found ? [found[1] ?? '', found[2] ?? ''] : [name]
}

/** A name with what stands in brackets behind it: 陈敏（出差）. */
export function withRemark(
  part: string,
): { readonly name: string; readonly remark: string } | null {
  const found = /^([^（()）]{1,30})[（(]([^（()）]{1,60})[)）]$/u.exec(part.trim())
  return found ? { name: plainPersonName(found[1] ?? ''), remark: (found[2] ?? '').trim() } : null
}

/** What is written behind a whole name out of courtesy, and says nobody else. */
const courtesy =
  /(?:同志|先生|女士|书记|副书记|局长|副局长|馆长|副馆长|主任|副主任|科长|副科长|股长|副股长|处长|副处长|组长|委员|主席|部长|县长|院长|校长|所长|站长|队长)$/

/** The name without a post behind it; null where none stands there. */
export function withoutPost(part: string): string | null {
  const plain = plainPersonName(part)
  const bare = plain.replace(courtesy, '')
  return bare === plain || [...bare].length < 2 ? null : bare
}

const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文褚卫陶喻柏章葛鲁韦苗凤花俞柳鲍倪滕殷毕安乐时皮齐伍元卜平和穆湛祁米贝明计伏成谈茅庞纪舒屈项祝闵席季强路娄危童颜梅盛刁骆樊凌霍虞支柯管裴莫房解应宗宣包左申甘'

/** Whether a text looks like the name of one person. */
export function looksLikePerson(text: string): boolean {
  const name = plainPersonName(text)
  return (
    /^\p{Script=Han}{2,3}$|^\p{Script=Han}{4}$|·/u.test(name) && surnames.includes(name.charAt(0))
  )
}

/** Whether a text looks like the name of an office. */
export function looksLikeOffice(text: string): boolean {
  return /(?:科|股|室|处|局|部|办|中心|支部|党委|党组|工会|团委|小组|馆|站|队|班子|总支|委员会|院|所)$/u.test(
    text.replace(/\s+/g, ''),
  )
}
