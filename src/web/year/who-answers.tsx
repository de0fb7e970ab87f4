import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AssignmentView } from '../../api/contract/plan.ts'
import { planQuery } from '../api-client/year-queries.ts'
import { useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import { useSay } from '../say.tsx'

const words = {
  office: { zh: '牵头科室', en: 'Lead office' },
  person: { zh: '责任人', en: 'Answers for it' },
  supervisor: { zh: '分管领导', en: 'Supervising leader' },
  withOffices: { zh: '配合科室', en: 'With' },
  nobody: { zh: '还没有分工', en: 'Assigned to nobody yet' },
  plan: { zh: '去计划', en: 'To the plan' },
  between: { zh: '、', en: ', ' },
}

/** Who answers for a duty in the year shown; a duty that nobody was given says so. */
export function WhoAnswers({ duty }: { duty: string }) {
  const { say } = useSay()
  const { year } = useYear()
  const plan = useQuery(planQuery(year)).data
  if (!plan) return null
  const assignment = plan.assignments.find((one) => one.duty === duty)
  const lines = assignment ? <Lines {...assignment} /> : null
  const isAssigned = (assignment?.office ?? assignment?.person ?? null) !== null
  if (isAssigned) return <dl className="source small">{lines}</dl>
  return (
    <p className="quiet small">
      {say(words.nobody)} · <Link to="/plan">{say(words.plan)}</Link>
    </p>
  )
}

function Lines({ office, person, supervisor, withOffices }: AssignmentView) {
  const { say } = useSay()
  const { roster } = useUnit()
  const nameIn = (list: readonly { id: string; name: string }[], id: string | null) =>
    list.find((one) => one.id === id)?.name
  const named = [
    { label: words.person, text: nameIn(roster.people, person) },
    { label: words.office, text: nameIn(roster.offices, office) },
    { label: words.supervisor, text: nameIn(roster.people, supervisor) },
    {
      label: words.withOffices,
      text: withOffices
        .map((id) => nameIn(roster.offices, id))
        .filter((name) => name !== undefined)
        .join(say(words.between)),
    },
  ]
  return named
    .filter(({ text }) => text)
    .map(({ label, text }) => (
      <div key={label.en}>
        <dt>{say(label)}</dt>
        <dd>{text}</dd>
      </div>
    ))
}
