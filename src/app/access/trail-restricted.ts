import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/** What somebody was shown: a record, or what lists of registers and one search had to show. */
type ReadOfRegisters =
  | { readonly register: string; readonly record: string }
  | { readonly registers: readonly string[]; readonly how: 'list' | 'search' }

/**
 * Leaves one line when somebody is shown what only some roles may read. A list that had nothing to
 * show is none of it: its register is not among `registers`.
 */
export async function trailRestricted(
  ports: Pick<AppPorts, 'store'>,
  { org, actor, pack }: Session,
  read: ReadOfRegisters,
): Promise<void> {
  const registers = 'record' in read ? [read.register] : read.registers
  const restricted = registers.filter((id) => {
    const register = pack.registers.get(id)
    return (
      register?.readers !== undefined ||
      register?.fields.some(({ readers, fields = [] }) =>
        [readers, ...fields.map((column) => column.readers)].some((one) => one !== undefined),
      )
    )
  })
  if (restricted.length === 0) return
  await ports.store.trail(org.id, {
    actor: actor.id,
    act: 'read-restricted',
    subject: 'record' in read ? read.record : restricted.join(' '),
    outcome: 'done',
    detail: 'how' in read && read.how === 'search' ? 'search' : null,
  })
}
