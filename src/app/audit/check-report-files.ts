import { core, coreValues } from '../../ledger/core/core-registers.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { LedgerRows } from '../ports/audit-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import { difference } from './difference.ts'

/**
 * Holds the bytes of signed and frozen reports against the digests that the log names: none was
 * changed, none that a report's record names is gone.
 */
export async function checkReportFiles(
  { publicId }: Organisation,
  ledger: Pick<LedgerRows, 'recordsOf' | 'reportFiles'>,
): Promise<Fault[]> {
  const files = await ledger.reportFiles()
  const kept = new Set(files.map((one) => `${one.record} ${one.kind} ${one.digest}`))
  const faults = files
    .filter((one) => one.digest !== one.actual)
    .map(({ record, kind }) =>
      difference(publicId, ['record', record], {
        code: 'report-file.changed',
        text: {
          zh: `报告 ${record} 保存的文件（${kind}）已被改动。`,
          en: `The kept file (${kind}) of report ${record} was changed.`,
        },
      }),
    )
  for (const { record } of await ledger.recordsOf(core.report.id)) {
    const { digest, file } = coreValues(core.report, record.values)
    const named = [
      ['frozen', digest],
      ['docx', file],
    ] as const
    for (const [kind, value] of named) {
      if (typeof value !== 'string' || kept.has(`${record.id} ${kind} ${value}`)) continue
      faults.push(
        difference(publicId, ['record', record.id], {
          code: 'report-file.missing',
          text: {
            zh: `报告 ${record.id} 的文件（${kind}）缺失。`,
            en: `The file (${kind}) of report ${record.id} is missing.`,
          },
        }),
      )
    }
  }
  return faults
}
