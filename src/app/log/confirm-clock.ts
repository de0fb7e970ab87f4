import type { AppPorts } from '../ports/app-ports.ts'
import type { OrgId } from '../ports/store-ports.ts'

/**
 * Takes an administrator's word that the server's clock is right, so that writing goes on: until
 * the clock jumps again, and over entries dated ahead until there are later ones. It is that of one
 * organisation, or where none is there yet (`org` null) of whoever keeps the server. Leaves a line
 * in the trail with what the clock showed and what was held against it.
 */
export async function confirmClock(
  { store, clock }: Pick<AppPorts, 'store' | 'clock'>,
  { org, actor }: { readonly org: OrgId | null; readonly actor: string },
): Promise<void> {
  const held = await store.heldByClock(org)
  await store.confirmClock(org, actor)
  const shows = new Date(clock.now()).toISOString()
  await store.trail(org, {
    actor,
    act: 'confirm-clock',
    subject: shows,
    outcome: 'done',
    detail: held === null ? null : held.text.en,
  })
  // Asked once more, so that the server believes the clock from now on.
  await store.heldByClock(org)
}
