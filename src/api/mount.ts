import { randomUUID } from 'node:crypto'
import type { OutsideReader } from '../app/ports/outside-ports.ts'
import type { Session } from '../app/ports/store-ports.ts'
import type { Fault } from '../ledger/fault.ts'
import { Refusal } from '../ledger/fault.ts'
import type { Lang } from '../ledger/label.ts'
import { checkAccess } from './check-access.ts'
import type { ApiError } from './contract/api-error.ts'
import { shownOrganisationHeader } from './contract/shown-organisation-header.ts'
import { standingInHeader } from './contract/standing-in-header.ts'
import { apiErrorOf, statusOf, unforeseen } from './error-answer.ts'
import { findCaller, holdToShown, inPlaceOf } from './find-caller.ts'
import type { ServerAddress } from './guard-origin.ts'
import { guardOrigin } from './guard-origin.ts'
import type { HttpAnswer, HttpRequest } from './http.ts'
import { jsonAnswer, queryOf } from './http.ts'
import { languageOf } from './language.ts'
import { networkAddress } from './network-address.ts'
import type { OneAtATime } from './one-at-a-time.ts'
import { oneAtATime } from './one-at-a-time.ts'
import type { Sent } from './parse-sent.ts'
import { unknownRoute } from './parse-sent.ts'
import { Disconnected, passOver, readBody, readFileBody } from './read-body.ts'
import type { Answered, Around, Caller, Kept, Route } from './route.ts'
import { JsonText } from './route.ts'
import type { Found } from './route-table.ts'
import { routeTable } from './route-table.ts'
import type { Service } from './service.ts'
import { cookieFor, secretIn } from './session-cookie.ts'

/** Where all routes stand. */
export const apiRoot = '/api/v1'

const slowMs = 2_000

/** Answers what is asked of the routes, each behind the same checks in the same order. */
export function mount(
  service: Service,
  routes: readonly Route[],
): (request: HttpRequest) => Promise<HttpAnswer> {
  const find = routeTable(routes)
  const turns = oneAtATime()
  return async (request) => {
    const query = queryOf(request)
    const found = find(request.method, request.path.slice(apiRoot.length))
    if (found !== null) return serve(service, { ...found, request, query, turns })
    return refusal([unknownRoute], languageIn({ request, query }, { kind: 'nobody' }))
  }
}

/** A request that a route answers. */
interface Asked extends Found {
  readonly request: HttpRequest
  readonly query: Readonly<Record<string, string>>
  readonly turns: OneAtATime
}

async function serve(service: Service, asked: Asked): Promise<HttpAnswer> {
  const began = performance.now()
  const put: string[] = []
  const answer = await answerTo(service, asked, put)
  const ms = performance.now() - began
  if (ms > slowMs) service.log.slow({ route: asked.route.id, ms: Math.round(ms) })
  return put.length === 0 ? answer : withCookies(answer, put)
}

function withCookies(answer: HttpAnswer, put: readonly string[]): HttpAnswer {
  const own = answer.headers['set-cookie'] ?? []
  return { ...answer, headers: { ...answer.headers, 'set-cookie': [own, put].flat(2) } }
}

async function answerTo(service: Service, asked: Asked, put: string[]): Promise<HttpAnswer> {
  const { route, request } = asked
  let caller: Caller = { kind: 'nobody' }
  try {
    const { header } = request
    caller = await findCaller(service, {
      authorization: header('authorization'),
      cookie: header('cookie'),
    })
    if (route.method !== 'GET' && caller.kind !== 'token') {
      guardOrigin(service.serverAddress, {
        site: header('sec-fetch-site'),
        origin: header('origin'),
        host: header('host') ?? '',
      })
    }
    if (route.access.who === 'member') {
      holdToShown(caller, header(shownOrganisationHeader))
      caller = await inPlaceOf(service, caller, header(standingInHeader))
    }
    const { ports } = service
    const around: Around = {
      service: { ...service, ports: { ...ports, outside: outsideFor(service, request) } },
      caller,
      // A route that anybody may call never touches the session it is not promised.
      session: checkAccess(route.access, caller) as Session,
      lang: languageIn(asked, caller),
      header,
      kept: keptIn(service.serverAddress, header('cookie'), put),
      address: networkAddress(service.serverAddress, request),
    }
    const answered = await inTurn(asked, caller, () => route.answerTo(sentIn(asked), around))
    return answerOf(service, route, answered)
  } catch (error) {
    const lang = languageIn(asked, caller)
    try {
      await passOver(request)
      return await refusalOf(service, route, { error, caller, lang })
    } catch (other) {
      // Even the line in the trail needs the database.
      return failure(service, other, { route: route.id, lang })
    }
  }
}

/**
 * A file is made whole before it is sent, of up to 50,000 records: of one caller one at a time, so
 * that nobody fills the memory or keeps the others waiting by asking for many at once.
 */
