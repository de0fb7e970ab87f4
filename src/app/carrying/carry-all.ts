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
  return {
    callsFor: async (unit, known) =>
      (await Promise.all(ways.map((way) => way.callsFor(unit, known)))).flat(),
    dutyListsFor: async (unit, known) =>
      (await Promise.all(ways.map((way) => way.dutyListsFor(unit, known)))).flat(),
    urgesFor: async (unit, digests) => {
      const found = await Promise.all(ways.map((way) => way.urgesFor(unit, digests)))
      return new Map(found.flatMap((urges) => [...urges]))
    },
    answersTo: async (above, asked) =>
      (await Promise.all(ways.map((way) => way.answersTo(above, asked)))).flat(),
    listsTaken: async (above, asked) =>
      (await Promise.all(ways.map((way) => way.listsTaken(above, asked)))).flat(),
    answersAskedOf: async (unit) =>
      (await Promise.all(ways.map((way) => way.answersAskedOf(unit)))).flat(),
    handedOn: async (above, asked) =>
      (await Promise.all(ways.map((way) => way.handedOn(above, asked)))).flat(),
    handedFurther: async (unit, digests) =>
      (await Promise.all(ways.map((way) => way.handedFurther(unit, digests)))).flat(),
    replyTo: async (unit, digest) => {
      const found = await Promise.all(ways.map((way) => way.replyTo(unit, digest)))
      return found.find((one) => one !== null) ?? null
    },
  }
}
