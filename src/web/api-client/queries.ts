import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { SessionView } from '../../api/contract/account.ts'
import type { EventView } from '../../api/contract/event.ts'
import type { FiguresView, FigureView, RegistersView } from '../../api/contract/figure.ts'
import type { PackView, RosterView } from '../../api/contract/pack.ts'
import type {
  ProofView,
  RecordPage,
  RecordView,
  RestingReports,
  SearchAnswer,
  UsesView,
  VersionView,
} from '../../api/contract/record.ts'
import type { Lang } from '../../ledger/label.ts'
import type { ReportDocument } from '../../report/document.ts'
import { ask, askWithTag } from './ask.ts'
import { showOrganisation } from './shown-organisation.ts'

/** Records a list asks for at a time. */
const pageLimit = 60

/** Which records of a register, in which order; the page's address carries the same. */
export interface RecordList {
  readonly register: string
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly where?: Readonly<Record<string, string>> | undefined
  readonly search?: string | undefined
  readonly voided?: boolean | undefined
  /** A field id, with `-` before it for descending. */
  readonly sort?: string | undefined
  /** Fields whose values are shown; absent: all are needed. */
  readonly columns?: readonly string[] | undefined
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    const session = await ask<SessionView>('/session', { signal })
    showOrganisation(session.organisation.id)
    return session
  },
  staleTime: 60_000,
  retry: false,
})

export const packQuery = queryOptions({
  queryKey: ['pack'],
  queryFn: ({ signal }) => ask<PackView>('/pack', { signal }),
  staleTime: 5 * 60_000,
})

export const rosterQuery = queryOptions({
  queryKey: ['roster'],
  queryFn: ({ signal }) => ask<RosterView>('/roster', { signal }),
  staleTime: 60_000,
})

export const figureQuery = (figure: string, period: string) =>
  queryOptions({
    queryKey: ['figures', period, figure],
    queryFn: ({ signal }) => ask<FigureView>(`/figures/${figure}?period=${period}`, { signal }),
  })

/** The ids of all records behind a figure, beside its value. */
export const figureRecordsQuery = (figure: string, period: string) =>
  queryOptions({
    queryKey: ['figures', period, figure, 'ids'],
    queryFn: ({ signal }) =>
      ask<FigureView>(`/figures/${figure}?period=${period}&ids=true&limit=1`, { signal }),
  })

/** Every figure of a year, without the records behind it. */
export const figuresQuery = (period: number | string) =>
  queryOptions({
    queryKey: ['figures', String(period)],
    queryFn: ({ signal }) => ask<FiguresView>(`/figures?period=${period}`, { signal }),
  })

/** How many records each register has for a year. */
export const registersQuery = (year: number) =>
  queryOptions({
    queryKey: ['records', 'counted', year],
    queryFn: ({ signal }) => ask<RegistersView>(`/registers?year=${year}`, { signal }),
  })

function filterOf(list: RecordList): URLSearchParams {
  const query = new URLSearchParams()
  if (list.from) query.set('from', list.from)
  if (list.to) query.set('to', list.to)
  for (const [field, value] of Object.entries(list.where ?? {})) query.set(`where.${field}`, value)
  if (list.search) query.set('search', list.search)
  if (list.voided) query.set('voided', 'true')
  if (list.sort) query.set('sort', list.sort)
  return query
}

function listAddress(list: RecordList, after: string | null, limit: number): string {
  const query = filterOf(list)
  if (after !== null) query.set('after', after)
  query.set('limit', String(limit))
  query.set('columns', list.columns?.join(',') ?? '*')
  return `/registers/${list.register}/records?${query}`
}

/** Where the list is kept as a file, with these columns. */
export function exportAddress(
  list: RecordList,
  as: {
    readonly format: 'xlsx' | 'csv'
    /** Fields to show; all when absent. */
    readonly columns?: readonly string[]
    /** The field of rows whose items have a row each. */
    readonly items?: string
    readonly lang: Lang
  },
): string {
  const query = filterOf(list)
  query.set('format', as.format)
  if (as.columns) query.set('columns', as.columns.join(','))
  if (as.items) query.set('items', as.items)
  query.set('lang', as.lang)
  return `/api/v1/registers/${list.register}/export?${query}`
}

/** Where the report of a year is kept as a file. */
export function reportFileAddress(
  report: string,
  as: { readonly year: number; readonly format: 'docx' | 'html' | 'txt'; readonly redHead?: true },
): string {
  const head = as.redHead ? '&redHead=true' : ''
  return `/api/v1/reports/${report}/file?year=${as.year}&format=${as.format}${head}`
}

export const recordsQuery = (list: RecordList) =>
  infiniteQueryOptions({
    queryKey: ['records', list.register, list],
    queryFn: ({ pageParam, signal }) =>
      ask<RecordPage>(listAddress(list, pageParam, pageLimit), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

/** The first few records of each register that has the word. */
export const searchQuery = (q: string, limit: number) =>
  queryOptions({
    queryKey: ['records', 'search', q, limit],
    queryFn: ({ signal }) =>
      ask<SearchAnswer>(`/search?${new URLSearchParams({ q, limit: String(limit) })}`, { signal }),
    enabled: q !== '',
  })

/** The first few records of a list: link pickers, the attendance list of last time. */
export const firstRecordsQuery = (list: RecordList, limit: number) =>
  queryOptions({
    queryKey: ['records', list.register, list, 'first', limit],
    queryFn: ({ signal }) => ask<RecordPage>(listAddress(list, null, limit), { signal }),
  })

export const recordQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id],
    queryFn: ({ signal }) => askWithTag<RecordView>(`/records/${id}`, { signal }),
  })

export const eventQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'event'],
    queryFn: ({ signal }) => ask<EventView>(`/records/${id}/event`, { signal }),
  })

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'versions'],
    queryFn: ({ signal }) => ask<readonly VersionView[]>(`/records/${id}/versions`, { signal }),
  })

export const proofQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'proof'],
    queryFn: ({ signal }) => ask<ProofView>(`/records/${id}/proof`, { signal }),
    // The checkpoint that covers a new entry follows within a second.
    refetchInterval: (query) => (query.state.data?.proof === null ? 1500 : false),
  })

export const usesQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'uses'],
    queryFn: ({ signal }) => ask<UsesView>(`/records/${id}/uses`, { signal }),
  })

/** Signed reports that rest on a record. */
export const restingReportsQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'reports'],
    queryFn: ({ signal }) => ask<RestingReports>(`/records/${id}/reports`, { signal }),
  })

export const reportQuery = (report: string, year: number) =>
  queryOptions({
    queryKey: ['report', report, year],
    queryFn: ({ signal }) => ask<ReportDocument>(`/reports/${report}?year=${year}`, { signal }),
  })
