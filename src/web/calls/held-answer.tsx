import type { HandedOnView } from '../../api/contract/calls-below.ts'
import { coreLists } from '../../ledger/core/core-registers.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { groundOfHeld } from './call-words.ts'

const words = {
  same: { zh: '正是所计的那份答复', en: 'It is the very answer that was counted' },
  other: {
    zh: '不是所计的那份答复：原件已更正，或汇总时计入的是另一份',
    en: 'It is not the answer that was counted: corrected since, or another one was counted',
  },
  differs: { zh: '原件为{said}，所计为{counted}', en: 'it says {said}; counted as {counted}' },
  agrees: { zh: '{said}，与所计一致', en: '{said}, as counted' },
  none: { zh: '—', en: '—' },
}

/** An answer from below, held against what the body between counted of it. */
export function HeldAnswer({ held: { isSame, items } }: { held: HandedOnView }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const verdicts = pack.lists[coreLists.collectedVerdicts]
  const isTrue = isSame && items.every(({ counted, said }) => counted === said)
  return (
    <div role="status" className={isTrue ? 'note' : 'note bad'}>
      <p>{say(isSame ? words.same : words.other)}</p>
      <ul>
        {items.map((one) => {
          const { item, label, counted, said, verdict } = one
          const shown = { said: said ?? say(words.none), counted: counted ?? say(words.none) }
          const found = verdicts?.find(({ id }) => id === verdict)
          return (
            <li key={item}>
              {label}：
              {counted === said ? (
                say(words.agrees, shown)
              ) : (
                <strong>{say(words.differs, shown)}</strong>
              )}
              {say(groundOfHeld(one))}{' '}
              <span className="quiet">{found ? say(found.label) : ''}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
