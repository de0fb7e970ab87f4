import type { SentCallView } from '../../api/contract/call.ts'
import type { HandedOnView } from '../../api/contract/calls-below.ts'
import type { Label } from '../../ledger/label.ts'
import type { AddresseeState, CallStanding } from '../../report/call/addressee-state.ts'
import { answeredOf } from '../../report/call/addressee-state.ts'

/** How the states of a body are called. */
export const stateWords: Readonly<Record<AddresseeState, Label>> = {
  notDelivered: { zh: '未签收', en: 'Not taken yet' },
  sheetAwaited: { zh: '待交填报表', en: 'Sheet awaited' },
  taken: { zh: '已签收', en: 'Taken' },
  answered: { zh: '已答复', en: 'Answered' },
  accepted: { zh: '已接收', en: 'Accepted' },
  returned: { zh: '已退回', en: 'Returned' },
}

/** How far a call has come: who has answered, and apart from them who is late or puts it right. */
export function standingWords(standing: CallStanding): Label {
  const { asked, states, overdue } = standing
  const { returned = 0 } = states
  const answered = answeredOf(standing)
  return {
    zh: [
      `应报${asked}家，已收${answered}家`,
      ...(returned === 0 ? [] : [`退回更正${returned}家`]),
      ...(overdue === 0 ? [] : [`逾期未报${overdue}家`]),
    ].join('；'),
    en: [
      `${answered} of ${asked} answered`,
      ...(returned === 0 ? [] : [`${returned} returned`]),
      ...(overdue === 0 ? [] : [`${overdue} overdue`]),
    ].join('; '),
  }
}

/** Why nobody is urged now, beside the button. */
export const urgeRestWords: Readonly<Record<NonNullable<SentCallView['urgeRest']>, Label>> = {
  ended: { zh: '任务已终止', en: 'the call has ended' },
  today: { zh: '今天已催过，每天至多一次', en: 'urged today; at most once a day' },
  often: { zh: '已催过三次，不再催报', en: 'urged three times, which is the most' },
}

/** What bears out a number of an answer handed on; of a kept one: what its ledger gives. */
export function groundOfHeld(item: HandedOnView['items'][number]): Label {
  const { said, verdict, records, recomputed } = item
  if (verdict === 'kept') {
    return recomputed === null
      ? {
          zh: `；台账算不出，凭理由保留${said}`,
          en: `; its ledger gives none, and ${said} was kept`,
        }
      : {
          zh: `；台账算得${recomputed}，凭理由保留${said}`,
          en: `; its ledger gives ${recomputed}, and ${said} was kept`,
        }
  }
  if (records === 0) return { zh: '', en: '' }
  const noun = records === 1 ? 'record' : 'records'
  return { zh: `，依据${records}条记录`, en: `, from ${records} ${noun}` }
}