function inTurn<T>(
  { route, request, turns }: Asked,
  caller: Caller,
  work: () => Promise<T>,
): Promise<T> {
  if (route.answersFile === undefined || caller.kind === 'nobody') return work()
  const who = caller.kind === 'token' ? caller.token.id : caller.signedIn.account
  return turns({ who, gone: request.gone() }, work)
}

function keptIn(serverAddress: ServerAddress, cookies: string | null, put: string[]): Kept {
  return {
    take: (kind) => secretIn(serverAddress, kind, cookies),
    put: (kind, secret) => {
      put.push(cookieFor(serverAddress, kind, secret))
    },
  }
}

function sentIn(asked: Asked): Sent {
  const { request, params } = asked
  // `?lang` may stand on every address.
  const { lang: _, ...query } = asked.query
  return {
    params,
    query,
    body: () => readBody(request),
    file: () => readFileBody(request),
  }
}

/** Nobody reads on for a caller who has gone. Asked for only by what reads: it costs a listener. */
function outsideFor({ ports: { outside } }: Service, request: HttpRequest): OutsideReader {
  return {
    read: (kind, given, unit) => outside.until(request.gone()).read(kind, given, unit),
    until: (gone) => outside.until(gone),
  }
}

function languageIn({ request, query }: Pick<Asked, 'request' | 'query'>, caller: Caller): Lang {
  return languageOf({
    query: query['lang'] ?? null,
    accept: request.header('accept-language'),
    account: caller.kind === 'person' ? caller.signedIn.lang : null,
  })
}

const baseHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const

function answerOf(service: Service, route: Route, answered: Answered<unknown>): HttpAnswer {
  const { body, session } = answered
  const headers = {
    ...baseHeaders,
    ...answered.headers,
    ...(session === undefined
      ? {}
      : { 'set-cookie': cookieFor(service.serverAddress, 'session', session) }),
  }
  if (route.answer === null) return { status: 204, headers, body: null }
  if (body instanceof Uint8Array || typeof body === 'string') {
    return { status: route.status, headers, body }
  }
  return jsonAnswer(
    route.status,
    body instanceof JsonText ? body.text : JSON.stringify(body),
    headers,
  )
}

async function refusalOf(
  service: Service,
  route: Route,
  { error, caller, lang }: { error: unknown; caller: Caller; lang: Lang },
): Promise<HttpAnswer> {
  if (!(error instanceof Refusal)) return failure(service, error, { route: route.id, lang })
  const [first] = error.faults
  if (first && isTrailed(first)) await trailRefusal(service, route, { fault: first, caller })
  return refusal(error.faults, lang)
}

/** The answer to an error that is no refusal: known trouble under the server, or a bug. */
export function failure(
  service: Service,
  error: unknown,
  { route, lang }: { readonly route: string; readonly lang: Lang },
): HttpAnswer {
  if (error instanceof Disconnected) {
    service.log.disconnected({ route })
    return { status: 400, headers: {}, body: null }
  }
  const trouble = service.troubleOf(error)
  if (trouble !== null) {
    service.log.trouble({ code: trouble.code, route, error })
    return refusal([trouble], lang)
  }
  const trace = randomUUID()
  service.log.unforeseen({ trace, route, error })
  return errorAnswer(unforeseen(trace, lang))
}

// Ids are random: who names one that is not theirs did not mistype it.
const trailedCodes = new Set([
  'request.origin',
  'sign-in.again',
  'register.own-way',
  'account.shared',
  'record.unknown',
  'register.unknown',
  'account.unknown',
  'token.unknown',
  'organisation.unknown',
  'import.unknown',
])

function isTrailed({ code }: Fault): boolean {
  return code.startsWith('access.') || trailedCodes.has(code)
}

async function trailRefusal(
  service: Service,
  route: Route,
  { fault: { code }, caller }: { fault: Fault; caller: Caller },
): Promise<void> {
  if (caller.kind === 'nobody' || !caller.session) return
  const { org, actor } = caller.session
  const line = { actor: actor.id, act: 'refused', subject: route.id, detail: code } as const
  await service.ports.store.trail(org.id, { ...line, outcome: 'refused' })
}

/** The answer to a refusal. */
export function refusal(faults: readonly Fault[], lang: Lang): HttpAnswer {
  const help = faults[0] && describedCodes.has(faults[0].code) ? { link: describedBy } : {}
  return errorAnswer(apiErrorOf(faults, lang), { ...waitOf(faults), ...help })
}

// For programs; a person is told in the sentence what to do.
const describedCodes = new Set(['request.invalid', 'route.unknown'])
const describedBy = '</api/docs>; rel="help"'

function errorAnswer(error: ApiError, more: Record<string, string> = {}): HttpAnswer {
  const type = { 'content-type': 'application/problem+json; charset=utf-8' }
  const headers = { ...baseHeaders, ...type, ...more }
  return { status: error.status, headers, body: JSON.stringify(error) }
}

function waitOf([first]: readonly Fault[]): Record<string, string> {
  if (!first) return {}
  const status = statusOf(first)
  return status === 429 || status === 503 ? { 'retry-after': `${first.waitSeconds ?? 1}` } : {}
}
