import { core } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Register } from '../../ledger/register/register.ts'
import { abilitiesOf, deny, readableRegister } from '../access/access.ts'
import type { Session } from '../ports/store-ports.ts'

/** Registers that calls, and what came of them, stand in; and those of duty lists. */
export const callRegisters = [
  core.call.id,
  core.callTaken.id,
  core.callAcknowledged.id,
  core.callTaking.id,
  core.answerAsked.id,
  core.answerHanded.id,
  core.subordinate.id,
  core.dutyList.id,
  core.dutyListTaken.id,
  core.dutyListAcknowledged.id,
] as const

/** One of them, for who may record; refuses others, and a pack that has none (`call.pack`). */
export function writtenCalls(session: Session, id: (typeof callRegisters)[number]): Register {
  if (!abilitiesOf(session.actor.roles).includes('record')) deny()
  return knownCalls(session, id)
}

/** The person of whoever signs calls and lists, and decides for the unit; refuses others. */
export function signerOf({ actor: { person, roles } }: Session): string {
  if (person === null || !abilitiesOf(roles).includes('override')) deny()
  return person
}

/** One of them, for who may read it. */
export function readCalls(session: Session, id: (typeof callRegisters)[number]): Register {
  knownCalls(session, id)
  return readableRegister(session, id)
}

function knownCalls({ pack }: Session, id: string): Register {
  const register = pack.registers.get(id)
  return register ?? refuseOldPack()
}

/** Refuses with `call.pack`: the pack was adopted before there was such a thing. */
export function refuseOldPack(): never {
  return refuse('call.pack', {
    text: {
      zh: '本单位采用的业务包还没有报送任务或责任清单。',
      en: 'The pack that the unit goes by has no calls, or no duty lists, yet.',
    },
    hint: { zh: '请在“设置”中采用新版业务包。', en: 'Adopt its newer version under Settings.' },
  })
}
