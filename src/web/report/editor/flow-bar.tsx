import type { DraftView } from '../../../api/contract/draft.ts'
import type { Label } from '../../../ledger/label.ts'
import { dayInWords } from '../../components/day.ts'
import { useMoments } from '../../components/use-moments.ts'
import { useUnit } from '../../components/use-unit.ts'
import { useSay } from '../../say.tsx'

const steps: readonly { readonly id: string; readonly label: Label }[] = [
  { id: 'draft', label: { zh: '起草', en: 'Draft' } },
  { id: 'review', label: { zh: '复核', en: 'Review' } },
  { id: 'sign', label: { zh: '签发', en: 'Sign' } },
  { id: 'freeze', label: { zh: '定稿', en: 'Freeze' } },
  { id: 'send', label: { zh: '报送', en: 'Send' } },
]

const words = {
  bar: { zh: '报告办理步骤', en: 'Steps of the report' },
  draft: {
    zh: '起草中。列出的问题都处理之后，送复核人复核；要保留的表述由第一责任人说明理由。',
    en: 'Being drafted. Once what is listed is settled or let stand with a reason, hand it in.',
  },
  handedIn: {
    zh: '{from}于{at}送{reviewer}复核，等待复核。',
    en: 'Handed in to {reviewer} by {from} on {at}; the review is next.',
  },
  back: { zh: '已退回起草：{reasons}', en: 'Back to drafting: {reasons}' },
  lapsed: {
    zh: '复核之后文字或数字又有变动，需要再送复核。',
    en: 'Words or numbers changed since the review; hand it in again.',
  },
  reviewed: {
    zh: '{person}已复核，等第一责任人签发。',
    en: 'Reviewed by {person}; the first responsible person signs next.',
  },
  signed: { zh: '{person}已签发，正在定稿。', en: 'Signed by {person}; being frozen.' },
  frozen: {
    zh: '{person}签发，{day}定稿，可以报送。',
    en: 'Signed by {person}, frozen on {day}; it can be sent.',
  },
  sent: { zh: '{day}报送{to}，等待答复。', en: 'Sent to {to} on {day}; awaiting the answer.' },
  accepted: { zh: '{to}已接收。', en: 'Accepted by {to}.' },
  returned: { zh: '{to}已退回：{reasons}', en: 'Returned by {to}: {reasons}' },
  done: { zh: '（已办）', en: ' (done)' },
}

/** How far a report has come: the number of steps behind it. */
function stepsDone({
  flow,
  reviewHolds,
  isHandedIn,
}: Pick<DraftView, 'flow' | 'reviewHolds' | 'isHandedIn'>): number {
  switch (flow?.step) {
    case undefined:
    case 'drafting':
      return isHandedIn ? 1 : 0
    case 'reviewed':
      return reviewHolds ? 2 : isHandedIn ? 1 : 0
    case 'signed':
      return 3
    case 'frozen':
      return 4
    case 'sent':
    case 'accepted':
    case 'returned':
      return 5
  }
}

/** 起草 → 复核 → 签发 → 定稿 → 报送, where the report stands, and who is next. */
export function FlowBar({ view }: { view: DraftView }) {
  const { say, lang } = useSay()
  const { minuteOf } = useMoments()
  const { roster } = useUnit()
  const done = stepsDone(view)
  const { flow } = view
  const { handedIn } = view.draft
  const nameOf = (id: string | null) => roster.people.find((one) => one.id === id)?.name ?? '—'
  const values = {
    person: nameOf(flow?.step === 'reviewed' ? flow.reviewer : (flow?.signer ?? null)),
    day: flow?.on ? dayInWords(flow.on, lang) : '',
    to: flow?.sentTo ?? view.document.addressee ?? '',
    reasons: flow?.reasons ?? '',
    from: nameOf(handedIn?.by ?? null),
    reviewer: nameOf(handedIn?.to ?? null),
    at: handedIn ? minuteOf(handedIn.at) : '',
  }
  return (
    <section className="flow-bar unprinted" aria-label={say(words.bar)}>
      <ol>
        {steps.map(({ id, label }, index) => (
          <li
            key={id}
            className={index < done ? 'done' : ''}
            aria-current={index === done ? 'step' : undefined}
          >
            <span>{say(label)}</span>
            {index < done ? <span className="unseen">{say(words.done)}</span> : null}
          </li>
        ))}
      </ol>
      <p role="status">{say(standing(view), values)}</p>
    </section>
  )
}

function standing({ flow, reviewHolds, isHandedIn }: DraftView): Label {
  if (isHandedIn) return words.handedIn
  switch (flow?.step) {
    case undefined:
      return words.draft
    case 'drafting':
      return words.back
    case 'reviewed':
      return reviewHolds ? words.reviewed : words.lapsed
    case 'signed':
    case 'frozen':
    case 'sent':
    case 'accepted':
    case 'returned':
      return words[flow.step]
  }
}
