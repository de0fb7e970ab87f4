import { isClause } from '../../ledger/fields/clause/clause.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'

const words = {
  empty: { zh: '请选择', en: 'Choose' },
  clause: { zh: '条款，如：第十三条', en: 'Clause, e.g. article 13' },
}

const clauseCharactersMax = 40

function Input(props: InputProps) {
  const { say } = useSay()
  const { pack } = useUnit()
  const value = props.value !== undefined && isClause(props.value) ? props.value : null
  const set = (instrument: string, clause: string) =>
    props.onChange(
      instrument === '' ? undefined : { instrument, clause: clause === '' ? null : clause },
    )
  return (
    <div className="clause-input">
      <select
        id={props.id}
        className="select"
        aria-invalid={props.invalid}
        aria-describedby={props.describedBy}
        value={value?.instrument ?? ''}
        onChange={(event) => set(event.target.value, value?.clause ?? '')}
      >
        <option value="">{say(words.empty)}</option>
        {Object.entries(pack.instruments).map(([id, instrument]) => (
          <option key={id} value={id}>
            {say(instrument.label)}
          </option>
        ))}
      </select>
      <input
        className="input"
        aria-label={say(words.clause)}
        placeholder={say(words.clause)}
        maxLength={clauseCharactersMax}
        disabled={value === null}
        value={value?.clause ?? ''}
        onChange={(event) => set(value?.instrument ?? '', event.target.value)}
      />
    </div>
  )
}

/** A clause of an instrument the pack cites. */
export const clause: FieldView = { Input }
