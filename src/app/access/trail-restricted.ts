import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/** Leaves a line when somebody reads what only some roles may read. */
export async function trailRestricted(
  ports: Pick<AppPorts, 'store'>,
  { org, actor, pack }: Session,
  read: { readonly register: string; readonly record: string | null },
): Promise<void> {
  const register = pack.registers.get(read.register)
  const isRestricted =
    register?.readers !== undefined || register?.fields.some((one) => one.readers !== undefined)
  if (!isRestricted) return
  await ports.store.trail(org.id, {
    actor: actor.id,
    act: 'read-restricted',
    subject: read.record ?? read.register,
    outcome: 'done',
    detail: null,
  })
}
