/** A sentence of an item of a notice, and the line of the text in which it begins. */
export interface NoticeSentence {
  readonly sentence: string
  readonly line: number
}

// `春节：`, `国庆节、中秋节：`, `“五一”劳动节：`
const holiday = /(?:元旦|春节|除夕|清明|劳动|五一|端午|中秋|国庆)[节假期日“”、和暨及]*/
const heading = new RegExp(`(?:${holiday.source})+(?:\\([^()]*\\))?:`, 'g')
// What stands before the next heading: `六、`, `(二)`, `3.`, `2027年`.
const numbering = /(?:\(?(?:第?[一二三四五六七八九十]+条?|\d{1,2})\)?[、.]?)?(?:\d{4}年)?“?$/
const sentenceEnd = /[。;.]/

/**
 * The sentences of a notice's items, without the gaps that a page or an editor leaves between
 * characters, lines among them. What a page has before the first item and behind the last is not
 * among them: an item ends with the first sentence that speaks of no day.
 */
export function noticeSentences(text: string): readonly NoticeSentence[] {
  const { packed, lineAt } = withoutGaps(text)
  const headings = [...packed.matchAll(heading)]
  return headings.flatMap(({ 0: title, index }, nth) => {
    const from = index + title.length
    const body = packed.slice(from, headings[nth + 1]?.index).replace(numbering, '')
    const sentences: NoticeSentence[] = []
    let at = from
    for (const sentence of body.split(sentenceEnd)) {
      if (sentence !== '' && !/\d[日号]|放假|上班/.test(sentence)) break
      if (sentence !== '') sentences.push({ sentence, line: lineAt(at) })
      at += sentence.length + 1
    }
    return sentences
  })
}

/**
 * A text without white space and characters that show or mean nothing, such as the bullets of a
 * word processor; in half-width where there are both.
 */
function withoutGaps(text: string): { packed: string; lineAt: (index: number) => number } {
  let packed = ''
  const ends: number[] = []
  for (const line of text.normalize('NFKC').split(/\r\n?|\n/)) {
    packed += line.replace(/[\s\p{C}]/gu, '')
    ends.push(packed.length)
  }
  return { packed, lineAt: (index) => ends.findIndex((end) => index < end) + 1 }
}
