import type { Label } from '../../ledger/label.ts'
import { blockText } from '../block-text.ts'
import type { ReportDocument } from '../document.ts'
import type { Finding } from './finding.ts'
import { bodyOf } from './form-text.ts'

/**
 * 附件说明 names each attachment as its own title does, without punctuation after it (GB/T
 * 9704-2012, 7.3.4), and every 附件 that the text speaks of is listed.
 */
export function checkAttachments(
  document: ReportDocument,
  attachments: readonly string[],
): readonly Finding[] {
  const findings: Finding[] = attachments.flatMap((name, index) => {
    const wrong = wrongName(name, attachments.slice(0, index))
    const at = ['attachments', index]
    return wrong ? [{ code: 'report.attachment.name', weight: 'blocks', at, ...wrong }] : []
  })
  bodyOf(document, { attachments }).forEach((block, index) => {
    const text = blockText(block)
    for (const [, order] of text.matchAll(/附件\s*(\d{1,2})(?!\d)/g)) {
      if (Number(order) > attachments.length) findings.push(unlisted(index, order ?? ''))
    }
    if (attachments.length === 0 && /(见|详见|附)附件(?!\s*\d)/.test(text)) {
      findings.push(unlisted(index, ''))
    }
    const named = /^附件[：:]?\s*(\d{0,2})[.．：:\s]*《?(.+?)》?$/.exec(text.trim())
    if (block.kind === 'heading' && named) findings.push(...titled(index, named, attachments))
  })
  return findings
}

/** A heading that opens an attachment's own page must say what the list says. */
function titled(index: number, named: RegExpExecArray, attachments: readonly string[]): Finding[] {
  const listed = attachments[Number(named[1] || '1') - 1]
  if (listed === undefined || listed === named[2]) return []
  return [
    {
      code: 'report.attachment.title',
      weight: 'blocks',
      at: ['blocks', index],
      text: {
        zh: `附件标题“${named[2]}”与附件说明“${listed}”不一致。`,
        en: `The attachment is titled “${named[2]}”, the list says “${listed}”.`,
      },
      hint: { zh: '两处应完全一致。', en: 'The two must be the same.' },
    },
  ]
}

/** What is wrong with the name of an attachment; of several the first is told. */
interface NameRule {
  readonly isWrong: (name: string, before: readonly string[]) => boolean
  readonly text: (name: string) => Label
  readonly hint?: Label
}

const asItsTitle: Label = {
  zh: '附件名称与附件标题一致，后面不加标点。',
  en: 'Name it as its own title does, without punctuation.',
}

const nameRules: readonly NameRule[] = [
  {
    isWrong: (name) => name.trim() === '',
    text: () => ({ zh: '附件没有名称。', en: 'An attachment has no name.' }),
    hint: { zh: '请填写名称，或删去这一行。', en: 'Name it, or delete its line.' },
  },
  {
    isWrong: (name) => /[。；，、.;,]$/.test(name.trim()),
    text: (name) => ({
      zh: `附件名称“${name}”后面有标点。`,
      en: `“${name}” ends with punctuation.`,
    }),
  },
  {
    isWrong: (name) => /\.(docx?|xlsx?|pdf|wps|et|txt|zip)$/i.test(name),
    text: (name) => ({
      zh: `“${name}”是文件名，不是附件名称。`,
      en: `“${name}” is the name of a file.`,
    }),
  },
  {
    isWrong: (name) => name.startsWith('附件'),
    text: (name) => ({
      zh: `“${name}”前面的“附件”会重复。`,
      en: `“${name}” would say 附件 twice.`,
    }),
  },
  {
    isWrong: (name, before) => before.includes(name),
    text: (name) => ({ zh: `附件“${name}”列了两次。`, en: `“${name}” is listed twice.` }),
    hint: {
      zh: '请删去一个，或改成各自的名称。',
      en: 'Delete one of them, or give each a name of its own.',
    },
  },
]

function wrongName(name: string, before: readonly string[]): { text: Label; hint: Label } | null {
  const rule = nameRules.find(({ isWrong }) => isWrong(name, before))
  return rule ? { text: rule.text(name), hint: rule.hint ?? asItsTitle } : null
}

function unlisted(index: number, order: string): Finding {
  return {
    code: 'report.attachment.unlisted',
    weight: 'blocks',
    at: ['blocks', index],
    text: {
      zh: `文中提到附件${order}，附件说明里没有。`,
      en: `The text speaks of attachment ${order}, which is not listed.`,
    },
    hint: { zh: '请补入附件说明，或改正文中的说法。', en: 'List it, or mend the text.' },
  }
}
