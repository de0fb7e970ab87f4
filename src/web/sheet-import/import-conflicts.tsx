import type { ImportAnswer } from '../../api/contract/sheet.ts'
import { useSay } from '../say.tsx'
import { useCellNames } from './cell-names.ts'
import './import-dialog.css'

const words = {
  about: {
    zh: '{count} 格在这期间已有人更正，与您写的不同。请逐格选定；没有选定的，一行也不写入。',
    en: 'Corrected by somebody meanwhile, and different from what you wrote: {count}. Decide for each cell; until then nothing is written.',
  },
  allMine: { zh: '全部用您写的', en: 'Take all of yours' },
  allTheirs: { zh: '全部留现在的', en: 'Keep all as they are' },
  base: { zh: '原来：{value}', en: 'Before: {value}' },
  theirs: { zh: '留现在的', en: 'Keep what stands now' },
  mine: { zh: '用您写的', en: 'Take yours' },
}

type Keep = 'mine' | 'theirs'

/** Whose word somebody chose, by cell. */
export type Kept = Readonly<Record<string, Keep>>

/** Cells that an address says one by one; more than these are decided all alike. */
const singlyMax = 200

/** The part of an import's address that says it: of each cell for the version that was shown. */
export function keptQuery(
  conflicts: ImportAnswer['conflicts'],
  kept: Kept,
): Record<string, string> {
  const [first] = conflicts
  const all = first && kept[first.at]
  if (all && conflicts.length > singlyMax && conflicts.every(({ at }) => kept[at] === all)) {
    return { conflict: all }
  }
  return Object.fromEntries(
    conflicts.flatMap(({ at, version }) =>
      kept[at] ? [[`cell.${at}`, `${kept[at]}:${version}`]] : [],
    ),
  )
}

/** Cells that the sheet and somebody else have changed; each waits for a word. */
export function ImportConflicts(props: {
  conflicts: ImportAnswer['conflicts']
  kept: Kept
  /** Whatever is still open stands in the way. */
  isWaitedFor: boolean
  onChange: (kept: Kept) => void
}) {
  const { say } = useSay()
  const names = useCellNames()
  const { conflicts, kept, onChange } = props
  if (conflicts.length === 0) return null
  const all = (keep: Keep) => onChange(Object.fromEntries(conflicts.map(({ at }) => [at, keep])))
  return (
    <div className="note wait import-conflicts">
      <p>{say(words.about, { count: conflicts.length })}</p>
      {conflicts.length < 2 ? null : (
        <p className="actions">
          <button type="button" className="button" onClick={() => all('theirs')}>
            {say(words.allTheirs)}
          </button>
          <button type="button" className="button" onClick={() => all('mine')}>
            {say(words.allMine)}
          </button>
        </p>
      )}
      {conflicts.map((one) => (
        <fieldset key={one.at} data-fault={props.isWaitedFor && kept[one.at] === undefined}>
          <legend>
            <span className="number">{names.cell(one.at)}</span> {say(one.title)} · {say(one.field)}
          </legend>
          <p className="quiet">{say(words.base, { value: say(one.base) })}</p>
          {(['theirs', 'mine'] as const).map((keep) => (
            <label key={keep}>
              <input
                type="radio"
                name={`keep ${one.at}`}
                checked={kept[one.at] === keep}
                onChange={() => onChange({ ...kept, [one.at]: keep })}
              />
              <span>
                <span className="quiet">{say(words[keep])}</span> <b>{say(one[keep])}</b>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  )
}
