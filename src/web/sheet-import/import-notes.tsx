import type { ImportAnswer } from '../../api/contract/sheet.ts'
import { useSay } from '../say.tsx'
import { useCellNames } from './cell-names.ts'
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
  const names = useCellNames()
  // The sentence names the cell by its address in the sheet.
  const told = ({ at, text }: ImportAnswer['notes'][number]) => {
    const address = String(at[0] ?? '')
    return say(text).replace(address, () => names.place(address))
  }
  if (notes.length === 0) return null
  return (
    <details className="import-notes">
      <summary>{say(words.title, { count: notes.length })}</summary>
      <ul className="small">
        {notes.map((note) => (
          <li key={note.at.join('.')}>
            {told(note)} <span className="quiet">{say(note.hint)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
