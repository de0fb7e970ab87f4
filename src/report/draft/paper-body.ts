import { annexTitle } from '../evidence/annex.ts'

/**
 * The words of a paper that a new one may begin with: what stands around them in a file of ours,
 * 版头 before the title and annex with 版记 after the date, belongs to the old one. Nothing is cut
 * between, so that places in the rest stay in order. `start` is where it begins in the text.
 */
export function bodyOfPaper(text: string): { readonly text: string; readonly start: number } {
  const start = headEnd(text)
  const annex = new RegExp(`^[^\\S\\n]*${annexTitle}[^\\S\\n]*$`, 'm').exec(text)
  const end = annex && annex.index > start ? annex.index : text.length
  return { text: text.slice(start, end).trimEnd(), start }
}

/** 海棠市档案馆文件, then 海档〔2026〕3号 签发人：周明远. */
const redHead =
  /^\s*[^\n]{2,60}文件[^\S\n]*\n+[^\S\n]*[^\n]*(?:〔\d{4}〕[^\n]*号|签发人：)[^\n]*\n+/

function headEnd(text: string): number {
  return redHead.exec(text)?.[0].length ?? 0
}
