import { core } from '../../ledger/core/core-registers.ts'
import { holdsOn } from '../../ledger/day/holds-on.ts'
import { parsePeriod } from '../../ledger/day/period.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import { isPerPerson } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { Values } from '../../ledger/value.ts'
import type { AskedKind, Call, CallItem } from '../../report/call/call.ts'
import { choicesIn, definitionDigest, valuesOfCall } from '../../report/call/call.ts'
import { namedLines } from '../../report/call/named-lines.ts'
import type { Subordinate } from '../../report/call/subordinate.ts'
import { mayReadFigure } from '../access/figure-access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { subordinatesIn } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { appendSent } from './append-sent.ts'
import { callAbove } from './call-above.ts'
import { writtenCalls } from './call-registers.ts'
import { checkCallWords } from './call-words.ts'
import { findCall } from './find-call.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'crypto' | 'collected'>

/** One thing asked, as somebody writes it; `item`: null for one that the call did not ask before. */
export interface PreparedItem {
  readonly item: string | null
  readonly label: string
  readonly kind: AskedKind
  readonly figure: string | null
  readonly unit: string | null
  readonly choices: string | null
  readonly again: string | null
}

/** A call as somebody writes it. */
export interface PrepareCall extends Omit<Call, 'items' | 'to' | 'above'> {
  readonly items: readonly PreparedItem[]
  /** Records of the bodies below that are asked; null: all of them. */
  readonly to: readonly string[] | null
}

/**
 * Writes a call that somebody is to sign, or writes it anew (`over`). One that passes on a call of
 * the body above goes on doing so: what is left of that one's lines stands as it is there, and so do
 * period and basis. Refuses with `call.boundary`, `call.item`, `call.person`, `call.again`,
 * `call.period`, `call.due`, `call.nobody`, `call.step`, and `call.above` for what is not as above.
 */
export async function prepareCall(
  ports: Needs,
  session: Session,
  given: PrepareCall,
  over: { readonly id: string; readonly expected: number } | null = null,
): Promise<Appended> {
  writtenCalls(session, core.call.id)
  const { found, above, below } = await ports.store.read(session.org.id, async (reader) => {
    const found = over === null ? null : await findCall(reader, over.id)
    if (found !== null && found.step !== 'prepared') refuseStep()
    return {
      found: found?.call ?? null,
      above: await callAbove(reader, found?.call.above ?? null),
      below: await subordinatesIn(reader),
    }
  })
  const items = itemsOf(ports, session, { items: given.items, found, above: above?.call ?? null })
  const call: Call = { ...given, items, to: null, above: found?.above ?? null }
  if (above !== null) checkAsAbove(call, above.call)
  checkDays(ports, session, call)
  checkCallWords(call)
  await checkAskedBefore(ports, session, call)
  const today = todayIn(session.org.zone, ports.clock)
  const { to: _, ...asked } = call
  const { person } = session.actor
  return appendSent(ports, session, core.call.id, {
    kind: over === null ? 'create' : 'correct',
    over,
    values: {
      ...valuesOfCall(asked),
      ...addresseesIn({ below, to: given.to, today }),
      step: 'prepared',
      ...(person === null ? {} : { preparedBy: person }),
    },
  })
}

/** The bodies that something goes to; none where it goes to all. Refuses with `call.nobody`. */
export function addresseesIn(given: {
  readonly below: readonly Subordinate[]
  readonly to: readonly string[] | null
  readonly today: string
}): Values {
  const { to, below, today } = given
  const inForce = below.filter((one) => holdsOn(one, today))
  const chosen = to === null ? inForce : inForce.filter(({ id }) => to.includes(id))
  if (chosen.length === 0 || (to !== null && chosen.length !== to.length)) refuseNobody()
  if (to === null) return {}
  return {
    addressees: chosen.map(({ id, log }) => ({ unit: id, ...(log === null ? {} : { log }) })),
  }
}

function itemsOf(
  { crypto }: Pick<AppPorts, 'crypto'>,
  session: Session,
  given: {
    readonly items: readonly PreparedItem[]
    /** The call as it was written before, and the one that it passes on; null: there is none. */
    readonly found: Call | null
    readonly above: Call | null
  },
): readonly CallItem[] {
  const faults: Fault[] = []
  const [before, from] = [given.found?.items ?? [], given.above?.items ?? []]
  const names = [...before, ...from].map(({ item }) => item)
  const all = namedLines(given.items, names).map((one, at): CallItem => {
    const asAbove = from.find(({ item }) => item === one.item)
    // Under what name it is answered the body above knows it: it is the same, or it is left out.
    if (asAbove) return { ...asAbove, again: one.again || null }
    const figure = one.kind === 'figure' ? session.pack.figures.get(one.figure ?? '') : undefined
    const choices = one.choices === null ? [] : choicesIn(one.choices)
    if (one.kind === 'figure') {
      if (!figure || !mayReadFigure(session, figure)) {
        faults.push(itemFault(at, 'figure', noSuchFigure))
      } else if (isPerPerson(figure)) faults.push(perPerson(at, figure.label))
    }
    if (one.kind === 'choice' && choices.length < 2) {
      faults.push(itemFault(at, 'choices', noChoices))
    }
    return {
      item: one.item,
      label: one.label.trim(),
      kind: one.kind,
      figure: figure?.id ?? null,
      definition: figure ? definitionDigest(crypto, figure) : null,
      // What a figure counts has a unit of its own, whatever somebody typed.
      unit: figure?.unit.zh ?? (one.unit || null),
      choices: one.kind === 'choice' ? choices : [],
      // A reason of no words is none.
      again: one.again || null,
    }
  })
  const labels = all.map(({ label }) => label)
  labels.forEach((label, at) => {
    if (labels.indexOf(label) !== at) faults.push(itemFault(at, 'label', sameLabel))
  })
  if (faults.length > 0) throw new Refusal(faults)
  return all
}

