const numerals = '〇一二三四五六七八九'

/** Chinese numerals of years, months and days as digits: 二〇二五年三月十二日. */
export function arabic(text: string): string {
  if (!/[〇○零一二三四五六七八九十]/.test(text)) return text
  return text
    .replace(/[〇○零一二三四五六七八九]{4}(?=年)/g, (year) =>
      [...year].map((one) => Math.max(0, numerals.indexOf(one))).join(''),
    )
    .replace(/[一二三四五六七八九十]{1,3}(?=[月日号])/g, (number) => {
      const [tens, ones] = number.includes('十') ? number.split('十') : ['', number]
      const value = (one: string | undefined) => (one ? numerals.indexOf(one) : 0)
      const ten = number.includes('十') ? value(tens) || 1 : 0
      return String(ten * 10 + value(ones))
    })
}
