import { carriesSecretMark } from '../../ledger/fields/secret-mark.ts'
import type { Label } from '../../ledger/label.ts'
import { blockText } from '../block-text.ts'
import type { ReportDocument } from '../document.ts'
import { renderText } from '../render/render-text.ts'
import type { Finding } from './finding.ts'
import { checkAttachments } from './form-attachments.ts'
import { checkNumbering } from './form-numbering.ts'
import { bodyOf, charactersOf } from './form-text.ts'

/** 综合报告 has 5,000 characters at most (中国共产党重大事项请示报告条例 art. 24). */
export const charactersMaxDefault = 5_000

/** What the form of a report is held against. */
export interface FormRules {
  readonly charactersMax: number
  /** Names of the attachments as the draft lists them. */
  readonly attachments: readonly string[]
}

/**
 * The form of a report as 党政机关公文处理工作条例 and GB/T 9704-2012 want it: one addressee,
 * 签发人, dates without padding, no mark of secrecy, numbering without a gap, attachments named as
 * they are, no words of a 请示, not too long.
 */
export function checkForm(document: ReportDocument, rules: FormRules): readonly Finding[] {
  return [
    ...checkHead(document),
    ...checkSecrecy(document),
    ...checkDates(document),
    ...checkEnding(document, rules),
    ...checkNumbering({ blocks: bodyOf(document, rules) }),
    ...checkAttachments(document, rules.attachments),
    ...checkLength(document, rules.charactersMax),
  ]
}

/** One thing that the head is held against. */
interface HeadRule {
  readonly code: string
  readonly at: keyof ReportDocument
  readonly isWrong: (document: ReportDocument) => boolean
  /** Absent: it blocks. */
  readonly weight?: Finding['weight']
  readonly text: Label
  readonly hint: Label
}

const headRules: readonly HeadRule[] = [
  {
    code: 'report.title.missing',
    at: 'title',
    isWrong: ({ title }) => title.trim() === '',
    text: { zh: '没有标题。', en: 'There is no title.' },
    hint: { zh: '标题由发文机关、事由和文种组成。', en: 'Issuing body, subject, kind of paper.' },
  },
  {
    code: 'report.addressee.missing',
    at: 'addressee',
    isWrong: ({ addressee }) => !addressee?.trim(),
    text: { zh: '没有主送机关。', en: 'There is no addressee.' },
    hint: { zh: '报告一般主送一个上级机关。', en: 'A report goes to one superior body.' },
  },
  {
    code: 'report.addressee.several',
    at: 'addressee',
    isWrong: ({ addressee }) =>
      addressee?.trim() !== '' && /[、，,；;\n]|[委府局厅办部室院][和及]/.test(addressee ?? ''),
    text: { zh: '主送机关不止一个。', en: 'There is more than one addressee.' },
    hint: {
      zh: '报告只主送一个上级机关，其他机关用抄送。',
      en: 'A report goes to one superior body; others get a copy.',
    },
  },
  {
    code: 'report.issuer.missing',
    at: 'issuer',
    isWrong: ({ issuer }) => !issuer?.trim(),
    text: { zh: '没有签发人，上行文必须标注。', en: 'There is no 签发人; it must be named.' },
    hint: { zh: '请填写主要负责人姓名。', en: 'Enter the name of the principal leader.' },
  },
  {
    code: 'report.signature.missing',
    at: 'signature',
    isWrong: ({ signature }) => signature.trim() === '',
    text: { zh: '没有署名。', en: 'There is no signature line.' },
    hint: { zh: '请填写发文机关全称。', en: 'Enter the full name of the issuing body.' },
  },
  {
    code: 'report.date.missing',
    at: 'date',
    isWrong: ({ date }) => date === null,
    text: { zh: '没有成文日期。', en: 'There is no date of the document.' },
    hint: { zh: '请填写签发当日。', en: 'Enter the day of signing.' },
  },
  {
    code: 'report.date.form',
    at: 'date',
    isWrong: ({ date }) => date !== null && !isDay(date),
    text: { zh: '成文日期不是一个日子。', en: 'The date of the document is no day.' },
    hint: { zh: '请选择年月日。', en: 'Choose year, month and day.' },
  },
  {
    code: 'report.number.missing',
    at: 'number',
    weight: 'notice',
    isWrong: ({ number }) => number === null,
    text: { zh: '还没有发文字号。', en: 'There is no document number yet.' },
    hint: { zh: '编号之后填写，如“海档〔2026〕3号”。', en: 'For example 海档〔2026〕3号.' },
  },
  {
    code: 'report.number.form',
    at: 'number',
    isWrong: ({ number }) => number !== null && !numberForm.test(number),
    text: { zh: '发文字号的写法不对。', en: 'The document number is not in its form.' },
    hint: {
      zh: '年份用六角括号，序号不加“第”、不编虚位，如“海档〔2026〕3号”。',
      en: 'Year in 〔〕, no 第, no padding: 海档〔2026〕3号.',
    },
  },
]

