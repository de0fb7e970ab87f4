import type { Label } from '../../ledger/label.ts'
import type { DateSpan } from '../../ledger/value.ts'
import type { Calendar } from '../ports/work-calendar-ports.ts'

/**
 * What must be told beside working days that were counted between two days: each of their years
 * whose holidays are not announced yet, or not known to this program.
 */
export function holidayNotices(
  calendar: Pick<Calendar, 'knows'>,
  { from, to }: DateSpan,
): readonly Label[] {
  const [first, last] = [from, to].map((day) => Number(day.slice(0, 4))) as [number, number]
  return Array.from({ length: last - first + 1 }, (_, nth) => first + nth)
    .filter((year) => !calendar.knows(year))
    .map((year) => ({
      zh: `${year}年的放假调休安排尚未收录，工作日暂按周一至周五、除去法定节假日计算；通知公布后，服务器管理员可以补入`,
      en: `The holidays of ${year} are not known yet; Monday to Friday are taken for working days, without the holidays that the law names; once the notice is out, the administrator of the server can add it`,
    }))
}
