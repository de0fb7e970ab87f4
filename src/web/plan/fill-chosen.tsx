import { useState } from 'react'
import { useSay } from '../say.tsx'
import type { Named, NamedOne } from './named.ts'
import { Pick } from './pick.tsx'
import { planWords } from './plan-words.ts'

const words = {
  chosen: { zh: '所选 {count} 项统一填为', en: 'For the {count} chosen' },
  keep: { zh: '不改', en: 'Unchanged' },
  fill: { zh: '填入', en: 'Fill in' },
}

/** One office, owner or leader for several duties at once. */
export function FillChosen(props: { count: number; onFill: (fields: Partial<Named>) => void }) {
  const { say } = useSay()
  const [fields, setFields] = useState<Partial<Named>>({})
  const pick = (field: NamedOne) => (
    <Pick
      of={field === 'office' ? 'office' : 'person'}
      label={say(planWords[field])}
      value={fields[field] ?? null}
      none={`${say(planWords[field])}：${say(words.keep)}`}
      className="select"
      onChange={(value) => {
        const { [field]: _, ...others } = fields
        setFields(value === null ? others : { ...others, [field]: value })
      }}
    />
  )
  return (
    <div className="fill-chosen">
      <span>{say(words.chosen, { count: props.count })}</span>
      {pick('office')}
      {pick('person')}
      {pick('supervisor')}
      <button
        type="button"
        className="button"
        disabled={Object.keys(fields).length === 0}
        onClick={() => props.onFill(fields)}
      >
        {say(words.fill)}
      </button>
    </div>
  )
}
