import { memo, useId, useRef } from 'react'
import type { ImportView } from '../../api/contract/import.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { MappedColumn } from '../../ledger/sheet/mapping.ts'
import type { Shape, ShapeField } from '../../ledger/sheet/shape.ts'
import { cellAddress } from '../../ledger/sheet/table.ts'
import { CellGrid } from '../components/cell-grid.tsx'
import { MendableCell } from '../components/mendable-cell.tsx'
import { useUnit } from '../components/use-unit.ts'
import { fieldViews } from '../fields/index.ts'
import { OfferedTexts } from '../fields/offered-texts.tsx'
import { ShownValue } from '../fields/shown-value.tsx'
import { useSay } from '../say.tsx'
import { fieldName } from './field-name.ts'
import type { ImportRow } from './import-queries.ts'
import { askedCode } from './question-groups.ts'
import type { ImportChanges } from './use-import-changes.ts'
import { useKeptFocus } from './use-kept-focus.ts'

const words = {
  caption: { zh: '表中各行', en: 'Rows of the table' },
  row: { zh: '行', en: 'Row' },
  act: { zh: '处理', en: 'What to do' },
  leaveOut: { zh: '不导入', en: 'Leave out' },
  leaveOutOf: { zh: '第 {row} 行不导入', en: 'Leave row {row} out' },
  takeBack: { zh: '取回', en: 'Take back' },
  takeBackOf: { zh: '取回第 {row} 行', en: 'Take row {row} back' },
  ready: { zh: '可写入', en: 'ready' },
  asked: { zh: '{count} 种写法待定', en: '{count} under “Questions”' },
  cell: { zh: '{field}，{address}', en: '{field}, {address}' },
}

/** What no column says is asked for beside the table, once for all rows. */
const missingCode = 'sheet.column.missing'

/** A column as the grid shows it. */
interface GridColumn {
  readonly mapped: MappedColumn
  readonly of: ShapeField | undefined
  readonly name: string
  /** Id of the texts that are offered in its cells; absent where anything may stand. */
  readonly list: string | undefined
}

/**
 * Rows as cells that are mended in place. Arrow keys walk the cells and Enter opens one; see
 * `MendableCell` for the keys while it is open.
 */
export function RowGrid(props: {
  view: ImportView
  shape: Shape
  changes: ImportChanges
  rows: readonly ImportRow[]
}) {
  const { say } = useSay()
  const { view, shape, changes, rows } = props
  const table = useRef<HTMLTableElement>(null)
  useKeptFocus(table, { item: 'tbody tr', focused: 'td button', count: rows.length })
  const columns = useColumns(view, shape)
  const heads = columns.map(({ mapped, name }) => ({ key: mapped.at, head: name }))
  return (
    <CellGrid
      name={say(words.caption)}
      className="import-grid"
      table={table}
      heads={[{ key: 'row', head: say(words.row) }, ...heads, { key: 'act', head: say(words.act) }]}
      lists={columns.map(({ list, of }) =>
        list === undefined || of === undefined ? null : (
          <OfferedTexts key={list} id={list} field={of.field} />
        ),
      )}
    >
      {rows.map((row) => (
        <GridRow key={row.row} row={row} columns={columns} changes={changes} />
      ))}
    </CellGrid>
  )
}

function useColumns({ mapping }: ImportView, shape: Shape): readonly GridColumn[] {
  const { say } = useSay()
  const unit = useUnit()
  const id = useId()
  return mapping.columns.flatMap((mapped) => {
    const { use, header, at } = mapped
    if (use === 'left-out') return []
    const of = use === 'text' ? undefined : shape.fields.find((one) => one.id === use.field)
    const isOffered = of && (fieldViews[of.field.type].choices?.(of.field, unit).length ?? 0) > 0
    const name = of ? fieldName(of, say) : header
    return [{ mapped, of, name, list: isOffered ? `${id}-${at}` : undefined }]
  })
}

const GridRow = memo(function GridRow(props: {
  row: ImportRow
  columns: readonly GridColumn[]
  changes: ImportChanges
}) {
  const { say } = useSay()
  const { row, columns, changes } = props
  const isOut = row.state === 'left-out'
  const homeless = row.faults.filter(
    (one) => one.code !== missingCode && !columns.some((column) => isOf(one, column)),
  )
  return (
    <tr className={row.state}>
      <th scope="row">
        {row.row}
        {row.state === 'ready' ? <span className="import-ready">{say(words.ready)}</span> : null}
        {homeless.map((one) => (
          <Wrong key={`${one.code} ${one.at.join('.')}`} fault={one} />
        ))}
      </th>
      {columns.map((column) => {
        const cell = row.cells.find(({ at }) => at === column.mapped.at)
        const address = cellAddress({ row: row.row - 1, column: column.mapped.at })
        const all = [...(cell?.faults ?? []), ...row.faults.filter((one) => isOf(one, column))]
        const faults = all.filter(({ code }) => code !== askedCode)
        const asked = all.length - faults.length
        return (
          <MendableCell
            key={column.mapped.at}
            name={say(words.cell, { field: column.name, address })}
            label={column.name}
            text={cell?.text ?? ''}
            list={column.list}
            state={faults.length > 0 ? 'wrong' : asked > 0 ? 'asked' : 'fine'}
            onKeep={(text) => changes.mend(address, text)}
            notes={
              <>
                {faults.map((one) => (
                  <Wrong key={`${one.code} ${one.at.join('.')}`} fault={one} />
                ))}
                {asked > 0 ? (
                  <span className="cell-asked small">{say(words.asked, { count: asked })}</span>
                ) : null}
              </>
            }
          >
            <CellText cell={cell} of={column.of} />
          </MendableCell>
        )
      })}
      <td className="act">
        <button
          type="button"
          className="link"
          aria-label={say(isOut ? words.takeBackOf : words.leaveOutOf, { row: row.row })}
          onClick={() => changes.decide([row.row], isOut ? 'take' : 'leave-out')}
        >
          {say(isOut ? words.takeBack : words.leaveOut)}
        </button>
      </td>
    </tr>
  )
})

/** Whether a fault of a row is one of the field that the column fills. */
function isOf(fault: Pick<Fault, 'at'>, { mapped: { use } }: GridColumn): boolean {
  return typeof use === 'object' && fault.at[1] === use.field.split('.')[0]
}

/** What was understood, where it is one thing; what is written, where it is not clear. */
function CellText({
  cell,
  of,
}: {
  cell: ImportRow['cells'][number] | undefined
  of: ShapeField | undefined
}) {
  if (cell === undefined) return null
  if (of === undefined || of.inside || cell.value === null) return <>{cell.text}</>
  return <ShownValue field={of.field} value={cell.value} brief />
}

function Wrong({ fault }: { fault: Pick<Fault, 'text' | 'hint'> }) {
  const { say } = useSay()
  return (
    <span className="cell-wrong small">
      {say(fault.text)} <span className="quiet">{say(fault.hint)}</span>
    </span>
  )
}
