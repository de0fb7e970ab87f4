import { useState } from 'react'
import type { UnitView } from '../../api/contract/unit.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { randomKey } from '../api-client/ask.ts'
import { useSay } from '../say.tsx'
import { inOneLine } from './in-one-line.ts'
import { SayingDialog } from './saying-dialog.tsx'

const words = {
  change: { zh: '修改叫法', en: 'Change what it is called' },
  add: { zh: '添加', en: 'Add' },
  name: { zh: '名称', en: 'Name' },
  noName: { zh: '名称还没有填写。', en: 'The name is not filled in yet.' },
  nameEn: { zh: '英文名称（可不填）', en: 'Name in English (may stay empty)' },
  help: {
    zh: '只写单位、机构、会议或文件的名称，不写人员姓名。',
    en: 'Names of bodies, offices, meetings and texts only, never of people.',
  },
  serves: { zh: '承担的职能', en: 'Serves as' },
  none: { zh: '无', en: 'Nothing in particular' },
  unused: { zh: '不再使用（旧记录保留）', en: 'Out of use (old records keep it)' },
}

const { name, nameEn } = core.naming.names
const nameParts = [name, nameEn] as const

type List = UnitView['lists'][number]

/** Says what an item is called from a day on; without one, adds one of the unit's own. */
export function NameDialog(props: {
  unit: UnitView
  list: List
  item: List['items'][number] | null
  onClose: () => void
}) {
  const { say } = useSay()
  const { unit, list, item, onClose } = props
  const [given, setGiven] = useState({
    name: item?.name.zh ?? '',
    nameEn: item === null || item.name.en === item.name.zh ? '' : item.name.en,
    serves: item?.serves ?? '',
    unused: item?.unused ?? false,
  })
  const [key] = useState(randomKey)
  const set = (next: Partial<typeof given>) => setGiven({ ...given, ...next })
  const said = (from: string) => ({
    path: 'names',
    key,
    body: {
      list: list.list,
      item: item?.id ?? null,
      name: given.name.trim(),
      nameEn: given.nameEn.trim() || null,
      serves: given.serves || null,
      unused: given.unused,
      from,
    },
  })
  const title = `${say(list.label)} · ${say(item === null ? words.add : words.change)}`
  const lacks = given.name.trim() === '' ? words.noName : null
  return (
    <SayingDialog title={title} today={unit.today} said={said} lacks={lacks} onClose={onClose}>
      {nameParts.map((part) => (
        <label key={part} className="stacked">
          {say(words[part])}
          <input
            className="input"
            name={part}
            data-most={part === name ? 120 : 400}
            required={part === name}
            autoComplete="off"
            value={given[part]}
            onChange={(event) => set({ [part]: inOneLine(event.target.value) })}
          />
        </label>
      ))}
      <p className="quiet small">{say(words.help)}</p>
      {list.functions.length > 0 ? (
        <div className="labelled">
          <label htmlFor="name-serves">{say(words.serves)}</label>
          <select
            id="name-serves"
            className="select"
            name="serves"
            value={given.serves}
            onChange={(event) => set({ serves: event.target.value })}
          >
            <option value="">{say(words.none)}</option>
            {list.functions.map(({ id, label }) => (
              <option key={id} value={id}>
                {say(label)}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      {item === null ? null : (
        <label className="check">
          <input
            type="checkbox"
            checked={given.unused}
            onChange={(event) => set({ unused: event.target.checked })}
          />{' '}
          {say(words.unused)}
        </label>
      )}
    </SayingDialog>
  )
}
