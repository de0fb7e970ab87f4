import { refuse } from '../../ledger/fault.ts'
import type { CheckedReading } from '../../report/check/check-reading.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { checkReport } from './check-report.ts'

/** Characters of a report at most; the longest of a county has a third of it. */
export const reportCharactersMax = 300_000

/** A file held against the ledger, and the text its claims count their places in. */
export interface CheckedFile extends CheckedReading {
  readonly text: string
  readonly year: number
  /** Whether the file carries what its claims rest on. */
  readonly marked: boolean
}

/**
 * Reads a report from the bytes of a file and holds every claim against the ledger of a year.
 * Refuses with `file.…`.
 */
export async function checkReportFile(
  ports: Pick<AppPorts, 'yearBooks' | 'outside'>,
  session: Session,
  given: { readonly bytes: Uint8Array; readonly year: number },
): Promise<CheckedFile> {
  const { text, ...carried } = await ports.outside.read('report', given.bytes, session.org.id)
  if (text.length > reportCharactersMax) refuseLong(text.length)
  // A file of ours says itself which year it is about.
  const year = carried.carried?.year ?? given.year
  const book = await ports.yearBooks.withWords(session, year)
  const checked = await checkReport(ports, session, { text, book, carried })
  return { ...checked, text, year, marked: carried.carried !== null }
}

/** Refuses with `file.too-long` more characters than a report has. */
export function refuseLong(characters: number): never {
  return refuse('file.too-long', {
    text: {
      zh: `文件有${characters}个字，太长了`,
      en: `The file has ${characters} characters, which is too long`,
    },
    hint: {
      zh: `一份报告最多${reportCharactersMax}个字；检查是否选对了文件。`,
      en: `A report has at most ${reportCharactersMax}; check that the right file was chosen.`,
    },
  })
}
