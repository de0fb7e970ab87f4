import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ChecklistView } from '../../api/contract/unit.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { Label } from '../../ledger/label.ts'
import { dayInWords } from '../components/day.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { checklistQuery } from '../unit/checklist-query.ts'
import './first-steps.css'

type Step = ChecklistView['steps'][number]

const words = {
  title: { zh: '建立台账：还有{open}项', en: 'Setting up the ledger: {open} to go' },
  start: {
    zh: '台账自{day}起，之前的不作要求。',
    en: 'The ledger’s first day is {day}; nothing before it is owed.',
  },
  change: { zh: '改起始日，或回看全年', en: 'Change it, or look back over the year' },
  done: { zh: '已完成', en: 'done' },
  open: { zh: '待办', en: 'to do' },
  lacks: { zh: '：{names}', en: ': {names}' },
  and: { zh: '、', en: ', ' },
  noClerk: {
    zh: '您没有可以登记的角色：请先为内勤开通账号',
    en: 'none of your roles may record: open an account for a clerk first',
  },
  between: { zh: ' · ', en: ' · ' },
}

const texts: Readonly<
  Record<Step['step'], { name: Label; act: Label; short?: Label; left?: Label }>
> = {
  kind: {
    name: { zh: '单位类别', en: 'Kind of body' },
    act: { zh: '说明单位类别', en: 'Say what kind of body it is' },
  },
  offices: {
    name: { zh: '科室', en: 'Offices' },
    act: { zh: '登记科室和支部', en: 'Enter offices and branches' },
    short: { zh: '科室 {count}', en: 'offices {count}' },
  },
  people: {
    name: { zh: '人员', en: 'People' },
    act: {
      zh: '用一张名册登记人员、科室和岗位',
      en: 'Enter people, offices and posts from one sheet',
    },
    short: { zh: '人员 {count}', en: 'people {count}' },
  },
  posts: {
    name: { zh: '岗位', en: 'Posts' },
    act: { zh: '写明各人从何时任何职', en: 'Say since when each holds a post' },
    short: { zh: '岗位 {count}', en: 'posts {count}' },
    left: { zh: '{left}人没有岗位', en: '{left} without a post' },
  },
  roles: {
    name: { zh: '角色', en: 'Roles' },
    act: { zh: '明确第一责任人等角色由谁担任', en: 'Say who holds the roles that duties ask for' },
    short: { zh: '角色 {count}', en: 'roles {count}' },
    left: { zh: '{left}个无人担任', en: '{left} that nobody holds' },
  },
  accounts: {
    name: { zh: '账号', en: 'Accounts' },
    act: { zh: '为同事开通账号', en: 'Open accounts for colleagues' },
    short: { zh: '账号 {count}', en: 'accounts {count}' },
    left: { zh: '{left}人没有账号', en: '{left} without an account' },
  },
  owners: {
    name: { zh: '责任分工', en: 'Owners of duties' },
    act: { zh: '把责任事项分到人', en: 'Divide the duties among people' },
    short: { zh: '无人负责的责任事项 {left}', en: 'duties without owner {left}' },
    left: { zh: '{left}项无人负责', en: '{left} without an owner' },
  },
  records: {
    name: { zh: '记录', en: 'Records' },
    act: {
      zh: '记第一笔，或导入已有的台账',
      en: 'Record the first thing, or import the sheets you keep',
    },
  },
}

/** Until a unit is set up: what is there, what is missing, and the way to each. */
export function FirstSteps() {
  const { say } = useSay()
  const { session } = useUnit()
  const isMine = session.may.includes('manage-people') && session.organisation.kind !== 'demo'
  const { data } = useQuery({ ...checklistQuery, enabled: isMine })
  const open = data?.steps.filter(({ isDone }) => !isDone) ?? []
  if (!isMine || !data || open.length === 0) return null
  const { steps, start } = data
  const counts = steps.flatMap((one) => {
    const { short } = texts[one.step]
    return short ? [say(short, numbersOf(one))] : []
  })
  // Whoever records already has found the way, and needs a line only.
  const isNew = steps.some(({ step, isDone }) => step === 'records' && !isDone)
  return (
    <details className="note unprinted first-steps" open={isNew}>
      <summary>
        <h2>{say(words.title, { open: open.length })}</h2>
        <span className="quiet small">{counts.join(say(words.between))}</span>
      </summary>
      <ol>
        {steps.map((one) => (
          <StepLine key={one.step} step={one} />
        ))}
      </ol>
      {start === null ? null : <StartLine day={start} />}
    </details>
  )
}

function StartLine({ day }: { day: string }) {
  const { say, lang } = useSay()
  return (
    <p>
      {say(words.start, { day: dayInWords(day, lang) })}{' '}
      <Link to="/settings/$section" params={{ section: 'start' }}>
        {say(words.change)}
      </Link>
    </p>
  )
}

function StepLine({ step }: { step: Step }) {
  const { say } = useSay()
  const { session } = useUnit()
  const { name, act, left } = texts[step.step]
  const isForClerk = step.step === 'records' && !session.may.includes('record')
  const lacks = step.lacks.map((one) => say(one)).join(say(words.and))
  return (
    <li className={step.isDone ? 'step-done' : 'step-open'}>
      <span
        className="step-mark"
        role="img"
        aria-label={say(step.isDone ? words.done : words.open)}
      >
        {step.isDone ? '✓' : '○'}
      </span>
      <span>
        {say(name)}
        {step.step === 'kind' ? null : <span className="number"> {step.count}</span>}
      </span>
      <span>
        {isForClerk ? (
          <>
            {say(act)}{' '}
            <span className="quiet">
              <SectionLink section="accounts">{say(words.noClerk)}</SectionLink>
            </span>
          </>
        ) : (
          <WayTo step={step.step}>{say(act)}</WayTo>
        )}
        {left !== undefined && step.left > 0 ? (
          <span className="quiet">
            {' '}
            {say(left, numbersOf(step))}
            {lacks === '' ? '' : say(words.lacks, { names: lacks })}
          </span>
        ) : null}
      </span>
    </li>
  )
}

function numbersOf({ count, left }: Step) {
  return { count, left }
}

function WayTo({ step, children }: { step: Step['step']; children: ReactNode }) {
  switch (step) {
    case 'kind':
      return <SectionLink section="unit">{children}</SectionLink>
    case 'roles':
      return <SectionLink section="accounts">{children}</SectionLink>
    case 'offices':
      return <RegisterLink register={core.office.id}>{children}</RegisterLink>
    case 'posts':
      return <RegisterLink register={core.post.id}>{children}</RegisterLink>
    case 'people':
    case 'accounts':
      return <Link to="/people/import">{children}</Link>
    case 'owners':
      return <Link to="/plan/open">{children}</Link>
    case 'records':
      return <Link to="/registers">{children}</Link>
  }
}

function SectionLink({ section, children }: { section: string; children: ReactNode }) {
  return (
    <Link to="/settings/$section" params={{ section }}>
      {children}
    </Link>
  )
}

function RegisterLink({ register, children }: { register: string; children: ReactNode }) {
  return (
    <Link to="/registers/$register" params={{ register }}>
      {children}
    </Link>
  )
}
