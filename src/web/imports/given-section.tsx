import { useEffect, useId, useRef, useState } from 'react'
import type { ImportView } from '../../api/contract/import.ts'
import type { Shape, ShapeField } from '../../ledger/sheet/shape.ts'
import type { Value } from '../../ledger/value.ts'
import { FieldLine } from '../form/field-line.tsx'
import { isNeeded } from '../form/is-needed.ts'
import { useSay } from '../say.tsx'
import { ImportPart } from './import-part.tsx'
import type { Mapping } from './import-queries.ts'
import type { ImportChanges } from './use-import-changes.ts'

const words = {
  title: { zh: '表里没有的项', en: 'What the table does not say' },
  missing: {
    zh: '必填 {count} 项没有列，请填一次，每一行都用它',
    en: '{count} required without a column: said once here, for every row',
  },
  about: { zh: '填一次，每一行都用它；不填也可以', en: 'Said once, for every row; may stay empty' },
  more: { zh: '再给每一行加一项', en: 'Say something more of every row' },
  choose: { zh: '请选择', en: 'Choose' },
}

const restMs = 500

/** Fields that no column fills, said once for all rows: those that must be said, and any other. */
export function GivenSection(props: { view: ImportView; shape: Shape; changes: ImportChanges }) {
  const { say } = useSay()
  const { view, shape, changes } = props
  const { mapping } = view
  const [added, setAdded] = useState<readonly string[]>([])
  const open = shape.fields.filter(({ id, inside }) => !inside && !isFilled(id, mapping))
  const isAsked = ({ id, field }: ShapeField) =>
    isNeeded(field) || added.includes(id) || id in mapping.given
  const missing = view.missing.length
  const asked = open.filter(isAsked)
  const others = open.filter((one) => !isAsked(one))
  return (
    <ImportPart
      id="given"
      title={say(words.title)}
      aside={
        missing > 0 ? (
          <span className="import-unsure">{say(words.missing, { count: missing })}</span>
        ) : (
          say(words.about)
        )
      }
    >
      <div className="import-given">
        {asked.map((one) => (
          <GivenField
            key={one.id}
            one={one}
            value={mapping.given[one.id] as Value | undefined}
            onGive={(value) => changes.map({ given: withGiven(mapping, one.id, value) })}
          />
        ))}
        {others.length === 0 ? null : (
          <label className="import-more">
            {say(words.more)}{' '}
            <select
              className="select"
              value=""
              onChange={(event) => setAdded([...added, event.target.value])}
            >
              <option value="">{say(words.choose)}</option>
              {others.map(({ id, field }) => (
                <option key={id} value={id}>
                  {say(field.label)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
    </ImportPart>
  )
}

/** Whether a column fills the field, or something inside it. */
function isFilled(id: string, { columns }: Mapping): boolean {
  return columns.some(
    ({ use }) => typeof use === 'object' && (use.field === id || use.field.startsWith(`${id}.`)),
  )
}

function withGiven({ given }: Mapping, id: string, value: Value | undefined): Mapping['given'] {
  const { [id]: _before, ...others } = given
  return value === undefined ? others : { ...others, [id]: value }
}

/** One such field. What is typed is sent when it rests: the whole table is read again with it. */
function GivenField(props: {
  one: ShapeField
  value: Value | undefined
  onGive: (value: Value | undefined) => void
}) {
  const formId = useId()
  const [value, setValue] = useState(props.value)
  const give = useRef(props.onGive)
  useEffect(() => {
    give.current = props.onGive
  })
  const isGiven = JSON.stringify(value) === JSON.stringify(props.value)
  useEffect(() => {
    if (isGiven) return
    const timer = setTimeout(() => give.current(value), restMs)
    return () => clearTimeout(timer)
  }, [isGiven, value])
  return (
    <FieldLine
      formId={formId}
      field={props.one.field}
      value={value}
      last={undefined}
      faults={[]}
      onChange={setValue}
      onLeave={() => undefined}
    />
  )
}
