import { randomUUID } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { OutsideReader } from '../app/ports/outside-ports.ts'
import type { Session } from '../app/ports/store-ports.ts'
import { Refusal } from '../ledger/fault.ts'
import type { Fault } from '../ledger/fault.ts'
import type { Lang } from '../ledger/label.ts'
import { checkAccess } from './check-access.ts'
import { apiErrorOf, statusOf, unforeseen } from './error-answer.ts'
import { findCaller, inPlaceOf, standingInHeader } from './find-caller.ts'
import { guardOrigin } from './guard-origin.ts'
import type { ServerAddress } from './guard-origin.ts'
import { languageOf } from './language.ts'
import { networkAddress } from './network-address.ts'
import { unknownRoute } from './parse-sent.ts'
import type { Sent } from './parse-sent.ts'
import { Disconnected, passOver, readBody, readFileBody } from './read-body.ts'
import type { Answered, Around, Caller, Kept, Route } from './route.ts'
import type { Service } from './service.ts'
import { cookieFor, secretIn } from './session-cookie.ts'

/** Where all routes stand. */
export const apiRoot = '/api/v1'

const slowMs = 2_000

/** Puts the routes on the server, each behind the same checks in the same order. */
export function mount(app: Hono, service: Service, routes: readonly Route[]): void {
  for (const route of routes) {
    const path = apiRoot + route.path.replace(/\{(\w+)\}/g, ':$1')
    app.on(route.method, path, (context) => serve(service, route, context))
  }
  app.all(`${apiRoot}/*`, (context) => {
    const lang = languageIn(context, { kind: 'nobody' })
    return refusal([unknownRoute], lang)
  })
}

async function serve(service: Service, route: Route, context: Context): Promise<Response> {
  const began = performance.now()
  const put: string[] = []
  const response = await responseTo(service, route, context, put)
  for (const cookie of put) response.headers.append('set-cookie', cookie)
  const ms = performance.now() - began
  if (ms > slowMs) service.log.slow({ route: route.id, ms: Math.round(ms) })
  return response
}

async function responseTo(
  service: Service,
  route: Route,
  context: Context,
  put: string[],
): Promise<Response> {
  let caller: Caller = { kind: 'nobody' }
  try {
    const { header, address } = headersOf(context)
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
      caller = await inPlaceOf(service, caller, header(standingInHeader))
    }
    const { ports } = service
    const around: Around = {
      service: { ...service, ports: { ...ports, outside: outsideFor(service, context) } },
      caller,
      // A route that anybody may call never touches the session it is not promised.
      session: checkAccess(route.access, caller) as Session,
      lang: languageIn(context, caller),
      header,
      kept: keptIn(service.serverAddress, header('cookie'), put),
      address: address(service),
    }
    const answered = await route.answerTo(sentIn(context), around)
    return answer(service, route, answered)
  } catch (error) {
    const lang = languageIn(context, caller)
    try {
      await passOver(context.req.raw)
      return await refusalOf(service, route, { error, caller, lang })
    } catch (other) {
      // Even the line in the trail needs the database.
      return failure(service, other, { route: route.id, lang })
    }
  }
}

function keptIn(serverAddress: ServerAddress, cookies: string | null, put: string[]): Kept {
  return {
    take: (kind) => secretIn(serverAddress, kind, cookies),
    put: (kind, secret) => {
      put.push(cookieFor(serverAddress, kind, secret))
    },
  }
}

function sentIn({ req }: Context): Sent {
  return {
    params: req.param(),
    query: queryOf(req),
    body: () => readBody(req.raw),
    file: () => readFileBody(req.raw),
  }
}

/** Nobody reads on for a caller who has gone. Asked for only by what reads: it costs a request. */
function outsideFor({ ports: { outside } }: Service, context: Context): OutsideReader {
  return {
    read: (kind, given, unit) => outside.until(context.req.raw.signal).read(kind, given, unit),
    until: (gone) => outside.until(gone),
  }
}

// `?lang` may stand on every address; where a key comes twice the first one counts.
function queryOf(req: Context['req']): Record<string, string> {
  const { lang: _, ...query } = req.query()
  return query
}

function languageIn(context: Context, caller: Caller): Lang {
  return languageOf({
    query: context.req.query('lang') ?? null,
    accept: context.req.header('accept-language') ?? null,
    account: caller.kind === 'person' ? caller.signedIn.lang : null,
  })
}

function headersOf(context: Context) {
  const header = (name: string) => context.req.header(name) ?? null
  const address = (service: Service) => networkAddress(service.serverAddress, context)
  return { header, address }
}

const baseHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const

function answer(service: Service, route: Route, answered: Answered<unknown>): Response {
  const headers = new Headers({ ...baseHeaders, ...answered.headers })
  if (answered.session !== undefined) {
    headers.set('set-cookie', cookieFor(service.serverAddress, 'session', answered.session))
  }
  if (route.answer === null) return new Response(null, { status: 204, headers })
  if (answered.body instanceof Uint8Array || typeof answered.body === 'string') {
    return new Response(answered.body as BodyInit, { status: route.status, headers })
  }
  headers.set('content-type', 'application/json; charset=utf-8')
  return new Response(JSON.stringify(answered.body), { status: route.status, headers })
}

async function refusalOf(
  service: Service,
  route: Route,
  { error, caller, lang }: { error: unknown; caller: Caller; lang: Lang },
): Promise<Response> {
  if (!(error instanceof Refusal)) return failure(service, error, { route: route.id, lang })
  const [first] = error.faults
  if (first && isTrailed(first)) await trailRefusal(service, route, { fault: first, caller })
  return refusal(error.faults, lang)
}

/** The response to an error that is no refusal: known trouble under the server, or a bug. */
export function failure(
  service: Service,
  error: unknown,
  { route, lang }: { readonly route: string; readonly lang: Lang },
): Response {
  if (error instanceof Disconnected) {
    service.log.disconnected({ route })
    return new Response(null, { status: 400 })
  }
  const trouble = service.troubleOf(error)
  if (trouble !== null) {
    service.log.trouble({ code: trouble.code, route, error })
    return refusal([trouble], lang)
  }
  const trace = randomUUID()
  service.log.unforeseen({ trace, route, error })
  return errorResponse(unforeseen(trace, lang))
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

/** The response to a refusal. */
export function refusal(faults: readonly Fault[], lang: Lang): Response {
  const help = faults[0] && describedCodes.has(faults[0].code) ? { link: describedBy } : {}
  return errorResponse(apiErrorOf(faults, lang), { ...waitOf(faults), ...help })
}

// For programs; a person is told in the sentence what to do.
const describedCodes = new Set(['request.invalid', 'route.unknown', 'route.method'])
const describedBy = '</api/docs>; rel="help"'

function errorResponse(problem: { status: number }, more: Record<string, string> = {}): Response {
  const headers = { ...baseHeaders, 'content-type': 'application/problem+json; charset=utf-8' }
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, ...more },
  })
}

function waitOf([first]: readonly Fault[]): Record<string, string> {
  if (!first) return {}
  const status = statusOf(first)
  const seconds = /\d+/.exec(first.text.en)?.[0]
  if (status === 429) return { 'retry-after': seconds ?? '1' }
  if (first.code === 'service.database') return { 'retry-after': '5' }
  return status === 503 ? { 'retry-after': '1' } : {}
}
