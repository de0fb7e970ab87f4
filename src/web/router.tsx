import type { QueryClient } from '@tanstack/react-query'
import type { ParsedLocation } from '@tanstack/react-router'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import type { KnownView } from '../api/contract/account.ts'
import { ApiFailure, ask } from './api-client/ask.ts'
import { packQuery, rosterQuery, sessionQuery } from './api-client/queries.ts'
import { yearAtQuery } from './api-client/year-queries.ts'
import { calendarSearch } from './calendar/calendar-search.ts'
import { Loading } from './components/loading.tsx'
import { openingYear } from './components/use-year.ts'
import { Frame } from './frame/frame.tsx'
import { RouteError } from './frame/route-error.tsx'
import { places } from './places.ts'
import { planSearch } from './plan/plan-search.ts'
import type { ProblemSearch } from './problems/filter-items.ts'
import type { ListSearch } from './registers/list-search.ts'
import { yearFilter } from './year/year-filter.ts'

interface RouterContext {
  readonly queryClient: QueryClient
}

/** Every page behind the sign-in knows its year; absent = the one it opens on. */
export interface YearSearch {
  readonly year?: number | undefined
}

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

function whereIn(raw: unknown): Readonly<Record<string, string>> | undefined {
  const where: Record<string, string> = {}
  if (typeof raw === 'object' && raw !== null) {
    for (const [field, value] of Object.entries(raw)) {
      const said = text(value)
      if (said !== undefined) where[field] = said
    }
  }
  return Object.keys(where).length > 0 ? where : undefined
}

function problemSearch(raw: Record<string, unknown>): ProblemSearch {
  const { view, due } = raw
  return {
    register: text(raw.register),
    view: view === 'list' || view === 'sheet' ? view : undefined,
    stage: text(raw.stage),
    due: due === 'overdue' || due === 'soon' || due === 'returned' ? due : undefined,
    where: whereIn(raw.where),
    q: text(raw.q),
    from: text(raw.from),
  }
}

function listSearch(raw: Record<string, unknown>): ListSearch {
  return {
    from: text(raw.from),
    to: text(raw.to),
    where: whereIn(raw.where),
    search: text(raw.search),
    voided: raw.voided === true ? true : undefined,
    sort: text(raw.sort),
  }
}

const rootRoute = createRootRouteWithContext<RouterContext>()({})

/** The pages before the sign-in. */
const outside = createRoute({
  getParentRoute: () => rootRoute,
  id: 'outside',
  component: () => (
    <main id="main">
      <Outlet />
    </main>
  ),
  errorComponent: RouteError,
  pendingComponent: Loading,
})

const signIn = createRoute({
  getParentRoute: () => outside,
  path: '/sign-in',
  validateSearch: (raw): { back?: string | undefined } => ({ back: text(raw.back) }),
  component: lazyRouteComponent(() => import('./welcome/sign-in-page.tsx'), 'SignInPage'),
})

const welcome = createRoute({
  getParentRoute: () => outside,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./welcome/welcome-page.tsx'), 'WelcomePage'),
})

const password = createRoute({
  getParentRoute: () => outside,
  path: '/password',
  validateSearch: (raw): { username?: string | undefined } => ({ username: text(raw.username) }),
  component: lazyRouteComponent(() => import('./welcome/password-page.tsx'), 'PasswordPage'),
})

const verifyOutside = createRoute({
  getParentRoute: () => outside,
  path: '/verify-outside',
  component: lazyRouteComponent(
    () => import('./verify/verify-outside-page.tsx'),
    'VerifyOutsidePage',
  ),
})

const inside = createRoute({
  getParentRoute: () => rootRoute,
  id: 'inside',
  validateSearch: (raw): YearSearch => {
    const year = Number(raw.year)
    return { year: Number.isInteger(year) && year > 1900 && year < 3000 ? year : undefined }
  },
  search: { middlewares: [retainSearchParams<YearSearch>(['year'])] },
  // Before any loader, which all run at once: a stranger is not to ask what only members may.
  beforeLoad: async ({ context: { queryClient }, location }) => {
    if (queryClient.getQueryData(sessionQuery.queryKey) !== undefined) return
    const { signedIn } = await ask<KnownView>('/session/known')
    if (!signedIn) throw leadOutside(location)
  },
  loader: async ({ context: { queryClient }, location }) => {
    try {
      await Promise.all([
        queryClient.ensureQueryData(sessionQuery),
        queryClient.ensureQueryData(packQuery),
        queryClient.ensureQueryData(rosterQuery),
      ])
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      if (error.problem.code === 'session.must-set-password') throw redirect({ to: '/password' })
      if (error.problem.status !== 401) throw error
      throw leadOutside(location)
    }
  },
  component: Frame,
  errorComponent: RouteError,
  pendingComponent: Loading,
})

