import { useId, useState } from 'react'
import { isDay } from '../../../ledger/day/day.ts'
import type { Attachment } from '../../../report/document.ts'
import { draftLimits } from '../../../report/draft/draft-tree.ts'
import { DayInput } from '../../fields/day-input.tsx'
import { useSay } from '../../say.tsx'
import { DraftPaperFields } from './draft-paper-fields.tsx'
import type { HeadFields } from './head-fields.ts'
import { headPartWords } from './head-part-words.ts'
import { TitleBreaks } from './title-breaks.tsx'

const words = {
  head: { zh: '文头', en: 'Head of the paper' },
}

const lines = ['addressee', 'number', 'issuer', 'signature'] as const

interface DraftHeadFields extends Omit<HeadFields, 'base'> {
  /** The attachments as they are printed now. */
  readonly printed: readonly Attachment[]
}

/** What stands around the text of a report: title, addressee, number, 签发人, date, attachments. */
export function DraftHead({ tree, editable, onChange, printed }: DraftHeadFields) {
  const { say } = useSay()
  const base = useId()
  // Decided when the page opens: it must not fold over the field that somebody is filling in.
  const [opensWith] = useState(tree.date === '' || tree.issuer === '')
  const line = (field: 'title' | 'date' | (typeof lines)[number]) => (
    <div key={field} className={`labelled head-${field}${field === 'title' ? ' head-wide' : ''}`}>
      <label htmlFor={`${base}-${field}`}>{say(headPartWords[field])}</label>
      <input
        id={`${base}-${field}`}
        className="input"
        lang="zh-CN"
        value={tree[field]}
        data-most={draftLimits.headTextMax}
        readOnly={!editable}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </div>
  )
  return (
    <details className="draft-head" open={opensWith}>
      <summary>{say(words.head)}</summary>
      <div className="draft-head-fields">
        {line('title')}
        <TitleBreaks {...{ tree, editable, base, onChange }} />
        {lines.map(line)}
        {editable ? (
          <PaperDay day={tree.date} onChange={(date) => onChange({ date })} />
        ) : (
          line('date')
        )}
        <DraftPaperFields {...{ tree, editable, base, onChange, printed }} />
      </div>
    </details>
  )
}

/** The day on the paper; what is typed and is no day yet stands in the field and nowhere else. */
function PaperDay({ day, onChange }: { day: string; onChange: (day: string) => void }) {
  const { say } = useSay()
  const [unread, setUnread] = useState<string | null>(null)
  return (
    <div className="labelled head-date">
      <DayInput
        label={say(headPartWords.date)}
        value={unread ?? day}
        onChange={(text) => {
          const isRead = text === '' || isDay(text)
          setUnread(isRead ? null : text)
          if (isRead) onChange(text)
        }}
      />
    </div>
  )
}
