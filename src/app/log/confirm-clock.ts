import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/**
 * Takes an administrator's word that the server's clock is right, so that writing goes on: until
 * the clock jumps again, and over entries dated ahead until there are later ones. Leaves a line in
 * the trail with what the clock showed and what was held against it.
 */
export async function confirmClock(
  { store, clock }: Pick<AppPorts, 'store' | 'clock'>,
  { org, actor }: Session,
): Promise<void> {
  const held = await store.heldByClock(org.id)
  await store.confirmClock(org.id, actor.id)
  const shows = new Date(clock.now()).toISOString()
  await store.trail(org.id, {
    actor: actor.id,
    act: 'confirm-clock',
    subject: shows,
    outcome: 'done',
    detail: held === null ? null : held.text.en,
  })
  // Asked once more, so that the server believes the clock from now on.
  await store.heldByClock(org.id)
}
