import type { CarriedReport } from '../../report/check/carried-claim.ts'
import { carriedNamespace } from '../../report/file/read-docx-parts.ts'
import type { CustomPart } from './custom-parts.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** The file's own part: what each claim rests on, beside its words. */
export function carriedPart(report: CarriedReport): CustomPart {
  const json = escapeXml(JSON.stringify(report))
  return {
    xml: `${head}<report xmlns="${carriedNamespace}"><carried>${json}</carried></report>`,
    namespace: carriedNamespace,
    id: '{5B1E7C1A-0D5F-4C59-9E0B-7F4C2D1A9E01}',
  }
}

/** Text for an XML element. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
