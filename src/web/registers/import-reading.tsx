import type { Register } from '../../ledger/register.ts'
import { useUnit } from '../components/use-unit.ts'
import { offeredIn } from '../fields/named-choices.ts'
import { useSay } from '../say.tsx'

const words = {
  about: {
    zh: '别处制作的表也可以直接导入：表头不同、合并单元格、“6月底”“全年”这样的时间都能识别。',
    en: 'Tables made elsewhere are read as well: other labels, merged cells, times such as 6月底 or 全年.',
  },
  year: { zh: '“6月底”等所指年度', en: 'Year that such times mean' },
  keep: {
    zh: '认不出的科室、人员保留为文字',
    en: 'Keep offices and people that are not known as text',
  },
  given: { zh: '{field}（表中没有这一列时）', en: '{field} (where the table has no such column)' },
  none: { zh: '不填', en: 'Leave empty' },
}

/** How a table made elsewhere is to be read. */
export interface ImportReading {
  readonly year: string
  readonly keepText: boolean
  readonly given: Readonly<Record<string, string>>
}

/** Whether a register says how tables made elsewhere are to be read. */
export function readsOthers({ fields }: Register): boolean {
  return fields.some((field) => field.headers !== undefined)
}

/** The part of an import's address that says how to read it. */
export function readingQuery(register: Register, reading: ImportReading): Record<string, string> {
  if (!readsOthers(register)) return {}
  const given = Object.entries(reading.given).filter(([, value]) => value !== '')
  return {
    ...(/^\d{4}$/.test(reading.year) ? { year: reading.year } : {}),
    ...(reading.keepText ? { keepText: 'true' } : {}),
    ...Object.fromEntries(given.map(([field, value]) => [`given.${field}`, value])),
  }
}

/** What somebody may choose before a table made elsewhere is read. */
export function ReadingChoices(props: {
  register: Register
  reading: ImportReading
  onChange: (reading: ImportReading) => void
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { register, reading, onChange } = props
  const choices = register.fields.filter(
    ({ id, type }) => type === 'choice' && register.columns.includes(id),
  )
  return (
    <fieldset className="import-reading">
      <legend className="small quiet">{say(words.about)}</legend>
      <label>
        {say(words.year)}{' '}
        <input
          className="input short-input"
          inputMode="numeric"
          maxLength={4}
          value={reading.year}
          onChange={(event) => onChange({ ...reading, year: event.target.value })}
        />
      </label>
      {choices.map((field) => (
        <label key={field.id}>
          {say(words.given, { field: say(field.label) })}{' '}
          <select
            className="select"
            value={reading.given[field.id] ?? ''}
            onChange={(event) =>
              onChange({ ...reading, given: { ...reading.given, [field.id]: event.target.value } })
            }
          >
            <option value="">{say(words.none)}</option>
            {offeredIn(pack, field, []).map((one) => (
              <option key={one.id} value={one.id}>
                {say(one.label)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label>
        <input
          type="checkbox"
          checked={reading.keepText}
          onChange={(event) => onChange({ ...reading, keepText: event.target.checked })}
        />{' '}
        {say(words.keep)}
      </label>
    </fieldset>
  )
}
