import { exportAddress } from '../api-client/queries.ts'
import type { RecordList } from '../api-client/queries.ts'
import { MenuButton } from '../components/menu-button.tsx'
import { useSay } from '../say.tsx'

const words = {
  keep: { zh: '导出', en: 'Export' },
  xlsx: { zh: 'Excel 表格（.xlsx）', en: 'Excel (.xlsx)' },
  csv: { zh: 'CSV 文件', en: 'CSV' },
}

/** The records of a list as a file, with these columns. */
export function ExportMenu({ list, columns }: { list: RecordList; columns: readonly string[] }) {
  const { say, lang } = useSay()
  return (
    <MenuButton
      label={say(words.keep)}
      choices={(['xlsx', 'csv'] as const).map((format) => ({
        label: say(words[format]),
        address: exportAddress(list, { format, columns, lang }),
      }))}
    />
  )
}
