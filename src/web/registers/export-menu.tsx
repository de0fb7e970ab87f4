import type { RecordList } from '../api-client/queries.ts'
import { exportAddress } from '../api-client/queries.ts'
import { MenuButton } from '../components/menu-button.tsx'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  keep: { zh: '导出', en: 'Export' },
  xlsx: { zh: 'Excel 表格（.xlsx）', en: 'Excel (.xlsx)' },
  whole: { zh: 'Excel 表格，全部字段', en: 'Excel, all fields' },
  items: { zh: 'Excel 表格，“{field}”每项一行', en: 'Excel, one row an item of “{field}”' },
  csv: { zh: 'CSV 文件', en: 'CSV' },
  print: { zh: '打印全部', en: 'Print all' },
  back: { zh: '把改过的表导回来…', en: 'Bring an edited sheet back…' },
}

/** The records of a list as a file, with these columns; and where such a file comes back. */
export function ExportMenu(props: {
  list: RecordList
  columns: readonly string[]
  onPrint?: () => void
  onBringBack?: () => void
}) {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const { list, columns, onPrint, onBringBack } = props
  const file = (label: string, how: Omit<Parameters<typeof exportAddress>[1], 'lang'>) => ({
    label,
    address: exportAddress(list, { ...how, lang }),
  })
  const fields = registerOf(pack, list.register)?.fields ?? []
  const unfolded = fields.filter(({ type }) => type === 'rows')
  return (
    <MenuButton
      label={say(words.keep)}
      choices={[
        file(say(words.xlsx), { format: 'xlsx', columns }),
        file(say(words.whole), { format: 'xlsx' }),
        ...unfolded.map(({ id, label }) =>
          file(say(words.items, { field: say(label) }), { format: 'xlsx', columns, items: id }),
        ),
        file(say(words.csv), { format: 'csv', columns }),
        ...(onPrint ? [{ label: say(words.print), onChoose: onPrint }] : []),
        ...(onBringBack ? [{ label: say(words.back), onChoose: onBringBack }] : []),
      ]}
    />
  )
}
