import type { Label } from '../../../ledger/label.ts'
import type { HeadPart } from '../../../report/draft/compare-trees.ts'

/** What stands around the text of a report, named. */
export const headPartWords: Readonly<Record<HeadPart, Label>> = {
  title: { zh: '标题', en: 'Title' },
  addressee: { zh: '主送机关', en: 'Addressee' },
  number: { zh: '发文字号', en: 'Document number' },
  issuer: { zh: '签发人', en: '签发人 (approved for issue by)' },
  signature: { zh: '署名', en: 'Signature' },
  date: { zh: '成文日期', en: 'Date of document' },
  attachments: { zh: '附件', en: 'Attachments' },
  urgency: { zh: '紧急程度', en: 'Urgency' },
  copyTo: { zh: '抄送机关', en: 'Copies to' },
  titleLines: { zh: '标题分行', en: 'Lines of the title' },
  attachmentTexts: { zh: '附件正文', en: 'Texts of the attachments' },
  annex: { zh: '核验说明', en: 'Verification annex' },
}