/** Where somebody goes who is not signed in. */
function leadOutside({ pathname, hash, href }: ParsedLocation) {
  // The code in an annex leads strangers here: they need no account to verify.
  if (pathname === '/verify') return redirect({ to: '/verify-outside', hash })
  return redirect({ to: '/sign-in', search: { back: href } })
}

const year = createRoute({
  getParentRoute: () => inside,
  path: places.year.to,
  validateSearch: yearFilter,
  loaderDeps: ({ search }) => ({ year: search.year, at: search.at }),
  loader: async ({ context: { queryClient }, deps }) => {
    const session = await queryClient.ensureQueryData(sessionQuery)
    await queryClient.ensureQueryData(yearAtQuery(deps.year ?? openingYear(session), deps.at))
  },
  component: lazyRouteComponent(() => import('./year/year-page.tsx'), 'YearPage'),
})

const mine = createRoute({
  getParentRoute: () => inside,
  path: places.mine.to,
  component: lazyRouteComponent(() => import('./mine/mine-page.tsx'), 'MinePage'),
})

const calendar = createRoute({
  getParentRoute: () => inside,
  path: places.calendar.to,
  validateSearch: calendarSearch,
  component: lazyRouteComponent(() => import('./calendar/calendar-page.tsx'), 'CalendarPage'),
})

const plan = createRoute({
  getParentRoute: () => inside,
  path: places.plan.to,
  validateSearch: planSearch,
  component: lazyRouteComponent(() => import('./plan/plan-page.tsx'), 'PlanPage'),
})

const openYear = createRoute({
  getParentRoute: () => inside,
  path: '/plan/open',
  component: lazyRouteComponent(() => import('./plan/open-year-page.tsx'), 'OpenYearPage'),
})

const handover = createRoute({
  getParentRoute: () => inside,
  path: places.handover.to,
  validateSearch: (raw): { person?: string | undefined } => ({ person: text(raw.person) }),
  component: lazyRouteComponent(() => import('./handover/handover-page.tsx'), 'HandoverPage'),
})

const rosterImport = createRoute({
  getParentRoute: () => inside,
  path: '/people/import',
  component: lazyRouteComponent(() => import('./people/roster-page.tsx'), 'RosterPage'),
})

const registers = createRoute({
  getParentRoute: () => inside,
  path: places.registers.to,
  component: lazyRouteComponent(() => import('./registers/registers-page.tsx'), 'RegistersPage'),
})

const register = createRoute({
  getParentRoute: () => inside,
  path: '/registers/$register',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./registers/register-page.tsx'), 'RegisterPage'),
})

const record = createRoute({
  getParentRoute: () => register,
  path: '/$record',
  component: lazyRouteComponent(() => import('./record/record-page.tsx'), 'RecordPage'),
})

const search = createRoute({
  getParentRoute: () => inside,
  path: '/search',
  validateSearch: (raw): { q?: string | undefined } => ({ q: text(raw.q) }),
  component: lazyRouteComponent(() => import('./registers/search-page.tsx'), 'SearchPage'),
})

const imports = createRoute({
  getParentRoute: () => inside,
  path: '/imports',
  component: lazyRouteComponent(() => import('./imports/imports-page.tsx'), 'ImportsPage'),
})

const importOne = createRoute({
  getParentRoute: () => inside,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('./imports/import-page.tsx'), 'ImportPage'),
})

const problems = createRoute({
  getParentRoute: () => inside,
  path: places.problems.to,
  validateSearch: problemSearch,
  component: lazyRouteComponent(() => import('./problems/problems-page.tsx'), 'ProblemsPage'),
})

const problem = createRoute({
  getParentRoute: () => inside,
  path: '/problems/$record',
  component: lazyRouteComponent(() => import('./problems/problem-page.tsx'), 'ProblemPage'),
})

const inspections = createRoute({
  getParentRoute: () => inside,
  path: '/inspections',
  component: lazyRouteComponent(
    () => import('./inspection/inspections-page.tsx'),
    'InspectionsPage',
  ),
})

const inspection = createRoute({
  getParentRoute: () => inside,
  path: '/inspections/$record',
  component: lazyRouteComponent(() => import('./inspection/inspection-page.tsx'), 'InspectionPage'),
})

const reports = createRoute({
  getParentRoute: () => inside,
  path: places.reports.to,
  component: lazyRouteComponent(() => import('./report/reports-page.tsx'), 'ReportsPage'),
})

