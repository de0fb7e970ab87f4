import type { ImportAnswer } from '../../api/contract/sheet.ts'
import { useSay } from '../say.tsx'
import './import-dialog.css'

const words = {
  title: {
    zh: '{count} 处的写法作了这样的处理',
    en: '{count} {count:cell was|cells were} taken in this way',
  },
}

/** What of a sheet was taken in another way than it is written, cell by cell. */
export function ImportNotes({ notes }: Pick<ImportAnswer, 'notes'>) {
  const { say } = useSay()
  if (notes.length === 0) return null
  return (
    <details className="import-notes">
      <summary>{say(words.title, { count: notes.length })}</summary>
      <ul className="small">
        {notes.map(({ at, text, hint }) => (
          <li key={at.join('.')}>
            {say(text)} <span className="quiet">{say(hint)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
