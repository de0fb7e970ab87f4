import type { z } from 'zod'
import type { Fault } from '../ledger/fault.ts'
import { fault, Refusal } from '../ledger/fault.ts'
import { schemaFaults } from './schema-faults.ts'
import { unkeepable } from './unkeepable.ts'
import { visibleSent } from './visible-sent.ts'

/** A request as it came: what a call is parsed from. */
export interface Sent {
  readonly params: unknown
  readonly query: unknown
  /** Read only for a route that takes them, and after everything before them was found sound. */
  body(): Promise<unknown>
  file(): Promise<Uint8Array>
}

/** What a route takes; of what it names no schema for, nothing is read. */
export interface Taken<P, Q, B> {
  readonly params?: z.ZodType<P>
  readonly query?: z.ZodType<Q>
  readonly body?: z.ZodType<B>
}

/** Parses a request. Refuses with `route.unknown`, or with every fault of query and body. */
export async function parseSent<P, Q, B>(
  taken: Taken<P, Q, B>,
  sent: Sent,
): Promise<{ params: P; query: Q; body: B }> {
  const faults: Fault[] = []
  const params = parsed(taken.params, sent.params, { within: 'path', faults })
  // An id that cannot exist is answered like one that does not.
  if (faults.length > 0) throw new Refusal([unknownRoute])
  const query = parsed(taken.query, sent.query, { within: 'query', faults })
  const raw = taken.body && (await sent.body())
  const body = parsed(taken.body, raw, { within: 'body', faults })
  if (faults.length > 0) throw new Refusal(faults)
  return { params, query, body }
}

function parsed<T>(
  schema: z.ZodType<T> | undefined,
  raw: unknown,
  { within, faults }: { readonly within: string; readonly faults: Fault[] },
): T {
  if (schema === undefined) return undefined as T
  // Without its input an issue does not tell what is missing from what is of another kind.
  const read = schema.safeParse(visibleSent(schema)(raw), { reportInput: true })
  const found = read.success ? unkeepable(read.data, within) : schemaFaults(read.error, within)
  for (const one of found) faults.push(one)
  return read.data as T
}

/** Nothing is here, or nothing that could be. */
export const unknownRoute = fault('route.unknown', {
  text: { zh: '没有这个地址。', en: 'There is nothing at this address.' },
  hint: {
    zh: '内容可能已经不在，或地址有误；请返回上一页重新打开。',
    en: 'It may be gone, or the address is wrong; go back and open it again.',
  },
})
