import { Link } from '@tanstack/react-router'
import type { RecordView } from '../../api/contract/record.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  merged: { zh: '此人与“{name}”是同一人，已归并。', en: 'The same person as “{name}”.' },
  open: { zh: '看“{name}”', en: 'Open “{name}”' },
  entry: { zh: '归并记录', en: 'Entries that say so' },
}

/** On the page of somebody who goes on as another: as whom, and where it is said. */
export function GoesOnAs({ record }: { record: RecordView }) {
  const { say } = useSay()
  const { roster } = useUnit()
  const into = roster.people.find(({ id }) => id === record.id)?.goesOnAs ?? null
  if (into === null) return null
  const name = roster.people.find(({ id }) => id === into)?.name ?? into
  return (
    <p className="note">
      {say(words.merged, { name })}{' '}
      <Link
        to="/registers/$register/$record"
        params={{ register: core.person.id, record: into }}
        search={{}}
      >
        {say(words.open, { name })}
      </Link>{' '}
      <Link to="/registers/$register" params={{ register: core.merge.id }}>
        {say(words.entry)}
      </Link>
    </p>
  )
}
