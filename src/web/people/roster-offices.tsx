import type { RosterPreviewView, RosterSheetBody } from '../../api/contract/people.ts'
import { coreLists } from '../../ledger/core/core-registers.ts'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { ImportPart } from '../imports/import-part.tsx'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '科室与支部', en: 'Offices' },
  fit: { zh: '表中 {count} 个，新设 {fresh} 个', en: '{count} in the table, {fresh} of them new' },
  name: { zh: '名称', en: 'Name' },
  rows: { zh: '行数', en: 'Rows' },
  which: { zh: '是', en: 'Is' },
  whichOf: { zh: '“{name}”是哪个机构', en: 'Which office “{name}” is' },
  fresh: { zh: '新设', en: 'A new one' },
  here: { zh: '已有的机构', en: 'Offices that are here' },
}

/** Each office of the table once: one that is here, or a new one of some kind. */
export function RosterOffices(props: {
  preview: RosterPreviewView
  body: RosterSheetBody
  onChange: (more: Pick<RosterSheetBody, 'offices'>) => void
}) {
  const { say } = useSay()
  const { pack, roster } = useUnit()
  const { offices } = props.preview
  if (offices.length === 0) return null
  const kinds = pack.lists[coreLists.officeKinds] ?? []
  const set = (name: string, value: string) => {
    const [what, of = ''] = value.split(' ')
    const chosen = what === 'office' ? { office: of } : { kind: of }
    props.onChange({ offices: { ...props.body.offices, [name]: chosen } })
  }
  const fresh = offices.filter(({ office }) => office === null).length
  return (
    <ImportPart
      id="offices"
      title={say(words.title)}
      aside={say(words.fit, { count: offices.length, fresh })}
    >
      <Table name={say(words.title)} look="plan" heads={[words.name, words.rows, words.which]}>
        {offices.map((one) => (
          <tr key={one.name}>
            <th scope="row" data-label={say(words.name)}>
              {one.name}
            </th>
            <td className="number" data-label={say(words.rows)}>
              {one.rows}
            </td>
            <td data-label={say(words.which)}>
              <select
                className="select"
                aria-label={say(words.whichOf, { name: one.name })}
                value={one.office === null ? `kind ${one.kind}` : `office ${one.office}`}
                onChange={(event) => set(one.name, event.target.value)}
              >
                <optgroup label={say(words.fresh)}>
                  {kinds.map((kind) => (
                    <option key={kind.id} value={`kind ${kind.id}`}>
                      {say(words.fresh)}：{say(kind.label)}
                    </option>
                  ))}
                </optgroup>
                {roster.offices.length > 0 ? (
                  <optgroup label={say(words.here)}>
                    {roster.offices.map((office) => (
                      <option key={office.id} value={`office ${office.id}`}>
                        {office.name}
                      </option>
                    ))}
                  </optgroup>
                ) : null}
              </select>
            </td>
          </tr>
        ))}
      </Table>
    </ImportPart>
  )
}
