import type { Label } from '../../ledger/label.ts'
import { dayInWords } from '../components/day.ts'

/** What a demand rests on, and until when. */
export interface Ground {
  readonly basis: string | null
  readonly clause: string | null
  readonly ends: string | null
}

/** What a call, a duty list or a duty rests on, and until when; what it does not say is said. */
export function groundOf({ basis, clause, ends }: Ground): Label {
  const end: Label =
    ends === null
      ? { zh: '未写明终止日期', en: 'no end is set' }
      : { zh: `至${dayInWords(ends, 'zh')}终止`, en: `ends on ${dayInWords(ends, 'en')}` }
  const ground: Label =
    basis === null
      ? { zh: '未写明依据', en: 'No basis is named' }
      : { zh: `依据${basis}${clause ?? ''}`, en: `Basis: ${basis} ${clause ?? ''}`.trim() }
  return { zh: `${ground.zh}；${end.zh}`, en: `${ground.en}; ${end.en}` }
}