function checkHead(document: ReportDocument): readonly Finding[] {
  return headRules
    .filter(({ isWrong }) => isWrong(document))
    .map(({ code, at, weight = 'blocks', text, hint }) => ({ code, weight, at: [at], text, hint }))
}

// 六角括号, no 第, no padding (GB/T 9704-2012, 7.2.5).
const numberForm = /^[^〔〕[\]（）()\s]{1,20}〔\d{4}〕[1-9]\d{0,4}号$/

function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = match.slice(1).map(Number)
  const days = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate()
  return (month ?? 0) >= 1 && (month ?? 0) <= 12 && (day ?? 0) >= 1 && (day ?? 0) <= days
}

function checkSecrecy(document: ReportDocument): Finding[] {
  const findings: Finding[] = []
  if (carriesSecretMark(renderText(document))) {
    findings.push({ code: 'report.secret-mark', weight: 'blocks', at: [], ...says.secret })
  }
  document.blocks.forEach((block, index) => {
    if (/^\s*(密\s*级|保密期限)\s*[：:]/.test(blockText(block))) {
      const at = ['blocks', index]
      findings.push({ code: 'report.secrecy-field', weight: 'blocks', at, ...says.secrecyField })
    }
  })
  return findings
}

/** 不编虚位: 2026年1月5日, not 2026年01月05日 (7.3.5.4). */
function checkDates({ blocks }: ReportDocument): Finding[] {
  return blocks.flatMap((block, index): Finding[] => {
    const padded = /\d{4}年(?:0\d月|\d{1,2}月0\d日)/.exec(blockText(block))?.[0]
    if (padded === undefined) return []
    const text = { zh: `日期“${padded}”编了虚位。`, en: `The date “${padded}” is padded with 0.` }
    const at = ['blocks', index]
    return [{ code: 'report.date.padded', weight: 'blocks', at, text, hint: says.padded }]
  })
}

// 报告不得夹带请示事项 (条例 art. 15): what asks for an answer is another kind of document.
const requests = /(妥否|当否|是否妥当|请(予|予以)?(批示|批复|审批|批准|核准)|请示如上)/

function checkEnding(document: ReportDocument, rules: FormRules): Finding[] {
  const blocks = bodyOf(document, rules)
  const last = blocks.length - 4
  return blocks.flatMap((block, index): Finding[] => {
    const found = index < last ? undefined : requests.exec(blockText(block))?.[0]
    if (found === undefined) return []
    const text = {
      zh: `结尾出现请示用语“${found}”，报告不得夹带请示事项。`,
      en: `“${found}” asks for a decision; a report must not carry a request.`,
    }
    const at = ['blocks', index]
    return [{ code: 'report.request-ending', weight: 'blocks', at, text, hint: says.request }]
  })
}

function checkLength(document: ReportDocument, charactersMax: number): Finding[] {
  const characters = charactersOf(document)
  if (characters <= charactersMax) return []
  const text = {
    zh: `正文${characters}字，超过${charactersMax}字的上限。`,
    en: `The body has ${characters} characters; ${charactersMax} are allowed.`,
  }
  return [{ code: 'report.length', weight: 'blocks', at: [], text, hint: says.length }]
}

const says = {
  secret: {
    text: {
      zh: '文字带有国家秘密标志，不得在本系统办理。',
      en: 'The text carries a mark of state secrecy and must not be handled here.',
    },
    hint: { zh: '涉密不上网、上网不涉密。', en: 'Handle it in a classified environment.' },
  },
  secrecyField: {
    text: { zh: '出现了密级或保密期限。', en: 'A field of secrecy stands in the text.' },
    hint: { zh: '本系统只办理非涉密报告，请删去。', en: 'Only unclassified reports; remove it.' },
  },
  padded: { zh: '写成“2026年1月5日”的样子。', en: 'Write 2026年1月5日.' },
  request: {
    zh: '请用“特此报告”结尾，请示另行行文。',
    en: 'End with 特此报告; ask in a document of its own.',
  },
  length: {
    zh: '请压缩篇幅；上限在报告模板中设定。',
    en: 'Shorten it; the limit is set in the template of the report.',
  },
}
