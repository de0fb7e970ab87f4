import type { ClaimBinding, Template, TemplateBlock, TemplateInline } from './template.ts'

/**
 * A template without the claims on duties that do not bind the unit: neither kept nor broken,
 * they are no matter of its report. The mark beside a claim goes with it, and a paragraph of
 * nothing else.
 */
export function leaveOut(template: Template, isOff: (duty: string) => boolean): Template {
  const isLeft = ({ by, id }: ClaimBinding) => (by === 'duty' || by === 'everyone') && isOff(id)
  return { ...template, blocks: template.blocks.flatMap((block) => blockWithout(block, isLeft)) }
}

type IsLeft = (claim: ClaimBinding) => boolean

function blockWithout(block: TemplateBlock, isLeft: IsLeft): readonly TemplateBlock[] {
  if (block.kind === 'each') {
    return [{ ...block, blocks: block.blocks.flatMap((one) => blockWithout(one, isLeft)) }]
  }
  if (block.kind !== 'paragraph' || !block.inlines.some((one) => isClaimLeft(one, isLeft))) {
    return [block]
  }
  const inlines = inlinesWithout(block.inlines, isLeft)
  return inlines.some(says) ? [{ ...block, inlines }] : []
}

function isClaimLeft(inline: TemplateInline, isLeft: IsLeft): boolean {
  return inline.kind === 'claim' && isLeft(inline.claim)
}

function says(inline: TemplateInline): boolean {
  return inline.kind !== 'text' || /[\p{L}\p{N}]/u.test(inline.text)
}

function inlinesWithout(inlines: readonly TemplateInline[], isLeft: IsLeft): TemplateInline[] {
  const kept: TemplateInline[] = []
  let isGap = false
  for (const inline of inlines) {
    if (isClaimLeft(inline, isLeft)) {
      isGap = true
      continue
    }
    const text = isGap && inline.kind === 'text' ? joinTo(kept, inline.text) : null
    if (text === null) kept.push(inline)
    else if (text !== '' && inline.kind === 'text') kept.push({ ...inline, text })
    isGap = false
  }
  return kept.filter((one) => one.kind !== 'text' || one.text !== '')
}

/** What follows a gap, without the mark that joined it to what is gone; may take one off before. */
function joinTo(kept: TemplateInline[], text: string): string {
  if (/^[，；、]/.test(text)) return text.slice(1)
  const last = kept.at(-1)
  if (last?.kind !== 'text')
    return last === undefined && text.startsWith('。') ? text.slice(1) : text
  const before = last.text.replace(/[，；、]$/, '')
  kept[kept.length - 1] = { ...last, text: before }
  const isEnded = before === '' ? kept.length === 1 : before.endsWith('。')
  return isEnded && text.startsWith('。') ? text.slice(1) : text
}
