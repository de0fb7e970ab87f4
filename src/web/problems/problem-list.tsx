import { Link } from '@tanstack/react-router'
import type { BoardItemView } from '../../api/contract/problem.ts'
import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import type { Label } from '../../ledger/label.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { Table } from '../components/table.tsx'
import { ShownValue } from '../fields/shown-value.tsx'
import { useSay } from '../say.tsx'
import { DueMark } from './due-mark.tsx'
import { StageWord } from './stage-word.tsx'

const words = {
  nth: { zh: '序号', en: 'No.' },
  stage: { zh: '阶段', en: 'Stage' },
  due: { zh: '时限', en: 'Due' },
  mayReturn: { zh: '疑似反复', en: 'May be a return' },
}

/** What the list shows beside title, stage and date. */
const listedMax = 4

/** Days of a problem are its stages and their limit, which have columns of their own. */
function isListed({ type }: Field): boolean {
  return type !== 'date' && fieldKindOf(type).wide !== true
}

/** The problems as a table, what is most pressing first. */
export function ProblemList(props: { register: Register; items: readonly BoardItemView[] }) {
  const { say } = useSay()
  const { register, items } = props
  const fields = fieldsOf(register, register.printed)
    .filter((field) => isListed(field) && !register.title.includes(`{${field.id}}`))
    .slice(0, listedMax)
  return (
    <Table
      name={say(register.label)}
      look="sheet"
      className="problem-list"
      heads={[titleLabel(register), words.stage, words.due, ...fields.map(({ label }) => label)]}
    >
      {items.map((item) => (
        <tr key={item.record.id}>
          <td>
            <Link to="/problems/$record" params={{ record: item.record.id }}>
              {item.record.title}
            </Link>
            {item.mayReturn ? <span className="due-mark soon"> {say(words.mayReturn)}</span> : null}
          </td>
          <td>
            <StageWord register={register} stage={item.stage} />
          </td>
          <td>
            <DueMark due={item.due} register={register} stage={item.stage} />
          </td>
          {fields.map((field) => (
            <td key={field.id}>
              <ShownValue field={field} value={item.record.values[field.id] ?? null} brief />
            </td>
          ))}
        </tr>
      ))}
    </Table>
  )
}

/** The table as an office prints it: problems, who answers for them, measures, how far they are. */
export function ProblemPrint(props: { register: Register; items: readonly BoardItemView[] }) {
  const { say } = useSay()
  const { register, items } = props
  const fields = fieldsOf(register, register.printed ?? register.columns)
  return (
    <Table
      name={say(register.label)}
      look="print"
      heads={[words.nth, ...fields.map(({ label }) => label), words.stage]}
    >
      {items.map(({ record, stage }, nth) => (
        <tr key={record.id}>
          <td className="number">{nth + 1}</td>
          {fields.map((field) => (
            <td key={field.id} data-kind={field.type}>
              <ShownValue field={field} value={record.values[field.id] ?? null} />
            </td>
          ))}
          <td>
            <StageWord register={register} stage={stage} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** What the title of a record is called: by the field it is made of, where that is one. */
function titleLabel({ fields, title, label }: Register): Label {
  return fields.find(({ id }) => title === `{${id}}`)?.label ?? label
}

function fieldsOf(register: Register, ids: readonly string[] = []): readonly Field[] {
  return ids.flatMap((id) => register.fields.find((field) => field.id === id) ?? [])
}
