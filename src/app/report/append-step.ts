import type { AppendRequest } from '../../append/append-request.ts'
import { core, coreLists } from '../../ledger/core/core-registers.ts'
import type { ReportRecord, ReportStep } from '../../ledger/core/report-record.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import { say } from '../../ledger/label.ts'
import type { Values } from '../../ledger/value.ts'
import type { EntryKind } from '../../log/leaf.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { prepareStep } from '../records/prepare-step.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters'>

/** One step of a report's way. */
export interface NewStep {
  /** The record, and the version that whoever acts has seen; 0 makes it. */
  readonly record: string
  readonly expected: number
  readonly kind: Extract<EntryKind, 'create' | 'correct' | 'sign' | 'submit'>
  readonly step: ReportStep
  /** What the record said before; nothing for the first. */
  readonly before: Values
  /** What this step adds or changes; null takes a value away. */
  readonly changes: { readonly [field: string]: Values[string] | null }
  /** What is written with the step, or not at all. */
  readonly alongside?: readonly AppendRequest[]
}

/**
 * Appends a step. Of two at once the log takes one; the other is refused with `report.moved`, as
 * is a request that was sent again.
 */
export async function appendStep(ports: Needs, session: Session, step: NewStep): Promise<Appended> {
  const register = session.pack.registers.get(core.report.id)
  if (!register) return refusePack()
  const today = todayIn(session.org.zone, ports.clock)
  const merged = { ...step.before, ...step.changes, step: step.step, on: today }
  const raw = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null))
  const { kind, record, alongside = [] } = step
  const expected = step.expected === 0 ? null : step.expected
  const write = await prepareStep(ports, session, { register, raw, kind, record, expected })
  try {
    const { store } = ports
    const { id } = session.org
    if (alongside.length === 0) return await store.append(id, write)
    const [appended] = await store.appendAll(id, [write, ...alongside])
    if (!appended) throw new Error('a step was entered and is not there')
    return appended
  } catch (error) {
    if (error instanceof Refusal && error.faults[0]?.code === 'write.stale') refuseMoved()
    throw error
  }
}

/** Refuses with `report.moved` when somebody did a step that this request had not seen. */
export function expectVersion(seen: number, record: ReportRecord | null): void {
  if (seen !== (record?.version ?? 0)) refuseMoved()
}

function refuseMoved(): never {
  return refuse('report.moved', {
    text: {
      zh: '这份报告刚刚已由他人办理到下一步。',
      en: 'Somebody else has just taken this report a step further.',
    },
    hint: { zh: '请刷新页面，看它现在办到哪一步。', en: 'Reload to see where it stands now.' },
  })
}

/** Refuses with `report.step`: the step asked for does not follow from where the report stands. */
export function refuseStep(session: Session, at: ReportStep | null): never {
  const choices = session.pack.lists.get(coreLists.reportSteps) ?? []
  const label = choices.find((one) => one.id === at)?.label ?? { zh: '起草中', en: 'being drafted' }
  return refuse('report.step', {
    text: {
      zh: `报告现在的状态是“${say(label, 'zh')}”，不能办理这一步。`,
      en: `The report stands at “${say(label, 'en')}”; this step does not follow.`,
    },
    hint: {
      zh: '依次办理：起草、复核、签发、定稿、报送。',
      en: 'In order: draft, review, sign, freeze, send.',
    },
  })
}

function refusePack(): never {
  return refuse('report.pack', {
    text: {
      zh: '业务包没有报告办理台账。',
      en: 'The pack has no register of reports on their way.',
    },
    hint: { zh: '请让业务包继承 core。', en: 'Let the pack extend core.' },
  })
}
