import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { MyFile } from '../../api/contract/calendar.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { dayInWords } from '../components/day.ts'
import { useMoments } from '../components/use-moments.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { HeldRoles } from './held-roles.tsx'
import { trailAct } from './trail-words.ts'

const words = {
  title: { zh: '系统中关于我的一切', en: 'Everything the ledger holds about me' },
  intro: {
    zh: '只有您自己能看到这一部分。台账只记本单位的工作，不记个人评价，也不对人排名。',
    en: 'You alone see this part. The ledger is about the work of the unit; it judges nobody and ranks nobody.',
  },
  name: { zh: '姓名', en: 'Name' },
  nameWhy: {
    zh: '您是本单位人员，记录里要能写清谁参加、谁负责，所以存有您的姓名，此外没有证件号、电话、家庭等任何信息。',
    en: 'You belong to the unit, and records must say who took part and who answers; the name only, no number, telephone or family.',
  },
  nobody: { zh: '您的账号没有对应的人员记录。', en: 'Your account stands for no person.' },
  since: { zh: '{day}列入名单', en: 'on the list since {day}' },
  posts: { zh: '任职', en: 'Posts' },
  postsWhy: {
    zh: '判断一年的责任时，要按当时谁在哪个岗位。',
    en: 'A year is judged by who held which post at the time.',
  },
  account: { zh: '账号和角色', en: 'Account and roles' },
  accountWhy: {
    zh: '角色决定您能看什么、写什么；每次变动都留在日志里。',
    en: 'Roles decide what you may see and write; every change stands in the log.',
  },
  values: { zh: '{year}年按人计算的数', en: 'Values per person in {year}' },
  valuesWhy: {
    zh: '有的责任要求每人达到一定次数或学时，所以按人计算；只有您和该责任的负责人看得到，不排序，不上报。',
    en: 'Some duties ask a number or hours of each person. Only you and whoever answers for the duty see these; never sorted, never reported upward.',
  },
  naming: { zh: '写有我的记录', en: 'Records that name me' },
  namingWhy: {
    zh: '出席、主持、汇报、负责等，都因工作而记。',
    en: 'As present, chairing, reporting, answering for it: because of the work.',
  },
  restricted: {
    zh: '限知悉，按您的角色只能看到条数',
    en: 'restricted: your roles show you the number only',
  },
  trail: { zh: '我的操作留痕', en: 'My lines in the trail' },
  trailWhy: {
    zh: '登录、导出、查看限知悉记录、被拒绝的请求会留痕，供审计管理员查阅；不记停留时长，不记点了什么。',
    en: 'Sign-ins, exports, reads of restricted records and refusals, for the auditor; no time online, no clicks.',
  },
  refused: { zh: '被拒绝', en: 'refused' },
  none: { zh: '没有', en: 'Nothing' },
  times: { zh: '{count} 条', en: '{count}' },
  until: { zh: '{from}至{to}', en: '{from} to {to}' },
  from: { zh: '{from}起', en: 'since {from}' },
}

/** Everything about me, each with the plain reason why it is held. */
export function MyFileSection({ file, year }: { file: MyFile; year: number }) {
  const { say, lang } = useSay()
  const { person } = file
  return (
    <section className="mine-file" aria-labelledby="mine-file-title">
      <h2 id="mine-file-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.intro)}</p>
      <dl>
        <Held title={say(words.name)} why={say(words.nameWhy)}>
          {person ? (
            <p>
              <Link
                to="/registers/$register/$record"
                params={{ register: core.person.id, record: person.record }}
              >
                {person.name}
              </Link>{' '}
              <span className="quiet small">
                {say(words.since, { day: dayInWords(person.since, lang) })}
              </span>
            </p>
          ) : (
            <p className="quiet">{say(words.nobody)}</p>
          )}
        </Held>
        <Posts file={file} />
        <Account file={file} />
        <Values file={file} year={year} />
        <Naming file={file} />
        <Trail file={file} />
      </dl>
    </section>
  )
}

function Held(props: { title: string; why: string; children: ReactNode }) {
  return (
    <div className="held">
      <dt>{props.title}</dt>
      <dd>
        <p className="quiet small">{props.why}</p>
        {props.children}
      </dd>
    </div>
  )
}

function Posts({ file: { posts } }: { file: MyFile }) {
  const { say } = useSay()
  const span = useSpan()
  return (
    <Held title={say(words.posts)} why={say(words.postsWhy)}>
      <Lines lines={posts.map((one) => [`${one.office} ${one.title}`, span(one)])} />
    </Held>
  )
}

function Account({ file: { roles } }: { file: MyFile }) {
  const { say } = useSay()
  const { session } = useUnit()
  return (
    <Held title={say(words.account)} why={say(words.accountWhy)}>
      <p>{session.username}</p>
      <HeldRoles held={roles} />
    </Held>
  )
}

function Values({ file: { values }, year }: { file: MyFile; year: number }) {
  const { say, lang } = useSay()
  const text = ({ value, scale, unit }: MyFile['values'][number]) => {
    if (scale === 'minutes') return `${Math.round(value / 6) / 10} ${lang === 'zh' ? '小时' : 'h'}`
    return `${scale === 'fen' ? value / 100 : value} ${say(unit)}`
  }
  return (
    <Held title={say(words.values, { year })} why={say(words.valuesWhy)}>
      <Lines lines={values.map((one) => [say(one.label), text(one)])} />
    </Held>
  )
}

function Naming({ file: { naming } }: { file: MyFile }) {
  const { say, lang } = useSay()
  return (
    <Held title={say(words.naming)} why={say(words.namingWhy)}>
      {naming.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
      {naming.map(({ register, label, count, restricted, latest }) => (
        <details key={register}>
          <summary>
            {say(label)} <span className="quiet small">{say(words.times, { count })}</span>
          </summary>
          {restricted ? <p className="quiet small">{say(words.restricted)}</p> : null}
          <ul className="mine-lines">
            {latest.map(({ record, title, on }) => (
              <li key={record}>
                <Link to="/registers/$register/$record" params={{ register, record }}>
                  {title}
                </Link>{' '}
                {on ? <span className="quiet small">{dayInWords(on, lang)}</span> : null}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </Held>
  )
}

function Trail({ file: { trail } }: { file: MyFile }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  return (
    <Held title={say(words.trail)} why={say(words.trailWhy)}>
      {trail.length === 0 ? (
        <p className="quiet">{say(words.none)}</p>
      ) : (
        <details>
          <summary>{say(words.times, { count: trail.length })}</summary>
          <Lines
            lines={trail.map(({ at, act, outcome }) => [
              outcome === 'refused' ? say(words.refused) : say(trailAct(act)),
              minuteOf(at),
            ])}
          />
        </details>
      )}
    </Held>
  )
}

function Lines({ lines }: { lines: readonly (readonly [string, string])[] }) {
  const { say } = useSay()
  if (lines.length === 0) return <p className="quiet">{say(words.none)}</p>
  return (
    <ul className="mine-lines">
      {lines.map(([text, aside], index) => (
        // Nothing tells two equal lines apart, and none of them moves.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>
          {text} <span className="quiet small">{aside}</span>
        </li>
      ))}
    </ul>
  )
}

function useSpan() {
  const { say, lang } = useSay()
  return ({ from, to }: { from: string; to: string | null }) =>
    to === null
      ? say(words.from, { from: dayInWords(from, lang) })
      : say(words.until, { from: dayInWords(from, lang), to: dayInWords(to, lang) })
}
