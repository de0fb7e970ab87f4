import type { Label } from '../../ledger/label.ts'
import { lineOf } from '../call/answer.ts'
import type { CallItem } from '../call/call.ts'
import { wanted } from '../call/wanted.ts'
import type { ReportDocument } from '../document.ts'
import type { Finding } from './finding.ts'

/**
 * Lines of an answer that the body above could not read: it would count them as missing, and
 * neither side would know. A line that was taken out says nothing on purpose.
 */
export function checkAskedLines(
  { blocks, claims }: ReportDocument,
  asked: readonly CallItem[],
): readonly Finding[] {
  return asked.flatMap((item): Finding[] => {
    if (claims.some(({ id }) => id === item.item)) return []
    const line = lineOf(item, asked, blocks)
    if (line === null || line.read !== null) return []
    const { zh, en } = wanted(item)
    return [
      {
        code: 'report.asked',
        weight: 'blocks',
        at: ['blocks', line.block],
        text: { zh: `“${item.label}”应填${zh}。`, en: `“${item.label}” wants ${en}.` },
        hint,
      },
    ]
  })
}

const hint: Label = {
  zh: '上级按这个形式汇总；填不出的，删去这一行，按未填报计。',
  en: 'The body above reads it in this form; delete the line to leave it unanswered.',
}
