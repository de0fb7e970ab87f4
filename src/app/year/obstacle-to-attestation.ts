import type { Duty } from '../../duty/duty.ts'
import type { DutyWindow } from '../../duty/duty-standing.ts'
import type { AskedWord } from '../../duty/requirements/requirement-kind.ts'
import { dayText } from '../../ledger/day/day.ts'
import { periodText, spanOf, windowText } from '../../ledger/day/period.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import type { DateSpan } from '../../ledger/value.ts'
import type { YearBook } from './year-book.ts'

/** Why nobody can give their word on this period now; null where somebody can. */
export function obstacleTo(
  book: YearBook,
  given: { readonly duty: Duty; readonly asked: AskedWord; readonly period: string },
): Fault | null {
  const { duty, asked, period } = given
  const span = spanOf(period)
  const windows = book.standing(duty.id)?.windows ?? []
  if (!windows.some((one) => isWithin(one, span))) return notAWindow(period, asked)
  if (book.today < span.to) return tooEarly(period)
  const { length } = book.incidents(duty.id, period)
  return length > 0 ? contradicted(period, length) : null
}

function isWithin(window: DutyWindow, span: DateSpan): boolean {
  return span.from <= window.from && window.to <= span.to
}

function notAWindow(period: string, { per }: AskedWord): Fault {
  const { zh, en } = windowText(per)
  const when = periodText(period)
  return fault('attestation.period', {
    at: ['body', 'period'],
    text: {
      zh: `这项责任${zh}确认一次，${when.zh}不是其中一个时段。`,
      en: `This duty is attested ${en}; ${when.en} is not one of these periods.`,
    },
    hint: { zh: '请从年度页面中选择时段。', en: 'Choose the period on the page of the year.' },
  })
}

function tooEarly(period: string): Fault {
  const when = periodText(period)
  const { to } = spanOf(period)
  return fault('attestation.too-early', {
    at: ['body', 'period'],
    text: {
      zh: `${when.zh}尚未结束，现在还不能确认。`,
      en: `${when.en} is not over; nobody can vouch for days to come.`,
    },
    hint: { zh: `${dayText(to, 'zh')}起可以确认。`, en: `From ${dayText(to, 'en')} on.` },
  })
}

function contradicted(period: string, count: number): Fault {
  const when = periodText(period)
  return fault('attestation.contradicted', {
    at: ['body', 'period'],
    text: {
      zh: `${when.zh}有${count}条相关记录，与“没有发生”不符。`,
      en: `${count} ${count === 1 ? 'record' : 'records'} of ${when.en} ${count === 1 ? 'says' : 'say'} otherwise.`,
    },
    hint: {
      zh: '请先核对这些记录；登记有误的可以更正或作废。',
      en: 'Look at them first; what was recorded by mistake can be corrected or made void.',
    },
  })
}
