import { core } from '../../ledger/core/core-registers.ts'
import type { OwnWayRegister } from '../../ledger/core/own-way.ts'
import { isOwnWay, mayBeTakenBack } from '../../ledger/core/own-way.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { isWriter } from '../../ledger/register/writers.ts'
import type { Session } from '../ports/store-ports.ts'

/** What an account may do, beside reading what its roles may read. */
export const fixedAbilities = [
  'record',
  'correct',
  'attest',
  'override',
  'erase',
  'review',
  'read-trail',
  'manage-people',
  'manage-accounts',
  'manage-organisations',
  'manage-tokens',
  'manage-backups',
  'manage-keys',
  'export-log',
] as const

export type Ability = (typeof fixedAbilities)[number]

/** The roles whose rights are fixed; a pack gives them names and may add others without rights. */
const fixedRoles = [
  'clerk',
  'leader',
  'first-responsible',
  'reviewer',
  'auditor',
  'administrator',
  'data-protection',
] as const

type FixedRole = (typeof fixedRoles)[number]

const abilitiesByRole: Readonly<Record<FixedRole, readonly Ability[]>> = {
  clerk: ['record', 'correct'],
  leader: ['record', 'correct', 'attest'],
  'first-responsible': ['record', 'correct', 'attest', 'override'],
  reviewer: ['review'],
  auditor: ['read-trail', 'export-log'],
  administrator: [
    'manage-people',
    'manage-accounts',
    'manage-organisations',
    'manage-tokens',
    'manage-backups',
    'manage-keys',
  ] as readonly Ability[],
  'data-protection': ['erase'],
}

// Who audits changes nothing, whatever other role the account has been given.
const readingOnly: readonly Ability[] = ['read-trail', 'export-log']

/** The abilities of a set of roles. Roles that a pack adds, such as a duty's, may attest. */
export function abilitiesOf(roles: readonly string[]): readonly Ability[] {
  const all = [...new Set(roles.flatMap(abilitiesOfOne))]
  return roles.includes('auditor') ? all.filter((one) => readingOnly.includes(one)) : all
}

/** The roles that have an ability by themselves. */
export function rolesWith(ability: Ability): readonly string[] {
  return fixedRoles.filter((role) => abilitiesByRole[role].includes(ability))
}

function abilitiesOfOne(role: string): readonly Ability[] {
  return isFixed(role) ? abilitiesByRole[role] : ['attest']
}

function isFixed(role: string): role is FixedRole {
  return (fixedRoles as readonly string[]).includes(role)
}

/** Whether the caller may read this register at all. */
export function mayRead(
  { actor }: Session,
  { readers }: Pick<Register | Field, 'readers'>,
): boolean {
  return (
    readers === undefined || actor.roles.some((one) => one === 'auditor' || readers.includes(one))
  )
}

/** Whether the caller may add to this register: its writers, else clerks and above. */
export function mayWrite(session: Session, register: Register): boolean {
  const { roles } = session.actor
  const mayRecord = abilitiesOf(roles).includes('record')
  return mayRead(session, register) && isWriter(register, { roles, mayRecord })
}

/** The register, or a refusal; one that is hidden and one that is not there look the same. */
export function readableRegister(session: Session, id: string): Register {
  const register = session.pack.registers.get(id)
  if (register && mayRead(session, register)) return register
  return refuse('register.unknown', {
    at: ['register'],
    text: { zh: `没有编号为“${id}”的台账。`, en: `There is no register “${id}”.` },
    hint: { zh: '请从台账列表中选择。', en: 'Choose one from the list of registers.' },
  })
}

/** Refuses with `access.denied`. */
export function deny(): never {
  return refuse('access.denied', {
    text: { zh: '您的角色不能做这件事。', en: 'Your role does not allow this.' },
    hint: { zh: '如有需要，请联系管理员调整角色。', en: 'If you need it, ask the administrator.' },
  })
}

