import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { DayInput } from '../fields/day-input.tsx'
import { PersonChoice } from '../people/person-choice.tsx'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '登记授权', en: 'Grant one' },
  person: { zh: '被代人', en: 'Whose place is taken' },
  deputy: { zh: '代行人', en: 'Who stands in' },
  from: { zh: '起始日期', en: 'From' },
  to: { zh: '截止日期', en: 'To' },
  by: { zh: '书面授权（文号或日期）', en: 'Written authorisation (number or date)' },
  save: { zh: '授权', en: 'Grant' },
}

/** Grants a stand-in: for oneself, or for anybody where one manages people. */
export function GrantForm() {
  const { say } = useSay()
  const { session } = useUnit()
  const queryClient = useQueryClient()
  const me = session.person
  const forAnybody = session.may.includes('manage-people')
  const empty: Grant = {
    ...noGrant,
    person: forAnybody ? '' : (me ?? ''),
    from: session.today,
  }
  const [given, setGiven] = useState(empty)
  const grant = useMutation({
    mutationFn: () => ask('/stand-ins', { method: 'POST', body: given }),
    onSuccess: async () => {
      setGiven(empty)
      await queryClient.invalidateQueries({ queryKey: ['stand-ins'] })
    },
  })
  if ((me === null && !forAnybody) || session.standingInFor !== undefined) return null
  const set = (next: Partial<Grant>) => setGiven({ ...given, ...next })
  const isWhole = Object.values(given).every((value) => value.trim() !== '')
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) grant.mutate()
      }}
    >
      <h3>{say(words.title)}</h3>
      <GrantFields
        given={given}
        forAnybody={forAnybody}
        disabled={!isWhole || grant.isPending}
        onChange={set}
      />
      {grant.error ? <ErrorNote error={grant.error} /> : null}
    </form>
  )
}

const noGrant = { person: '', deputy: '', from: '', to: '', authorisedBy: '' }
type Grant = Readonly<typeof noGrant>

function GrantFields(props: {
  given: Grant
  forAnybody: boolean
  disabled: boolean
  onChange: (next: Partial<Grant>) => void
}) {
  const { say } = useSay()
  const { given, forAnybody, onChange } = props
  return (
    <div className="form-grid">
      {forAnybody ? (
        <PersonChoice
          label={say(words.person)}
          value={given.person}
          onChange={(person) => onChange({ person })}
        />
      ) : null}
      <PersonChoice
        label={say(words.deputy)}
        value={given.deputy}
        except={given.person}
        onChange={(deputy) => onChange({ deputy })}
      />
      {(['from', 'to'] as const).map((end) => (
        <DayInput
          key={end}
          label={say(words[end])}
          value={given[end]}
          onChange={(day) => onChange({ [end]: day })}
        />
      ))}
      <label className="stacked">
        {say(words.by)}
        <input
          className="input"
          data-most={120}
          required
          value={given.authorisedBy}
          onChange={(event) => onChange({ authorisedBy: event.target.value })}
        />
      </label>
      <button type="submit" className="button" disabled={props.disabled}>
        {say(words.save)}
      </button>
    </div>
  )
}
