import { madeLists } from '../../ledger/choice.ts'
import { isClause, isReadClause } from '../../ledger/fields/clause/clause.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { offeredIn } from './named-choices.ts'

const words = {
  empty: { zh: '请选择', en: 'Choose' },
  clause: { zh: '条款，如：13', en: 'Clause, e.g. 13' },
  unread: { zh: '条款号未经核对', en: 'Nobody has checked this clause' },
}

function Input(props: InputProps) {
  const { say } = useSay()
  const { pack } = useUnit()
  const value = props.value !== undefined && isClause(props.value) ? props.value : null
  const list = { of: madeLists.instruments }
  const instruments = offeredIn(pack, list, [value?.instrument])
  const chosen = instruments.find(({ id }) => id === value?.instrument)
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
        {instruments.map(({ id, label }) => (
          <option key={id} value={id}>
            {say(label)}
          </option>
        ))}
      </select>
      <input
        className="input"
        aria-label={say(words.clause)}
        placeholder={say(words.clause)}
        disabled={value === null}
        list={`${props.id}-clauses`}
        value={value?.clause ?? ''}
        onChange={(event) => set(value?.instrument ?? '', event.target.value)}
      />
      <datalist id={`${props.id}-clauses`}>
        {chosen?.clauses?.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {value?.clause && !isReadClause(value.clause, chosen ?? {}) ? (
        <p className="quiet small">{say(words.unread)}</p>
      ) : null}
    </div>
  )
}

/** A clause of an instrument the pack cites. */
export const clause: FieldView = { Input }
