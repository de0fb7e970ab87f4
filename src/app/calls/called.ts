import type { Label } from '../../ledger/label.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/**
 * What the body of a log is called, by its origin: as it names itself where it is of this server;
 * else as we call the log that we watch, or called it when we took something from it (`before`);
 * of one that we do not know, as it says itself (`said`).
 */
export type Called = (
  origin: string,
  known: { readonly before?: string; readonly said?: Label },
) => Label

/** The same name for what is offered, taken and reminded of: one body, one name. */
export async function calledHere(
  { organisations, received }: Pick<AppPorts, 'organisations' | 'received'>,
  { org }: Pick<Session, 'org'>,
): Promise<Called> {
  const [here, watched] = await Promise.all([organisations.all(), received.watched(org.id)])
  return (origin, { before = '', said }) => {
    const own = here.find((one) => one.origin === origin)?.name
    const name = before || watched.find((one) => one.origin === origin)?.name
    return own ?? (name ? { zh: name, en: name } : (said ?? { zh: origin, en: origin }))
  }
}
