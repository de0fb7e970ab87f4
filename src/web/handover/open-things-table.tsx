import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HandoverView } from '../../api/contract/standing-in.ts'
import { dayInWords } from '../components/day.ts'
import { Table } from '../components/table.tsx'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  list: { zh: '{name}名下未办结的事项', en: 'Open things that name {name}' },
  item: { zh: '事项', en: 'What' },
  register: { zh: '台账', en: 'Register' },
  as: { zh: '身份', en: 'As' },
  due: { zh: '时限', en: 'Due' },
  pick: { zh: '移交“{title}”', en: 'Hand over “{title}”' },
  comma: { zh: '、', en: ', ' },
  inside: { zh: '{inner}（{outer}）', en: '{inner} ({outer})' },
  draft: { zh: '报告草稿', en: 'Draft of a report' },
  drafter: { zh: '起草人', en: 'Drafted by' },
  ofYear: { zh: '{name}（{year}年）', en: '{name} ({year})' },
}

/** Records and drafts that somebody leaves open, each to be left out where it stays theirs. */
export function OpenThingsTable(props: {
  list: HandoverView
  name: string
  /** Ids of what stays. */
  left: ReadonlySet<string>
  onToggle: (id: string) => void
}) {
  const { say } = useSay()
  const { list, left, onToggle } = props
  return (
    <Table
      name={say(words.list, { name: props.name })}
      look="plan"
      heads={[null, words.item, words.register, words.as, words.due]}
    >
      {list.items.map((item) => (
        <ItemRow
          key={item.record}
          item={item}
          isChosen={!left.has(item.record)}
          onToggle={() => onToggle(item.record)}
        />
      ))}
      {list.drafts.map((draft) => (
        <DraftRow
          key={draft.draft}
          draft={draft}
          isChosen={!left.has(draft.draft)}
          onToggle={() => onToggle(draft.draft)}
        />
      ))}
    </Table>
  )
}

interface Choice {
  readonly isChosen: boolean
  readonly onToggle: () => void
}

function ItemRow({ item, ...choice }: Choice & { item: HandoverView['items'][number] }) {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const register = registerOf(pack, item.register)
  const labels = item.fields.map((path) => {
    const [field, column] = path.split('.')
    const outer = register?.fields.find(({ id }) => id === field)
    const inner = outer?.fields?.find(({ id }) => id === column)
    if (!outer) return path
    const { label } = outer
    return inner ? say(words.inside, { inner: say(inner.label), outer: say(label) }) : say(label)
  })
  return (
    <Row
      {...choice}
      title={item.title}
      link={
        <Link
          to="/registers/$register/$record"
          params={{ register: item.register, record: item.record }}
        >
          {item.title}
        </Link>
      }
      register={register ? say(register.label) : item.register}
      as={labels.join(say(words.comma))}
      due={item.due ? dayInWords(item.due, lang) : '—'}
    />
  )
}

function DraftRow({ draft, ...choice }: Choice & { draft: HandoverView['drafts'][number] }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { report, year } = draft
  const label = pack.reports.find(({ id }) => id === report)?.label
  const title = draft.name ?? say(words.ofYear, { name: label ? say(label) : report, year })
  return (
    <Row
      {...choice}
      title={title}
      link={
        <Link to="/drafts/$draft" params={{ draft: draft.draft }}>
          {title}
        </Link>
      }
      register={say(words.draft)}
      as={say(words.drafter)}
      due="—"
    />
  )
}

function Row(
  props: Choice & { title: string; link: ReactNode; register: string; as: string; due: string },
) {
  const { say } = useSay()
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={say(words.pick, { title: props.title })}
          checked={props.isChosen}
          onChange={props.onToggle}
        />
      </td>
      <th scope="row">{props.link}</th>
      <td data-label={say(words.register)}>{props.register}</td>
      <td data-label={say(words.as)}>{props.as}</td>
      <td data-label={say(words.due)} className="number day">
        {props.due}
      </td>
    </tr>
  )
}
