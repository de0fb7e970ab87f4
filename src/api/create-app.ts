import type { LogsState } from '../app/log/watch-logs.ts'
import { watchLogs } from '../app/log/watch-logs.ts'
import { Refusal } from '../ledger/fault.ts'
import { docsPage, docsStyle } from './docs-page.ts'
import { guardHost } from './guard-origin.ts'
import type { HttpAnswer, HttpApp, HttpRequest } from './http.ts'
import { jsonAnswer } from './http.ts'
import { languageOf } from './language.ts'
import { apiRoot, failure, mount, refusal } from './mount.ts'
import { openApi } from './openapi.ts'
import type { PageFiles } from './page-files.ts'
import { allRoutes } from './routes/all-routes.ts'
import { commonHeaders, docsPolicy, nothingPolicy } from './security-headers.ts'
import { serveCalendar } from './serve-calendar.ts'
import { serveLog } from './serve-log.ts'
import type { Service } from './service.ts'

/** The whole HTTP side: API, public log, page. */
export function createApp(service: Service, page: PageFiles): HttpApp {
  const common = commonHeaders(service.serverAddress)
  const closed = { ...common, 'content-security-policy': nothingPolicy }
  const answerTo = answering(service, page)
  return async (request) => {
    const { headers, ...answer } = await answerTo(request).catch((error: unknown) => {
      const accept = request.header('accept-language')
      const lang = languageOf({ query: null, accept, account: null })
      if (error instanceof Refusal) return refusal(error.faults, lang)
      return failure(service, error, { route: 'outside', lang })
    })
    const isPage = headers['content-security-policy'] !== undefined
    return { ...answer, headers: { ...headers, ...(isPage ? common : closed) } }
  }
}

function answering(service: Service, page: PageFiles): HttpApp {
  const api = mount(service, allRoutes)
  const healthz = healthOf(service)
  return async (request) => {
    const { method, path } = request
    guardHost(service.serverAddress, request.header('host'))
    if (path === apiRoot || path.startsWith(`${apiRoot}/`)) return api(request)
    // What is no route only reads, and nothing stands beside this server's own paths.
    if ((method !== 'GET' && method !== 'HEAD') || !path.startsWith('/')) return notFound
    if (path === '/healthz') return healthz()
    return (
      (await serveLog(service, request)) ??
      (await serveCalendar(service, request)) ??
      docsAnswer(service, path) ??
      pageAnswer(page, request)
    )
  }
}

const notFound: HttpAnswer = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'not found',
}

function pageAnswer(page: PageFiles, { path, header }: HttpRequest): HttpAnswer {
  const file = page.file(path, header('accept-encoding') ?? '')
  if (file) return file
  // A path with an ending is a file that is not there; all others are places of the page.
  return /\.\w+$/.test(path) ? notFound : page.document()
}

function docsAnswer(service: Service, path: string): HttpAnswer | null {
  const document = () => openApi(allRoutes, { pack: service.ports.packs.current }, service.version)
  const answer = (type: string, body: string, more = {}): HttpAnswer => {
    return { status: 200, headers: { 'content-type': `${type}; charset=utf-8`, ...more }, body }
  }
  if (path === '/api/openapi.json') return jsonAnswer(200, JSON.stringify(document()))
  if (path === '/api/docs.css') return answer('text/css', docsStyle)
  if (path !== '/api/docs') return null
  return answer('text/html', docsPage(document()), { 'content-security-policy': docsPolicy })
}

function healthOf({ ports, version }: Service): () => Promise<HttpAnswer> {
  const logs = watchLogs(ports)
  return async () => {
    // Whatever the logs were a moment ago, the database has to answer now.
    const answers = ports.store.organisation({ publicId: '' })
    const state = await inTime(answers.then(logs))
    // Whoever watches the machine by the status alone must hear that entries go unsigned, or that
    // nobody can write; the server answers all the same.
    const ready = state !== null && state.unsignedSince === null && state.held === null
    const said = state && { ...state, held: state.held?.code ?? null }
    return jsonAnswer(ready ? 200 : 503, JSON.stringify({ ready, version, ...said }))
  }
}

/** Ready means that the ledger can be read; a database that is coming back needs a moment. */
const readyWithinMs = 2_000

async function inTime(logs: Promise<LogsState>): Promise<LogsState | null> {
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), readyWithinMs).unref()
  })
  return Promise.race([logs.catch(() => null), late])
}
