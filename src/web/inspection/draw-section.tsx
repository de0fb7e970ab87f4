import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DrawView } from '../../api/contract/problem.ts'
import type { RecordView } from '../../api/contract/record.ts'
import { periodInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useMoments } from '../components/use-moments.ts'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { webCrypto } from '../crypto.ts'
import { drawQuery } from '../problems/problem-queries.ts'
import { useSay } from '../say.tsx'
import type { CheckedDraw } from './check-draw.ts'
import { checkDraw } from './check-draw.ts'

const words = {
  title: { zh: '抽取', en: 'The draw' },
  said: {
    zh: '在有 {size} 条条目的检查点上，从“{register}”{period}的 {candidates} 条记录中抽取 {count} 条。',
    en: '{count} of {candidates} records of {register}, {period}, drawn at the checkpoint of {size} entries.',
  },
  root: { zh: '检查点的根', en: 'Root of the checkpoint' },
  rule: {
    zh: '规则：对每条记录的编号连同检查点的根、台账、时段计算 SHA-256，按结果由小到大取前 {count} 条。',
    en: 'The rule: SHA-256 over each record id with the root, the register and the period; the {count} smallest are taken.',
  },
  verify: { zh: '重新抽取一遍', en: 'Draw it again' },
  same: {
    zh: '一致：重新抽取得到同样的记录、同样的次序。',
    en: 'The same: drawing again gives these records in this order.',
  },
  other: {
    zh: '不一致：重新抽取得到的记录与登记的不同。',
    en: 'Not the same: drawing again gives other records.',
  },
  rootHolds: {
    zh: '检查点的根确属本单位的日志，由日志签名的检查点可以推到。',
    en: 'The root is that of this log: a checkpoint that the log has signed leads back to it.',
  },
  rootFails: { zh: '检查点的根不属于本单位的日志。', en: 'The root is not that of this log.' },
  rootOpen: {
    zh: '日志还没有覆盖到这里的检查点，根暂时无法核对。',
    en: 'No signed checkpoint reaches this far yet; the root cannot be looked at now.',
  },
  draws: { zh: '这本台账这个时段的历次抽取', en: 'Every draw from this register for this period' },
  nth: {
    zh: '第{nth}次：检查点 {size}，{count} 条，{when}',
    en: 'No. {nth}: checkpoint {size}, {count} drawn, {when}',
  },
  this: { zh: '本次', en: 'this one' },
  voided: { zh: '已作废', en: 'void' },
}

/** From what, at which checkpoint and how the sample was drawn; and drawing it again, here. */
export function DrawSection({ record }: { record: RecordView }) {
  const { say } = useSay()
  const query = useQuery(drawQuery(record.id))
  const view = query.data
  return (
    <section className="record-part draw-part" aria-label={say(words.title)}>
      <h3>{say(words.title)}</h3>
      {query.error ? <ErrorNote error={query.error} /> : null}
      {view ? <DrawSaid view={view} /> : null}
      {view ? <DrawAgain view={view} /> : null}
      {view && view.draws.length > 1 ? <Draws view={view} here={record.id} /> : null}
    </section>
  )
}

function DrawSaid({ view: { sample, candidates } }: { view: DrawView }) {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const source = registerOf(pack, sample.register)
  return (
    <>
      <p>
        {say(words.said, {
          size: sample.size,
          register: source ? say(source.label) : sample.register,
          period: periodInWords(sample.period, lang),
          candidates: candidates.length,
          count: sample.drawn.length,
        })}
      </p>
      <p className="small quiet">{say(words.rule, { count: sample.count })}</p>
      <p className="small">
        <span className="quiet">{say(words.root)}</span> <span className="mono">{sample.root}</span>
      </p>
    </>
  )
}

function DrawAgain({ view }: { view: DrawView }) {
  const { say } = useSay()
  const [checked, setChecked] = useState<CheckedDraw | null>(null)
  return (
    <div>
      <button
        type="button"
        className="button unprinted"
        onClick={() => setChecked(checkDraw(webCrypto, view))}
      >
        {say(words.verify)}
      </button>
      {checked ? (
        <div role="status">
          <p className={checked.sample ? 'note good' : 'note bad'}>
            {say(checked.sample ? words.same : words.other)}
          </p>
          <p className={rootTone(checked)}>{say(rootWords(checked))}</p>
        </div>
      ) : null}
    </div>
  )
}

function rootTone({ root }: CheckedDraw): string {
  return root === null ? 'note wait' : root ? 'note good' : 'note bad'
}

function rootWords({ root }: CheckedDraw) {
  return root === null ? words.rootOpen : root ? words.rootHolds : words.rootFails
}

function Draws({ view, here }: { view: DrawView; here: string }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  return (
    <>
      <h4>{say(words.draws)}</h4>
      <ol className="draws">
        {view.draws.map((one, nth) => (
          <li key={one.id} className={one.state === 'void' ? 'voided' : undefined}>
            {one.id === here ? (
              <strong>{say(words.this)} </strong>
            ) : (
              <Link to="/inspections/$record" params={{ record: one.id }}>
                {one.title}
              </Link>
            )}{' '}
            {say(words.nth, {
              nth: nth + 1,
              size: one.size,
              count: one.count,
              when: minuteOf(one.recordedAt),
            })}
            {one.state === 'void' ? ` ${say(words.voided)}` : ''}
          </li>
        ))}
      </ol>
    </>
  )
}