const report = createRoute({
  getParentRoute: () => inside,
  path: '/reports/$report',
  component: lazyRouteComponent(() => import('./report/report-page.tsx'), 'ReportPage'),
})

const fromLast = createRoute({
  getParentRoute: () => inside,
  path: '/reports/from-last',
  component: lazyRouteComponent(() => import('./from-last/from-last-page.tsx'), 'FromLastPage'),
})

const received = createRoute({
  getParentRoute: () => inside,
  path: '/received',
  component: lazyRouteComponent(() => import('./received/received-page.tsx'), 'ReceivedPage'),
})

const calls = createRoute({
  getParentRoute: () => inside,
  path: '/calls',
  component: lazyRouteComponent(() => import('./calls/calls-page.tsx'), 'CallsPage'),
})

const newCall = createRoute({
  getParentRoute: () => inside,
  path: '/calls/new',
  validateSearch: (raw): { of?: string | undefined } => ({ of: text(raw.of) }),
  component: lazyRouteComponent(() => import('./calls/new-call-page.tsx'), 'NewCallPage'),
})

const call = createRoute({
  getParentRoute: () => inside,
  path: '/calls/$call',
  validateSearch: (raw): { item?: string | undefined } => ({ item: text(raw.item) }),
  component: lazyRouteComponent(() => import('./calls/call-page.tsx'), 'CallPage'),
})

const dutyLists = createRoute({
  getParentRoute: () => inside,
  path: '/duty-lists',
  component: lazyRouteComponent(() => import('./duty-lists/duty-lists-page.tsx'), 'DutyListsPage'),
})

const newDutyList = createRoute({
  getParentRoute: () => inside,
  path: '/duty-lists/new',
  validateSearch: (raw): { of?: string | undefined } => ({ of: text(raw.of) }),
  component: lazyRouteComponent(
    () => import('./duty-lists/new-duty-list-page.tsx'),
    'NewDutyListPage',
  ),
})

const dutyList = createRoute({
  getParentRoute: () => inside,
  path: '/duty-lists/$list',
  component: lazyRouteComponent(() => import('./duty-lists/duty-list-page.tsx'), 'DutyListPage'),
})

const answer = createRoute({
  getParentRoute: () => inside,
  path: '/calls/$call/answers/$record',
  component: lazyRouteComponent(() => import('./calls/answer-page.tsx'), 'AnswerPage'),
})

const askedAnswer = createRoute({
  getParentRoute: () => inside,
  path: '/calls/$call/asked/$asked',
  component: lazyRouteComponent(() => import('./calls/asked-answer-page.tsx'), 'AskedAnswerPage'),
})

const draft = createRoute({
  getParentRoute: () => inside,
  path: '/drafts/$draft',
  component: lazyRouteComponent(() => import('./report/editor/draft-page.tsx'), 'DraftPage'),
})

const reading = createRoute({
  getParentRoute: () => inside,
  path: places.reading.to,
  component: lazyRouteComponent(() => import('./reading/reading-page.tsx'), 'ReadingPage'),
})

const verify = createRoute({
  getParentRoute: () => inside,
  path: places.verify.to,
  validateSearch: (raw): { record?: string | undefined } => ({ record: text(raw.record) }),
  component: lazyRouteComponent(() => import('./verify/verify-page.tsx'), 'VerifyPage'),
})

const more = createRoute({
  getParentRoute: () => inside,
  path: '/more',
  component: lazyRouteComponent(() => import('./frame/more-page.tsx'), 'MorePage'),
})

const settings = createRoute({
  getParentRoute: () => inside,
  path: places.settings.to,
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
})

const settingsSection = createRoute({
  getParentRoute: () => inside,
  path: '/settings/$section',
  component: lazyRouteComponent(
    () => import('./settings/settings-page.tsx'),
    'SettingsSectionPage',
  ),
})

const tree = rootRoute.addChildren([
  outside.addChildren([signIn, welcome, password, verifyOutside]),
  inside.addChildren([
    year,
    mine,
    calendar,
    plan,
    openYear,
    handover,
    rosterImport,
    registers,
    register.addChildren([record]),
    search,
    imports,
    importOne,
    problems,
    problem,
    inspections,
    inspection,
    reports,
    report,
    draft,
    fromLast,
    received,
    calls,
    newCall,
    call,
    dutyLists,
    newDutyList,
    dutyList,
    answer,
    askedAnswer,
    reading,
    verify,
    more,
    settings,
    settingsSection,
  ]),
])

/** The pages and their addresses; every page but the frame is a chunk of its own. */
export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queryClient },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultNotFoundComponent: () => <RouteError />,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
