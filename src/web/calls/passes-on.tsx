import { Link } from '@tanstack/react-router'
import type { SentCallView } from '../../api/contract/call.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { dayInWords } from '../components/day.ts'
import { useSay } from '../say.tsx'
import { groundOf } from '../sent/ground.ts'

const words = {
  passesOn: { zh: '转发自{sender}的任务：', en: 'Passes on a call of {sender}: ' },
  due: { zh: '上级期限{due}', en: 'due above on {due}' },
  late: {
    zh: '本任务{due}前报送，晚于上级期限：汇总前可能收不齐。',
    en: 'This one is due on {due}, after the call above: answers may come after ours.',
  },
  leftOut: {
    zh: '上级要求而没有转发的{count}项：{names}。这些内容只由本单位答复。',
    en: 'Asked above and not passed on, {count}: {names}. These only we answer.',
  },
  and: { zh: '、', en: ', ' },
}

/**
 * The call of the body above that one of ours passes on: whose it is, on what ground; `call`: ours,
 * of which is said what it leaves out and whether it is due too late. Whoever signs reads it.
 */
export function PassesOn(props: {
  above: NonNullable<SentCallView['above']>
  call: SentCallView['call'] | null
}) {
  const { say, lang } = useSay()
  const { above, call } = props
  const { taken, sender } = above
  const left = call === null ? [] : leftOut(call, above)
  return (
    <div className="note passes-on">
      <p>
        {say(words.passesOn, { sender })}
        <Link
          to="/registers/$register/$record"
          params={{ register: core.callTaken.id, record: taken }}
        >
          {above.call.title}
        </Link>
      </p>
      <p className="quiet small">
        {say(groundOf(above.call))} · {say(words.due, { due: dayInWords(above.call.due, lang) })}
      </p>
      {left.length === 0 ? null : (
        <p>{say(words.leftOut, { count: left.length, names: left.join(say(words.and)) })}</p>
      )}
      {call !== null && call.due > above.call.due ? (
        <p className="call-overdue">{say(words.late, { due: dayInWords(call.due, lang) })}</p>
      ) : null}
    </div>
  )
}

/** Labels of what the body above asks and ours does not. */
function leftOut(
  { items }: SentCallView['call'],
  { call }: NonNullable<SentCallView['above']>,
): readonly string[] {
  const asked = new Set(items.map(({ item }) => item))
  return call.items.filter(({ item }) => !asked.has(item)).map(({ label }) => label)
}
