import { annexTitle } from '../verify/annex.ts'

/**
 * The words of a paper that a new one may begin with: what stands around them in a file of ours,
 * 紧急程度 and 版头 before the title, attachments, annex and 版记 after the date, belongs to the old
 * one. Nothing is cut between, so that places in the rest stay in order. `start` is where it begins
 * in the text.
 */
export function bodyOfPaper(text: string): { readonly text: string; readonly start: number } {
  const start = headEnd(text)
  return { text: text.slice(start, endOf(text, start)).trimEnd(), start }
}

/** 加急, 海棠市档案馆文件, then 海档〔2026〕3号 签发人：周明远. */
const redHead =
  /^\s*(?:(?:特急|加急)[^\S\n]*\n\s*)?[^\n]{2,60}文件[^\S\n]*\n+[^\S\n]*[^\n]*(?:〔\d{4}〕[^\n]*号|签发人：)[^\n]*\n+/
const urgencyLine = /^\s*(?:特急|加急)[^\S\n]*\n+/

function headEnd(text: string): number {
  return (redHead.exec(text) ?? urgencyLine.exec(text))?.[0].length ?? 0
}

const dateLine = /^\d{4}年\d{1,2}月\d{1,2}日$/
/** What may follow the date of a paper: 附件1, 抄送：…, …印发. */
const afterDate = /^附件\d{0,2}$|^抄送：|^.{2,60}印发$/

function endOf(text: string, start: number): number {
  let at = start
  let isDated = false
  for (const line of text.slice(start).split('\n')) {
    const words = line.trim()
    if (words === annexTitle || (isDated && afterDate.test(words))) return at
    if (words !== '') isDated = dateLine.test(words)
    at += line.length + 1
  }
  return text.length
}
