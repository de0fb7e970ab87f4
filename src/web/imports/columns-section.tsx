import type { ImportView } from '../../api/contract/import.ts'
import type { Label } from '../../ledger/label.ts'
import type { ColumnProposal, ColumnUse } from '../../ledger/sheet/mapping.ts'
import type { Shape, ShapeField } from '../../ledger/sheet/shape.ts'
import { columnLetters } from '../../ledger/sheet/table.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import { fieldName } from './field-name.ts'
import { ImportPart } from './import-part.tsx'
import type { Mapping } from './import-queries.ts'
import type { ImportChanges } from './use-import-changes.ts'

const words = {
  title: { zh: '各列对应', en: 'Columns' },
  fit: {
    zh: '{count} 列，{used} 列写入台账',
    en: '{count} {count:column|columns}, {used} of them recorded',
  },
  unsure: { zh: '{count} 列请核对', en: '{count} to check' },
  column: { zh: '列', en: 'Column' },
  head: { zh: '表头', en: 'Head' },
  samples: { zh: '前几行', en: 'First rows' },
  use: { zh: '对应', en: 'Becomes' },
  why: { zh: '依据', en: 'Because of' },
  useOf: { zh: '“{head}”这一列对应什么', en: 'What the column “{head}” becomes' },
  noHead: { zh: '（无表头）', en: '(no head)' },
  rivals: { zh: '像是', en: 'It looks like' },
  fields: { zh: '{register}的各项', en: 'Fields of {register}' },
  taken: { zh: '{name}（已由 {column} 列填写）', en: '{name} (filled by column {column})' },
  text: { zh: '作为文字保留（写入“{field}”）', en: 'Keep as text (in “{field}”)' },
  out: { zh: '不导入', en: 'Leave out' },
  check: { zh: '请核对', en: 'check' },
  noSample: { zh: '（空）', en: '(empty)' },
  between: { zh: '　┊　', en: '   ┊   ' },
} satisfies Record<string, Label>

const whyWords: Readonly<Record<ColumnProposal['why'], Label>> = {
  name: { zh: '表头同名', en: 'its head' },
  synonym: { zh: '表头的常见叫法', en: 'a usual name of it' },
  content: { zh: '这一列的内容', en: 'what stands in it' },
  remembered: { zh: '上次这样对应', en: 'the last time' },
  key: { zh: '本系统导出的列', en: 'a column of our own export' },
  serial: { zh: '只是序号', en: 'only numbers the rows' },
  none: { zh: '没有认出', en: 'not recognised' },
}

/** Each column of the table beside its first cells, and what becomes of it. */
export function ColumnsSection(props: {
  view: Pick<ImportView, 'mapping' | 'columns'>
  shape: Shape
  changes: Pick<ImportChanges, 'map'>
}) {
  const { say } = useSay()
  const { view, shape, changes } = props
  const { mapping } = view
  const used = mapping.columns.filter(({ use }) => use !== 'left-out').length
  const unsure = view.columns.filter((one) => !isSettled(one, mapping)).length
  const set = (at: number, use: ColumnUse) => {
    const columns = mapping.columns.map((one) => (one.at === at ? { ...one, use } : one))
    changes.map({ columns })
  }
  return (
    <ImportPart
      id="columns"
      title={say(words.title)}
      aside={
        <>
          {say(words.fit, { count: view.columns.length, used })}
          {unsure > 0 ? (
            <span className="import-unsure"> {say(words.unsure, { count: unsure })}</span>
          ) : null}
        </>
      }
    >
      <Table
        name={say(words.title)}
        look="plan"
        className="import-columns"
        heads={[words.column, words.head, words.samples, words.use, words.why]}
      >
        {view.columns.map((column) => (
          <ColumnLine
            key={column.at}
            column={column}
            use={useOf(column, mapping)}
            isSettled={isSettled(column, mapping)}
            shape={shape}
            taken={takenBy(mapping, column.at)}
            onUse={(use) => set(column.at, use)}
          />
        ))}
      </Table>
    </ImportPart>
  )
}

