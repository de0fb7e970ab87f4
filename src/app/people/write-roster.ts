import type { AppendRequest } from '../../append/append-request.ts'
import { aboutNoRecord } from '../../append/append-request.ts'
import type { core } from '../../ledger/core/core-registers.ts'
import { plainPersonName } from '../../ledger/core/person-name.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Names } from '../../ledger/names.ts'
import { wordsOfRecord } from '../../ledger/record/search-text.ts'
import type { Values } from '../../ledger/value.ts'
import type { Pack } from '../../pack/pack.ts'
import type { AppPorts } from '../ports/app-ports.ts'

/**
 * A new record of the roster, of which other records of the same transaction already speak; or of
 * what the unit is, among its first entries.
 */
export interface RosterWrite {
  readonly register: (typeof core)[
    | 'person'
    | 'office'
    | 'post'
    | 'membership'
    | 'profile'
    | 'ledgerStart']['id']
  readonly id: string
  readonly values: Values
  readonly from: string
  readonly actor: string
}

const personNameCharactersMax = 40

/** The request that writes it. Throws when the pack lacks the register: then it is no good pack. */
export function rosterRequest(
  { pack, names }: { pack: Pack; names: Names },
  write: RosterWrite,
): AppendRequest {
  const register = pack.registers.get(write.register)
  if (!register) throw new Error(`the pack ${pack.id} has no register ${write.register}`)
  const words = wordsOfRecord(register, write.values, { lists: pack.lists, names })
  return {
    kind: 'create',
    register: register.id,
    record: write.id,
    expected: null,
    values: write.values,
    occurredOn: write.from,
    lateDays: 0,
    lateReason: null,
    title: words.title.zh,
    search: words.search,
    actor: write.actor,
    pack: pack.digest,
    idempotency: null,
  }
}

/** The entry by which an organisation takes a pack as its own. */
export function adoptRequest(
  pack: Pack,
  { actor, today }: { actor: string; today: string },
): AppendRequest {
  return {
    ...aboutNoRecord,
    kind: 'adopt',
    values: { pack: pack.id, version: pack.version, digest: pack.digest },
    occurredOn: today,
    actor,
    pack: pack.digest,
    idempotency: null,
  }
}

/** A person's name as it stands in the roster; refuses with `person.name`. */
export function checkPersonName(name: string): string {
  const clean = plainPersonName(name)
  if (clean !== '' && clean.length <= personNameCharactersMax && !/[\p{Cc}\p{Cf}]/u.test(clean)) {
    return clean
  }
  return refuse('person.name', {
    at: ['body', 'person'],
    text: {
      zh: `请填写姓名，最多 ${personNameCharactersMax} 个字。`,
      en: `Give a name of at most ${personNameCharactersMax} characters.`,
    },
    hint: { zh: '只写姓名，不写职务。', en: 'The name only, no title.' },
  })
}

/** Refuses with `role.unknown`, or with `role.auditor-alone`: who audits has no other part. */
export function checkRoles(
  ports: Pick<AppPorts, 'packs'>,
  roles: readonly string[],
): readonly string[] {
  const known = new Set(ports.packs.current.roles.map((one) => one.id))
  const unknown = roles.find((one) => !known.has(one))
  if (unknown !== undefined || roles.length === 0) {
    return refuse('role.unknown', {
      at: ['body', 'roles'],
      text: { zh: '请至少勾选一个已有的角色。', en: 'Tick at least one of the roles.' },
      hint: { zh: '例如：内勤。', en: 'For example: clerk.' },
    })
  }
  if (roles.includes('auditor') && roles.length > 1) {
    return refuse('role.auditor-alone', {
      at: ['body', 'roles'],
      text: {
        zh: '审计管理员不能兼任其他角色。',
        en: 'An auditor cannot have another role as well.',
      },
      hint: { zh: '请为其他工作另设账号。', en: 'Use another account for other work.' },
    })
  }
  return [...new Set(roles)]
}
