import type { AppPorts } from '../ports/app-ports.ts'
import type { CallCarrier } from '../ports/call-ports.ts'
import { carryArrived } from './carry-arrived.ts'
import { carryHere } from './carry-here.ts'

/** What carrying needs, whichever way. */
export type CarryPorts = Pick<
  AppPorts,
  'store' | 'organisations' | 'crypto' | 'drafts' | 'received' | 'clock' | 'exchange'
>

/** Every way there is: from the books of this server, and out of what arrived from others. */
export function carryAll(ports: CarryPorts): CallCarrier {
  const ways = [carryHere(ports), carryArrived(ports)]
  const all = async <T>(ask: (way: CallCarrier) => Promise<Iterable<T>>): Promise<T[]> =>
    (await Promise.all(ways.map(ask))).flatMap((found) => [...found])
  return {
    callsFor: (unit, known) => all((way) => way.callsFor(unit, known)),
    dutyListsFor: (unit, known) => all((way) => way.dutyListsFor(unit, known)),
    urgesFor: async (unit, digests) => new Map(await all((way) => way.urgesFor(unit, digests))),
    answersTo: (above, asked) => all((way) => way.answersTo(above, asked)),
    listsTaken: (above, asked) => all((way) => way.listsTaken(above, asked)),
    answersAskedOf: (unit) => all((way) => way.answersAskedOf(unit)),
    handedOn: (above, asked) => all((way) => way.handedOn(above, asked)),
    handedFurther: (unit, digests) => all((way) => way.handedFurther(unit, digests)),
    replyTo: async (unit, digest) => {
      const found = await Promise.all(ways.map((way) => way.replyTo(unit, digest)))
      return found.find((one) => one !== null) ?? null
    },
  }
}
