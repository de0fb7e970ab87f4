import { handedIn } from '../../report/call/answer-asking.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { CallCarrier } from '../ports/call-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/** To whom an answer of ours was handed on, and on what day. */
export interface HandedFurther {
  readonly name: string
  readonly on: string
}

/** Which of our answers, by digest, whoever counted them handed on to the body above it. */
export async function handedFurther(
  { crypto }: Pick<AppPorts, 'crypto'>,
  { org }: Pick<Session, 'org'>,
  { digests, carrier }: { readonly digests: readonly string[]; readonly carrier: CallCarrier },
): Promise<ReadonlyMap<string, readonly HandedFurther[]>> {
  const found = new Map<string, HandedFurther[]>()
  for (const { origin, acknowledgement } of await carrier.handedFurther(org, digests)) {
    const said = handedIn(crypto, acknowledgement, { from: origin, to: org.origin })
    if (said?.step !== 'handed' || said.source !== org.origin) continue
    const one = { name: said.asker, on: said.decidedOn }
    found.set(said.digest, [...(found.get(said.digest) ?? []), one])
  }
  return found
}
