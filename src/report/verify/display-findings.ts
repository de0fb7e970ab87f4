import type { Label } from '../../ledger/label.ts'
import { directionMarks } from '../file/display/part-watch.ts'
import type { DocxDisplay, TrickKind } from '../file/display/trick.ts'
import { isQrImage } from '../file/qr-image.ts'
import { namingUnseen } from './look-alikes.ts'
import type { Finding } from './verification.ts'

/** Places of one kind that are listed; the rest is counted. */
const listedMax = 5

/**
 * What a reader might see otherwise than the words that were compared. `code`: what the one
 * picture, a printed code, says; null where there shall be none.
 */
export function displayFindings(
  { tricks, pictures }: DocxDisplay,
  {
    code,
    signed,
  }: { readonly code: string | null; readonly signed: readonly { readonly text: string }[] },
): Finding[] {
  const places = new Map<TrickKind, Set<string>>()
  const add = (kind: TrickKind, detail: string) =>
    places.set(kind, (places.get(kind) ?? new Set()).add(detail))
  for (const { kind, detail } of tricks) add(kind, detail)
  // Marks that stand in the signed words themselves were compared with them.
  if (signed.some(({ text }) => directionMarks.test(text))) places.delete('direction-marks')
  for (const [at, picture] of pictures.entries()) {
    if (at > 0 || code === null || !isQrImage(picture, code)) add('picture', '')
  }
  return [...places].map(([kind, found]) => ({
    code: `shown.${kind}`,
    weight: 'broken',
    sentence: sentenceOf(kind, [...found].filter(Boolean)),
  }))
}

function sentenceOf(kind: TrickKind, details: readonly string[]): Label {
  const { zh, en } = sentences[kind]
  if (details.length === 0) return { zh, en }
  const listed = details.slice(0, listedMax).map(namingUnseen)
  const more = details.length > listedMax
  return {
    zh: `${zh}：${listed.map((one) => `“${one}”`).join('、')}${more ? `等${details.length}处` : ''}`,
    en: `${en}: ${listed.map((one) => `“${one}”`).join(', ')}${more ? `; ${details.length} in all` : ''}`,
  }
}

const sentences: { readonly [kind in TrickKind]: Label } = {
  unseen: {
    zh: '文件里有设成看不见或看不清的文字（白色、极小、压扁、删除线，或由样式隐藏）',
    en: 'The file sets words so that they are not seen (white, tiny, squeezed, struck, hidden by a style)',
  },
  floating: {
    zh: '文件里有签发时没有的图形、文本框或浮动的文字，可能盖住正文',
    en: 'The file has drawings, text boxes or floating words that were not signed and may cover the text',
  },
  tracked: {
    zh: '文件里有尚未接受或拒绝的修订，显示的文字因软件而异',
    en: 'The file holds tracked changes; what is shown depends on the program',
  },
  field: {
    zh: '文件里有会自动更新的域，打开或打印时文字可能变成别的',
    en: 'The file holds fields that are computed anew; words may change when it is opened or printed',
  },
  symbol: {
    zh: '文件里用了符号或符号字体，看到的字形与文字不同',
    en: 'The file uses symbols or symbol fonts, whose shapes are not the characters',
  },
  'embedded-font': {
    zh: '文件自带字体，看到的字形可能与文字不同',
    en: 'The file brings its own fonts, whose shapes may differ from the characters',
  },
  note: {
    zh: '文件里有签发时没有的脚注、尾注或批注',
    en: 'The file has footnotes, endnotes or comments that were not there when signed',
  },
  margin: {
    zh: '页眉或页脚里有签发时没有的文字',
    en: 'A header or footer has words that were not there when signed',
  },
  alternate: {
    zh: '文件里有因软件而异的替代内容，各软件看到的不同',
    en: 'The file holds alternate content: each program shows another part of it',
  },
  inserted: {
    zh: '文件里嵌入了别的文档，其文字没有签发',
    en: 'The file inserts other documents, whose words were not signed',
  },
  bound: {
    zh: '文件里有绑定数据的内容控件，打开时文字会被数据替换',
    en: 'The file binds a content control to data that replaces its words on opening',
  },
  direction: {
    zh: '文件里把文字方向改成从右到左或竖排，数字的次序可能颠倒',
    en: 'The file turns the direction of text, so that numbers may read in another order',
  },
  'direction-marks': {
    zh: '文字里有看不见的方向标记，数字的次序可能颠倒',
    en: 'The words hold invisible marks of direction, so that numbers may read in another order',
  },
  numbering: {
    zh: '段落前有签发时没有的自动编号',
    en: 'Paragraphs are numbered automatically, which they were not when signed',
  },
  background: {
    zh: '文件设了背景，可能遮住文字或另加内容',
    en: 'The file has a background that may hide words or add some',
  },
  outside: {
    zh: '文件引用了外部的内容',
    en: 'The file fetches content from outside',
  },
  setting: {
    zh: '文件的设置会改变显示的内容（邮件合并、外部模板等）',
    en: 'Settings of the file change what is shown (mail merge, another template)',
  },
  disguised: {
    zh: '文件的内部结构经过伪装，软件显示的与核验读到的可能不同',
    en: 'The inner structure of the file is disguised: a program may show other words than were read',
  },
  picture: {
    zh: '文件里有报告以外的图片，或者核验说明里的二维码与证据不符',
    en: 'The file has a picture that is not of the report, or a code in its annex that is not of its evidence',
  },
  unknown: {
    zh: '文件里有核验程序不认识、签发时没有的内容',
    en: 'The file holds something that was not there when signed and that this verifier does not know',
  },
}
