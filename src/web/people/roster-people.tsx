import type { RosterPreviewView, RosterSheetBody } from '../../api/contract/people.ts'
import { dayInWords } from '../components/day.ts'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { ImportPart } from '../imports/import-part.tsx'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '人员', en: 'People' },
  fit: { zh: '{count} 行', en: 'Rows: {count}' },
  open: {
    zh: '{count} 行有同名的人，请说明是谁。',
    en: 'Rows with a namesake: {count}. Say who each is.',
  },
  row: { zh: '行', en: 'Row' },
  name: { zh: '姓名', en: 'Name' },
  office: { zh: '科室', en: 'Office' },
  post: { zh: '职务', en: 'Post' },
  from: { zh: '任职日期', en: 'From' },
  who: { zh: '是谁', en: 'Who it is' },
  whoOf: { zh: '第 {row} 行的“{name}”是谁', en: 'Who “{name}” in row {row} is' },
  ask: { zh: '请选择', en: 'Choose' },
  fresh: { zh: '新登记', en: 'New' },
  another: { zh: '另一位同名的人，新登记', en: 'Another one of that name, new' },
  here: { zh: '名单中已有', en: 'Here already' },
  hereAs: { zh: '名单中的 {name}（{place}）', en: '{name} of the list ({place})' },
  sameAs: { zh: '与第 {row} 行同一人', en: 'The same as row {row}' },
  rowAs: { zh: '第 {row} 行的 {name}（{place}）', en: '{name} of row {row} ({place})' },
  known: { zh: '任职已有', en: 'post known' },
  none: { zh: '没有任职', en: 'no post' },
  out: { zh: '不导入', en: 'Leave out' },
  outOf: { zh: '不导入第 {row} 行“{name}”', en: 'Leave out row {row}, {name}' },
  left: { zh: '不导入的行：', en: 'Rows left out: ' },
  back: { zh: '恢复第 {row} 行', en: 'Take row {row} back' },
}

type Person = RosterPreviewView['people'][number]
type Changes = Partial<Pick<RosterSheetBody, 'people' | 'leftOut'>>

/** Every row as a person: new, here already, or one of several of that name. */
export function RosterPeople(props: {
  preview: RosterPreviewView
  body: RosterSheetBody
  onChange: (more: Changes) => void
}) {
  const { say } = useSay()
  const { preview, body, onChange } = props
  const { people } = preview
  const open = people.filter(({ who }) => who === null).length
  return (
    <ImportPart
      id="people"
      title={say(words.title)}
      aside={
        open === 0 ? (
          say(words.fit, { count: people.length })
        ) : (
          <span className="import-unsure">{say(words.open, { count: open })}</span>
        )
      }
    >
      <Table
        name={say(words.title)}
        look="plan"
        className="roster-people"
        heads={[
          words.row,
          words.name,
          words.office,
          words.post,
          words.from,
          words.who,
          { label: words.out, isUnseen: true },
        ]}
      >
        {people.map((one) => (
          <PersonLine key={one.row} one={one} body={body} onChange={onChange} />
        ))}
      </Table>
      {body.leftOut.length > 0 ? (
        <p className="small">
          {say(words.left)}
          {body.leftOut.map((row) => (
            <button
              key={row}
              type="button"
              className="link"
              onClick={() => onChange({ leftOut: body.leftOut.filter((one) => one !== row) })}
            >
              {say(words.back, { row })}{' '}
            </button>
          ))}
        </p>
      ) : null}
    </ImportPart>
  )
}

function PersonLine(props: {
  one: Person
  body: RosterSheetBody
  onChange: (more: Changes) => void
}) {
  const { say, lang } = useSay()
  const { one, body, onChange } = props
  return (
    <tr className={one.who === null ? 'roster-asked' : undefined}>
      <td className="number quiet" data-label={say(words.row)}>
        {one.row}
      </td>
      <th scope="row" data-label={say(words.name)}>
        {one.name}
      </th>
      <td data-label={say(words.office)}>{one.office ?? '—'}</td>
      <td data-label={say(words.post)}>
        {one.title ?? '—'}
        {one.post === 'new' ? null : (
          <span className="quiet small">
            {' '}
            {say(one.post === 'none' ? words.none : words.known)}
          </span>
        )}
      </td>
      <td className="number" data-label={say(words.from)}>
        {one.post === 'none' ? '' : dayInWords(one.from, lang)}
      </td>
      <td data-label={say(words.who)}>
        <WhoItIs one={one} body={body} onChange={onChange} />
      </td>
      <td>
        <button
          type="button"
          className="link"
          aria-label={say(words.outOf, { row: one.row, name: one.name })}
          onClick={() => onChange({ leftOut: [...body.leftOut, one.row] })}
        >
          {say(words.out)}
        </button>
      </td>
    </tr>
  )
}

function WhoItIs(props: { one: Person; body: RosterSheetBody; onChange: (more: Changes) => void }) {
  const { say } = useSay()
  const { roster } = useUnit()
  const { one, body, onChange } = props
  if (one.may.length === 0) {
    if (one.who === 'new') return <>{say(words.fresh)}</>
    if (one.who !== null && 'row' in one.who) return <>{say(words.sameAs, one.who)}</>
    const known = one.who === null ? undefined : one.who.person
    const name = roster.people.find(({ id }) => id === known)?.name
    return (
      <span className="quiet">
        {name === undefined ? say(words.here) : `${say(words.here)} ${name}`}
      </span>
    )
  }
  const choices = [...one.may.map(({ who }) => who), 'new' as const]
  return (
    <select
      className="select"
      aria-label={say(words.whoOf, { row: one.row, name: one.name })}
      value={one.who === null ? '' : String(choices.findIndex((who) => isSame(who, one.who)))}
      onChange={(event) => {
        const chosen = choices[Number(event.target.value)]
        if (chosen === undefined) return
        onChange({ people: { ...body.people, [String(one.row)]: chosen } })
      }}
    >
      <option value="" disabled>
        {say(words.ask)}
      </option>
      {one.may.map(({ who, name, place }, nth) => (
        <option key={place + String(nth)} value={nth}>
          {'row' in who
            ? say(words.rowAs, { row: who.row, name, place })
            : say(words.hereAs, { name, place })}
        </option>
      ))}
      <option value={one.may.length}>{say(words.another)}</option>
    </select>
  )
}

function isSame(one: Person['who'], other: Person['who']): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
