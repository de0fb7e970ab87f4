import { claimStateWord } from '../claim-state-words.ts'
import type { Block, Claim, Inline, ReportDocument } from '../document.ts'
import { attachmentMark } from '../document.ts'
import { escapeHtml } from './escape-html.ts'
import { dateText, unsignedMark } from './render-text.ts'

/**
 * A report that nobody signed as one HTML file that needs nothing else: the page as it prints (A4,
 * 22 lines of 28 characters, GB/T 9704-2012), claims underlined by state, their reasons as titles
 * and in a list.
 */
export function renderHtml(document: ReportDocument): string {
  const { title, addressee, blocks, signature, date, paper } = document
  const claims = new Map(document.claims.map((claim) => [claim.id, claim]))
  const body = [
    `<p class="unsigned">${unsignedMark}</p>`,
    paper?.urgency ? `<p class="urgency">${paper.urgency}</p>` : '',
    `<h1>${(paper?.titleLines ?? [title]).map(escapeHtml).join('<br>')}</h1>`,
    addressee ? `<p class="addressee">${escapeHtml(addressee)}：</p>` : '',
    ...blocks.map((block) => blockHtml(block, claims)),
    `<p class="signature">${escapeHtml(signature)}</p>`,
    date ? `<p class="date">${dateText(date)}</p>` : '',
    ...attachmentsHtml(document, claims),
    paper?.copyTo ? `<p class="copy-to">抄送：${escapeHtml(paper.copyTo)}。</p>` : '',
  ]
  return [
    '<!doctype html>',
    '<html lang="zh-CN"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title><style>${style}</style></head><body>`,
    `<main>${body.join('\n')}</main>`,
    claimList(document.claims),
    '</body></html>\n',
  ].join('\n')
}

function attachmentsHtml(
  { paper }: ReportDocument,
  claims: ReadonlyMap<string, Claim>,
): readonly string[] {
  const attachments = paper?.attachments ?? []
  return attachments.flatMap(({ titleLines, blocks }, at) =>
    blocks.length === 0
      ? []
      : [
          '<section class="attachment">',
          `<p class="urgency">${attachmentMark(at + 1, { of: attachments.length })}</p>`,
          `<h1>${titleLines.map(escapeHtml).join('<br>')}</h1>`,
          ...blocks.map((block) => blockHtml(block, claims)),
          '</section>',
        ],
  )
}

function blockHtml(block: Block, claims: ReadonlyMap<string, Claim>): string {
  const write = (inlines: readonly Inline[]) =>
    inlines.map((inline) => inlineHtml(inline, claims)).join('')
  switch (block.kind) {
    case 'heading': {
      const level = block.level + 1
      const marker = escapeHtml(block.marker)
      return `<h${level}>${marker}${write(block.inlines)}</h${level}>`
    }
    case 'paragraph': {
      const { runIn } = block
      const opening = runIn ? `<b>${escapeHtml(runIn.marker)}${write(runIn.inlines)}</b>` : ''
      return `<p>${opening}${write(block.inlines)}</p>`
    }
    case 'table':
      return [
        '<table><thead><tr>',
        ...block.header.map((cell) => `<th>${escapeHtml(cell)}</th>`),
        '</tr></thead><tbody>',
        ...block.rows.map(
          (row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`,
        ),
        '</tbody></table>',
      ].join('')
  }
}

function inlineHtml(inline: Inline, claims: ReadonlyMap<string, Claim>): string {
  const claim = inline.kind === 'claim' ? claims.get(inline.claim) : undefined
  if (!claim) return escapeHtml(inline.text)
  const title = escapeHtml(claim.reason.zh)
  return `<a class="${claim.state}" href="#${claim.id}" title="${title}">${escapeHtml(inline.text)}</a>`
}

function claimList(claims: readonly Claim[]): string {
  const items = claims.map(({ id, state, text, reason }) => {
    const words = `<q>${escapeHtml(text)}</q> ${claimStateWord(state).zh}：${escapeHtml(reason.zh)}`
    return `<li id="${id}" class="${state}">${words}</li>`
  })
  return `<aside><h2>各项表述与台账</h2><ol>${items.join('\n')}</ol></aside>`
}

/** Line pitch 225 mm / 22; 28 characters of 156 mm / 28 each. */
const style = `
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
:root { --line: 10.227mm; --char: 5.571mm }
body { margin: 0; background: #fbfaf7; color: #1f1d1a }
main { box-sizing: border-box; width: 210mm; max-width: 100%; min-height: 297mm; margin: 0 auto;
  padding: 37mm 26mm 35mm 28mm; background: #fff; font: var(--char)/var(--line) FangSong_GB2312,
  FangSong, "仿宋", "Noto Serif CJK SC", "Songti SC", serif; text-align: justify }
h1 { margin: 0 0 var(--line); font: 7.76mm/12.3mm "方正小标宋简体", "Noto Serif CJK SC", SimSun, serif;
  text-align: center; text-wrap: balance }
h2, h3, h4, h5 { margin: 0; font-size: inherit; font-weight: normal; text-indent: 2em }
h2 { font-family: SimHei, "Noto Sans CJK SC", sans-serif }
h3, p b { font-family: KaiTi_GB2312, KaiTi, "楷体", "Noto Serif CJK SC", serif; font-weight: normal }
p { margin: 0; text-indent: 2em }
.addressee, .urgency, .copy-to { text-indent: 0 }
.urgency { font-family: SimHei, "Noto Sans CJK SC", sans-serif }
.attachment { margin-top: calc(2 * var(--line)); break-before: page }
.signature { margin-top: calc(2 * var(--line)); padding-right: 4em; text-align: right }
.date { padding-right: 4em; text-align: right }
table { width: 100%; border-collapse: collapse }
th, td { border: 0.35mm solid; padding: 0 .3em; font-weight: normal; text-align: left }
main a { color: inherit; text-decoration: underline 1.5px; text-underline-offset: .25em }
.supported { text-decoration-color: #2f6b4f } .contradicted { text-decoration-color: #a8321f }
.awaiting { text-decoration-color: #2f5d8a; text-decoration-style: dashed }
.unsupported { text-decoration-color: #9a6a14; text-decoration-style: dashed }
.blank { text-decoration-color: #9a6a14; text-decoration-style: double }
.unbound { text-decoration-color: #6b675f; text-decoration-style: dotted }
aside { width: 210mm; max-width: 92%; margin: 8mm auto; font: 14px/22px system-ui, sans-serif }
aside h2 { text-indent: 0; font-size: 16px }
li:target { background: #f2ede2 }
.unsigned { text-align: right; color: #b3261e }
@media (max-width: 800px) { main { padding: 8vw 5vw; font-size: 17px; line-height: 30px } }
@media print {
  body { background: none }
  main { width: auto; padding: 0 }
  aside { break-before: page }
}
`
