import { core } from './core-registers.ts'

/**
 * Registers whose records say more than a fact: they let somebody in, or are somebody's word, or a
 * step of something. An action of its own writes each; no form does, on the server or in the page.
 */
export const ownWayRegisters = [
  core.membership.id,
  core.merge.id,
  core.attestation.id,
  core.standIn.id,
  core.report.id,
  core.override.id,
  core.receivedReport.id,
  core.call.id,
  core.callTaken.id,
  core.callAcknowledged.id,
  core.callTaking.id,
  core.answerAsked.id,
  core.answerHanded.id,
  core.dutyList.id,
  core.dutyListTaken.id,
  core.dutyListAcknowledged.id,
  core.passkey.id,
  core.naming.id,
  core.profile.id,
  core.dutySwitch.id,
  core.ledgerStart.id,
] as const

/** A register that no form writes. */
export type OwnWayRegister = (typeof ownWayRegisters)[number]

/** Whether an action of its own writes a register. */
export function isOwnWay(id: string): id is OwnWayRegister {
  return (ownWayRegisters as readonly string[]).includes(id)
}

/** Whether a record of it may be made void all the same, where an action of its own writes it. */
export function mayBeTakenBack(id: string): boolean {
  return id === core.attestation.id || id === core.merge.id
}