/** The register for writing, or a refusal; `register.own-way` where an action of its own writes. */
export function writableRegister(session: Session, id: string): Register {
  if (isOwnWay(id)) refuseOwnWay(session, id)
  return openRegister(session, id)
}

/**
 * The register for voiding a record, or a refusal. A word that was given may be taken back, and
 * two people who were taken for one become two again.
 */
export function voidableRegister(session: Session, id: string): Register {
  if (isOwnWay(id) && !mayBeTakenBack(id)) refuseOwnWay(session, id)
  return openRegister(session, id)
}

function openRegister(session: Session, id: string): Register {
  const register = readableRegister(session, id)
  return mayWrite(session, register) ? register : deny()
}

const ownWords: Label = {
  zh: '请在“设置 · 本单位用语与概况”中填写，从某日起适用。',
  en: 'Edit it under Settings, “The unit and its words”; it holds from a day on.',
}

const ownCalls: Label = {
  zh: '请在“报送任务”页面上布置、签发、签收和答复。',
  en: 'Calls are prepared, signed, taken and answered on the page of calls.',
}

const ownLists: Label = {
  zh: '请在“责任清单”页面上起草、签发和认领。',
  en: 'Duty lists are prepared, signed and taken on their page.',
}

// A record of these says more than a fact: it lets somebody in, or it is somebody's word. Written
// like any other, a clerk could give the word of a leader, and a role would change without the
// checks that keep an administrator and keep auditors apart.
const ownWays: Readonly<Record<OwnWayRegister, Label>> = {
  [core.membership.id]: {
    zh: '请在“设置 · 账号”中邀请、调整角色或停用。',
    en: 'Invite people, change roles and end accounts under Settings, Accounts.',
  },
  [core.merge.id]: {
    zh: '请在该人员的记录页上选“与…是同一人”；误归并的可以作废。',
    en: 'It is said on the page of the person, “The same person as …”; a mistaken one can be made void.',
  },
  [core.attestation.id]: {
    zh: '请由责任人在年度页面上作出确认；误作的可以作废。',
    en: 'Whoever is named gives it on the page of the year; a mistaken one can be made void.',
  },
  [core.standIn.id]: {
    zh: '请在“交接与代行”页面上授权或收回。',
    en: 'Grant and revoke it on the page of handing over and standing in.',
  },
  [core.report.id]: {
    zh: '请在报告页面起草、复核、签发、报送。',
    en: 'Draft, review, sign and send it on the page of the report.',
  },
  [core.receivedReport.id]: {
    zh: '请在“收到的报告”页面上传文件，到达即核验。',
    en: 'Take the file on the page of received reports; it is verified on arrival.',
  },
  [core.call.id]: ownCalls,
  [core.callTaken.id]: ownCalls,
  [core.callAcknowledged.id]: ownCalls,
  [core.callTaking.id]: ownCalls,
  [core.answerAsked.id]: ownCalls,
  [core.answerHanded.id]: ownCalls,
  [core.dutyList.id]: ownLists,
  [core.dutyListTaken.id]: ownLists,
  [core.dutyListAcknowledged.id]: ownLists,
  [core.passkey.id]: {
    zh: '请本人在“我的”页面上添加或移除。',
    en: 'Whoever owns it adds and removes it on the page “Mine”.',
  },
  [core.naming.id]: ownWords,
  [core.profile.id]: ownWords,
  [core.dutySwitch.id]: ownWords,
  [core.ledgerStart.id]: {
    zh: '请在“设置 · 台账起始日”中填写。',
    en: 'Edit it under Settings, “First day of the ledger”.',
  },
  [core.override.id]: {
    zh: '请由第一责任人在报告页面说明理由。',
    en: 'The first responsible person gives the reason on the page of the report.',
  },
}

function refuseOwnWay(session: Session, id: OwnWayRegister): never {
  openRegister(session, id)
  return refuse('register.own-way', {
    at: ['register'],
    text: {
      zh: '这个台账的记录由专门的操作产生，不能直接登记或更正。',
      en: 'Records of this register come from an action of their own and are not typed in.',
    },
    hint: ownWays[id],
  })
}
