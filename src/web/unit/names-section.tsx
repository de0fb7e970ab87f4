import { useState } from 'react'
import type { UnitView } from '../../api/contract/unit.ts'
import { dayInWords } from '../components/day.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import { NameDialog } from './name-dialog.tsx'

const words = {
  name: { zh: '本单位的叫法', en: 'Called here' },
  count: { zh: '共{count}项', en: '{count} {count:item|items}' },
  called: { zh: '业务包叫“{name}”', en: 'in the pack “{name}”' },
  serves: { zh: '承担的职能', en: 'Serves as' },
  since: { zh: '适用起日', en: 'From' },
  own: { zh: '本单位添加', en: 'added here' },
  unused: { zh: '不再使用', en: 'out of use' },
  edit: { zh: '修改', en: 'Change' },
  editOf: { zh: '修改 {name}', en: 'Change {name}' },
  add: { zh: '添加一项', en: 'Add one' },
  addTo: { zh: '添加：{list}', en: 'Add: {list}' },
}

type List = UnitView['lists'][number]

/** What the unit calls the items of one list. */
export function NamesSection(props: { unit: UnitView; list: List; isOpen: boolean }) {
  const { unit, list } = props
  const { say } = useSay()
  const [opened, setOpened] = useState<string | null | undefined>(undefined)
  const { functions, items } = list
  const titleId = `names-${list.list}`
  return (
    <section aria-labelledby={titleId} data-list={list.list}>
      <h2 id={titleId}>{say(list.label)}</h2>
      <details open={props.isOpen}>
        <summary className="quiet small">{say(words.count, { count: items.length })}</summary>
        <Table
          name={{ labelledBy: titleId }}
          heads={[
            words.name,
            ...(functions.length > 0 ? [words.serves] : []),
            words.since,
            ...(unit.mayEdit ? [null] : []),
          ]}
        >
          {items.map((item) => (
            <NameRow
              key={item.id}
              item={item}
              list={list}
              onEdit={unit.mayEdit ? () => setOpened(item.id) : null}
            />
          ))}
        </Table>
      </details>
      {unit.mayEdit && list.own ? (
        <div>
          <button
            type="button"
            className="button"
            aria-label={say(words.addTo, { list: say(list.label) })}
            onClick={() => setOpened(null)}
          >
            {say(words.add)}
          </button>
        </div>
      ) : null}
      {opened === undefined ? null : (
        <NameDialog
          unit={unit}
          list={list}
          item={items.find(({ id }) => id === opened) ?? null}
          onClose={() => setOpened(undefined)}
        />
      )}
    </section>
  )
}

function NameRow(props: { item: List['items'][number]; list: List; onEdit: (() => void) | null }) {
  const { say, lang } = useSay()
  const { item, list, onEdit } = props
  const { name, called, unused, serves, from } = item
  const notes = [
    ...(called === null ? [say(words.own)] : []),
    // It may be called its own way in the other language alone.
    ...(called !== null && say(called) !== say(name)
      ? [say(words.called, { name: say(called) })]
      : []),
    ...(unused ? [say(words.unused)] : []),
  ]
  const role = list.functions.find(({ id }) => id === serves)?.label
  return (
    <tr className={unused ? 'quiet' : undefined}>
      <th scope="row">
        {say(name)}
        {notes.length > 0 ? <span className="quiet small"> {notes.join(' · ')}</span> : null}
      </th>
      {list.functions.length > 0 ? <td>{role && !unused ? say(role) : ''}</td> : null}
      <td className="number">{from === null ? '' : dayInWords(from, lang)}</td>
      {onEdit === null ? null : (
        <td>
          <button
            type="button"
            className="link"
            aria-label={say(words.editOf, { name: say(name) })}
            onClick={onEdit}
          >
            {say(words.edit)}
          </button>
        </td>
      )}
    </tr>
  )
}
