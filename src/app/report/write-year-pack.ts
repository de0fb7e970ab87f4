import { core } from '../../ledger/core/core-registers.ts'
import type { ReportRecord } from '../../ledger/core/report-record.ts'
import { reportRecordOf } from '../../ledger/core/report-record.ts'
import { refuse } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { gatherYearPack } from './gather-year-pack.ts'
import { readFrozenFile } from './read-frozen-file.ts'

/** Which year pack is written. */
export interface WriteYearPack {
  /** The record of a report, or a year whose newest signed and frozen report is meant. */
  readonly of: { readonly report: string } | { readonly year: number }
  readonly withAttachments: boolean
}

/** Reports of one year that are looked through at most. */
const reportsMax = 200

/** Writes the year pack of a frozen report as one archive. Refuses with `year-pack.none`. */
export async function writeYearPack(
  ports: Pick<AppPorts, 'store' | 'crypto' | 'files' | 'outside' | 'rosters' | 'blobs' | 'drafts'>,
  session: Session,
  { of, withAttachments }: WriteYearPack,
): Promise<{ readonly title: string; readonly bytes: Uint8Array }> {
  const id = 'report' in of ? of.report : await newestFrozen(ports, session, of.year)
  const { title, bytes: docx } = await readFrozenFile(ports, session, id)
  const parts = await gatherYearPack(ports, session, { docx, withAttachments })
  return { title, bytes: ports.files.writeArchive(parts) }
}

async function newestFrozen(
  { store }: Pick<AppPorts, 'store'>,
  { org }: Session,
  year: number,
): Promise<string> {
  const page = await store.read(org.id, (reader) =>
    reader.records({ register: core.report.id, where: { year }, limit: reportsMax }),
  )
  const frozen = page.items.map(reportRecordOf).filter(({ file }) => file !== null)
  return newest(frozen)?.id ?? refuseNone(year)
}

function newest(reports: readonly ReportRecord[]): ReportRecord | null {
  return reports.reduce<ReportRecord | null>(
    (best, one) => (best && best.entry > one.entry ? best : one),
    null,
  )
}

function refuseNone(year: number): never {
  return refuse('year-pack.none', {
    text: {
      zh: `${year}年还没有已签发定稿的报告`,
      en: `No report of ${year} is signed and frozen yet`,
    },
    hint: {
      zh: '请先在“报告”里复核、签发，再导出证据包。',
      en: 'Review and sign one under “Report” first, then export its pack.',
    },
  })
}
