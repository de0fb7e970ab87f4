import type { ImportView } from '../../api/contract/import.ts'
import { useSay } from '../say.tsx'
import type { ImportRow } from './import-queries.ts'
import type { ImportChanges, RowDecision } from './use-import-changes.ts'

const words = {
  about: {
    zh: '这些行与已有的记录或表中另一行相似。请逐行说明是不是同一件事；没有说明的先不写入。',
    en: 'These rows are like a record or another row. Say of each whether it is the same; until then it is not written.',
  },
  addAll: { zh: '都是另外的，全部新增', en: 'All are others: add them' },
  outAll: { zh: '都已记过，全部不导入', en: 'All are there: leave them out' },
  row: { zh: '第 {row} 行', en: 'Row {row}' },
  likeRow: { zh: '像表中第 {row} 行', en: 'Like row {row}' },
  like: { zh: '像已有的“{title}”（{day}）', en: 'Like “{title}” ({day})' },
  what: { zh: '第 {row} 行怎么办', en: 'What to do with row {row}' },
  ask: { zh: '请选择', en: 'Choose' },
  add: { zh: '是另外一条，新增', en: 'Another one: add' },
  same: { zh: '就是这一条，更正它', en: 'That record: correct it' },
  skip: { zh: '已经记过，不导入', en: 'It is there: leave it out' },
}

/** Rows that are like a record or another row; each waits for a word. */
export function AlikeRows(props: {
  rows: readonly ImportRow[]
  view: ImportView
  changes: ImportChanges
}) {
  const { say } = useSay()
  const { rows, view, changes } = props
  const all = rows.map(({ row }) => row)
  const decide = (row: ImportRow, said: string) => {
    const { record, version } = row.like ?? {}
    const isSame = said === 'same' && record && version
    const decision: RowDecision = isSame
      ? { record, version }
      : said === 'add'
        ? 'add'
        : 'leave-out'
    changes.decide([row.row], decision)
  }
  return (
    <div className="import-alike">
      <p>{say(words.about)}</p>
      <p className="actions">
        <button type="button" className="button" onClick={() => changes.decide(all, 'add')}>
          {say(words.addAll)}
        </button>
        <button type="button" className="button" onClick={() => changes.decide(all, 'leave-out')}>
          {say(words.outAll)}
        </button>
      </p>
      <ul>
        {rows.map((row) => (
          <li key={row.row}>
            <p>
              {say(words.row, { row: row.row })} <strong>{textOf(row, view)}</strong>{' '}
              <span className="quiet">
                {row.like === null
                  ? null
                  : row.like.row === null
                    ? say(words.like, { title: say(row.like.title), day: row.like.day ?? '—' })
                    : say(words.likeRow, { row: row.like.row })}
              </span>
            </p>
            <select
              className="select"
              aria-label={say(words.what, { row: row.row })}
              value=""
              onChange={(event) => decide(row, event.target.value)}
            >
              <option value="">{say(words.ask)}</option>
              <option value="add">{say(words.add)}</option>
              {row.like?.record ? <option value="same">{say(words.same)}</option> : null}
              <option value="skip">{say(words.skip)}</option>
            </select>
          </li>
        ))}
      </ul>
    </div>
  )
}

const cellsNamed = 4

/** What a row is known by: its first cells as they are written. */
function textOf({ cells }: ImportRow, { mapping }: ImportView): string {
  const used = mapping.columns.filter(({ use }) => typeof use === 'object').map(({ at }) => at)
  return cells
    .filter(({ at }) => used.includes(at))
    .slice(0, cellsNamed)
    .map(({ text }) => text)
    .join('　')
}
