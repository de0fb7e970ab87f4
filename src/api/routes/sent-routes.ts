import { z } from 'zod'
import { readCalls } from '../../app/calls/call-registers.ts'
import { waitForCheckpoint } from '../../app/log/covering-checkpoint.ts'
import type { GivenSignature, PreparedSignature } from '../../app/people/passkey-signature.ts'
import type { Appended, Organisation, Session } from '../../app/ports/store-ports.ts'
import type { core } from '../../ledger/core/core-registers.ts'
import type { Label } from '../../ledger/label.ts'
import { toUtf8 } from '../../log/utf8.ts'
import type { SealedEntry } from '../../report/call/sealed-entry.ts'
import { sealedEntryText } from '../../report/call/sealed-entry.ts'
import { attachmentHeaders } from '../attachment.ts'
import type { CallStep } from '../contract/call.ts'
import { callStep } from '../contract/call.ts'
import { signBody, signingView } from '../contract/passkey.ts'
import { id } from '../contract/scalars.ts'
import { passkeyPlace } from '../passkey-place.ts'
import { expectedVersion } from '../preconditions.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import type { Service } from '../service.ts'
import { givenSignature } from './given-signature.ts'

type Ports = Service['ports']

/** The version of one that whoever writes or signs has read. */
interface Read {
  readonly id: string
  readonly expected: number
}

/** What goes down to the bodies below, calls or duty lists, and who does what its routes ask. */
export interface SentKind<Body> {
  /** Where it stands; begins the ids of its routes, the name of its file and its media type. */
  readonly register: typeof core.call.id | typeof core.dutyList.id
  readonly body: z.ZodType<Body>
  readonly summaries: Readonly<
    Record<'prepare' | 'rewrite' | 'issue' | 'signing' | 'sealed', Label>
  >
  prepare(ports: Ports, session: Session, body: Body, over: Read | null): Promise<Appended>
  issue(ports: Ports, session: Session, given: Read & GivenSignature): Promise<Appended>
  signing(
    ports: Ports,
    session: Session,
    given: Read & Pick<GivenSignature, 'place'>,
  ): Promise<PreparedSignature>
  seal(ports: Ports, org: Organisation, id: string): Promise<SealedEntry>
}

const params = z.object({ id })
const ifMatch = [{ name: 'If-Match', required: true }]

/** What goes down is prepared, written anew and signed: by passkey, or after the password. */
export function sentRoutes<Body>(kind: SentKind<Body>): readonly Route[] {
  const { register: of, body, summaries } = kind
  return [
    route({
      id: `${of}.prepare`,
      method: 'POST',
      path: `/${of}s`,
      access: { who: 'member', ability: 'record' },
      summary: summaries.prepare,
      body,
      answer: callStep,
      status: 201,
      handle: async ({ service: { ports }, session, body }) => ({
        body: stepOf(await kind.prepare(ports, session, body, null)),
      }),
    }),
    route({
      id: `${of}.rewrite`,
      method: 'PUT',
      path: `/${of}s/{id}`,
      access: { who: 'member', ability: 'record' },
      summary: summaries.rewrite,
      params,
      headers: ifMatch,
      body,
      answer: callStep,
      handle: async ({ service: { ports }, session, params, body, header }) => {
        const over = { id: params.id, expected: expectedVersion(header('if-match')) }
        return { body: stepOf(await kind.prepare(ports, session, body, over)) }
      },
    }),
    route({
      id: `${of}.issue`,
      method: 'POST',
      path: `/${of}s/{id}/issue`,
      access: { who: 'member', ability: 'override' },
      summary: summaries.issue,
      params,
      headers: ifMatch,
      body: signBody,
      answer: callStep,
      status: 201,
      handle: async ({ service, session, caller, params, body, header }) => {
        const expected = expectedVersion(header('if-match'))
        const given = await givenSignature(service, { body, caller, host: header('host') })
        const asked = { id: params.id, expected, ...given }
        return { body: stepOf(await kind.issue(service.ports, session, asked)) }
      },
    }),
    route({
      id: `${of}.prepare-signature`,
      method: 'POST',
      path: `/${of}s/{id}/signing`,
      access: { who: 'member', ability: 'override' },
      summary: summaries.signing,
      params,
      headers: ifMatch,
      answer: signingView,
      handle: async ({ service: { ports, serverAddress }, session, params, header }) => {
        const expected = expectedVersion(header('if-match'))
        const place = passkeyPlace(serverAddress, header('host'))
        return { body: await kind.signing(ports, session, { id: params.id, expected, place }) }
      },
    }),
  ]
}

/** Its sealed file: canonical JSON that no browser shows and no proxy rewrites. */
export function sealedRoute<Body>(kind: SentKind<Body>): Route {
  const { register: of, summaries } = kind
  const type = `application/vnd.taizhang.${of}`
  return route({
    id: `${of}.sealed`,
    method: 'GET',
    path: `/${of}s/{id}/sealed`,
    access: { who: 'member', scope: 'read' },
    summary: summaries.sealed,
    params,
    answer: z.custom<Uint8Array>(),
    answersFile: [type],
    handle: async ({ service: { ports }, session, params }) => {
      readCalls(session, of)
      const sealed = await waitForCheckpoint(() => kind.seal(ports, session.org, params.id))
      const name = `${of}-${params.id}`
      return {
        body: toUtf8(sealedEntryText(sealed)),
        headers: attachmentHeaders({ name, fallback: name, ending: 'json', type }),
      }
    },
  })
}

/** The step that an entry is, in an answer. */
export function stepOf({ record, receipt }: Appended): CallStep {
  return { id: record?.id ?? '', version: record?.version ?? 0, receipt }
}
