import { yearOf } from '../../ledger/day/period.ts'
import { Refusal } from '../../ledger/fault.ts'
import { answerTemplate } from '../../report/call/answer.ts'
import { filledIn } from '../../report/call/answer-sheet.ts'
import type { DraftBlock, DraftTree } from '../../report/draft/draft-tree.ts'
import { answersAskedOfUs } from '../calls/answers-asked-of-us.ts'
import { askForAnswer } from '../calls/ask-for-answer.ts'
import { fetchHanded } from '../calls/fetch-handed.ts'
import { findCall } from '../calls/find-call.ts'
import { handOnAnswer } from '../calls/hand-on-answer.ts'
import { emptySheet } from '../calls/hand-out-sheet.ts'
import { issueCall } from '../calls/issue-call.ts'
import { offeredCalls } from '../calls/offered-calls.ts'
import { passOn } from '../calls/pass-on.ts'
import { prepareCall } from '../calls/prepare-call.ts'
import { readAddressees } from '../calls/read-call.ts'
import { takeCall } from '../calls/take-call.ts'
import { urge } from '../calls/urge.ts'
import { carryHere } from '../carrying/carry-here.ts'
import { fetchReply } from '../carrying/fetch-reply.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { openAnswer } from '../draft/open-answer.ts'
import { openDraft } from '../draft/open-draft.ts'
import { saveDraft } from '../draft/save-draft.ts'
import { enterOwnUnits } from '../organisation/subordinates.ts'
import { withoutPasskey } from '../people/passkey-signature.ts'
import type { StoredDraft } from '../ports/draft-ports.ts'
import type { Organisation, Session } from '../ports/store-ports.ts'
import { fetchAnswers } from '../receiving/fetch-answers.ts'
import { receiveSheet } from '../receiving/receive-sheet.ts'
import { settleReceived } from '../receiving/settle-received.ts'
import { takeReply } from '../receiving/take-reply.ts'
import { readDraft } from '../report/read-draft.ts'
import { clerkOf, firstOf, inRole } from './demo-people.ts'
import type { DemoPorts } from './demo-reports.ts'
import { takeReportStep } from './demo-reports.ts'
import type { DemoCallStep } from './told.ts'

/** The bodies of a demo, by what the story names them. */
export type DemoBodies = ReadonlyMap<string, Organisation>

/** What a unit has of a call: the record of having taken it, and the draft of its answer. */
interface Taken {
  readonly record: string
  readonly draft: string | null
}

/** Who sends a call, and one of those whom it goes to. */
interface Pair {
  readonly above: Organisation
  readonly unit: Organisation
}

/**
 * Takes the calls of a demo through their steps by the use cases that people take, each by somebody
 * of the body whose turn it is. What those refuse stays undone, and so does what would follow.
 */
export class DemoCalls {
  readonly #ports: DemoPorts
  readonly #bodies: DemoBodies
  /** Records of the calls, by what the story names them. */
  readonly #calls = new Map<string, string>()
  /** By call and unit. */
  readonly #taken = new Map<string, Taken>()
  readonly #stuck = new Set<string>()

  constructor(ports: DemoPorts, bodies: DemoBodies) {
    this.#ports = ports
    this.#bodies = bodies
  }

