import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  choose: { zh: '请选择', en: 'Choose' },
  former: { zh: '（已离任）', en: ' (has left)' },
}

/** One of the people, those who have left where that is asked. */
export function PersonChoice(props: {
  label: string
  value: string
  except?: string
  withFormer?: boolean
  onChange: (person: string) => void
}) {
  const { say } = useSay()
  const { roster } = useUnit()
  const people = roster.people
    .filter((one) => props.withFormer === true || !one.former)
    .filter((one) => one.id !== props.except && one.goesOnAs === null)
  return (
    <label className="stacked">
      {props.label}
      <select
        className="select"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      >
        <option value="">{say(words.choose)}</option>
        {people.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
            {one.former ? say(words.former) : ''}
          </option>
        ))}
      </select>
    </label>
  )
}
