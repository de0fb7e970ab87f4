import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { offeredIn } from './named-choices.ts'

function Input(props: InputProps) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { id, field, value } = props
  const offered = offeredIn(pack, field, [])
  const list = offered.length > 0 ? `${id}-offered` : undefined
  return (
    <>
      <input
        id={id}
        className="input"
        type="text"
        autoComplete="off"
        list={list}
        aria-invalid={props.invalid}
        aria-describedby={props.describedBy}
        aria-required={field.required}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => props.onChange(event.target.value || undefined)}
      />
      {list === undefined ? null : (
        <datalist id={list}>
          {offered.map((one) => (
            <option key={one.id} value={say(one.label)} />
          ))}
        </datalist>
      )}
    </>
  )
}

/** One line of text; where the field draws from a list, its words are offered. */
export const text: FieldView = { Input }
