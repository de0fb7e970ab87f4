const opensFormula = /^[=+\-@＝＋－＠\t\r\n]/
/** What a spreadsheet takes for a number, a day, a time or a truth, and writes in its own way. */
const readsAsNumber = /^[\s$¥￥(]*\d[\d\s.,:/\-%)]*(?:e[+-]?\d+)?\s*(?:[ap]m)?$/i
const readsAsDay =
  /^(?:\d{1,4}\s*[年月日时分秒]\s*)+$|^[\d\s-]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\d\s,-]*$/i
const readsAsTruth = /^(?:true|false)$/i

/** Whether a spreadsheet that opens a text file takes the text for a formula. */
function isFormula(text: string): boolean {
  return opensFormula.test(text)
}

function isReshaped(text: string): boolean {
  return readsAsNumber.test(text) || readsAsDay.test(text) || readsAsTruth.test(text)
}

/** Whether a leading apostrophe before this text is the mark of a spreadsheet and no part of it. */
function isMarked(rest: string): boolean {
  if (isFormula(rest) || isReshaped(rest)) return true
  return rest.startsWith("'") && isMarked(rest.slice(1))
}

/**
 * The text as a text file for spreadsheets says it: led by an apostrophe where it would be taken
 * for a formula (OWASP: = + - @, also full-width, tab, return). `asItIs`: also where it would be
 * taken for a number or a day, because every mark of it counts.
 */
export function withApostrophe(text: string, { asItIs }: { asItIs: boolean }): string {
  const isOwn = text.startsWith("'") && isMarked(text.slice(1))
  return isFormula(text) || isOwn || (asItIs && isReshaped(text)) ? `'${text}` : text
}

/** The text again without the apostrophe that `withApostrophe` has put before it. */
export function withoutApostrophe(text: string): string {
  return text.startsWith("'") && isMarked(text.slice(1)) ? text.slice(1) : text
}
