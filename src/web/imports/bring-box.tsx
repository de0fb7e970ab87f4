import { FileChoice } from '../components/file-drop.tsx'
import { useSay } from '../say.tsx'
import { tableEndings, useBringTable } from './bring-table.tsx'

const words = {
  about: {
    zh: '把旧台账（Excel、WPS 表格、CSV、Word 里的表格）拖到这里，或在 Excel 里复制一片单元格，在这里粘贴。不用改表头，不用先选台账；读出来先给您看，确认后才写入。',
    en: 'Drop an old ledger here (Excel, WPS, CSV, a table in Word), or copy cells in Excel and paste them. Its header need not change and no register need be chosen; you see what was read before anything is written.',
  },
  choose: { zh: '选择文件', en: 'Choose a file' },
}

/** Where a table may fall of which nobody has said what it is. */
export function BringBox() {
  const { say } = useSay()
  const { take, note } = useBringTable({})
  return (
    <div className="stack">
      <p className="drop">
        {say(words.about)}{' '}
        <FileChoice className="link" accept={tableEndings} onFile={take}>
          {say(words.choose)}
        </FileChoice>
      </p>
      {note}
    </div>
  )
}