  /** A step of a call that a body sends, by what the story names that. */
  async take(sender: string, step: DemoCallStep): Promise<void> {
    const [call, way] = [step.call, `${step.call} ${step.of}`]
    if (this.#stuck.has(call) || this.#stuck.has(way)) return
    try {
      await (step.of === null || step.step === 'filled'
        ? this.#above(sender, step)
        : this.#below(sender, step))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.#stuck.add(step.of === null ? call : way)
    }
  }

  /** What the body above does with the whole call, or with a sheet that came back. */
  async #above(sender: string, step: DemoCallStep): Promise<void> {
    const ports = this.#ports
    const above = this.#body(sender)
    const clerk = await clerkOf(this.#ports, above)
    switch (step.step) {
      case 'entered':
        await enterOwnUnits(ports, await firstOf(this.#ports, above))
        return
      case 'prepared': {
        const { record } =
          step.passes === null
            ? await prepareCall(ports, clerk, step.asks)
            : await passOn(ports, clerk, {
                taken: this.#takenBy({ call: step.passes, of: sender }).record,
                due: step.asks.due,
              })
        this.#calls.set(step.call, record?.id ?? '')
        return
      }
      case 'signed':
        await issueCall(ports, await firstOf(this.#ports, above), {
          ...(await this.#decided(above, step)),
          ...withoutPasskey,
        })
        return
      case 'urged':
        await urge(ports, clerk, await this.#decided(above, step))
        return
      case 'fetched':
        await fetchAnswers(ports, clerk, { call: this.#call(step), carrier: carryHere(ports) })
        await fetchHanded(ports, clerk, carryHere(ports))
        return
      case 'filled':
        await this.#fill(clerk, step)
        return
      default:
        throw new Error(`no unit is named that has ${step.step} the call ${step.call}`)
    }
  }

  /** What a unit does with the call, or the body above with the answer of that unit. */
  async #below(sender: string, step: DemoCallStep): Promise<void> {
    const unit = this.#body(step.of ?? '')
    const above = this.#body(sender)
    switch (step.step) {
      case 'taken':
        return this.#take(unit, step)
      case 'answered': {
        const { record } = this.#takenBy(step)
        const draft = await openAnswer(this.#ports, await clerkOf(this.#ports, unit), record)
        return this.#send(unit, draft, step)
      }
      case 'accepted':
      case 'returned':
        return this.#settle({ above, unit }, step)
      case 'replied':
        return this.#hear(unit, step)
      case 'corrected': {
        const clerk = await clerkOf(this.#ports, unit)
        const { record } = await readDraft(this.#ports, clerk, this.#takenBy(step).draft ?? '')
        const year = yearOf(step.asks.period)
        const asked = { report: answerTemplate.id, year, replaces: record?.id ?? '' }
        return this.#send(unit, await openDraft(this.#ports, clerk, asked), step)
      }
      case 'asked':
        return this.#ask({ above, unit }, step)
      case 'handed':
        return this.#handOn(unit, step)
      default:
        throw new Error(`the story lets ${step.of} take the step ${step.step}`)
    }
  }

  async #take(unit: Organisation, step: DemoCallStep): Promise<void> {
    const ports = this.#ports
    const clerk = await clerkOf(this.#ports, unit)
    const call = this.#call(step)
    const offered = await offeredCalls(ports, clerk, carryHere(ports))
    const sealed = offered.find(({ verified }) => verified.record === call)?.text ?? ''
    const { appended } = await takeCall(ports, clerk, { sealed, owner: clerk.actor.person })
    this.#taken.set(wayOf(step), { record: appended.record?.id ?? '', draft: null })
  }

  /** Fills the draft in, lets it be reviewed and signed, and sends it. */
  async #send(unit: Organisation, opened: StoredDraft, step: DemoCallStep): Promise<void> {
    const ports = this.#ports
    const { id: draft, revision: expected } = opened
    this.#taken.set(wayOf(step), { ...this.#takenBy(step), draft })
    const [clerk, first] = [await clerkOf(this.#ports, unit), await firstOf(this.#ports, unit)]
    const { people } = await ports.rosters.of(unit.id)
    const tree = {
      ...saying(opened.tree, step.says),
      issuer: people.get(first.actor.id)?.name ?? '',
      date: todayIn(unit.zone, ports.clock),
    }
    await saveDraft(ports, clerk, { draft, expected, tree })
    const [reviewer = ''] = await inRole(this.#ports, unit, 'reviewer')
    for (const [what, by] of [
      ['settled', first.actor.id],
      ['passed', reviewer],
      ['signed', first.actor.id],
      ['sent', clerk.actor.id],
    ] as const) {
      const taken = { step: what, by, reason: step.reason }
      await takeReportStep({ ports, org: unit }, { step: taken, draft })
    }
  }

  async #settle({ above, unit }: Pair, step: DemoCallStep): Promise<void> {
    const ports = this.#ports
    const clerk = await clerkOf(this.#ports, above)
    const record = await this.#answerOf(unit, clerk, step)
    const expected = await this.#versionOf(clerk, record)
    const how = step.step === 'returned' ? 'returned' : 'accepted'
    await settleReceived(ports, clerk, {
      ...{ record, expected, step: how, reasons: step.reason },
      signature: withoutPasskey,
    })
  }

  /** The record of a unit's answer, with whoever received it. */
  async #answerOf(unit: Organisation, reader: Session, step: DemoCallStep): Promise<string> {
    const asked = { call: this.#call(step), after: null, state: null }
    const { items } = await readAddressees(this.#ports, reader, asked)
    return items.find(({ name }) => name === unit.name.zh)?.answer ?? ''
  }

  /** The body above asks for the answer of one further below, which the unit counted. */
  async #ask({ above, unit }: Pair, step: DemoCallStep): Promise<void> {
    const first = await firstOf(this.#ports, above)
    await askForAnswer(this.#ports, first, {
      record: await this.#answerOf(unit, first, step),
      log: this.#body(step.about ?? '').origin,
      reason: step.reason ?? '',
    })
  }

  /** The unit hands on what the body above asks of it of that one. */
  async #handOn(unit: Organisation, step: DemoCallStep): Promise<void> {
    const ports = this.#ports
    const first = await firstOf(ports, unit)
    const carrier = carryHere(ports)
    const source = this.#body(step.about ?? '').origin
    const open = await answersAskedOfUs(ports, first, carrier)
    for (const { call, asking } of open.filter((one) => one.asking.source === source)) {
      const asked = { call, asked: asking.asked, step: 'handed', reasons: null } as const
      await handOnAnswer(ports, first, { ...asked, carrier })
    }
  }

  /** The unit takes what the body above says to its answer. */
  async #hear(unit: Organisation, step: DemoCallStep): Promise<void> {
    const ports = this.#ports
    const clerk = await clerkOf(this.#ports, unit)
    const { record } = await readDraft(ports, clerk, this.#takenBy(step).draft ?? '')
    const report = record?.id ?? ''
    const carried = await fetchReply(ports, clerk, report)
    if (carried === null) return
    const { reply } = carried
    await takeReply(ports, clerk, { report, expected: record?.version ?? 0, reply })
  }

  /** A body without a log hands its sheet in, and the body above brings it in. */
  async #fill(clerk: Session, step: DemoCallStep): Promise<void> {
    const ports = this.#ports
    const call = this.#call(step)
    const { sheet } = await emptySheet(ports, clerk, { call, body: step.of ?? '', lang: 'zh' })
    const file = await ports.files.writeAnswerSheet(filledIn(sheet, step.says))
    await receiveSheet(ports, clerk, { call, file })
  }

  #call({ call }: DemoCallStep): string {
    const record = this.#calls.get(call)
    if (record === undefined) throw new Error(`the call ${call} was not prepared yet`)
    return record
  }

  #body(as: string): Organisation {
    const body = this.#bodies.get(as)
    if (body === undefined) throw new Error(`nobody in the story is called ${as}`)
    return body
  }

  #takenBy(step: Pick<DemoCallStep, 'call' | 'of'>): Taken {
    const taken = this.#taken.get(wayOf(step))
    if (taken === undefined) throw new Error(`${step.of} has not taken the call ${step.call} yet`)
    return taken
  }

  async #decided(
    above: Organisation,
    step: DemoCallStep,
  ): Promise<{ readonly call: string; readonly expected: number }> {
    const call = this.#call(step)
    const { version } = await this.#ports.store.read(above.id, (reader) => findCall(reader, call))
    return { call, expected: version }
  }

  async #versionOf({ org }: Session, record: string): Promise<number> {
    const found = await this.#ports.store.read(org.id, (reader) => reader.record(record))
    return found?.version ?? 0
  }
}

function wayOf({ call, of }: Pick<DemoCallStep, 'call' | 'of'>): string {
  return `${call} ${of}`
}

/** The answer with what somebody wrote by hand: behind a label, over a number of the ledger too. */
function saying(tree: DraftTree, says: Readonly<Record<string, string>>): DraftTree {
  return { ...tree, blocks: tree.blocks.map((block) => saidIn(block, says)) }
}

function saidIn(block: DraftBlock, says: Readonly<Record<string, string>>): DraftBlock {
  if (block.kind !== 'paragraph') return block
  const [label, answer, ...rest] = block.inlines
  if (label?.kind !== 'text' || answer === undefined) return block
  const text = says[label.text.replace(/：$/, '')]
  if (text === undefined) return block
  return { ...block, inlines: [label, { kind: 'text', text, claim: answer.claim }, ...rest] }
}
