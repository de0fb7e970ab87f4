import { askedWord, owedByEach } from '../../duty/asked-of.ts'
import type { Duty } from '../../duty/duty.ts'
import type { AskedWord } from '../../duty/requirements/requirement-kind.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { yearOf } from '../../ledger/day/period.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import { abilitiesOf, deny, readableRegister } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { recordEntry, recordIn } from '../records/write-record.ts'
import { checkPeriod } from './check-period.ts'
import { obstacleTo } from './obstacle-to-attestation.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar'>

/** Says plainly that a duty was not done in a period, or does not apply, and why. */
export interface StateDuty {
  readonly duty: string
  readonly period: string
  readonly state: 'notDone' | 'notApplicable'
  readonly reason: string
  /** Of a duty that each office owes: the one that this is about; absent: all of them. */
  readonly office?: string
}

/** Records the statement. It costs nothing and anybody who may record may make it. */
export async function stateDuty(
  ports: Needs,
  session: Session,
  request: StateDuty,
): Promise<Appended> {
  const { duty, period, state, reason, office } = request
  const { require } = knownDuty(session, duty)
  checkPeriod(period, ['body', 'period'])
  if (office !== undefined && owedByEach(require) === null) refuseOffice()
  return recordEntry(ports, session, {
    register: core.statement.id,
    values: {
      duty,
      period,
      state,
      reason,
      ...(office === undefined ? {} : { office }),
      person: session.actor.person,
      statedOn: todayIn(session.org.zone, ports.clock),
    },
    reason: null,
    idempotency: null,
  })
}

/** A named person's statement about a period: nothing happened. */
export interface GiveAttestation {
  readonly duty: string
  readonly period: string
  readonly text: string
}

/**
 * Records the attestation, by whoever the duty names or the first responsible person. The caller
 * must have proved again who sits there. Refuses with `duty.unknown`, `attestation.none-asked`,
 * `attestation.period`, `attestation.too-early`, and with `attestation.contradicted` where a
 * record already says otherwise.
 */
export async function giveAttestation(
  ports: Needs & Pick<AppPorts, 'yearBooks'>,
  session: Session,
  request: GiveAttestation,
): Promise<Appended> {
  const { duty: id, period, text } = request
  checkMayAttest(session, id)
  checkPeriod(period, ['body', 'period'])
  const book = await ports.yearBooks.of(session, yearOf(period))
  const obstacle = obstacleTo(book, { ...attestedDuty(session, id), period })
  if (obstacle !== null) throw new Refusal([obstacle])
  // Giving one's word is a right of its own: it does not ask that one may record as well.
  const register = readableRegister(session, core.attestation.id)
  const values = {
    duty: id,
    period,
    text,
    person: session.actor.person,
    givenOn: todayIn(session.org.zone, ports.clock),
    ...(session.actor.standingInFor ? { standingInFor: session.actor.standingInFor } : {}),
  }
  return recordIn(ports, session, { register, values, reason: null, idempotency: null })
}

/** Refuses with `access.denied` whoever may not give their word on this duty. */
export function checkMayAttest(session: Session, id: string): void {
  if (!mayAttest(session, attestedDuty(session, id).asked)) deny()
}

/** Whether the caller is one of those whose word is asked for. */
export function mayAttest({ actor }: Session, { by }: AskedWord): boolean {
  const { roles, person } = actor
  const isNamed = roles.includes(by) || roles.includes('first-responsible')
  return person !== null && isNamed && abilitiesOf(roles).includes('attest')
}

/** A duty that rests on somebody's word. Refuses with `duty.unknown`, `attestation.none-asked`. */
export function attestedDuty(
  session: Session,
  id: string,
): { readonly duty: Duty; readonly asked: AskedWord } {
  const duty = knownDuty(session, id)
  const asked = askedWord(duty.require)
  return asked === null ? refuseAttestation() : { duty, asked }
}

/** One that does not bind the unit today may have bound it in the year that is spoken of. */
function knownDuty({ pack }: Session, id: string): Duty {
  return pack.duties.get(id) ?? pack.off.get(id)?.duty ?? refuseDuty(id)
}

/** Refuses with `duty.unknown`. */
export function refuseDuty(id: string): never {
  return refuse('duty.unknown', {
    at: ['duty'],
    text: { zh: `没有责任事项“${id}”。`, en: `There is no duty “${id}”.` },
    hint: { zh: '请从年度页面中选择。', en: 'Choose one on the page of the year.' },
  })
}

function refuseOffice(): never {
  return refuse('statement.office', {
    at: ['body', 'office'],
    text: {
      zh: '这项责任由本单位承担，不由各机构分别承担。',
      en: 'This duty is owed by the whole unit, not by each of its offices.',
    },
    hint: { zh: '请不要填写机构。', en: 'Leave the office out.' },
  })
}

function refuseAttestation(): never {
  return refuse('attestation.none-asked', {
    at: ['body', 'duty'],
    text: {
      zh: '这项责任不靠书面确认，而由记录说明。',
      en: 'This duty does not rest on an attestation but on records.',
    },
    hint: { zh: '请登记相应的记录。', en: 'Record what was done.' },
  })
}
