import { useState } from 'react'
import type { SentCallView } from '../../api/contract/call.ts'
import { circular } from '../../report/call/circular.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import '../sent/sent.css'

const words = {
  title: { zh: '通报草稿', en: 'Draft of a circular' },
  about: {
    zh: '按各单位进度和汇总写成，只写问题和涉及的单位数；核对、修改后另行发出。',
    en: 'Written from where each body stands and from the totals. Read it over before it goes out.',
  },
  named: { zh: '写明单位名称', en: 'Name the bodies' },
}

/** What a circular about a call may say; bodies stay unnamed unless somebody chooses otherwise. */
export function CircularDraft({ sent }: { sent: SentCallView }) {
  const { say } = useSay()
  const { session } = useUnit()
  const [isNamed, setNamed] = useState(false)
  const { call, addressees: bodies, totals } = sent
  const items = call.items.map(({ item, label, kind }) => {
    const {
      missing = 0,
      unproved = 0,
      inSheets = 0,
    } = totals.find((one) => one.item === item) ?? {}
    return { label, kind, missing, unproved, inSheets }
  })
  const { title, due } = call
  const { today } = session
  const lines = circular({ title, due, today, standing: sent, bodies, items, isNamed })
  return (
    <details className="call-part">
      <summary>{say(words.title)}</summary>
      <p className="quiet small">{say(words.about)}</p>
      <p>
        <label className="asked-body">
          <input
            type="checkbox"
            checked={isNamed}
            onChange={(event) => setNamed(event.target.checked)}
          />
          {say(words.named)}
        </label>
      </p>
      {lines.map((line) => (
        <p key={line.zh}>{say(line)}</p>
      ))}
    </details>
  )
}
