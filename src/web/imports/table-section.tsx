import type { ImportView } from '../../api/contract/import.ts'
import { isOwnWay } from '../../ledger/core/own-way.ts'
import { columnLetters, placeOfCell } from '../../ledger/sheet/table.ts'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { inDailyOrder } from '../pack/daily-order.ts'
import { useSay } from '../say.tsx'
import { ImportPart } from './import-part.tsx'
import type { Mapping } from './import-queries.ts'
import type { ImportChanges } from './use-import-changes.ts'

const words = {
  title: { zh: '文件和工作表', en: 'File and sheet' },
  register: { zh: '这是什么台账', en: 'What it is' },
  likely: { zh: '像是', en: 'It looks like' },
  others: { zh: '其他台账', en: 'Other registers' },
  table: { zh: '工作表', en: 'Sheet' },
  tableRows: { zh: '{name}（{rows} 行）', en: '{name} ({rows} {rows:row|rows})' },
  year: { zh: '没写年份的日期，按', en: 'Days without a year are of' },
  yearAfter: { zh: '年', en: '' },
  header: { zh: '表头', en: 'Header' },
  headerIs: {
    zh: '在第 {first} 行。不对的话，点下面真正的表头行；表头占两行，再按住 Shift 点另一行。',
    en: 'is row {first}. If not, click the right row below; for a header of two rows hold Shift and click the other.',
  },
  headerAre: {
    zh: '在第 {first} 至 {last} 行。不对的话，点下面真正的表头行；表头占两行，再按住 Shift 点另一行。',
    en: 'is rows {first} to {last}. If not, click the right row below; for a header of two rows hold Shift and click the other.',
  },
  headerNone: {
    zh: '没有。各列按内容认；若有，点下面的表头行。',
    en: 'none: columns go by what stands in them. If there is one, click its row below.',
  },
  noHeader: { zh: '这张表没有表头', en: 'This table has no header' },
  preview: { zh: '表的开头', en: 'The top of the table' },
  rowAsHeader: { zh: '第 {row} 行作表头', en: 'Row {row} is the header' },
  row: { zh: '行', en: 'Row' },
}

/** Which register and sheet it is, where its header stands, and how the sheet begins. */
export function TableSection({ view, changes }: { view: ImportView; changes: ImportChanges }) {
  const { say } = useSay()
  const { mapping } = view
  return (
    <ImportPart id="table" title={say(words.title)} aside={view.fileName}>
      <div className="import-choices">
        <RegisterPick view={view} onPick={(picked) => changes.map(picked)} />
        {view.tables.length > 1 ? (
          <label>
            {say(words.table)}{' '}
            <select
              className="select"
              value={mapping.table}
              onChange={(event) => changes.map({ table: event.target.value })}
            >
              {view.tables.map(({ name, rows }) => (
                <option key={name} value={name}>
                  {say(words.tableRows, { name, rows })}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <YearPick year={mapping.year} onPick={(year) => changes.map({ year })} />
      </div>
      <HeaderLine mapping={mapping} onNone={() => changes.map({ header: { first: 0, last: 0 } })} />
      {view.found?.faults.map((one) => (
        <p key={one.code} className="note bad" role="alert">
          {say(one.text)} <span className="quiet">{say(one.hint)}</span>
        </p>
      ))}
      <TopRows
        view={view}
        onHeader={(row, isMore) => {
          const { first, last } = mapping.header
          const isNext = isMore && first > 0
          changes.map({
            header: isNext
              ? { first: Math.min(first, row), last: Math.max(last, row) }
              : { first: row, last: row },
          })
        }}
      />
    </ImportPart>
  )
}

function RegisterPick(props: {
  view: ImportView
  onPick: (picked: Pick<Mapping, 'register' | 'table'>) => void
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { view } = props
  const likely = view.registers.map(({ id }) => id)
  const { table } = view.mapping
  const pick = (register: string) => {
    const fits = view.registers.find(({ id }) => id === register)
    props.onPick({ register, table: fits?.table ?? table })
  }
  const others = inDailyOrder(pack).filter(({ id }) => !likely.includes(id) && !isOwnWay(id))
  return (
    <label>
      {say(words.register)}{' '}
      <select
        className="select"
        value={view.mapping.register}
        onChange={(event) => pick(event.target.value)}
      >
        <optgroup label={say(words.likely)}>
          {view.registers.map(({ id, label }) => (
            <option key={id} value={id}>
              {say(label)}
            </option>
          ))}
        </optgroup>
        <optgroup label={say(words.others)}>
          {others.map(({ id, label }) => (
            <option key={id} value={id}>
              {say(label)}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  )
}

function YearPick({
  year,
  onPick,
}: {
  year: number | null
  onPick: (year: number | null) => void
}) {
  const { say } = useSay()
  return (
    <label>
      {say(words.year)}{' '}
      <input
        key={year}
        className="input import-year"
        inputMode="numeric"
        defaultValue={year ?? ''}
        onBlur={({ target }) => {
          const next = /^(19|20)\d\d$/.test(target.value) ? Number(target.value) : null
          if (next !== year) onPick(next)
        }}
      />{' '}
      {say(words.yearAfter)}
    </label>
  )
}

function HeaderLine({ mapping, onNone }: { mapping: Mapping; onNone: () => void }) {
  const { say } = useSay()
  const { first, last } = mapping.header
  const where = first === 0 ? words.headerNone : first === last ? words.headerIs : words.headerAre
  return (
    <p>
      <strong>{say(words.header)}</strong> <span>{say(where, { first, last })}</span>{' '}
      {first === 0 ? null : (
        <button type="button" className="link" onClick={onNone}>
          {say(words.noHeader)}
        </button>
      )}
    </p>
  )
}

/** The sheet as it is, so that a header in the wrong place is seen and put right by a click. */
function TopRows(props: { view: ImportView; onHeader: (row: number, isMore: boolean) => void }) {
  const { say } = useSay()
  const { found, mapping } = props.view
  const head = (found?.head ?? []).flatMap((cells) => {
    const place = placeOfCell(cells[0]?.address ?? '')
    return place ? [{ row: place.row + 1, cells }] : []
  })
  const { first, last } = mapping.header
  const width = head.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  if (head.length === 0) return null
  const letters = Array.from({ length: width }, (_, at) => columnLetters(at))
  return (
    <Table
      name={say(words.preview)}
      className="import-top"
      heads={[
        words.row,
        ...letters.map((letter) => (
          <th key={letter} scope="col">
            {letter}
          </th>
        )),
      ]}
    >
      {head.map(({ row, cells }) => {
        const isHeader = row >= first && row <= last
        return (
          <tr
            key={row}
            className={isHeader ? 'header' : row < first ? 'above' : undefined}
            onClick={(event) => props.onHeader(row, event.shiftKey)}
          >
            <th scope="row">
              <button
                type="button"
                aria-pressed={isHeader}
                aria-label={say(words.rowAsHeader, { row })}
              >
                {row}
              </button>
            </th>
            {letters.map((letter, at) => (
              <td key={letter}>
                <span>{cells[at]?.text}</span>
              </td>
            ))}
          </tr>
        )
      })}
    </Table>
  )
}
