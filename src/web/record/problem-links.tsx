import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RecordView } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import { firstRecordsQuery } from '../api-client/queries.ts'
import { useUnit } from '../components/use-unit.ts'
import { originField, problemRegisters, problemsFrom } from '../pack/problem-registers.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '问题', en: 'Problems' },
  way: { zh: '看办理过程', en: 'See how far it has come' },
  draw: { zh: '看抽样和检查情况', en: 'See the sample and what was found' },
  raise: { zh: '由此登记问题', en: 'Record a problem that comes of it' },
}

const linkedMax = 20

/** From a record to its way, to the problems that came of it, and to a new one. */
export function ProblemLinks({ record, register }: { record: RecordView; register: Register }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const isApiError = problemRegisters(pack).includes(register)
  const problems = problemsFrom(pack, register.id)
  const field = problems && !isApiError ? originField(problems, register.id) : null
  if (!isApiError && !register.draw && field === null) return null
  return (
    <section className="record-part" aria-label={say(words.title)}>
      <h3>{say(words.title)}</h3>
      {isApiError ? (
        <Link to="/problems/$record" params={{ record: record.id }}>
          {say(words.way)}
        </Link>
      ) : null}
      {register.draw ? (
        <p>
          <Link to="/inspections/$record" params={{ record: record.id }}>
            {say(words.draw)}
          </Link>
        </p>
      ) : null}
      {problems && field !== null ? (
        <Raised problems={problems} field={field} record={record} />
      ) : null}
    </section>
  )
}

function Raised(props: { problems: Register; field: string; record: RecordView }) {
  const { say } = useSay()
  const { session } = useUnit()
  const { problems, field, record } = props
  const list = { register: problems.id, where: { [field]: record.id } }
  const { data } = useQuery(firstRecordsQuery(list, linkedMax))
  return (
    <>
      <ul className="record-links">
        {(data?.items ?? []).map(({ id, title }) => (
          <li key={id}>
            <Link to="/problems/$record" params={{ record: id }}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
      {record.state === 'live' && session.may.includes('record') ? (
        <p className="unprinted">
          <Link to="/problems" search={{ register: problems.id, from: record.id }}>
            {say(words.raise)}
          </Link>
        </p>
      ) : null}
    </>
  )
}
