import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'

/** What can be wrong with a template; the code is `report.<name>`. */
export type TemplateFaultName =
  | 'head'
  | 'markup'
  | 'tag-unknown'
  | 'attribute'
  | 'claim-nested'
  | 'variant'
  | 'variant-missing'
  | 'too-long'
  | 'figure-unknown'
  | 'duty-unknown'
  | 'register-unknown'
  | 'field-unknown'

const sentences: Record<TemplateFaultName, { text: (what: string) => Label; hint: Label }> = {
  head: {
    text: (what) => ({
      zh: `模板开头的“${what}”缺失、有误或不认识`,
      en: `“${what}” in the head of the template is missing, wrong or unknown`,
    }),
    hint: {
      zh: '开头写 label、title，可写 addressee、closing，各占一行。',
      en: 'The head takes label and title, and may take addressee and closing.',
    },
  },
  markup: {
    text: (what) => ({
      zh: `此处写法不能用在报告里：${what}`,
      en: `This cannot stand in a report: ${what}`,
    }),
    hint: {
      zh: '只用标题、段落、段首加粗的小标题和下列标签：claim、else、figure、shortfall、blank、field、records、each。',
      en: 'Use headings, paragraphs, a bold run-in heading and the tags claim, else, figure, shortfall, blank, field, records, each.',
    },
  },
  'tag-unknown': {
    text: (what) => ({
      zh: `标签“${what}”不认识或不能放在这里`,
      en: `The tag “${what}” is unknown or cannot stand here`,
    }),
    hint: {
      zh: '对照 docs/report-templates.md 改正。',
      en: 'Correct it after docs/report-templates.md.',
    },
  },
  attribute: {
    text: (what) => ({
      zh: `标签的属性有误：${what}`,
      en: `An attribute of the tag is wrong: ${what}`,
    }),
    hint: {
      zh: '对照 docs/report-templates.md 改正。',
      en: 'Correct it after docs/report-templates.md.',
    },
  },
  'claim-nested': {
    text: () => ({ zh: '表述里面不能再有表述', en: 'A claim cannot stand inside a claim' }),
    hint: { zh: '把里面的移到外面，或去掉一层。', en: 'Move the inner one out, or drop one.' },
  },
  variant: {
    text: (what) => ({
      zh: `表述的写法有误：${what}`,
      en: `A wording of a claim is wrong: ${what}`,
    }),
    hint: {
      zh: 'else 直接写在 claim 里，每种情形一次；不写 when 的只能有一个。',
      en: 'Write else directly in a claim, once for each condition, at most one without when.',
    },
  },
  'variant-missing': {
    text: (what) => ({
      zh: `“${what}”说的是没有发生，缺少发生时的写法`,
      en: `“${what}” says that nothing happened and has no wording for when it did`,
    }),
    hint: {
      zh: '加上 {% else when="fails" /%}，写明起数和日期。',
      en: 'Add {% else when="fails" /%} with the number and the days.',
    },
  },
  'too-long': {
    text: (what) => ({ zh: `模板过大：${what}`, en: `The template is too large: ${what}` }),
    hint: { zh: '拆成几份报告。', en: 'Split it into several reports.' },
  },
  'figure-unknown': unknown('数据项', 'figure'),
  'duty-unknown': unknown('责任事项', 'duty'),
  'register-unknown': unknown('台账', 'register'),
  'field-unknown': unknown('字段', 'field'),
}

function unknown(zh: string, en: string): { text: (what: string) => Label; hint: Label } {
  return {
    text: (what) => ({ zh: `业务包里没有${zh}“${what}”`, en: `The pack has no ${en} “${what}”` }),
    hint: { zh: '改正编号，或先在业务包里定义它。', en: 'Correct the id, or define it first.' },
  }
}

/** A fault at a line of a template; `what` names the offending thing. */
export function templateFault(name: TemplateFaultName, line: number, what: string): Fault {
  const { text, hint } = sentences[name]
  return fault(`report.${name}`, { at: [line], text: text(what), hint })
}
