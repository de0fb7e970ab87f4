import { exportAddress } from '../api-client/queries.ts'
import type { RecordList } from '../api-client/queries.ts'
import { MenuButton } from '../components/menu-button.tsx'
import { useSay } from '../say.tsx'

const words = {
  keep: { zh: '导出', en: 'Export' },
  xlsx: { zh: 'Excel 表格（.xlsx）', en: 'Excel (.xlsx)' },
  csv: { zh: 'CSV 文件', en: 'CSV' },
  back: { zh: '把改过的表导回来…', en: 'Bring an edited sheet back…' },
}

/** The records of a list as a file, with these columns; and where such a file comes back. */
export function ExportMenu(props: {
  list: RecordList
  columns: readonly string[]
  onBringBack?: () => void
}) {
  const { say, lang } = useSay()
  const { list, columns, onBringBack } = props
  return (
    <MenuButton
      label={say(words.keep)}
      choices={[
        ...(['xlsx', 'csv'] as const).map((format) => ({
          label: say(words[format]),
          address: exportAddress(list, { format, columns, lang }),
        })),
        ...(onBringBack ? [{ label: say(words.back), onChoose: onBringBack }] : []),
      ]}
    />
  )
}
