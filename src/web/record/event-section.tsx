import { useQuery } from '@tanstack/react-query'
import type { RecordView } from '../../api/contract/record.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { PartPlayer } from '../../ledger/record/event.ts'
import { eventOf, factsOf, partPlayer, valuesOfFacts } from '../../ledger/record/event.ts'
import { eventQuery } from '../api-client/queries.ts'
import { mayFill, useUnit } from '../components/use-unit.ts'
import type { OfferedPart } from '../form/event-draft.ts'
import { offeredParts, partLabel } from '../form/event-draft.ts'
import { playingOf } from '../pack/players.ts'
import { useRecordOne } from '../record-one/record-one.ts'
import { useSay } from '../say.tsx'
import { RecordLinks } from './record-links.tsx'

const words = {
  title: { zh: '同一事项的其他记录', en: 'Other records of the same event' },
  shared: {
    zh: '共同内容（日期、地点、人员等）更正一处，处处随之更正。',
    en: 'What they share (day, place, people) is corrected in all of them at once.',
  },
  more: { zh: '同一事项，再记一项：', en: 'The same event, one more part: ' },
}

/** The other parts of the event that a record belongs to, and those that may still be added. */
export function EventSection({ record }: { record: RecordView }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const player = partPlayer(playingOf(pack), record.register)
  const isRoot = player !== null || record.register === core.report.id
  const { data } = useQuery({ ...eventQuery(record.id), enabled: isRoot })
  const parts = data?.parts ?? []
  const rest = player ? <MoreParts record={record} player={player} parts={parts} /> : null
  if (parts.length === 0) return rest
  return (
    <section aria-labelledby="event">
      <h3 id="event">{say(words.title)}</h3>
      <RecordLinks ids={parts.map(({ id }) => id)} />
      {player ? <p className="quiet small">{say(words.shared)}</p> : null}
      {rest}
    </section>
  )
}

function MoreParts(props: {
  record: RecordView
  player: PartPlayer
  parts: readonly RecordView[]
}) {
  const { say } = useSay()
  const { pack, session } = useUnit()
  const recordOne = useRecordOne()
  const { record, player } = props
  if (record.state !== 'live') return null
  const all = [record, ...props.parts]
  const missing = pack.events
    .filter(({ report }) => report === undefined)
    .map((kind) => offeredParts(pack, kind))
    .filter((offered) => offered.some((one) => isSuch(one, record)))
    .flat()
    .filter((one) => !all.some((part) => isSuch(one, part)))
    .filter(({ player: { register } }) => mayFill(session, register))
  if (missing.length === 0) return null
  const facts = factsOf(player, record.values)
  return (
    <p className="small unprinted">
      {say(words.more)}
      {missing.map((one) => (
        <button
          key={one.part.register}
          type="button"
          className="button plain"
          onClick={() =>
            recordOne({
              register: one.part.register,
              start: {
                ...saidOnly(valuesOfFacts(one.player, facts)),
                ...one.part.values,
                [one.player.fields.event]: eventOf(player, record),
              },
            })
          }
        >
          {say(partLabel(pack, one))}
        </button>
      ))}
    </p>
  )
}

/** Whether a record is such a part. */
function isSuch({ part }: OfferedPart, { register, values }: RecordView): boolean {
  const isSaid = ([id, value]: [string, unknown]) => values[id] === value
  return register === part.register && Object.entries(part.values).every(isSaid)
}

function saidOnly(values: ReturnType<typeof valuesOfFacts>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
