import type { Label } from '../../ledger/label.ts'

/**
 * Characters that look alike in the faces that documents are set in; each line is one look. Taken
 * from what was found in forged numbers and in texts that were read from paper, not from all of
 * Unicode: its list calls characters alike that no reader of Chinese takes for each other.
 */
const looks = [
  '0OoОоΟο〇○◯',
  '1lIіІΙ丨|Ⅰ',
  '3ЗзƷ',
  '4Ч',
  '5SЅ',
  '6б',
  '8BВΒ',
  'aа',
  'cсС',
  'eе',
  'pрР',
  'xхХ×',
  'HНΗ',
  'MМΜ',
  'TТΤ丅',
  'AАΑ',
  '一—－ー―–-−',
  '二ニ',
  '三ミ',
  '八ハ',
  '力カ',
  '工エ',
  '口ロ囗',
  '卜ト',
  '夕タ',
  '已己巳',
  '未末',
  '日曰',
  '人入',
  '土士',
  '千干于',
  '戊戌戍',
  '天夭',
  '大太',
  '刀刁',
  '巿市',
  '清淸',
  '查査',
  '没沒',
  '内內',
  '.．·•。',
  ',，',
  ':：∶',
  ';；',
  '%％﹪',
  '〔[［﹝【',
  '〕]］﹞】',
]

const lookOf = new Map(looks.flatMap((line, look) => [...line].map((one) => [one, look])))

function isAlike(one: string, other: string): boolean {
  const [own, its] = [one.normalize('NFKC'), other.normalize('NFKC')]
  if (own === its) return true
  const look = lookOf.get(one) ?? lookOf.get(own)
  return look !== undefined && look === (lookOf.get(other) ?? lookOf.get(its))
}

/**
 * Says what was swapped for something that only looks like it, with its number in Unicode, since
 * the eye cannot tell; null where the texts differ in anything else.
 */
export function lookAlike(then: string, now: string): Label | null {
  const [was, is] = [[...then], [...now]]
  if (was.length === 0 || was.length !== is.length) return null
  const swapped = was.flatMap((one, at) => {
    const other = is[at] ?? ''
    return one === other ? [] : [{ one, other }]
  })
  if (swapped.length === 0 || !swapped.every(({ one, other }) => isAlike(one, other))) return null
  const pairs = swapped
    .slice(0, 3)
    .map(({ one, other }) => `${one}（${numberOf(one)}）→${other}（${numberOf(other)}）`)
  const pairsEn = swapped
    .slice(0, 3)
    .map(({ one, other }) => `${one} (${numberOf(one)}) → ${other} (${numberOf(other)})`)
  return {
    zh: `换成了形似的字：${pairs.join('，')}`,
    en: `swapped for look-alikes: ${pairsEn.join(', ')}`,
  }
}

/** The words with a number in Unicode for each character that the eye does not see. */
export function namingUnseen(text: string): string {
  return text.replace(
    /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu,
    (one) => `（${numberOf(one)}）`,
  )
}

function numberOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
