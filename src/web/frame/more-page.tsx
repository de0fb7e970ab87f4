import { Link } from '@tanstack/react-router'
import { PageHead } from '../parts/page-head.tsx'
import { useSay } from '../say.tsx'
import { places } from './places.ts'

const words = {
  plan: {
    zh: '责任分工、任务进展、会议安排。',
    en: 'Assignments, tasks and their progress, meetings to come.',
  },
  handover: { zh: '交接与代行', en: 'Handing over and standing in' },
  handoverText: {
    zh: '人员离任时移交事项，外出时授权代行。',
    en: 'Hand over when somebody leaves; let another act while somebody is away.',
  },
  registers: {
    zh: '会议、学习、发文等全部记录。',
    en: 'All records: meetings, study sessions, documents.',
  },
  calendar: {
    zh: '开过的和要开的会议，到期的责任和任务。',
    en: 'Meetings held and planned, duties and tasks that are due.',
  },
  problems: {
    zh: '问题从发现到销号，和督导检查。',
    en: 'Problems from finding to closing out, and inspections.',
  },
  verify: {
    zh: '核对一条记录：谁签的、何时已在日志中、有没有改动。',
    en: 'Check a record: who signed it, when the log had it, whether it changed.',
  },
  reading: { zh: '核对报告', en: 'Check a report' },
  readingText: {
    zh: '把已写好的报告逐句与台账对照。',
    en: 'Compare a written report with the ledger, sentence by sentence.',
  },
  settings: {
    zh: '人员与科室、账号、密码、令牌。',
    en: 'People and offices, accounts, the password, tokens.',
  },
}

/** On a phone: the places that the bottom bar has no room for. */
export function MorePage() {
  const { say } = useSay()
  return (
    <>
      <PageHead title={say(places.more)} />
      <ul className="more-places">
        <li>
          <Link to="/plan">{say(places.plan)}</Link>
          <p className="quiet small">{say(words.plan)}</p>
        </li>
        <li>
          <Link to="/registers">{say(places.registers)}</Link>
          <p className="quiet small">{say(words.registers)}</p>
        </li>
        <li>
          <Link to="/calendar">{say(places.calendar)}</Link>
          <p className="quiet small">{say(words.calendar)}</p>
        </li>
        <li>
          <Link to="/problems">{say(places.problems)}</Link>
          <p className="quiet small">{say(words.problems)}</p>
        </li>
        <li>
          <Link to="/reading">{say(words.reading)}</Link>
          <p className="quiet small">{say(words.readingText)}</p>
        </li>
        <li>
          <Link to="/verify">{say(places.verify)}</Link>
          <p className="quiet small">{say(words.verify)}</p>
        </li>
        <li>
          <Link to="/handover">{say(words.handover)}</Link>
          <p className="quiet small">{say(words.handoverText)}</p>
        </li>
        <li>
          <Link to="/settings">{say(places.settings)}</Link>
          <p className="quiet small">{say(words.settings)}</p>
        </li>
      </ul>
    </>
  )
}
