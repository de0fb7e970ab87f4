const numbering =
  /(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}[、.．]|[一二三四五六七八九十]是|第[一二三四五六七八九十][，,、]|[①-⑳])\s*/u
const begins = new RegExp(`^${numbering.source}`, 'u')
const seams = new RegExp(`(?<=[；;。\\n])\\s*(?=${numbering.source})`, 'u')

/** The items of a cell that holds several: numbered, a line each, or parted by ；. */
export function itemsOf(cell: string): readonly string[] {
  const text = cell.replace(/\r\n?/g, '\n').trim()
  const isNumbered = begins.test(text)
  const pieces = isNumbered ? text.split(seams) : text.split(/[\n；;]+/)
  return pieces.map(bare).filter((item) => item !== '')
}

/** Without its number and the mark at its end. */
function bare(item: string): string {
  return item
    .trim()
    .replace(begins, '')
    .replace(/[；;。，,\s]+$/u, '')
    .trim()
}
