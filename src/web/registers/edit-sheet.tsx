import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import { ApiFailure } from '../api-client/ask.ts'
import type { RecordList } from '../api-client/queries.ts'
import { recordsQuery } from '../api-client/queries.ts'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { useFieldContext } from '../fields/use-field-context.ts'
import { focusFirstFault } from '../form/form-focus.ts'
import { useSay } from '../say.tsx'
import type { CellNames } from '../sheet-import/cell-names.ts'
import { CellNamesContext } from '../sheet-import/cell-names.ts'
import { ConfirmImport, WrittenImport } from '../sheet-import/import-confirm.tsx'
import { cellOf, ImportFaults } from '../sheet-import/import-faults.tsx'
import { useImport } from '../sheet-import/use-import.ts'
import type { GridLine } from './edit-grid.tsx'
import { EditGrid } from './edit-grid.tsx'
import { neededElsewhere } from './sheet-columns.ts'
import type { EditedSheet, SheetEdits } from './sheet-edits.ts'
import { changedRecords, editedSheet, fieldsIn, newRows, rowsElsewhere } from './sheet-edits.ts'
import { SheetFoot } from './sheet-foot.tsx'
import type { SheetEditing } from './use-sheet-edits.ts'
import { useSheetEdits } from './use-sheet-edits.ts'
import './register-page.css'

const words = {
  about: {
    zh: '单击或直接键入改一格，回车到下一行，Tab 到右边；选了几行，改一格就是几行同改；可以粘贴 Excel、WPS 里复制的区域。明细、附件和关联记录请打开记录更正。',
    en: 'Click a cell or just type; Enter goes down, Tab to the right. A cell changed in chosen rows is changed in all of them. A range copied in a spreadsheet can be pasted. Items, files and links are corrected in the record itself.',
  },
  rows: {
    zh: '粘贴超出末行的，成为新行。',
    en: 'What is pasted beyond the last row becomes new rows.',
  },
  noRows: {
    zh: '新记录还要填写“{fields}”，表格里填不了，请用“记一笔”；粘贴超出末行的，不放入。',
    en: 'A new record also needs {fields}, which no cell can say: use “Record one”. What is pasted beyond the last row is left out.',
  },
  none: { zh: '还没有改动。', en: 'Nothing is changed yet.' },
  changed: {
    zh: '改了 {cells} 格，涉及 {records} 条；新增 {fresh} 行。',
    en: 'Cells changed: {cells}, in records: {records}. New rows: {fresh}.',
  },
  elsewhere: {
    zh: '另有 {count} 行的修改不在当前列表中，这次不保存；放宽筛选、换年份或往下看就会列出。',
    en: 'Changed rows outside of this list: {count}. They are not saved now; widen the filters, choose their year or scroll on to see them.',
  },
  dropElsewhere: { zh: '放弃这些修改', en: 'Drop those' },
  unplaced: {
    zh: '粘贴的内容有 {count} 格没有放入：所在的格不能直接填写，或者超出了表格。',
    en: 'Pasted cells left out: {count}. Their places cannot be typed into, or lie beyond the sheet.',
  },
  chosen: {
    zh: '已选 {count} 行，改一格即同改。',
    en: '{count} {count:row is|rows are} chosen and changed together.',
  },
  add: { zh: '加一行', en: 'Add a row' },
  save: { zh: '检查并保存', en: 'Check and save' },
  checking: { zh: '正在检查…', en: 'Checking…' },
  drop: { zh: '放弃改动', en: 'Drop the changes' },
  dropped: { zh: '放弃之后不能恢复。', en: 'They cannot be brought back.' },
  done: { zh: '返回列表', en: 'Back to the list' },
  title: { zh: '保存表中的改动：{register}', en: 'Save the changes: {register}' },
  wrong: {
    zh: '有 {count} 处要改，还没有写入任何一行。',
    en: '{count} {count:place|places} to put right; nothing was written.',
  },
  cell: { zh: '第 {row} 行', en: 'Row {row}' },
  place: { zh: '第 {row} 行 · {field}', en: 'Row {row} · {field}' },
}

interface EditSheetProps {
  register: Register
  list: RecordList
  columns: readonly string[]
  onDone: () => void
}