/** What is passed on is asked over the same time and on the same ground, and is not nothing. */
function checkAsAbove(call: Call, above: Call): void {
  const faults = (['period', 'basis', 'clause'] as const)
    .filter((name) => call[name] !== above[name])
    .map((name) => fault('call.above', { at: ['body', name], ...asItIsAbove }))
  if (faults.length > 0) throw new Refusal(faults)
  if (call.items.some(({ item }) => above.items.some((one) => one.item === item))) return
  refuse('call.above', {
    at: ['body', 'items'],
    text: {
      zh: '上级要求的内容一项也没有保留，这就不是转发。',
      en: 'Nothing of what the body above asks is left, so that nothing is passed on.',
    },
    hint: {
      zh: '请至少保留一项；另外要求的，另行布置。',
      en: 'Keep one of its lines, or prepare a call of your own.',
    },
  })
}

const asItIsAbove = {
  text: {
    zh: '转发的任务，依据、条款和时段与上级的一致。',
    en: 'A call that is passed on has the basis, clause and period of the one above.',
  },
  hint: { zh: '请改回。', en: 'Put it back.' },
}

function checkDays(
  { clock }: Pick<AppPorts, 'clock'>,
  { org }: Session,
  { period, due, ends }: Call,
): void {
  if (parsePeriod(period) === null) {
    refuse('call.period', {
      at: ['body', 'period'],
      text: {
        zh: '时段应是年度、半年、季度或月份，如 2026、2026-H1、2026-Q3、2026-07。',
        en: 'The period is a year, half-year, quarter or month: 2026, 2026-H1, 2026-Q3, 2026-07.',
      },
      hint: { zh: '请改正时段。', en: 'Mend the period.' },
    })
  }
  const today = todayIn(org.zone, clock)
  if (due >= today && (ends === null || ends >= due)) return
  refuse('call.due', {
    at: ['body', due >= today ? 'ends' : 'due'],
    text: {
      zh: '期限不能早于今天，终止日期不能早于期限。',
      en: 'The day it is due lies ahead, and its end not before that.',
    },
    hint: { zh: '请改正日期。', en: 'Mend the day.' },
  })
}

/** Ask first, look first: what was received already is asked again only with a reason. */
async function checkAskedBefore(
  { collected }: Pick<AppPorts, 'collected'>,
  { org }: Session,
  { items, period }: Call,
): Promise<void> {
  const figures = items.flatMap(({ figure, again }) => (again === null ? (figure ?? []) : []))
  if (figures.length === 0) return
  const before = await collected.before(org.id, { figures, period })
  const known = new Set(before.map(({ figure }) => figure))
  const faults = items.flatMap(({ figure, again, label }, at) =>
    figure !== null && again === null && known.has(figure) ? [askedBefore(at, label)] : [],
  )
  if (faults.length > 0) throw new Refusal(faults)
}

function askedBefore(at: number, label: string): Fault {
  return fault('call.again', {
    at: ['body', 'items', at, 'again'],
    text: {
      zh: `“${label}”这一时段的数据已经收到过。`,
      en: `“${label}” was received for this period already.`,
    },
    hint: {
      zh: '请使用已收到的数据；确需重复要求的，写明理由。',
      en: 'Use what was received, or say why it is asked again.',
    },
  })
}

type FaultWords = Pick<Fault, 'text' | 'hint'>

/** Names the line as well: who reads all that is wrong at once does not see the field. */
function itemFault(at: number, field: keyof PreparedItem, { text, hint }: FaultWords): Fault {
  return fault('call.item', {
    at: ['body', 'items', at, field],
    text: { zh: `第${at + 1}项：${text.zh}`, en: `Line ${at + 1}: ${text.en}` },
    hint,
  })
}

const noSuchFigure: FaultWords = {
  text: { zh: '没有这个数据项，或您无权查看。', en: 'there is no such figure, or not for you.' },
  hint: { zh: '请从列表中选择。', en: 'Choose one of the list.' },
}

const noChoices: FaultWords = {
  text: { zh: '选项至少两个。', en: 'a choice needs two things to choose between.' },
  hint: { zh: '用顿号隔开。', en: 'Separate them by commas.' },
}

const sameLabel: FaultWords = {
  text: { zh: '与前面的一项同名。', en: 'another line has the same label.' },
  hint: { zh: '请改成不同的名称。', en: 'Give each a label of its own.' },
}

function perPerson(at: number, label: Label): Fault {
  return fault('call.person', {
    at: ['body', 'items', at, 'figure'],
    text: {
      zh: `“${label.zh}”按人统计，不向上级报送。`,
      en: `“${label.en}” is counted per person and never goes upward.`,
    },
    hint: {
      zh: '按人的数据只供本人和责任人查看。',
      en: 'Values per person are for that person and the owner of the duty.',
    },
  })
}

function refuseNobody(): never {
  return refuse('call.nobody', {
    at: ['body', 'to'],
    text: { zh: '没有可以布置的下级单位。', en: 'There is no such body below.' },
    hint: {
      zh: '请重新选择，或先登记下级单位名册。',
      en: 'Choose again, or enter the bodies below first.',
    },
  })
}

/** Refuses with `call.step` what does not follow from where the call stands. */
export function refuseStep(): never {
  return refuse('call.step', {
    text: {
      zh: '这项任务已签发或撤回，不能再改。',
      en: 'This call is signed or withdrawn already.',
    },
    hint: { zh: '请刷新页面，看它办到哪一步。', en: 'Reload to see where it stands.' },
  })
}
