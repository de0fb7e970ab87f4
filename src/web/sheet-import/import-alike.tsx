import type { ImportAnswer } from '../../api/contract/sheet.ts'
import { useSay, withinSentence } from '../say.tsx'
import { useCellNames } from './cell-names.ts'

const words = {
  about: {
    zh: '{count} 行与已有记录或表中另一行相似，表中没有记录号。请逐行说明；没有说明的，一行也不写入。',
    en: '{count} {count:row is|rows are} like a record or another row and carry no record id. Say of each what it is; until then nothing is written.',
  },
  addAll: { zh: '全部另外新增', en: 'Add all as others' },
  skipAll: { zh: '全部跳过', en: 'Leave all out' },
  likeRow: { zh: '同{row}', en: 'Like {row}' },
  like: { zh: '已有：{title}（{day}）', en: 'There: {title} ({day})' },
  ask: { zh: '请选择', en: 'Choose' },
  add: { zh: '是另外一条，新增', en: 'Another one: add' },
  same: { zh: '就是这一条，更正它', en: 'That record: correct it' },
  skip: { zh: '跳过，不导入', en: 'Leave it out' },
}

/** What somebody has said of rows that are like a record, by row: `add`, `skip` or `<id>:<version>`. */
export type Decisions = Readonly<Record<number, string>>

/** The part of an import's address that says it. */
export function decisionQuery(decisions: Decisions): Record<string, string> {
  return Object.fromEntries(
    Object.entries(decisions).flatMap(([row, said]) => (said === '' ? [] : [[`row.${row}`, said]])),
  )
}

/** Rows that are like a record; each waits for a word. */
export function ImportAlike(props: {
  alike: ImportAnswer['alike']
  decisions: Decisions
  /** Whatever is still open stands in the way. */
  isWaitedFor: boolean
  onChange: (decisions: Decisions) => void
}) {
  const { say } = useSay()
  const names = useCellNames()
  const { alike, decisions, onChange } = props
  if (alike.length === 0) return null
  const all = (said: string) => onChange(Object.fromEntries(alike.map(({ row }) => [row, said])))
  return (
    <div className="note wait import-alike">
      <p>{say(words.about, { count: alike.length })}</p>
      <p className="actions">
        <button type="button" className="button" onClick={() => all('add')}>
          {say(words.addAll)}
        </button>{' '}
        <button type="button" className="button" onClick={() => all('skip')}>
          {say(words.skipAll)}
        </button>
      </p>
      <ul>
        {alike.map((one) => (
          <li key={one.row}>
            <label>
              {names.row(one.row)} <strong>{say(one.title)}</strong>{' '}
              <span className="quiet">
                {one.like.row === null
                  ? say(words.like, { title: say(one.like.title), day: one.like.day ?? '—' })
                  : say(words.likeRow, { row: withinSentence(names.row(one.like.row)) })}
              </span>{' '}
              <select
                className="select"
                aria-invalid={props.isWaitedFor && (decisions[one.row] ?? '') === ''}
                value={decisions[one.row] ?? ''}
                onChange={(event) => onChange({ ...decisions, [one.row]: event.target.value })}
              >
                <option value="">{say(words.ask)}</option>
                <option value="add">{say(words.add)}</option>
                {one.like.record === null ? null : (
                  <option value={`${one.like.record}:${one.like.version}`}>
                    {say(words.same)}
                  </option>
                )}
                <option value="skip">{say(words.skip)}</option>
              </select>
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}