/**
 * The records of a register as cells that are typed into. What is typed is a sheet that comes back:
 * checked first, with one reason for all, conflicts cell by cell, and all of it or nothing.
 */
export function EditSheet(props: EditSheetProps) {
  const { register } = props
  const query = useInfiniteQuery(recordsQuery(props.list))
  const records = query.data?.pages.flatMap((page) => page.items) ?? []
  if (query.isPending) return <Loading />
  if (query.error && records.length === 0) {
    return <ErrorNote error={query.error} retry={() => void query.refetch()} />
  }
  return (
    <>
      <EditedRecords key={register.id} {...props} records={records} />
      <SheetFoot
        count={records.length}
        more={query.hasNextPage}
        fetching={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </>
  )
}

function EditedRecords(props: EditSheetProps & { records: readonly RecordView[] }) {
  const { say, lang } = useSay()
  const { register, records } = props
  const closed = neededElsewhere(register)
    .map(({ label }) => say(label))
    .join(lang === 'zh' ? '、' : ', ')
  const editing = useSheetEdits({ register, chosenColumns: props.columns, records })
  const { edits, columns } = editing
  const saving = useSaving(register, records, edits)
  const box = useRef<HTMLDivElement>(null)
  const { faults, sheet } = saving
  useEffect(() => {
    if (faults.length > 0) focusFirstFault(box.current)
  }, [faults])
  const lines = [
    ...records.map((record) => ({ id: record.id, record })),
    ...newRows(edits).map((id) => ({ id, record: null })),
  ].map(
    ({ id, record }): GridLine => ({
      id,
      record,
      texts: new Map(
        columns.map(({ field }) => [field.id, editing.textAt({ row: id, field: field.id })]),
      ),
      changed: new Set(fieldsIn(edits, id)),
      isChosen: editing.chosen.has(id),
      faults: faults.flatMap((fault) => {
        const place = sheet?.placeOf(cellOf(fault.at) ?? '') ?? null
        return place?.row === id ? [{ ...fault, field: place.field }] : []
      }),
    }),
  )
  const rowNumber = (row: string | null) => lines.findIndex(({ id }) => id === row) + 1
  const names: CellNames = {
    row: (row) => rowNumber(sheet?.rowOf(row) ?? null),
    cell: (at) => {
      const place = sheet?.placeOf(at) ?? null
      return place === null ? at : say(words.cell, { row: rowNumber(place.row) })
    },
    place: (at) => {
      const place = sheet?.placeOf(at) ?? null
      const field = register.fields.find(({ id }) => id === place?.field)
      if (place === null || !field) return names.cell(at)
      return say(words.place, { row: rowNumber(place.row), field: say(field.label) })
    },
  }
  return (
    <CellNamesContext.Provider value={names}>
      <p className="quiet small unprinted">
        {say(words.about)} {closed === '' ? say(words.rows) : say(words.noRows, { fields: closed })}
      </p>
      {/* What is checked is what is saved: nothing is typed in between. */}
      <div ref={box} inert={saving.check.isPending}>
        <EditGrid register={register} columns={columns} lines={lines} acts={editing.acts} />
      </div>
      <EditBar {...props} editing={editing} saving={saving} />
      {saving.isAsked ? (
        <SaveDialog register={register} saving={saving} onWritten={editing.without} />
      ) : null}
    </CellNamesContext.Provider>
  )
}

type Saving = ReturnType<typeof useSaving>

function useSaving(register: Register, records: readonly RecordView[], edits: SheetEdits) {
  const { lang } = useSay()
  const context = useFieldContext()
  const check = useImport(register, { dryRun: true })
  const write = useImport(register, { dryRun: false })
  // What was sent is what answers speak of, whatever is typed meanwhile.
  const [sheet, setSheet] = useState<EditedSheet | null>(null)
  const failure = check.error instanceof ApiFailure ? check.error.problem.faults : []
  const faults = check.error ? failure : noFaults
  const isOfPlaces = faults.some(({ at }) => cellOf(at) !== null)
  return {
    check,
    write,
    sheet,
    faults: isOfPlaces ? faults : noFaults,
    error: isOfPlaces ? null : check.error,
    isAsked: check.data !== undefined,
    begin: () => {
      write.reset()
      const next = editedSheet(register, records, edits, { context, lang })
      setSheet(next)
      check.mutate({ file: next.file, reason: '' })
    },
    end: () => {
      check.reset()
      write.reset()
    },
  }
}

const noFaults: ApiFailure['problem']['faults'] = []

function EditBar(
  props: EditSheetProps & {
    records: readonly RecordView[]
    editing: SheetEditing
    saving: Saving
  },
) {
  const { say } = useSay()
  const { register, records, editing, saving } = props
  const [isDropping, setDropping] = useState(false)
  const { edits, chosen, unplaced } = editing
  const changed = changedRecords(edits, records).map(({ id }) => id)
  const cells = changed.flatMap((id) => fieldsIn(edits, id)).length
  const fresh = newRows(edits)
  const elsewhere = rowsElsewhere(edits, records)
  const isChanged = cells + fresh.length > 0
  return (
    <div className="edit-bar unprinted">
      {saving.error ? <ErrorNote error={saving.error} retry={saving.begin} /> : null}
      {saving.faults.length > 0 ? (
        <p className="note bad" role="alert">
          {say(words.wrong, { count: saving.faults.length })}
        </p>
      ) : null}
      <p role="status">
        {isChanged
          ? say(words.changed, { cells, records: changed.length, fresh: fresh.length })
          : elsewhere.length === 0
            ? say(words.none)
            : null}{' '}
        {chosen.size > 1 ? say(words.chosen, { count: chosen.size }) : null}{' '}
        {unplaced > 0 ? say(words.unplaced, { count: unplaced }) : null}
      </p>
      {elsewhere.length > 0 ? (
        <p className="note wait" role="status">
          {say(words.elsewhere, { count: elsewhere.length })}{' '}
          <button type="button" className="link" onClick={() => editing.without(elsewhere)}>
            {say(words.dropElsewhere)}
          </button>
        </p>
      ) : null}
      <p className="actions">
        <button
          type="button"
          className="button primary"
          disabled={!isChanged || saving.check.isPending}
          onClick={saving.begin}
        >
          {say(saving.check.isPending ? words.checking : words.save)}
        </button>
        {neededElsewhere(register).length === 0 ? (
          <button type="button" className="button" onClick={editing.addRow}>
            {say(words.add)}
          </button>
        ) : null}
        {isChanged ? (
          <button type="button" className="button plain" onClick={() => setDropping(true)}>
            {say(words.drop)}
          </button>
        ) : null}
        <button type="button" className="button plain" onClick={props.onDone}>
          {say(words.done)}
        </button>
      </p>
      {isDropping ? (
        <Dialog title={say(words.drop)} onClose={() => setDropping(false)} short>
          <div className="stack">
            <p>{say(words.changed, { cells, records: changed.length, fresh: fresh.length })}</p>
            <p>{say(words.dropped)}</p>
            <div className="actions">
              <button
                type="button"
                className="button primary"
                onClick={() => {
                  setDropping(false)
                  saving.end()
                  editing.without([...changed, ...fresh])
                }}
              >
                {say(words.drop)}
              </button>
            </div>
          </div>
        </Dialog>
      ) : null}
    </div>
  )
}

/** What the cells come to, one reason for all of them, and what others changed meanwhile. */
function SaveDialog(props: {
  register: Register
  saving: Saving
  /** These rows are written. */
  onWritten: (rows: readonly string[]) => void
}) {
  const { say } = useSay()
  const { register, saving } = props
  const { check, write, sheet } = saving
  // It stays until it is known what became of the cells.
  const close = () => {
    if (!write.isPending) saving.end()
  }
  return (
    <Dialog title={say(words.title, { register: say(register.label) })} onClose={close}>
      <div className="stack" aria-live="polite">
        {write.data ? (
          <WrittenImport {...write.data} onClose={close} />
        ) : check.data && sheet ? (
          <ConfirmImport
            {...check.data}
            name={null}
            isWriting={write.isPending}
            onConfirm={(reason, decided) =>
              write.mutate(
                { file: sheet.file, reason, decided },
                { onSuccess: () => props.onWritten(sheet.rows) },
              )
            }
          />
        ) : null}
        {write.error ? <ImportFaults name={say(register.label)} error={write.error} /> : null}
      </div>
    </Dialog>
  )
}