/** Fields that other columns fill, by the letters of those. */
function takenBy({ columns }: Mapping, but: number): ReadonlyMap<string, string> {
  return new Map(
    columns.flatMap(({ at, use }) =>
      typeof use === 'string' || at === but ? [] : [[use.field, columnLetters(at)]],
    ),
  )
}

function useOf({ at, use }: ColumnProposal, { columns }: Mapping): ColumnUse {
  return columns.find((one) => one.at === at)?.use ?? use
}

/** Sure by itself, or set otherwise by hand. */
function isSettled(column: ColumnProposal, mapping: Mapping): boolean {
  return column.sure || choiceOf(useOf(column, mapping)) !== choiceOf(column.use)
}

/** A use as the value of a `select`; no field is named like the two others. */
function choiceOf(use: ColumnUse): string {
  return typeof use === 'string' ? `=${use}` : use.field
}

function ColumnLine(props: {
  column: ColumnProposal
  use: ColumnUse
  isSettled: boolean
  shape: Shape
  taken: ReadonlyMap<string, string>
  onUse: (use: ColumnUse) => void
}) {
  const { say } = useSay()
  const { column, use, shape, taken } = props
  const head = column.header === '' ? say(words.noHead) : column.header
  const near = [choiceOf(column.use), ...column.rivals]
  const kept = shape.fields.find(({ id }) => id === shape.keptIn)
  const rivals = shape.fields.filter(({ id }) => near.includes(id))
  const others = shape.fields.filter(({ id }) => !near.includes(id))
  const choose = (value: string) =>
    props.onUse(value === '=text' ? 'text' : value === '=left-out' ? 'left-out' : { field: value })
  return (
    <tr className={use === 'left-out' ? 'left-out' : undefined}>
      <td className="number quiet" data-label={say(words.column)}>
        {columnLetters(column.at)}
      </td>
      <th scope="row" data-label={say(words.head)}>
        {head}
      </th>
      <td className="import-samples" data-label={say(words.samples)}>
        {column.samples.length === 0 ? (
          <span className="quiet">{say(words.noSample)}</span>
        ) : (
          <span>{column.samples.slice(0, 3).join(say(words.between))}</span>
        )}
      </td>
      <td data-label={say(words.use)}>
        <select
          className="select"
          aria-label={say(words.useOf, { head })}
          value={choiceOf(use)}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="=left-out">{say(words.out)}</option>
          {kept === undefined ? null : (
            <option value="=text">{say(words.text, { field: say(kept.field.label) })}</option>
          )}
          {rivals.length === 0 ? null : (
            <optgroup label={say(words.rivals)}>
              {rivals.map((one) => (
                <FieldOption key={one.id} {...one} taken={taken.get(one.id)} />
              ))}
            </optgroup>
          )}
          <optgroup label={say(words.fields, { register: say(shape.label) })}>
            {others.map((one) => (
              <FieldOption key={one.id} {...one} taken={taken.get(one.id)} />
            ))}
          </optgroup>
        </select>
      </td>
      <td className={props.isSettled ? 'small settled' : 'small'} data-label={say(words.why)}>
        {props.isSettled ? (
          <span className="quiet">{say(whyWords[column.why])}</span>
        ) : (
          <span className="import-unsure">
            {say(words.check)} <span className="quiet">{say(whyWords[column.why])}</span>
          </span>
        )}
      </td>
    </tr>
  )
}

/** A field that another column fills already is to be set free there first. */
function FieldOption({ taken, ...of }: ShapeField & { taken: string | undefined }) {
  const { say } = useSay()
  const name = fieldName(of, say)
  return (
    <option value={of.id} disabled={taken !== undefined}>
      {taken === undefined ? name : say(words.taken, { name, column: taken })}
    </option>
  )
}
