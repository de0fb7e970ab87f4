import { isOnlyDoneLate } from '../../duty/done-late.ts'
import type { ReportDocument } from '../../report/document.ts'
import type { YearBook } from '../year/year-book.ts'

/** Of the duties that a report leaves out those that were met after their day. */
export function doneLateIn(
  { notMentioned = [] }: Pick<ReportDocument, 'notMentioned'>,
  book: YearBook,
): readonly string[] {
  return notMentioned.flatMap(({ duty }) => {
    const standing = book.standing(duty)
    return standing && isOnlyDoneLate(standing) ? [duty] : []
  })
}
