import type { VersionView } from '../../api/contract/record.ts'
import type { Stage } from '../../ledger/register/register.ts'
import { dayInWords } from '../components/day.ts'
import { useMoments } from '../components/use-moments.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import type { Reached } from './way-of.ts'
import { wayOf } from './way-of.ts'

const words = {
  way: { zh: '办理过程', en: 'The way so far' },
  passed: { zh: '已办', en: 'done' },
  here: { zh: '现在', en: 'now' },
  ahead: { zh: '未到', en: 'ahead' },
  entered: { zh: '{name}，{when} 录入', en: 'entered by {name}, {when}' },
}

/** From finding to close-out as one strip: each stage, its day, and the entry that reached it. */
export function StageStrip(props: {
  stages: readonly Stage[]
  /** Where the record stands. */
  here: Stage | null
  versions: readonly VersionView[]
}) {
  const { say } = useSay()
  const { session } = useUnit()
  const { stages, here, versions } = props
  const way = wayOf(stages, versions, { today: session.today })
  const at = stages.findIndex(({ id }) => id === here?.id)
  // A stage that asks for nothing is come to by another record; it stands here once it happened.
  const shown = way.filter(({ stage }, nth) => stage.asks.length > 0 || nth === at)
  return (
    <ol className="stage-strip" aria-label={say(words.way)}>
      {shown.map((reached) => (
        <StageStep
          key={reached.stage.id}
          reached={reached}
          place={placeOf(stages.indexOf(reached.stage), at)}
        />
      ))}
    </ol>
  )
}

type StepPlace = 'passed' | 'here' | 'ahead'

function placeOf(nth: number, at: number): StepPlace {
  return nth < at ? 'passed' : nth === at ? 'here' : 'ahead'
}

function StageStep({ reached, place }: { reached: Reached; place: StepPlace }) {
  const { say, lang } = useSay()
  const { minuteOf } = useMoments()
  const { stage, on, version } = reached
  return (
    <li className={place} aria-current={place === 'here' ? 'step' : undefined}>
      <span className="stage-name">
        {say(stage.label)} <span className="unseen">({say(words[place])})</span>
      </span>
      {on === null ? null : <span className="number">{dayInWords(on, lang)}</span>}
      {version && place !== 'ahead' ? (
        <span className="small quiet">
          {say(words.entered, {
            name: version.actorName,
            when: minuteOf(version.recordedAt),
          })}
        </span>
      ) : null}
    </li>
  )
}
