import { Link } from '@tanstack/react-router'
import { core } from '../../ledger/core-registers.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '先做三件事', en: 'Three things first' },
  offices: { zh: '登记科室和支部', en: 'Enter offices and branches' },
  people: {
    zh: '登记人员，并写明各自从何时任何职',
    en: 'Enter people, and since when each holds a post',
  },
  posts: { zh: '任职', en: 'Posts' },
  facts: {
    zh: '把已有的 Excel 台账导入，或从今天起记第一笔',
    en: 'Import the sheets that you keep, or record from today on',
  },
  about: {
    zh: '在此之前，下面各项责任显示为尚未开展，不是谁的过失。',
    en: 'Until then the duties below read as not done; that is nobody’s fault.',
  },
}

/** A unit that has just begun: where to begin, instead of a page of overdue duties alone. */
export function FirstSteps() {
  const { say } = useSay()
  const { roster, session } = useUnit()
  if (roster.offices.length > 0 || session.organisation.kind === 'demo') return null
  return (
    <section className="note unprinted" aria-labelledby="first-steps-title">
      <h2 id="first-steps-title">{say(words.title)}</h2>
      <ol>
        <li>
          <Link to="/registers/$register" params={{ register: core.office.id }}>
            {say(words.offices)}
          </Link>
        </li>
        <li>
          <Link to="/registers/$register" params={{ register: core.person.id }}>
            {say(words.people)}
          </Link>{' '}
          (
          <Link to="/registers/$register" params={{ register: core.post.id }}>
            {say(words.posts)}
          </Link>
          )
        </li>
        <li>
          <Link to="/registers">{say(words.facts)}</Link>
        </li>
      </ol>
      <p className="quiet">{say(words.about)}</p>
    </section>
  )
}
