import { Hono } from 'hono'
import { watchLogs } from '../app/log/watch-logs.ts'
import type { LogsState } from '../app/log/watch-logs.ts'
import { Refusal } from '../ledger/fault.ts'
import { docsPage, docsStyle } from './docs-page.ts'
import { guardHost } from './guard-origin.ts'
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
export function createApp(service: Service, page: PageFiles): Hono {
  const app = new Hono()
  const headers = Object.entries(commonHeaders(service.serverAddress))
  app.use(async (context, next) => {
    await next()
    for (const [name, value] of headers) context.res.headers.set(name, value)
    const isPage = context.res.headers.has('content-security-policy')
    if (!isPage) context.res.headers.set('content-security-policy', nothingPolicy)
  })
  // Behind the headers, so that its refusals carry them as well.
  app.use(async (context, next) => {
    guardHost(service.serverAddress, context.req.header('host') ?? null)
    await next()
  })
  const logs = watchLogs(service.ports)
  app.get('/healthz', async (context) => {
    // Whatever the logs were a moment ago, the database has to answer now.
    const answers = service.ports.store.organisation({ publicId: '' })
    const state = await inTime(answers.then(logs))
    // Whoever watches the machine by the status alone must hear that entries go unsigned, or that
    // nobody can write; the server answers all the same.
    const ready = state !== null && state.unsignedSince === null && state.held === null
    return context.json({ ready, version: service.version, ...state }, ready ? 200 : 503)
  })
  serveLog(app, service)
  serveCalendar(app, service)
  serveDocs(app, service)
  mount(app, service, allRoutes)
  app.get('*', (context) => {
    const { pathname } = new URL(context.req.url)
    const file = page.file(pathname, context.req.header('accept-encoding') ?? '')
    if (file) return file
    // A path with an ending is a file that is not there; all others are places of the page.
    const isPlace = !/\.\w+$/.test(pathname) && !pathname.startsWith(apiRoot)
    return isPlace ? page.document() : context.text('not found', 404)
  })
  app.onError((error, context) => {
    const accept = context.req.header('accept-language') ?? null
    const lang = languageOf({ query: null, accept, account: null })
    if (error instanceof Refusal) return refusal(error.faults, lang)
    return failure(service, error, { route: 'outside', lang })
  })
  return app
}

const cssType = 'text/css; charset=utf-8'

function serveDocs(app: Hono, service: Service): void {
  const document = () => openApi(allRoutes, { pack: service.ports.packs.current }, service.version)
  app.get('/api/openapi.json', (context) => context.json(document()))
  app.get('/api/docs', (context) => {
    return context.html(docsPage(document()), 200, { 'content-security-policy': docsPolicy })
  })
  app.get('/api/docs.css', (context) => context.body(docsStyle, 200, { 'content-type': cssType }))
}

/** Ready means that the ledger can be read; a database that is coming back needs a moment. */
const readyWithinMs = 2_000

async function inTime(logs: Promise<LogsState>): Promise<LogsState | null> {
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), readyWithinMs).unref()
  })
  return Promise.race([logs.catch(() => null), late])
}
