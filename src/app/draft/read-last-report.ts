import { isPerPerson } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import { claimOfTag } from '../../report/check/carried-claim.ts'
import type { CheckedClaim } from '../../report/check/check-reading.ts'
import { bodyOfPaper } from '../../report/draft/paper-body.ts'
import { mayReadFigure } from '../access/figure-access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { ReportText } from '../ports/file-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { checkReport } from './check-report.ts'
import type { CheckedFile } from './check-report-file.ts'
import { refuseLong, reportCharactersMax } from './check-report-file.ts'
import type { RenewedReport } from './renew-signed.ts'
import { renewSigned } from './renew-signed.ts'
import { plainText } from './save-draft.ts'

type Needs = Pick<AppPorts, 'yearBooks' | 'outside'>

/** Last year's report as this year's may begin with it. */
export interface LastReport extends CheckedFile {
  /** What whoever begins with it should know of the file. */
  readonly notices: readonly Label[]
  /** Null where it is no signed report of ours: then its words are all there is. */
  readonly renewed: RenewedReport | null
}

/**
 * Reads last year's report for the year that begins with it: its body alone, each count with the
 * figure that the file itself names for it, or else that its wording proposes. Ids of claims are
 * those that `openFromText` finds in the same text. Refuses with `file.…`.
 */
export async function readLastReport(
  ports: Needs,
  session: Session,
  { bytes, year }: { readonly bytes: Uint8Array; readonly year: number },
): Promise<LastReport> {
  const renewed = isSealable(bytes) ? await renewSigned(ports, session, { bytes, year }) : null
  const read = await readWords(ports, session, { bytes, renewed })
  if (read.text.length > reportCharactersMax) refuseLong(read.text.length)
  const { text, start } = bodyOfPaper(read.text)
  const book = await ports.yearBooks.withWords(session, year)
  const checked = await checkReport(ports, session, { text, book })
  const proposed = (claim: CheckedClaim) => {
    const figure = carriedFigure(read, claim, start) ?? claim.figure
    const definition = figure === null ? undefined : session.pack.figures.get(figure)
    if (definition === undefined || isPerPerson(definition)) return null
    return mayReadFigure(session, definition) ? definition.id : null
  }
  const claims = checked.claims.map((claim) => {
    const figure = claim.quantity === null ? claim.figure : proposed(claim)
    if (figure === claim.figure) return claim
    const value = figure === null ? null : (book.figure(figure)?.value ?? null)
    return { ...claim, figure, ledger: typeof value === 'number' ? value : null }
  })
  const marked = read.carried !== null
  const notices = [
    ...(marked ? await sealedNotices(ports, session, bytes) : []),
    ...yearNotice(text, year),
  ]
  return { ...checked, claims, text, year, marked, notices, renewed }
}

/** A Word file or a PDF; any other text carries nothing. */
function isSealable([first, second]: Uint8Array): boolean {
  const starts = (two: string) => first === two.charCodeAt(0) && second === two.charCodeAt(1)
  return starts('PK') || starts('%P')
}

/** The words of the file; those of a PDF are what it carries. */
async function readWords(
  { outside }: Pick<AppPorts, 'outside'>,
  { org }: Session,
  { bytes, renewed }: { readonly bytes: Uint8Array; readonly renewed: RenewedReport | null },
): Promise<ReportText> {
  if (renewed !== null && bytes[0] === '%'.charCodeAt(0)) {
    return { text: plainText(renewed.tree), spans: [], carried: null }
  }
  return outside.read('report', bytes, org.id)
}

/** The figure of the content control that the count stands in. */
function carriedFigure(
  { spans, carried }: ReportText,
  claim: CheckedClaim,
  start: number,
): string | null {
  const [from, to] = [claim.start + start, claim.end + start]
  const span = spans.find((one) => one.start < to && from < one.end)
  const id = span ? claimOfTag(span.tag) : null
  const found = carried?.claims.find((one) => one.id === id)
  // A claim may say more than its own number: the others are not its figure.
  const isOwn = found?.stated === null || found?.stated === claim.quantity?.value
  return found && isOwn ? found.figure : null
}

/** A sealed file of ours is used as text whatever became of it; but one should know. */
async function sealedNotices(
  { outside }: Pick<AppPorts, 'outside'>,
  { org }: Session,
  bytes: Uint8Array,
): Promise<Label[]> {
  const { holds, state, organisation, log } = await outside.read('verification', bytes, org.id)
  return [
    ...(organisation === null || log?.origin === org.origin ? [] : [ofOther(organisation)]),
    ...(holds || state === 'draft' ? [] : [changed]),
  ]
}

function ofOther(name: Label): Label {
  return {
    zh: `这是“${name.zh}”的报告：文字可以参考，数字一律改由本单位台账得出。`,
    en: `This is a report of “${name.en}”: its words may serve, its numbers come from our ledger.`,
  }
}

const changed: Label = {
  zh: '这份文件与签发时不一致：这里只取文件现有的文字。',
  en: 'This file is not as it was signed: only the words that stand in it now are taken.',
}

/** Years that stand in the words do not move on by themselves. */
function yearNotice(text: string, year: number): Label[] {
  const before = text.match(/(?<!\d)(?:19|20)\d{2}(?=年)/g)?.filter((one) => Number(one) < year)
  const count = before?.length ?? 0
  if (count === 0) return []
  return [
    {
      zh: `文中有${count}处写着${year}年以前的年份；标题改为${year}年，其余照原文，请逐处核对。`,
      en: `Years before ${year} named in the text: ${count}. The title moves on; look at the rest.`,
    },
  ]
}
