import { freeStatements, isAccepted } from '../check/free-statements.ts'
import type { ReportDocument } from '../document.ts'
import { readReport } from '../read/read-report.ts'
import type { FreeResult } from './verification.ts'

/**
 * What a signed text says outside every claim, numbers of its tables among them: a reader should
 * know that nothing proves it. Years are no assertion.
 */
export function freeResults(document: ReportDocument): readonly FreeResult[] {
  const stated = freeStatements(document)
    .filter(({ kind }) => kind !== 'year')
    .map((one) => ({
      words: one.words,
      sentence: one.sentence,
      isAccepted: isAccepted(one, document),
    }))
  return [...stated, ...tableNumbers(document)]
}

function tableNumbers({ blocks, paper }: ReportDocument): FreeResult[] {
  const attached = (paper?.attachments ?? []).flatMap((one) => one.blocks)
  const rows = [...blocks, ...attached].flatMap((block) =>
    block.kind === 'table' ? [block.header, ...block.rows].map((row) => row.join(' ')) : [],
  )
  return rows.flatMap((sentence) =>
    readReport(sentence)
      .claims.filter(({ quantity }) => quantity !== null)
      .map(({ text: words }) => ({ words, sentence, isAccepted: false })),
  )
}
