const DIGITS = '一二三四五六七八九'

/** A number up to ninety-nine in digits or characters (26, 两, 十二); null: it is none. */
export function smallNumber(written: string): number | null {
  if (/^\d+(?:\.\d+)?$/.test(written)) return Number(written)
  const [, tens, ones] =
    /^(?:([一二三四五六七八九]?)十)?([一二两三四五六七八九]?)$/.exec(written) ?? []
  if (written === '' || (tens === undefined && ones === undefined)) return null
  const ten = tens === undefined ? 0 : tens === '' ? 1 : DIGITS.indexOf(tens) + 1
  return ten * 10 + (ones === '两' ? 2 : DIGITS.indexOf(ones ?? '') + (ones ? 1 : 0))
}
